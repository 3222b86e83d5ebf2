import type { SessionStatus } from '../answer';
import type { Fields } from './fields';
import { fieldsOf } from './fields';

/** Documented statuses. Source: the vendor's page. */
const statuses = ['STOPPED', 'STARTING', 'SCAN_QR_CODE', 'WORKING', 'FAILED'] as const;

/** The status that a gateway's word means; undefined for any other word. */
export function knownStatus(word: unknown): SessionStatus | undefined {
  const documented = statuses.find((known) => known === word);
  return documented ?? (typeof word === 'string' && word.startsWith('PASSKEY_') ? 'PASSKEY' : undefined);
}

/** States of other gateways in which there is no code to scan. Source: wppconnect-server and Evolution API. */
const otherStates: Readonly<Record<string, SessionStatus>> = {
  connected: 'WORKING',
  open: 'WORKING',
  closed: 'unknown',
  close: 'unknown',
  disconnected: 'unknown',
  initializing: 'STARTING',
};

/** States in which there can be a code to scan. */
const scanStates: ReadonlySet<string> = new Set(['scan_qr_code', 'qrcode', 'phonecode', 'connecting']);

/**
 * The state that an answer to a request for a QR code reports beside its value: a status in which there is no code, or `scan`.
 * Undefined if it reports none. Some gateways repeat the last code in every state.
 */
export function stateBesideCode(bodies: readonly Fields[]): SessionStatus | 'scan' | undefined {
  for (const body of bodies) {
    // wppconnect-server: closed or not started.
    if (body['status'] === null && Object.hasOwn(body, 'qrcode')) return 'unknown';
    const instance = fieldsOf(body['instance']);
    for (const word of [body['status'], body['state'], instance?.['state'], instance?.['status']]) {
      if (typeof word !== 'string') continue;
      const state = word.toLowerCase();
      if (scanStates.has(state)) return 'scan';
      const status =
        knownStatus(word) ?? (Object.hasOwn(otherStates, state) ? otherStates[state] : undefined);
      if (status) return status;
    }
  }
  return undefined;
}
