import { setTimeout as sleep } from 'node:timers/promises';
import { readSvg } from '../life/readsvg';
import type { CodeWatch } from './codewatch';

/** A phone in front of the window: it reads what is in sight and scans it, as a person would. */
export class ScreenPhone {
  /** When it scanned the code of which instance, in ms since the epoch. */
  readonly linked = new Map<string, number>();
  /** Codes that a phone was told were none any more, or never. */
  dead = 0;
  readonly #seen = new Set<string>();
  readonly #stop: () => void;

  /** Takes `after` ms to hold still before it scans a code of the gateway at `url`. */
  constructor(
    private readonly codes: CodeWatch,
    private readonly url: string,
    private readonly after: number,
  ) {
    this.#stop = codes.onChange(() => {
      for (const { svg } of codes.now) void this.#look(svg);
    });
  }

  stop(): void {
    this.#stop();
  }

  async #look(svg: string): Promise<void> {
    if (this.#seen.has(svg)) return;
    this.#seen.add(svg);
    const [value] = await Promise.all([readSvg(svg), sleep(this.after)]);
    // What was taken away meanwhile can't be scanned.
    if (value === undefined || !this.codes.now.some((drawing) => drawing.svg === svg)) {
      this.#seen.delete(svg);
      return;
    }
    const answer = await fetch(`${this.url}/phone/scan`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ value }),
    });
    const { instance } = (await answer.json()) as { instance?: string };
    if (answer.ok && instance !== undefined) this.linked.set(instance, Date.now());
    else this.dead += 1;
  }
}
