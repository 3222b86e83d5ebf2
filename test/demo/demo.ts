import type { DemoOptions } from '../gateway/commandline';
import type { Gateway, GatewayOptions } from '../gateway/gateway';
import { startGateway } from '../gateway/gateway';
import { manyInstances } from '../gateway/manyinstances';
import { openInBrowser } from './browser';
import type { Editor, RunningEditor } from './editor';
import { findEditor } from './editor';
import { interruptible, untilInterrupted } from './interruption';
import { pack } from './pack';
import { step } from './progress';
import { instructions } from './instructions';

/** A VS Code that uses a gateway. */
interface Demo {
  readonly gateway: Gateway;
  readonly editor: Editor;
  readonly running: RunningEditor;
}

/** A real session fails after six codes, in two and a half minutes; a person may need longer. */
const codes = 200;

/** Starts a gateway and a VS Code that uses it, and runs them until the person stops the demo. */
export async function runDemo(options: DemoOptions): Promise<void> {
  const { gateway, editor, running } = await interruptible(() => start(options));
  try {
    console.log(instructions({ editor, running, gateway: gateway.url, ...options }));
    openInBrowser(running.address ?? `${gateway.url}/`);
    await untilInterrupted(running.closed);
    console.log('\nStopping …');
  } finally {
    await running.dispose();
    await gateway.close();
  }
}

async function start({ port, scale, token, like, many, instances }: DemoOptions): Promise<Demo> {
  const editor = await findEditor();
  const vsix = await step('Packing the extension', pack);
  const longer = [...instances, ...manyInstances(many)].map((each) => ({
    ...each,
    session: { ...each.session, codes },
  }));
  const gateway = await startOn(port, { scale, tokens: [token], like, instances: longer });
  try {
    const settings = { 'pairWhatsApp.endpoint': gateway.url };
    const running = await step(`Starting ${editor.name}`, () => editor.start({ vsix, settings }));
    return { gateway, editor, running };
  } catch (error) {
    await gateway.close();
    throw error;
  }
}

/** Starts the gateway on the given port, or on a free one if that port isn't available. */
async function startOn(port: number, options: GatewayOptions): Promise<Gateway> {
  try {
    return await startGateway({ ...options, port });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error;
    return await startGateway({ ...options, port: 0 });
  }
}
