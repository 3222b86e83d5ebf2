import { answered, checkAnswered } from './answered';
import { isUnlinking } from './commandanswered';
import type { PairingRequest } from '../gateways/client';
import { paced, slowPace } from '../gateways/instancepace';
import type { Event } from './event';
import type { Pairing, Plan } from './pairing';
import { afterExpiry, end, enter, idle, isOver, lastAfter, next, startingTime } from './pairing';
import {
  requestPairingCode,
  cancelPairingCode,
  launchPairingCodeRequest,
  pairingCodeAnswered,
  settlePairingCode,
} from './pairingcoderequest';
import { hasLivePairingCode, isRateLimited, pairingCodeRequestAt } from './pairingcode';
import { gapBefore, requestFor, waitsForCheck } from './reply';
import { sideCheckAt } from './sidecheck';
import { wait } from './waiting';

/** The pairing after an event. A pure function that accepts every event; it returns the same object if the event changes nothing. */
export function transition(pairing: Pairing, event: Event): Pairing {
  return settlePairingCode(step(pairing, event));
}

function step(pairing: Pairing, event: Event): Pairing {
  switch (event.type) {
    case 'stop':
      return stop(pairing, event.at);
    case 'due':
      return due(pairing, event.at, event.chance);
    case 'postpone':
      return postpone(pairing, event.at, event.request);
    case 'answered':
      if (event.request === 'session' && pairing.checkSince !== undefined)
        return checkAnswered(pairing, event);
      if (pairing.inFlight !== event.request) return pairing;
      return event.request === 'pairingCode' ? pairingCodeAnswered(pairing, event) : answered(pairing, event);
    case 'visible':
      return pairing.visible === event.visible
        ? pairing
        : visibilityChanged({ ...pairing, visible: event.visible }, event.at);
    case 'locked':
      return locked(pairing, event.at, event.by);
    case 'retry':
      return pairing.plan && !pairing.inFlight && !isOver(pairing)
        ? next(pairing, pairing.plan.request, event.at)
        : pairing;
    case 'requestPairingCode':
      return requestPairingCode(pairing, event.at);
    case 'cancelPairingCode':
      return cancelPairingCode(pairing, event.at);
    default:
      return event satisfies never;
  }
}

function postpone(pairing: Pairing, at: number, request?: PairingRequest): Pairing {
  const { plan, pairingCode, last } = pairing;
  if (request === 'pairingCode')
    return pairingCode?.kind === 'wanted' && pairingCode.at < at
      ? { ...pairing, pairingCode: { ...pairingCode, at } }
      : pairing;
  const planned = plan && requestFor(pairing, plan);
  if (request === 'session' && planned !== 'session') {
    const from = at - gapBefore(pairing, 'session');
    return from > (last.session ?? -Infinity) ? { ...pairing, last: { ...last, session: from } } : pairing;
  }
  return plan && plan.at < at ? { ...pairing, plan: { ...plan, at } } : pairing;
}

function stop(pairing: Pairing, at: number): Pairing {
  if (pairing.phase.kind === 'linked')
    return pairing.plan || pairing.inFlight ? end(pairing, pairing.phase, at) : pairing;
  if (isOver(pairing) && pairing.phase.kind !== 'locked') return pairing;
  return end(pairing, { kind: 'stopped' }, at);
}

/** Another window has the lock, or released it. A pairing that has ended here stays as it is. */
function locked(pairing: Pairing, at: number, by: string | undefined): Pairing {
  const { phase } = pairing;
  if (phase.kind === 'locked') return phase.by === by ? pairing : enter(pairing, { kind: 'locked', by });
  return isOver(pairing) ? stop(pairing, at) : end(pairing, { kind: 'locked', by }, at);
}

