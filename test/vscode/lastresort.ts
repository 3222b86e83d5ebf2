type Cleanup = () => void;

const cleanups = new Set<Cleanup>();
const signals = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;
/** What a shell adds to a signal's number to make an exit code of it. */
const killedBySignal = 128;

/** Runs `cleanup`, which cannot wait for anything, should the process end first; returns how to call that off. */
export function lastResort(cleanup: Cleanup): () => void {
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
  // The last first: what was made later may live in what was made before.
  for (const cleanup of [...cleanups].reverse()) cleanup();
}

/** A program with a listener of its own decides itself how it ends, and 'exit' follows. */
function endBySignal(signal: keyof typeof signals): void {
  if (process.listenerCount(signal) > 1) return;
  process.exit(killedBySignal + signals[signal]);
}
