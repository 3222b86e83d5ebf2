import type { Action } from './intent';
import type { Pairing } from './pairing';
import type { PanelView, Timer } from './panelview';
import { canAskPhoneCode, phoneCallAt, phoneCodeLife } from './phonecode';
import type { Country, NumberProblem, PhoneForm } from './phoneform';
import type { Translate } from './translate';
import type { Place } from './trouble';
import { explain } from './trouble';

/** The part of the panel in which a phone is linked by its number; it stands where the QR code else is. */
export interface PhoneView {
  readonly form?: PhoneFormView;
  readonly code?: PhoneCodeView;
  /** Whether a code was here that is too old. */
  readonly covered?: boolean;
}

/** The form for the number. */
export interface PhoneFormView {
  readonly labels: { readonly country: string; readonly number: string; readonly send: string };
  readonly countries: readonly Country[];
  /** BCP 47, of the countries' names. */
  readonly language: string;
  readonly country: string;
  /** A secret, to be put into an empty field only. */
  readonly text: string;
  /** How the number was understood, or an example. */
  readonly hint: string;
  /** What is wrong with it. */
  readonly problem?: string;
}

/** The code to type on the phone; a live credential. */
export interface PhoneCodeView {
  /** As it is seen, "ABCD-1234". */
  readonly text: string;
  /** As it is read aloud, letter by letter. */
  readonly spoken: string;
  /** From then on the page covers it by itself. */
  readonly aliveMs: number;
}

/** The panel with what belongs to linking by a phone number: the form or its result where that is open, else the way to it. */
export function withPhone(
  view: PanelView,
  pairing: Pairing,
  form: PhoneForm | undefined,
  place: Place,
  now: number,
  t: Translate,
): PanelView {
  if (!form || !isOffered(pairing)) {
    if (!canAskPhoneCode(pairing)) return view;
    return {
      ...view,
      actions: [...view.actions, { intent: 'phoneCode', label: t('Link with phone number') }],
    };
  }
  const part = partView(pairing, form, place, now, t);
  const { link, codes } = pairing;
  const trouble = link.kind === 'backoff' ? [explain(link.because, place, t).headline] : [];
  const qr: Action = { intent: 'qrCode', label: t('Show QR code') };
  const stop: Action = { intent: 'stop', label: t('Stop pairing') };
  const { announcement, details = [], notes = [], steps = [], actions, ...rest } = part;
  return {
    ...rest,
    title: view.title,
    details,
    steps,
    notes: [...notes, ...trouble],
    actions: [...actions, qr, stop],
    announcement: announcement ?? {
      id: `phone ${pairing.phone?.kind ?? ''} ${codes > 0 ? rest.headline : ''}`,
      text: [rest.headline, ...details].join(' '),
    },
  };
}

type PartView = Pick<PanelView, 'tone' | 'headline' | 'phone' | 'actions'> & Partial<PanelView>;

/** Whether there is a QR code to go back to, now or as soon as the gateway has the next one. */
function isOffered({ phase, codes }: Pairing): boolean {
  const between = phase.kind === 'connecting' || phase.kind === 'paused' || phase.kind === 'waiting';
  return phase.kind === 'scannable' || phase.kind === 'lapsed' || (between && codes > 0);
}

function partView(pairing: Pairing, form: PhoneForm, place: Place, now: number, t: Translate): PartView {
  const { phone } = pairing;
  const another: Action = { intent: 'newPhoneCode', label: t('New code') };
  const change: Action = { intent: 'changeNumber', label: t('Change number') };
  switch (phone?.kind) {
    case undefined:
      return formView(pairing, form, t);
    case 'asked':
    case 'underWay': {
      const timer = waitTimer(pairing, now, t);
      return {
        tone: 'busy',
        headline: t('Asking for a code…'),
        details: [t('{0} can take up to 20 seconds to answer.', place.origin)],
        phone: {},
        ...(timer && { timer }),
        actions: [change],
      };
    }
    case 'shown':
      return shownView(phone.code, phone.since, now, t, [another, change]);
    case 'lapsed': {
      const cover = t('This code is probably no longer accepted');
      return {
        tone: 'rest',
        headline: cover,
        phone: { covered: true },
        notes: [lifeNote(t)],
        actions: [another, change],
      };
    }
    case 'failed': {
      const { failure } = phone;
      const { headline, details, actions } = explain(failure, place, t);
      const told = failure.message === undefined ? [] : details.slice(0, 1);
      return {
        tone: 'problem',
        headline,
        // The usual advice is about the instance's ID.
        details:
          failure.kind === 'request'
            ? [...told, t('Check the phone number and its country. The QR code is as good as before.')]
            : details,
        phone: {},
        actions: [
          { ...another, label: t('Try again') },
          change,
          ...actions.filter(({ intent }) => intent !== 'startOver' && intent !== 'credentialsSetting'),
        ],
      };
    }
    default:
      return phone satisfies never;
  }
}

