import { answered, wait } from './answered';
import type { Call } from './gateway';
import { callGap, paced, slowPace } from './pace';
import type { Event, Pairing, Plan } from './pairing';
import { deathOf, end, enter, idle, isOver, lastAfter, next, startingTime } from './pairing';
import { askPhoneCode, dropPhoneCode, launchPhoneCall, phoneAnswered, settlePhone } from './phonecall';
import { hasLivePhoneCode, isSlowedDown, phoneCallAt } from './phonecode';

/** What follows from an event: total, pure; an event that means nothing here returns the same object. */
export function transition(pairing: Pairing, event: Event): Pairing {
  return settlePhone(step(pairing, event));
}

function step(pairing: Pairing, event: Event): Pairing {
  switch (event.type) {
    case 'stop':
      return stop(pairing, event.at);
    case 'due':
      return due(pairing, event.at, event.chance);
    case 'postpone':
      return postpone(pairing, event.at, event.call);
    case 'answered':
      if (pairing.flight !== event.call) return pairing;
      return event.call === 'phoneCode' ? phoneAnswered(pairing, event) : answered(pairing, event);
    case 'visible':
      return pairing.visible === event.visible
        ? pairing
        : seenAside({ ...pairing, visible: event.visible }, event.at);
    case 'retry':
      return pairing.plan && !pairing.flight && !isOver(pairing)
        ? next(pairing, pairing.plan.call, event.at)
        : pairing;
    case 'askPhoneCode':
      return askPhoneCode(pairing, event.at);
    case 'dropPhoneCode':
      return dropPhoneCode(pairing, event.at);
    default:
      return event satisfies never;
  }
}

function postpone(pairing: Pairing, at: number, call?: Call): Pairing {
  const { plan, phone } = pairing;
  if (call === 'phoneCode')
    return phone?.kind === 'asked' && phone.at < at ? { ...pairing, phone: { ...phone, at } } : pairing;
  return plan && plan.at < at ? { ...pairing, plan: { ...plan, at } } : pairing;
}

function stop(pairing: Pairing, at: number): Pairing {
  if (pairing.phase.kind === 'linked')
    return pairing.plan || pairing.flight ? end(pairing, pairing.phase, at) : pairing;
  return isOver(pairing) ? pairing : end(pairing, { kind: 'stopped' }, at);
}

function due(pairing: Pairing, at: number, chance: number): Pairing {
  const { phase } = pairing;
  let result = pairing;
  if (phase.kind === 'scannable' && phase.code.deadAt <= at) {
    result = enter(result, deathOf(phase.code, pairing.visible));
  }
  if (phase.kind === 'waiting' && !phase.stuck && phase.since + startingTime <= at) {
    result = enter(result, { ...phase, stuck: true });
  }
  if (phase.kind === 'linking' && phase.until <= at && !pairing.flight)
    result = giveUpLinking(result, at, chance);
  const { plan, flight, phone } = result;
  if (phone?.kind === 'shown' && !hasLivePhoneCode(result, at))
    result = { ...result, phone: { kind: 'lapsed' } };
  // Somebody waits for it, and the poll comes all the same.
  if (!flight && (phoneCallAt(result) ?? Infinity) <= at) return launchPhoneCall(result);
  return plan && !flight && plan.at <= at ? launch(result, plan, at) : result;
}

/** The scan came to nothing; patience that the gateway asked for meanwhile is kept. */
function giveUpLinking(pairing: Pairing, at: number, chance: number): Pairing {
  const { plan, link } = pairing;
  const waiting = wait(pairing, at, chance);
  if (!plan || !isSlowedDown(link) || (waiting.plan && waiting.plan.at >= plan.at)) return waiting;
  return { ...waiting, plan: { ...plan, call: 'qr' } };
}

/** The call that a plan comes to: while nobody looks, a session check stands in for a code that would be born to die unseen. */
export function callFor({ visible }: Pairing, plan: Plan): Call {
  return plan.call === 'qr' && !visible ? 'session' : plan.call;
}

/** The one place where calls begin, and so the one place that keeps them apart. */
function launch(pairing: Pairing, plan: Plan, at: number): Pairing {
  const call = callFor(pairing, plan);
  const earliest = paced.has(call) ? (pairing.last[call] ?? -Infinity) + callGap : at;
  if (earliest > at) return { ...pairing, plan: { ...plan, at: earliest } };
  return { ...idle(pairing), flight: call };
}

/** The calls that would start now: that for a phone number, and the planned one. */
export function dueCalls(pairing: Pairing, at: number): readonly Call[] {
  const { plan } = pairing;
  return [
    ...((phoneCallAt(pairing) ?? Infinity) <= at ? (['phoneCode'] as const) : []),
    ...(plan && plan.at <= at ? [callFor(pairing, plan)] : []),
  ];
}

/** What the panel's coming and going means to the plan that a call for a phone number has pushed aside. */
function seenAside(pairing: Pairing, at: number): Pairing {
  const { phone } = pairing;
  if (phone?.kind !== 'underWay') return seen(pairing, at);
  const { plan, ...rest } = seen({ ...idle(pairing), ...(phone.resume && { plan: phone.resume }) }, at);
  return { ...rest, flight: 'phoneCode', phone: { kind: 'underWay', ...(plan && { resume: plan }) } };
}

/** The panel came into view or left it. */
function seen(pairing: Pairing, at: number): Pairing {
  const { phase, plan, link } = pairing;
  if (!pairing.visible) {
    const hidden = phase.kind === 'lapsed' ? enter(pairing, { kind: 'paused' }) : pairing;
    return plan?.call === 'qr' && phase.kind !== 'waiting' && link.kind === 'up'
      ? next(hidden, 'qr', at + slowPace)
      : hidden;
  }
  const shown = phase.kind === 'paused' ? enter(pairing, { kind: 'connecting' }) : pairing;
  // A check that stood in for a code while nobody looked is given up for the code itself.
  const follows = phase.kind === 'linking' || phase.kind === 'passkey' || isOver(pairing);
  if (pairing.flight === 'session' && !follows)
    return next({ ...idle(shown), last: lastAfter(shown, at) }, 'qr', at);
  // A gateway that asked for patience gets it; otherwise someone who comes to look is not kept waiting.
  return plan && !isSlowedDown(link) ? next(shown, plan.call, at) : shown;
}
