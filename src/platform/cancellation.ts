import type * as vscode from 'vscode';

/** Runs something that the user can cancel. Returns undefined if the user did, even if there was a result. */
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
