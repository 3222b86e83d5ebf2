import * as v from 'valibot';
import type { Answer } from './answer';
import { errorAnswer, jsonAnswer } from './answer';
import type { Clock } from './clock';
import type { Credentials } from './credentials';
import type { ScanResult, Session } from './session';

/** How long a pairing code is valid, in ms. Source: whatsapp-web.js, "WhatsApp default to 3 minutes"; the vendor documents nothing. */
export const realPairingCodeLifetime = 180_000;

/** The ways in which an instance can write a pairing code: `ABCD-1234`, `ABCD1234`, `ABCD 1234` or `abcd-1234`. */
export const pairingCodeForm = v.picklist(['hyphen', 'plain', 'space', 'lower']);

/** How an instance writes a pairing code; `hyphen` is the documented way. */
export type PairingCodeForm = v.InferOutput<typeof pairingCodeForm>;

/** The characters of a pairing code; no two look alike. Source: Baileys, `bytesToCrockford`. */
const characters = '123456789ABCDEFGHJKLMNPQRSTVWXYZ';
const length = 8;

/** A pairing code for one phone number. */
interface PairingCode {
  readonly code: string;
  readonly number: string;
  readonly until: number;
  /** The run of the session that it belongs to; it expires with that run. */
  readonly run: number;
}

/** The pairing codes of one session: each replaces the previous one. */
export class PairingCodes {
  readonly #session: Session;
  readonly #clock: Clock;
  readonly #lifetime: number;
  readonly #issued = new Set<string>();
  #current: PairingCode | undefined;

  /** Takes how long codes are valid, in ms. */
  constructor(session: Session, clock: Clock, lifetime: number) {
    this.#session = session;
    this.#clock = clock;
    this.#lifetime = lifetime;
  }

  /** The eight characters that a phone would accept now. */
  get live(): string | undefined {
    return this.#live()?.code;
  }

  /** Creates a code of eight characters for a phone number that consists of digits only. */
  request(number: string): string {
    const sign = (): string => characters[Math.floor(this.#clock.random() * characters.length)] ?? '1';
    const code = Array.from({ length }, sign).join('');
    const until = this.#clock.now() + this.#lifetime;
    this.#current = { code, number, until, run: this.#session.run };
    this.#issued.add(code);
    return code;
  }

  /** The owner of a phone types a code, in any spelling; a phone with a known number accepts only codes for that number. */
  enter(typed: string, phone?: string): ScanResult {
    const code = typed.replace(/[\s-]/g, '').toUpperCase();
    const live = this.#live();
    if (live?.code !== code) return this.#issued.has(code) ? 'expired' : 'unknown';
    if (phone !== undefined && phone !== live.number) return 'unknown';
    this.#session.link(`${live.number}@c.us`);
    return 'linked';
  }

  #live(): PairingCode | undefined {
    const current = this.#current;
    const alive =
      this.#session.code !== undefined &&
      current?.run === this.#session.run &&
      this.#clock.now() < current.until;
    return alive ? current : undefined;
  }
}

/** Why a request for a pairing code is refused, whatever the session's status is. */
export function refuseNumber({ number }: Credentials): Answer | undefined {
  if (!number) return errorAnswer(400, 'missing_param', 'Missing parameter(s): phone_number');
  if (/^(?!00)\d{7,15}$/.test(number)) return undefined;
  return errorAnswer(400, 'invalid_param', 'phone_number is 7 to 15 digits, without + or 00 before them.');
}

/** The answer with a pairing code, in the documented form unless another is given. */
export function pairingCodeAnswer(code: string, form: PairingCodeForm): Answer {
  const written = (gap: string): string => code.replace(/^.{4}/, `$&${gap}`);
  switch (form) {
    case 'hyphen':
      return jsonAnswer(200, { code: written('-') });
    case 'plain':
      return jsonAnswer(200, { code });
    case 'space':
      return jsonAnswer(200, { code: written(' ') });
    case 'lower':
      return jsonAnswer(200, { code: written('-').toLowerCase() });
  }
}
