import type * as vscode from 'vscode';

/** Does something that the user can cancel; undefined if that happened, whatever came of it. */
export async function abortable<T>(
  cancelled: vscode.CancellationToken,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T | undefined> {
  const abort = new AbortController();
  const subscription = cancelled.onCancellationRequested(() => {
    abort.abort();
  });
  try {
    const result = await run(abort.signal);
    return cancelled.isCancellationRequested ? undefined : result;
  } finally {
    subscription.dispose();
  }
}
