import { setTimeout as sleep } from 'node:timers/promises';

/** Delay of the first request, in ms, so that the message that opens the panel reaches the editor first. */
const headStart = 10;

let ready: Promise<unknown> | undefined;

/**
 * Lets the editor load its own parts of a request, without sending one: the first request of an extension host blocks it for
 * 0.1 s or more.
 */
export async function prepareRequests(): Promise<void> {
  await (ready ??= loadParts());
}

/** Waits until a request can be sent without delaying the panel, and leaves at once. */
export async function readyForRequest(): Promise<void> {
  await (ready ??= sleep(headStart).then(loadParts));
}

async function loadParts(): Promise<void> {
  await fetch('data:,').catch(() => undefined);
}
