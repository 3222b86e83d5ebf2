import type { DemoOptions } from '../gateway/commandline';
import type { Gateway, GatewayOptions } from '../gateway/gateway';
import { startGateway } from '../gateway/gateway';
import { openInBrowser } from './browser';
import type { Editor, RunningEditor } from './editor';
import { findEditor } from './editor';
import { breakable, untilEnd } from './end';
import { pack } from './pack';
import { step } from './progress';
import { screen } from './screen';

/** A VS Code that uses a gateway. */
interface Demo {
  readonly gateway: Gateway;
  readonly editor: Editor;
  readonly running: RunningEditor;
}

/** A real session gives up after six codes, two minutes and a half; a person may take longer to get to it. */
const codes = 200;

/** Gives a person a gateway and a VS Code that uses it, until that person has enough. */
export async function runDemo(options: DemoOptions): Promise<void> {
  const { gateway, editor, running } = await breakable(() => start(options));
  try {
    console.log(screen({ editor, running, gateway: gateway.url, ...options }));
    openInBrowser(running.address ?? `${gateway.url}/`);
    await untilEnd(running.closed);
    console.log('\nEnding …');
  } finally {
    await running.dispose();
    await gateway.close();
  }
}

async function start({ port, scale, token, instances }: DemoOptions): Promise<Demo> {
  const editor = await findEditor();
  const vsix = await step('Packing the extension', pack);
  const patient = instances.map((each) => ({ ...each, session: { ...each.session, codes } }));
  const gateway = await startOn(port, { scale, tokens: [token], instances: patient });
  try {
    const settings = { 'pairWhatsApp.endpoint': gateway.url };
    const running = await step(`Starting ${editor.name}`, () => editor.start({ vsix, settings }));
    return { gateway, editor, running };
  } catch (error) {
    await gateway.close();
    throw error;
  }
}

/** Takes a free port where the usual one is taken. */
async function startOn(port: number, options: GatewayOptions): Promise<Gateway> {
  try {
    return await startGateway({ ...options, port });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error;
    return await startGateway({ ...options, port: 0 });
  }
}
