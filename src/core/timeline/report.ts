import { describe } from './log';
import type { Credentials } from '../gateways/gateway';
import type { Endpoint } from '../gateways/endpoint';
import { isLoopback } from '../gateways/endpoint';
import { instanceIdForm } from '../references/instanceid';
import { instant } from '../time/isotime';
import type { TimedEntry } from './timeline';

/** What a report says of the circumstances. */
export interface Circumstances {
  /** Of this extension. */
  readonly version: string;
  /** Name, version and place of the editor. */
  readonly editor: string;
  readonly endpoint: Endpoint | undefined;
  readonly credentials: Credentials;
  /** In milliseconds. */
  readonly pollInterval: number;
  readonly instanceId: string;
}

/** The only gateway whose address may be told. */
const publicGateway = 'https://api.wawp.net';

/** A pairing's history as a text to paste into an issue: readable, and without token, code, ID or private address. */
export function report(
  { version, editor, endpoint, credentials, pollInterval, instanceId }: Circumstances,
  { entries, omitted }: { readonly entries: readonly TimedEntry[]; readonly omitted: number },
): string {
  const requests = entries.filter((entry) => entry.kind === 'request');
  const codes = entries.filter(({ kind }) => kind === 'code').length;
  const begin = entries[0]?.at ?? 0;
  return [
    'WhatsApp pairing report',
    `Extension ${version} in ${editor}`,
    `Gateway: ${placeOf(endpoint)}; credentials in ${credentials}; poll interval ${pollInterval / 1_000} s`,
    `Instance ID: ${formOf(instanceId)}`,
    `Requests: ${requests.length}${latencies(requests.map(({ ms }) => ms))}; codes: ${codes}`,
    '',
    ...(omitted > 0 ? [`(${omitted} earlier entries are left out)`] : []),
    ...(entries.length > 0 ? [`${instant(begin)}, then in seconds:`] : []),
    ...entries.map((entry) => `${((entry.at - begin) / 1_000).toFixed(1).padStart(8)}  ${describe(entry)}`),
    '',
  ].join('\n');
}

function placeOf(endpoint: Endpoint | undefined): string {
  if (!endpoint) return 'the endpoint setting can’t be used';
  const { protocol, hostname } = new URL(endpoint.origin);
  if (endpoint.base === publicGateway) return publicGateway;
  return `${isLoopback(hostname) ? 'on this machine' : 'another address'} (${protocol.slice(0, -1)})`;
}

function formOf(instanceId: string): string {
  return instanceIdForm(instanceId) === 'documented'
    ? '12 letters and digits'
    : `another form, ${instanceId.length} characters`;
}

function latencies(all: readonly number[]): string {
  const sorted = [...all].sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)];
  const longest = sorted.at(-1);
  if (median === undefined || longest === undefined) return '';
  return `, median ${Math.round(median)} ms, longest ${Math.round(longest)} ms`;
}
