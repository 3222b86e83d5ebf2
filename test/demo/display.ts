const { env, platform } = process;

/** Whether a program can open a window that the user sees. */
export function hasDisplay(): boolean {
  if (platform === 'linux') return [env['DISPLAY'], env['WAYLAND_DISPLAY']].some(Boolean);
  return env['SSH_CONNECTION'] === undefined;
}
