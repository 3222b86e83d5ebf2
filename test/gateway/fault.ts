import * as v from 'valibot';

const milliseconds = v.pipe(v.number(), v.minValue(0), v.maxValue(2 ** 31 - 1));

/** What a fault may say; over HTTP as JSON, checked by this. */
export const faultSchema = v.strictObject({
  /** Only for calls of this path, such as `/v2/auth/qr`; without it for the next call, whatever it is. */
  path: v.exactOptional(v.pipe(v.string(), v.startsWith('/'))),
  /** How many calls it hits, 1 if not given. */
  times: v.exactOptional(v.union([v.pipe(v.number(), v.integer(), v.minValue(1)), v.literal('always')])),
  /** How long the answer is held back, in ms, unscaled. */
  delay: v.exactOptional(milliseconds),
  /** Cuts the connection instead of answering, or in the middle of the body. */
  drop: v.exactOptional(v.picklist(['beforeAnswer', 'midBody'])),
  status: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(200), v.maxValue(599))),
  /** A text is sent as it is, everything else as JSON. */
  body: v.exactOptional(v.unknown()),
  /** Blanks make the body so many bytes long, before it is packed. */
  size: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(2 ** 31))),
  /** Packs the body; with a size it is a bomb. */
  encoding: v.exactOptional(v.literal('gzip')),
  /** After the body one blank follows every so many ms, without an end. */
  endless: v.exactOptional(v.pipe(milliseconds, v.minValue(1))),
  headers: v.exactOptional(v.record(v.string(), v.string())),
  /** The `Retry-After` header: seconds, or an HTTP date as text. */
  retryAfter: v.exactOptional(v.union([v.number(), v.string()])),
  /** Where the answer points to, with 302 unless a status is given. */
  redirect: v.exactOptional(v.string()),
  /** Moves the `Date` header, and only it, by so many ms, or leaves it out. */
  dateSkew: v.exactOptional(v.union([v.number(), v.literal('absent')])),
});

/** Something that goes wrong with a call; what a fault leaves out stays as the gateway would have answered. */
export type Fault = v.InferOutput<typeof faultSchema>;

/** The faults an instance has before it, in order. */
export class FaultQueue {
  #waiting: { readonly fault: Fault; left: number }[] = [];

  get length(): number {
    return this.#waiting.length;
  }

  add(...faults: readonly Fault[]): void {
    const left = ({ times = 1 }: Fault) => (times === 'always' ? Infinity : times);
    this.#waiting.push(...faults.map((fault) => ({ fault, left: left(fault) })));
  }

  clear(): void {
    this.#waiting = [];
  }

  /** The first fault meant for a call of this path; it is used up once it has hit as often as it says. */
  take(path: string): Fault | undefined {
    const entry = this.#waiting.find(({ fault }) => fault.path === undefined || fault.path === path);
    if (entry === undefined) return undefined;
    entry.left -= 1;
    if (entry.left <= 0) this.#waiting = this.#waiting.filter((other) => other !== entry);
    return entry.fault;
  }
}
