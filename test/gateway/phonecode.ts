import * as v from 'valibot';
import type { Answer } from './answer';
import { errorAnswer, jsonAnswer } from './answer';
import type { Clock } from './clock';
import type { Credentials } from './credentials';
import type { ScanResult, Session } from './session';

/** How long a phone-number code lives, in ms. Source: whatsapp-web.js, "WhatsApp default to 3 minutes"; the vendor tells nothing. */
export const realPhoneCodeLife = 180_000;

/** How an instance may write such a code: `ABCD-1234`, `ABCD1234`, `ABCD 1234` or `abcd-1234`. */
export const pairingCodeForm = v.picklist(['hyphen', 'plain', 'space', 'lower']);

/** How an instance writes such a code; `hyphen` is the documented one. */
export type PairingCodeForm = v.InferOutput<typeof pairingCodeForm>;

/** The signs that WhatsApp makes such codes of, none of which is taken for another. Source: Baileys, `bytesToCrockford`. */
const signs = '123456789ABCDEFGHJKLMNPQRSTVWXYZ';
const length = 8;

/** A code for one phone number. */
interface PairingCode {
  readonly code: string;
  readonly number: string;
  readonly until: number;
  /** In which of the session's lives it was asked for; with that it ends. */
  readonly life: number;
}

/** The phone-number codes of one session: each takes the place of the one before. */
export class PairingCodes {
  readonly #session: Session;
  readonly #clock: Clock;
  readonly #lifetime: number;
  readonly #issued = new Set<string>();
  #current: PairingCode | undefined;

  /** Codes that live for so many ms. */
  constructor(session: Session, clock: Clock, lifetime: number) {
    this.#session = session;
    this.#clock = clock;
    this.#lifetime = lifetime;
  }

  /** The eight signs that a phone would accept now. */
  get live(): string | undefined {
    return this.#live()?.code;
  }

  /** Makes the eight signs for a number of digits only. */
  request(number: string): string {
    const sign = (): string => signs[Math.floor(this.#clock.random() * signs.length)] ?? '1';
    const code = Array.from({ length }, sign).join('');
    const until = this.#clock.now() + this.#lifetime;
    this.#current = { code, number, until, life: this.#session.life };
    this.#issued.add(code);
    return code;
  }

  /** A phone's owner types a code as people do; a phone that says its number knows no code for another. */
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
      this.#session.status === 'SCAN_QR_CODE' &&
      current?.life === this.#session.life &&
      this.#clock.now() < current.until;
    return alive ? current : undefined;
  }
}

/** What is wrong with a request for a phone-number code, whatever the session is doing. */
export function refuseNumber({ number }: Credentials): Answer | undefined {
  if (!number) return errorAnswer(400, 'missing_param', 'Missing parameter(s): phone_number');
  if (/^(?!00)\d{7,15}$/.test(number)) return undefined;
  return errorAnswer(400, 'invalid_param', 'phone_number is 7 to 15 digits, without + or 00 before them.');
}

/** The answer with a phone-number code, as documented unless a form says otherwise. */
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
