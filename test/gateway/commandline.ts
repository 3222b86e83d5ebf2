import { parseArgs } from 'node:util';
import type { InstanceOptions } from './instance';
import type { Life } from './lives';
import { isLife, lives } from './lives';

/** What `npm run gateway` can be told. */
export const usage = `Usage: npm run gateway -- [options]

  --port <number>          port on 127.0.0.1 (default 8732; 0 takes a free one)
  --scale <factor>         what durations are multiplied by (default 1; 0.1 is ten times faster)
  --token <token>          the access token that is valid (default demo-token-000000000000)
  --instance <id>[=<life>] an instance and its life: ${Object.keys(lives).join(', ')}; may be repeated
                           (default: four instances, one of each life)
  --many <count>           so many instances besides, in every status, mostly linked (default 0)
  --help                   this text`;

/** What the demo is started with. */
export interface DemoOptions {
  readonly port: number;
  readonly scale: number;
  readonly token: string;
  /** How many instances there are besides. */
  readonly many: number;
  readonly instances: readonly (InstanceOptions & { readonly life: Life })[];
}

/** The options read, a wish for help, or one sentence on what is wrong. */
export type CommandLine =
  | { readonly kind: 'run'; readonly options: DemoOptions }
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly message: string };

const demo = ['DEMO00000001', 'DEMO00000002=failed', 'DEMO00000003=linked', 'DEMO00000004=slow'];

/** Reads the arguments after the program's name. */
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
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) return { kind: 'help' };
    const options = {
      port: number('--port', values.port, (port) => Number.isInteger(port) && port >= 0 && port < 65_536),
      scale: number('--scale', values.scale, (scale) => scale > 0 && scale <= 1_000),
      token: values.token,
      many: number('--many', values.many, (many) => Number.isInteger(many) && many >= 0 && many <= 100_000),
      instances: values.instance.map(instance),
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
  const [id = '', life = 'normal', ...more] = text.split('=');
  if (!/^[A-Za-z0-9._@:-]{1,64}$/.test(id) || more.length > 0)
    throw new Error(`"${text}" is no instance ID.`);
  if (!isLife(life)) throw new Error(`"${life}" is no life; take one of ${Object.keys(lives).join(', ')}.`);
  // A real gateway probes a browser before it answers.
  return { id, life, session: lives[life].session, latency: 300 };
}
