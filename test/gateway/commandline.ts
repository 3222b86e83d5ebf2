import { parseArgs } from 'node:util';
import type { InstanceOptions } from './instance';
import type { Like } from './personality';
import { isLike, likes } from './personality';
import type { Scenario } from './scenarios';
import { isScenario, scenarios } from './scenarios';

/** The help text of `npm run gateway`. */
export const usage = `Usage: npm run gateway -- [options]

  --port <number>     port on 127.0.0.1 (default 8732; 0 takes a free one)
  --scale <factor>    factor for all durations (default 1; 0.1 is ten times faster)
  --token <token>     the valid access token (default demo-token-000000000000)
  --instance <id>[=<scenario>]
                      an instance and its scenario: ${Object.keys(scenarios).join(', ')}; repeatable
                      (default: four instances, one for each scenario)
  --many <count>      number of further instances, in every status, mostly linked (default 0)
  --like <name>       how the gateway behaves (default docs):
                      docs  as the vendor's documents say: every answer comes at once, codes have an expiry
                      waha  as a real WAHA: a request for a code waits up to 10 s for one, a command takes
                            3 to 4 s, codes have no expiry, a scan empties the code before the link is there,
                            a stopped instance is not found, and some failures need a logout
  --help              this text`;

/** The options of the demo. */
export interface DemoOptions {
  readonly port: number;
  readonly scale: number;
  readonly token: string;
  readonly like: Like;
  /** The number of further instances. */
  readonly many: number;
  readonly instances: readonly (InstanceOptions & { readonly scenario: Scenario })[];
}

/** Valid options, a request for help, or one sentence about what is wrong. */
export type CommandLine =
  | { readonly kind: 'run'; readonly options: DemoOptions }
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly message: string };

const demo = ['DEMO00000001', 'DEMO00000002=failed', 'DEMO00000003=linked', 'DEMO00000004=slow'];

/** Reads the arguments that follow the program's name. */
export function readCommandLine(args: readonly string[]): CommandLine {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        port: { type: 'string', default: '8732' },
        scale: { type: 'string', default: '1' },
        token: { type: 'string', default: 'demo-token-000000000000' },
        instance: { type: 'string', multiple: true, default: demo },
        many: { type: 'string', default: '0' },
        like: { type: 'string', default: 'docs' },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) return { kind: 'help' };
    const { like } = values;
    if (!isLike(like)) throw new Error(`--like can't be "${like}". Use one of ${likes.join(', ')}.`);
    // A documented gateway has to ask its browser before it answers; a WAHA waits where a real one does.
    const latency = like === 'docs' ? 300 : 20;
    const options = {
      port: number('--port', values.port, (port) => Number.isInteger(port) && port >= 0 && port < 65_536),
      scale: number('--scale', values.scale, (scale) => scale > 0 && scale <= 1_000),
      token: values.token,
      many: number('--many', values.many, (many) => Number.isInteger(many) && many >= 0 && many <= 100_000),
      like,
      instances: values.instance.map((text) => ({ ...instance(text), latency })),
    };
    return { kind: 'run', options };
  } catch (error) {
    return { kind: 'wrong', message: error instanceof Error ? error.message : String(error) };
  }
}

function number(option: string, text: string, fits: (value: number) => boolean): number {
  const value = text.trim() === '' ? NaN : Number(text);
  if (!fits(value)) throw new Error(`${option} can't be "${text}".`);
  return value;
}

function instance(text: string): DemoOptions['instances'][number] {
  const [id = '', scenario = 'normal', ...more] = text.split('=');
  if (!/^[A-Za-z0-9._@:-]{1,64}$/.test(id) || more.length > 0)
    throw new Error(`"${text}" is not an instance ID.`);
  if (!isScenario(scenario))
    throw new Error(`"${scenario}" is not a scenario. Use one of ${Object.keys(scenarios).join(', ')}.`);
  return { id, scenario, session: scenarios[scenario].session };
}
