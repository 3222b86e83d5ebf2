import { spawn } from 'node:child_process';
import { hasDisplay } from './display';

/** Opens an address in the person's browser, where there is one; it is theirs and stays. */
export function openInBrowser(address: string): void {
  if (process.env['CI'] !== undefined || !hasDisplay()) return;
  const [command, ...args] = opener();
  const child = spawn(command, [...args, address], { detached: true, stdio: 'ignore' });
  // The address has been printed: a person opens it where no program does.
  child.on('error', () => undefined);
  child.unref();
}

function opener(): readonly [string, ...string[]] {
  switch (process.platform) {
    case 'darwin':
      return ['open'];
    case 'win32':
      // What `start` does, without the quoting rules of cmd.
      return ['rundll32', 'url.dll,FileProtocolHandler'];
    default:
      return ['xdg-open'];
  }
}
