import { spawn } from 'node:child_process';
import { hasDisplay } from './display';

/** Opens an address in the user's own browser, if there is one; it stays open. */
export function openInBrowser(address: string): void {
  if (process.env['CI'] !== undefined || !hasDisplay()) return;
  const [command, ...args] = opener();
  const child = spawn(command, [...args, address], { detached: true, stdio: 'ignore' });
  // The address has been printed, so a person can open it if no program does.
  child.on('error', () => undefined);
  child.unref();
}

function opener(): readonly [string, ...string[]] {
  switch (process.platform) {
    case 'darwin':
      return ['open'];
    case 'win32':
      // The same as `start`, without the quoting rules of cmd.
      return ['rundll32', 'url.dll,FileProtocolHandler'];
    default:
      return ['xdg-open'];
  }
}
