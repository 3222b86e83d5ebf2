import type { Action } from '../intent';
import type { Pairing } from '../../pairing/pairing';
import type { Timer } from '../../time/countdown';
import type { PanelView } from './paneldata';
import { explainNoPairingCode } from './nopairingcode';
import { canRequestPairingCode, pairingCodeRequestAt, pairingCodeLife } from '../../pairing/pairingcode';
import type { NumberProblem, NumberForm } from '../../pairing/numberform';
import { sentences } from '../../text/sentences';
import type { Translate } from '../../text/translate';
import type { Target } from '../../failures/explain';
import { explain } from '../../failures/explain';

/** The panel with linking by phone number: the form or its result if the form is open, else the button that opens it. */
export function withPairingCode(
  view: PanelView,
  pairing: Pairing,
  form: NumberForm | undefined,
  target: Target,
  now: number,
  t: Translate,
): PanelView {
  if (!form || !isOffered(pairing)) {
    if (!canRequestPairingCode(pairing)) return view;
    return {
      ...view,
      actions: [...view.actions, { intent: 'pairingCode', label: t('Link with phone number') }],
    };
  }
  const part = partView(pairing, form, target, now, t);
  const { link, codes } = pairing;
  const explanation = link.kind === 'backoff' ? [explain(link.because, target, t).headline] : [];
  const qr: Action = { intent: 'qrCode', label: t('Show QR code') };
  const stop: Action = { intent: 'stop', label: t('Stop pairing') };
  const { announcement, details = [], notes = [], steps = [], actions, ...rest } = part;
  return {
    ...rest,
    title: view.title,
    details,
    steps,
    notes: [...notes, ...explanation],
    actions: [...actions, qr, stop],
    foreign: foreignTexts(pairing, view),
    announcement: announcement ?? {
      id: `phone ${pairing.pairingCode?.kind ?? ''} ${codes > 0 ? rest.headline : ''} ${explanation.join()}`,
      text: sentences(rest.headline, [...details, ...explanation.map((headline) => sentences(headline))]),
    },
  };
}

/** The gateway's messages in the texts. */
function foreignTexts({ pairingCode }: Pairing, { foreign = [] }: PanelView): readonly string[] {
  const message = pairingCode?.kind === 'failed' ? pairingCode.failure.message : undefined;
  return message === undefined ? foreign : [message, ...foreign];
}

type PartView = Pick<PanelView, 'tone' | 'headline' | 'pairingCode' | 'actions'> & Partial<PanelView>;

/** Whether linking by phone number can be shown: there is a QR code to go back to, now or when the gateway has the next one, or a pairing code. */
function isOffered({ phase, codes, pairingCode }: Pairing): boolean {
  // STARTING can mean anything: a code that nobody has typed yet must stay in sight.
  if (phase.kind === 'linking') return pairingCode?.kind === 'shown';
  const between = phase.kind === 'connecting' || phase.kind === 'paused' || phase.kind === 'waiting';
  return phase.kind === 'scannable' || phase.kind === 'expired' || (between && codes > 0);
}

function partView(pairing: Pairing, form: NumberForm, target: Target, now: number, t: Translate): PartView {
  const { pairingCode } = pairing;
  const another: Action = { intent: 'newPairingCode', label: t('New code') };
  const change: Action = { intent: 'changeNumber', label: t('Change number') };
  switch (pairingCode?.kind) {
    case undefined:
      return formView(pairing, form, t);
    case 'wanted':
    case 'requested': {
      const timer = waitTimer(pairing, now, t);
      return {
        tone: 'busy',
        headline: t('Requesting a code…'),
        details: [t('{0} can take up to 20 seconds to answer.', target.origin)],
        pairingCode: {},
        ...(timer && { timer }),
        actions: [change],
      };
    }
    case 'shown':
      return pairing.phase.kind === 'linking'
        ? linkingView(shownView(pairingCode.code, pairingCode.since, now, t, []), t)
        : shownView(pairingCode.code, pairingCode.since, now, t, [another, change]);
    case 'expired': {
      const cover = t('This code is probably no longer accepted');
      return {
        tone: 'rest',
        headline: cover,
        pairingCode: { covered: true },
        notes: [lifeNote(t)],
        actions: [another, change],
      };
    }
    case 'failed':
      return {
        tone: 'problem',
        pairingCode: {},
        ...explainNoPairingCode(pairingCode.failure, target, t),
      };
    default:
      return pairingCode satisfies never;
  }
}

