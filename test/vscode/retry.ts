/** Repeats an attempt until one succeeds. After the timeout, in ms, it rejects as the last attempt did. */
export async function retry(timeout: number, attempt: () => Promise<void>): Promise<void> {
  const deadline = Date.now() + timeout;
  for (;;) {
    try {
      await attempt();
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
  }
}
