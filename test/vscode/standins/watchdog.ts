// Stands in for native-watchdog, which would have to be compiled. VS Code starts it in the extension host, to end it
// after its parent even if an extension blocks it. VS Code itself ends one that isn't blocked, and the tests end
// everything that they start.

/** Has no effect. */
export function start(): void {
  // See above.
}