function formView(pairing: Pairing, form: NumberForm, t: Translate): PartView {
  const { countries, language, country, text, check, example, complains, warned, refusals } = form;
  const anyway = check.ok || !warned ? undefined : check.anyway;
  const sure = anyway ? [t('If you are sure that it is right, send it anyway.')] : [];
  const problem = complains && !check.ok ? sentences(problemText(check.problem, t), sure) : undefined;
  const understood = check.ok ? check : anyway;
  const headline = t('Link with phone number');
  return {
    tone: 'rest',
    headline,
    details: [
      t('The gateway creates a code of eight characters. You type it on the phone instead of scanning.'),
    ],
    pairingCode: {
      form: {
        labels: {
          country: t('Country'),
          number: t('Phone number of the WhatsApp account'),
          send: anyway ? t('Send anyway') : t('Get code'),
        },
        countries,
        language,
        country,
        text,
        hint: understood
          ? t('The code is for {0}', leftToRight(understood.formatted))
          : example === undefined
            ? ''
            : t('For example {0}', leftToRight(example)),
        ...(problem !== undefined && { problem }),
      },
    },
    notes: [
      ...(canRequestPairingCode(pairing)
        ? []
        : [t('The gateway has no code right now. “Get code” works again when it has one.')]),
      t('The number is sent only to your gateway and is not stored.'),
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
    pairingCode: { code: { text: `${first}-${last}`, spoken, validMs: since + pairingCodeLife - now } },
    timer: { kind: 'since', text: t('Requested {0} ago'), ms: now - since },
    notes: [lifeNote(t), t('The QR code keeps working in the meantime.')],
    actions: [{ intent: 'copyPairingCode', label: t('Copy') }, ...actions],
    announcement: { id: `pairing code ${since}`, text: `${headline}: ${spoken}` },
  };
}

/** The pairing code while the gateway reports that the session starts, which can mean that the code was typed. */
function linkingView(view: PartView, t: Translate): PartView {
  const note = t('The gateway reports STARTING. If you have typed the code, keep WhatsApp open.');
  return { ...view, notes: [note, lifeNote(t)] };
}

function lifeNote(t: Translate): string {
  return t('The gateway doesn’t report when the code expires. WhatsApp usually accepts it for 3 minutes.');
}

/** A countdown until the request for a pairing code starts, if that takes more than a second. */
function waitTimer(pairing: Pairing, now: number, t: Translate): Timer | undefined {
  const ms = (pairingCodeRequestAt(pairing) ?? now) - now;
  return ms > 1_000 ? { kind: 'seconds', text: t('Sending the request in {0} s'), ms } : undefined;
}

function problemText(problem: NumberProblem, t: Translate): string {
  switch (problem) {
    case 'empty':
      return t('Type the phone number first.');
    case 'notNumber':
      return t('This is not a phone number. Use digits, spaces and hyphens, and a + in front if needed.');
    case 'short':
      return t('This number is too short for its country.');
    case 'long':
      return t('This number is too long for its country.');
    case 'length':
      return t('Numbers in this country have a different length.');
    case 'country':
      return t('No country has this calling code.');
    default:
      return problem satisfies never;
  }
}

/** Marks a number as left-to-right text, since numbers read that way in every language. */
function leftToRight(number: string): string {
  return `\u2066${number}\u2069`;
}
