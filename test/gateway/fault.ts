import * as v from 'valibot';

const milliseconds = v.pipe(v.number(), v.minValue(0), v.maxValue(2 ** 31 - 1));

/** The fields of a fault; it validates the JSON that arrives over HTTP. */
export const faultSchema = v.strictObject({
  /** Only for requests of this path, such as `/v2/auth/qr`; if absent, for the next request of any path. */
  path: v.exactOptional(v.pipe(v.string(), v.startsWith('/'))),
  /** How many requests it affects; 1 by default. */
  times: v.exactOptional(v.union([v.pipe(v.number(), v.integer(), v.minValue(1)), v.literal('always')])),
  /** How long the answer is delayed, in ms, unscaled. */
  delay: v.exactOptional(milliseconds),
  /** Drops the connection instead of answering, or in the middle of the body. */
  drop: v.exactOptional(v.picklist(['beforeAnswer', 'midBody'])),
  status: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(200), v.maxValue(599))),
  /** Text is sent unchanged, everything else as JSON. */
  body: v.exactOptional(v.unknown()),
  /** Fills the body with blanks up to this many bytes, before compression. */
  size: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(2 ** 31))),
  /** Compresses the body; together with a large `size` it is a compression bomb. */
  encoding: v.exactOptional(v.literal('gzip')),
  /** After the body, one blank follows every so many ms, without end. */
  endless: v.exactOptional(v.pipe(milliseconds, v.minValue(1))),
  /** Added to the answer, or left out of it if null. */
  headers: v.exactOptional(v.record(v.string(), v.nullable(v.string()))),
  /** The `Retry-After` header: seconds, or an HTTP date as text. */
  retryAfter: v.exactOptional(v.union([v.number(), v.string()])),
  /** The `Location` of a redirect, with 302 unless a status is given. */
  redirect: v.exactOptional(v.string()),
  /** Moves only the `Date` header, by this many ms, or leaves it out. */
  dateSkew: v.exactOptional(v.union([v.number(), v.literal('absent')])),
});

/** Something that goes wrong with a request; what a fault doesn't set stays as the gateway would answer it. */
export type Fault = v.InferOutput<typeof faultSchema>;

/** The faults that wait for requests, in order. */
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

  /** The first fault for a request of this path; it leaves the queue after its number of uses. */
  take(path: string): Fault | undefined {
    const entry = this.#waiting.find(({ fault }) => fault.path === undefined || fault.path === path);
    if (entry === undefined) return undefined;
    entry.left -= 1;
    if (entry.left <= 0) this.#waiting = this.#waiting.filter((other) => other !== entry);
    return entry.fault;
  }
}
