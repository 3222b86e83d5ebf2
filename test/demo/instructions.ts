import type { DemoOptions } from '../gateway/commandline';
import { scenarios } from '../gateway/scenarios';
import manifest from '../../package.nls.json';
import type { Editor, RunningEditor } from './editor';

/** What the instructions are about. */
export interface InstructionParts {
  readonly editor: Editor;
  readonly running: RunningEditor;
  /** URL of the gateway. */
  readonly gateway: string;
  readonly token: string;
  readonly instances: DemoOptions['instances'];
}

/** What to do, step by step, with everything that has to be typed. */
export function instructions({ editor, running, gateway, token, instances }: InstructionParts): string {
  const open = running.address ? `Open ${running.address}` : `Go to the window of ${editor.name}`;
  const idWidth = Math.max(...instances.map(({ id }) => id.length));
  const choices = instances.map(
    ({ id, scenario }) => `       ${id.padEnd(idWidth)}  ${scenarios[scenario].about}`,
  );
  return `
Pair WhatsApp: ${editor.name} with the extension, and a stand-in gateway

  1  ${open}
  2  Press F1 and run the command

       ${manifest['command.pair']}

  3  Enter the access token

       ${token}

     Then enter an instance ID

${choices.join('\n')}

  4  Scan the code: press Scan at ${gateway}/, which acts as the phone
${forwarding([running.address, gateway])}
Ctrl-C stops everything.`;
}

/** Over SSH, the addresses belong to another machine than the browser. */
function forwarding(addresses: readonly (string | undefined)[]): string {
  if (process.env['SSH_CONNECTION'] === undefined) return '';
  const ports = addresses.filter((address) => address !== undefined).map((address) => new URL(address).port);
  const options = ports.map((port) => `-L ${port}:127.0.0.1:${port}`);
  return `\nFor a browser on your own machine, connect with ssh ${options.join(' ')}\n`;
}
