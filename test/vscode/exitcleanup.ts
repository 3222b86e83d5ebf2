type Cleanup = () => void;

const cleanups = new Set<Cleanup>();
const signals = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;
/** A shell adds this to a signal's number to get the exit code. */
const killedBySignal = 128;

/** Runs a synchronous `cleanup` if the process ends before you call the returned function. */
export function cleanUpOnExit(cleanup: Cleanup): () => void {
  if (cleanups.size === 0) listen();
  cleanups.add(cleanup);
  return () => {
    cleanups.delete(cleanup);
    if (cleanups.size === 0) unlisten();
  };
}

function listen(): void {
  process.on('exit', cleanUp);
  for (const signal of Object.keys(signals)) process.on(signal, endBySignal);
}

function unlisten(): void {
  process.off('exit', cleanUp);
  for (const signal of Object.keys(signals)) process.off(signal, endBySignal);
}

function cleanUp(): void {
  // In reverse order: what was created later may be inside what was created before.
  for (const cleanup of [...cleanups].reverse()) cleanup();
}

/** A program with its own listener decides how it ends, and 'exit' follows. */
function endBySignal(signal: keyof typeof signals): void {
  if (process.listenerCount(signal) > 1) return;
  process.exit(killedBySignal + signals[signal]);
}
