import type { Answer } from './answer';
import { errorAnswer, jsonAnswer } from './answer';
import type { Clock } from './clock';
import type { Credentials } from './credentials';
import type { ScanResult, Session } from './session';

/** How long a phone-number code lives, in ms. Source: whatsapp-web.js, "WhatsApp default to 3 minutes"; the vendor tells nothing. */
export const phoneCodeLife = 180_000;

/** The signs that WhatsApp makes such codes of: none that is taken for another. */
const signs = '123456789ABCDEFGHJKLMNPQRSTVWXYZ';
const length = 8;

/** A code for one phone number. */
interface PhoneCode {
  readonly code: string;
  readonly number: string;
  readonly until: number;
  /** In which of the session's lives it was asked for; with that it ends. */
  readonly life: number;
}

/** The phone-number codes of one session: each takes the place of the one before. */
export class PhoneCodes {
  #current: PhoneCode | undefined;
  readonly #issued = new Set<string>();

  constructor(
    private readonly session: Session,
    private readonly clock: Clock,
    private readonly life: number,
  ) {}

  /** The code that a phone would accept now. */
  get live(): string | undefined {
    return this.#live()?.code;
  }

  /** Makes a code for a number of digits only. */
  request(number: string): string {
    const sign = (): string => signs[Math.floor(this.clock.random() * signs.length)] ?? '1';
    const code = Array.from({ length }, sign).join('');
    this.#current = { code, number, until: this.clock.now() + this.life, life: this.session.life };
    this.#issued.add(code);
    return code;
  }

  /** A phone's owner types a code, with or without its hyphen. */
  enter(typed: string): ScanResult {
    const code = typed.replace(/[\s-]/g, '').toUpperCase();
    const live = this.#live();
    if (live?.code !== code) return this.#issued.has(code) ? 'expired' : 'unknown';
    this.#current = undefined;
    this.session.link(`${live.number}@c.us`);
    return 'linked';
  }

  #live(): PhoneCode | undefined {
    const current = this.#current;
    const alive =
      this.session.status === 'SCAN_QR_CODE' &&
      current?.life === this.session.life &&
      this.clock.now() < current.until;
    return alive ? current : undefined;
  }
}

/** The documented answer to a request for a phone-number code, and what is wrong with one. */
export function phoneCodeAnswer({ number }: Credentials, codes: PhoneCodes): Answer {
  if (number === undefined) return errorAnswer(400, 'missing_param', 'Missing parameter(s): phone_number');
  if (!/^[1-9]\d{6,14}$/.test(number)) {
    return errorAnswer(
      400,
      'invalid_param',
      'phone_number is digits only: country code and number, without + or 00.',
    );
  }
  return jsonAnswer(200, { code: codes.request(number).replace(/^.{4}/, '$&-') });
}
