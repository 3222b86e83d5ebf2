import { setTimeout as sleep } from 'node:timers/promises';
import { readSvg } from '../life/readsvg';
import type { CodeWatch } from './codewatch';

/** A phone in front of the window. It reads the visible codes and scans them, as a person would. */
export class ScreenPhone {
  /** When it scanned each instance’s code successfully, in ms since the epoch. */
  readonly linked = new Map<string, number>();
  /** Scans that the gateway didn’t accept. */
  failedScans = 0;
  readonly #scanned = new Set<string>();
  readonly #stop: () => void;

  /** Waits `delay` ms before it scans a code of the gateway at `url`. */
  constructor(
    private readonly codes: CodeWatch,
    private readonly url: string,
    private readonly delay: number,
  ) {
    this.#stop = codes.onChange(() => {
      for (const { svg } of codes.current) void this.#scan(svg);
    });
  }

  stop(): void {
    this.#stop();
  }

  async #scan(svg: string): Promise<void> {
    if (this.#scanned.has(svg)) return;
    this.#scanned.add(svg);
    const [value] = await Promise.all([readSvg(svg), sleep(this.delay)]);
    // A code that has disappeared in the meantime can’t be scanned.
    if (value === undefined || !this.codes.current.some((drawing) => drawing.svg === svg)) {
      this.#scanned.delete(svg);
      return;
    }
    const answer = await fetch(`${this.url}/phone/scan`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ value }),
    });
    const { instance } = (await answer.json()) as { instance?: string };
    if (answer.ok && instance !== undefined) this.linked.set(instance, Date.now());
    else this.failedScans += 1;
  }
}