function formView(pairing: Pairing, form: PhoneForm, t: Translate): PartView {
  const { countries, language, country, text, check, example, complains, refusals } = form;
  const problem = complains && !check.ok ? problemText(check.problem, t) : undefined;
  const headline = t('Link with phone number');
  return {
    tone: 'rest',
    headline,
    details: [
      t('The gateway gives a code of eight characters; it is typed on the phone instead of scanning.'),
    ],
    phone: {
      form: {
        labels: {
          country: t('Country'),
          number: t('Phone number of the WhatsApp account'),
          send: t('Get code'),
        },
        ...{ countries, language, country, text },
        hint: check.ok
          ? t('The code is for {0}', leftToRight(check.formatted))
          : example === undefined
            ? ''
            : t('For example {0}', leftToRight(example)),
        ...(problem !== undefined && { problem }),
      },
    },
    notes: [
      ...(canAskPhoneCode(pairing)
        ? []
        : [t('The gateway has no code ready just now. Get code works again as soon as it has.')]),
      t('The number is sent to your gateway only, and is not kept.'),
    ],
    actions: [],
    announcement:
      problem === undefined
        ? { id: 'phone form', text: headline }
        : { id: `phone problem ${refusals} ${problem}`, text: problem },
  };
}

function shownView(
  code: string,
  since: number,
  now: number,
  t: Translate,
  actions: readonly Action[],
): PartView {
  const [first, last] = [code.slice(0, 4), code.slice(4)];
  const spoken = [first, last].map((half) => Array.from(half).join(' ')).join(', ');
  const headline = t('Type this code on the phone');
  return {
    tone: 'code',
    headline,
    steps: [
      t('Open WhatsApp › Linked devices › Link a device'),
      t('Tap “Link with phone number instead”'),
      t('Type the code'),
    ],
    phone: { code: { text: `${first}-${last}`, spoken, aliveMs: since + phoneCodeLife - now } },
    timer: { kind: 'since', text: t('Requested {0} ago'), ms: now - since },
    notes: [lifeNote(t), t('The QR code goes on meanwhile.')],
    actions: [{ intent: 'copyPhoneCode', label: t('Copy') }, ...actions],
    announcement: { id: `phone code ${since}`, text: `${headline}: ${spoken}` },
  };
}

function lifeNote(t: Translate): string {
  return t('The gateway doesn’t tell how long such a code lives; WhatsApp usually takes it for 3 minutes.');
}

/** How long the call must wait for its turn, where that is more than a moment. */
function waitTimer(pairing: Pairing, now: number, t: Translate): Timer | undefined {
  const ms = (phoneCallAt(pairing) ?? now) - now;
  return ms > 1_000 ? { kind: 'seconds', text: t('The gateway is asked in {0} s'), ms } : undefined;
}

function problemText(problem: NumberProblem, t: Translate): string {
  switch (problem) {
    case 'empty':
      return t('Type the phone number first.');
    case 'notNumber':
      return t('That is not a phone number. It may have digits, spaces and hyphens, and a + in front.');
    case 'short':
      return t('That number is too short for its country.');
    case 'long':
      return t('That number is too long for its country.');
    case 'length':
      return t('Numbers of that country have another length.');
    case 'country':
      return t('No country has that calling code.');
    default:
      return problem satisfies never;
  }
}

/** A number reads from left to right in every language. */
function leftToRight(number: string): string {
  return `\u2066${number}\u2069`;
}