function due(pairing: Pairing, at: number, chance: number): Pairing {
  const { phase } = pairing;
  let result = pairing;
  if (phase.kind === 'scannable' && phase.code.expiresAt <= at) {
    result = enter(result, afterExpiry(phase.code, pairing.visible));
  }
  if (phase.kind === 'waiting' && !phase.stuck && phase.since + startingTime <= at) {
    result = enter(result, { ...phase, stuck: true });
  }
  if (phase.kind === 'linking' && phase.until <= at && !pairing.inFlight)
    result = giveUpLinking(result, at, chance);
  if (result.pairingCode?.kind === 'shown' && !hasLivePairingCode(result, at))
    result = { ...result, pairingCode: { kind: 'expired' } };
  return launchDue(result, at);
}

/** Starts the requests that are due: one, and a session check beside it. */
function launchDue(pairing: Pairing, at: number): Pairing {
  const { plan, inFlight } = pairing;
  if (!inFlight) {
    // The user waits for the pairing code, so its request goes first; the planned one follows.
    if ((pairingCodeRequestAt(pairing) ?? Infinity) <= at) return launchPairingCodeRequest(pairing, at);
    if (plan && plan.at <= at && !waitsForCheck(pairing, plan)) return launch(pairing, plan, at);
  }
  return (sideCheckAt(pairing) ?? Infinity) <= at ? { ...pairing, checkSince: at } : pairing;
}

/** Linking took too long. A wait that the gateway asked for meanwhile is kept. */
function giveUpLinking(pairing: Pairing, at: number, chance: number): Pairing {
  const { plan, link } = pairing;
  const waiting = wait(pairing, at, chance, 'STARTING');
  if (!plan || !isRateLimited(link) || (waiting.plan && waiting.plan.at >= plan.at)) return waiting;
  return { ...waiting, plan: { ...plan, request: 'qr' } };
}

/** The only place where planned requests start, so it keeps them apart. */
function launch(pairing: Pairing, plan: Plan, at: number): Pairing {
  const request = requestFor(pairing, plan);
  const earliest = paced.has(request)
    ? (pairing.last[request] ?? -Infinity) + gapBefore(pairing, request)
    : at;
  if (earliest > at) return { ...pairing, plan: { ...plan, at: earliest } };
  return { ...idle(pairing), inFlight: request, startedAt: at };
}

/** The requests that are due now: the one for a pairing code, the planned one, and the session check beside it. */
export function dueRequests(pairing: Pairing, at: number): readonly PairingRequest[] {
  const { plan, inFlight } = pairing;
  return [
    ...(!inFlight && (pairingCodeRequestAt(pairing) ?? Infinity) <= at ? (['pairingCode'] as const) : []),
    ...(!inFlight && plan && plan.at <= at ? [requestFor(pairing, plan)] : []),
    ...((sideCheckAt(pairing) ?? Infinity) <= at ? (['session'] as const) : []),
  ];
}

/** The panel became visible or hidden. */
function visibilityChanged(pairing: Pairing, at: number): Pairing {
  const { phase, plan, link } = pairing;
  if (!pairing.visible) {
    const hidden = phase.kind === 'expired' ? enter(pairing, { kind: 'paused' }) : pairing;
    return plan?.request === 'qr' && phase.kind !== 'waiting' && link.kind === 'up'
      ? next(hidden, 'qr', at + slowPace)
      : hidden;
  }
  const shown = phase.kind === 'paused' ? enter(pairing, { kind: 'connecting' }) : pairing;
  // A session check that replaced the request for a QR code is given up, and the QR code is requested.
  const needsSession = phase.kind === 'linking' || phase.kind === 'passkey' || isOver(pairing);
  if (pairing.inFlight === 'session' && !needsSession)
    return next({ ...idle(shown), last: lastAfter(shown, at) }, 'qr', at);
  // A rate limit still counts, and the checks of a link or its end have their time. Otherwise the user shouldn't have to wait.
  const keepsTime = isRateLimited(link) || isUnlinking(shown) || isOver(shown);
  return plan && !keepsTime ? next(shown, plan.request, at) : shown;
}
