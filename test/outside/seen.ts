/** Waits until something is so, looking every now and then; rejects when that takes longer than so many ms. */
export async function seen(isSo: () => boolean | Promise<boolean>, timeout: number): Promise<void> {
  const deadline = Date.now() + timeout;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error('It did not come about in time.');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
