import { describe } from './log';
import type { Credentials } from '../gateways/gateway';
import type { Endpoint } from '../gateways/endpoint';
import { isLoopback } from '../gateways/endpoint';
import { instanceIdForm } from '../references/instanceid';
import { isoTime } from '../time/isotime';
import type { TimedEntry } from './timeline';

/** The environment that a report describes. */
export interface ReportContext {
  /** The version of this extension. */
  readonly version: string;
  /** The editor's name and version, and where it runs. */
  readonly editor: string;
  readonly endpoint: Endpoint | undefined;
  readonly credentials: Credentials;
  /** In milliseconds. */
  readonly pollInterval: number;
  readonly instanceId: string;
}

/** The only gateway whose address may appear in a report. */
const publicGateway = 'https://api.wawp.net';

/** The timeline of an instance's pairings as text for an issue: readable, and without a token, code, ID or private address. */
export function report(
  { version, editor, endpoint, credentials, pollInterval, instanceId }: ReportContext,
  { entries, omitted }: { readonly entries: readonly TimedEntry[]; readonly omitted: number },
): string {
  const requests = entries.filter((entry) => entry.kind === 'request');
  const codes = entries.filter(({ kind }) => kind === 'code').length;
  const begin = entries[0]?.at ?? 0;
  return [
    'WhatsApp pairing report',
    `Extension ${version} in ${editor}`,
    `Gateway: ${gatewayOf(endpoint)}; credentials in ${credentials}; poll interval ${pollInterval / 1_000} s`,
    `Instance ID: ${formOf(instanceId)}`,
    `Requests: ${requests.length}${latencies(requests.map(({ ms }) => ms))}; codes: ${codes}`,
    '',
    ...(omitted > 0 ? [`(${omitted} earlier entries are left out)`] : []),
    ...(entries.length > 0 ? [`Times in seconds since ${isoTime(begin)}:`] : []),
    ...entries.map((entry) => `${((entry.at - begin) / 1_000).toFixed(1).padStart(8)}  ${describe(entry)}`),
    '',
  ].join('\n');
}

function gatewayOf(endpoint: Endpoint | undefined): string {
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
