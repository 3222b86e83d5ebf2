// src/core/http: one request and its answer, with limits on size, time and redirects.
import type { Clock } from '../time/clock';
import type { Failure } from '../failures/failure';

/** The editor's `fetch`, which uses the editor's proxy settings and certificates. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** An answer with its whole body. */
export interface HttpAnswer {
  readonly status: number;
  /** Media type without parameters, lower case; empty if missing or unusual. */
  readonly type: string;
  readonly body: string;
  readonly bytes: number;
  readonly date: string | undefined;
  readonly retryAfter: string | undefined;
  /** The login that a 401 asks for, lower case: `basic` is a web page's, never this API's. */
  readonly login?: 'basic';
  /** Whether a firewall in front of the gateway answered with a challenge for browsers (Cloudflare's `cf-mitigated`). */
  readonly challenge?: true;
  readonly startedAt: number;
  readonly receivedAt: number;
}

/** One request to a gateway. */
export interface HttpRequest {
  readonly url: string;
  readonly method?: 'POST' | 'DELETE';
  /** JSON text. */
  readonly body?: string;
  readonly signal: AbortSignal;
}

/** Time limit in ms. Upstream waits about 15 s before it answers 422 (devlikeapro/waha#2066): a shorter limit would report false errors. */
const timeLimit = 25_000;
/** Limit for a body, in bytes after decompression. */
const bodyLimit = 256 * 1_024;
const redirectLimit = 3;
/** Abort reason of a request that took too long. */
const tooLate = new Error('too late');

/** Sends a request to a gateway and reads the answer within the limits. Never rejects. Sends credentials only to the URL's origin. */
export async function sendRequest(
  fetch: Fetch,
  clock: Clock,
  request: HttpRequest,
): Promise<HttpAnswer | Failure> {
  const startedAt = clock.now();
  // Not `AbortSignal.any`: its signal can be garbage-collected and then never fires.
  const abort = new AbortController();
  const giveUp = (): void => {
    abort.abort();
  };
  const cancel = clock.at(startedAt + timeLimit, () => {
    abort.abort(tooLate);
  });
  const aborted = new Promise<never>((_, reject) => {
    abort.signal.onabort = () => {
      reject(new Error('given up'));
    };
  });
  request.signal.addEventListener('abort', giveUp);
  if (request.signal.aborted) giveUp();
  try {
    // Ends at once when aborted, even if the connection ignores the signal.
    return await Promise.race([exchange(fetch, clock, { ...request, signal: abort.signal }), aborted]);
  } catch (error) {
    if (abort.signal.reason === tooLate) return { kind: 'timeout' };
    return request.signal.aborted ? { kind: 'givenUp' } : networkFailure(error);
  } finally {
    cancel();
    request.signal.removeEventListener('abort', giveUp);
    abort.signal.onabort = null;
  }
}

async function exchange(fetch: Fetch, clock: Clock, request: HttpRequest): Promise<HttpAnswer | Failure> {
  const startedAt = clock.now();
  const response = await follow(fetch, request);
  return 'kind' in response ? response : await read(response, startedAt, clock);
}

async function follow(
  fetch: Fetch,
  { url, method = 'POST', body, signal }: HttpRequest,
): Promise<Response | Failure> {
  const { origin } = new URL(url);
  const init = {
    method,
    headers: {
      Accept: 'application/json',
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body }),
    signal,
    // Handled here: the editor's fetch would send the token to any origin that the answer names.
    redirect: 'manual',
    credentials: 'omit',
    // A cached answer would be an old code, and a 304 none at all. Node's types don't know the option.
    cache: 'no-store',
  } as const;
  let target = url;
  // Every hop is the same request, so a URL that comes again redirects again.
  const visited = new Set<string>();
  while (visited.size <= redirectLimit && !visited.has(target)) {
    visited.add(target);
    const response = await fetch(target, init);
    const location =
      response.status >= 300 && response.status < 400 ? response.headers.get('location') : null;
    if (location === null && response.type !== 'opaqueredirect') return response;
    await response.body?.cancel();
    const next = location === null ? undefined : resolve(location, target);
    if (next?.origin !== origin)
      return { kind: 'redirect', status: response.status, ...(next && { detail: next.origin }) };
    target = next.href;
  }
  return { kind: 'redirectLoop' };
}

function resolve(location: string, base: string): URL | undefined {
  try {
    const target = new URL(location, base);
    // A scheme without hosts has no origin.
    return target.origin === 'null' ? undefined : target;
  } catch {
    return undefined;
  }
}

async function read(response: Response, startedAt: number, clock: Clock): Promise<HttpAnswer | Failure> {
  const type = mediaType(response.headers.get('content-type'));
  const decoder = new TextDecoder();
  let body = '';
  let bytes = 0;
  const reader: ReadableStreamDefaultReader<Uint8Array> | undefined = response.body?.getReader();
  while (reader) {
    const { done, value } = await reader.read();
    if (done) break;
    bytes += value.byteLength;
    if (bytes > bodyLimit) {
      await reader.cancel();
      if (response.ok) return unreadableAnswer({ type, bytes, status: response.status, atLeast: true });
      // For an error the HTTP status is enough, so its body is dropped.
      body = '';
      break;
    }
    body += decoder.decode(value, { stream: true });
  }
  if (bytes <= bodyLimit) body += decoder.decode();
  const { headers, status } = response;
  const date = headers.get('date') ?? undefined;
  const retryAfter = headers.get('retry-after') ?? undefined;
  return {
    status,
    type,
    body,
    bytes,
    date,
    retryAfter,
    ...(/^\s*basic\b/i.test(headers.get('www-authenticate') ?? '') && { login: 'basic' }),
    ...(headers.has('cf-mitigated') && { challenge: true }),
    startedAt: clock.wall(startedAt),
    receivedAt: clock.wall(clock.now()),
  };
}

/** A failure for an answer that can't be understood: it has the type and size of the answer, never its content. */
export function unreadableAnswer(answer: {
  type: string;
  bytes: number;
  status: number;
  atLeast?: boolean;
}): Failure {
  const size = answer.bytes < 1_024 ? `${answer.bytes} B` : `${Math.round(answer.bytes / 1_024)} KiB`;
  const detail = `${answer.type || '?'}, ${answer.atLeast ? '> ' : ''}${size}`;
  return { kind: 'protocol', status: answer.status, detail };
}

/** Media types that may be shown and logged. Any other text in the header could be anything, even an echoed token. */
const knownType =
  /^((application|text)\/((problem|atom|rss)\+)?(json|xml|html|xhtml\+xml|plain|javascript|octet-stream|pdf|zip)|image\/(png|jpeg|gif|webp|svg\+xml))$/;

function mediaType(header: string | null): string {
  const [type = ''] = (header ?? '').toLowerCase().split(';');
  return knownType.test(type.trim()) ? type.trim() : '';
}

/** Error codes for a rejected certificate. Source: Node's documentation of X.509 certificate errors. */
const certificateCodes: ReadonlySet<string> = new Set([
  'CERT_CHAIN_TOO_LONG',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_REJECTED',
  'CERT_REVOKED',
  'CERT_SIGNATURE_FAILURE',
  'CERT_UNTRUSTED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'HOSTNAME_MISMATCH',
  'INVALID_CA',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

function networkFailure(error: unknown): Failure {
  const causes = causesOf(error);
  // If a proxy refuses, `fetch` rejects, and only undici's fixed message contains the HTTP status.
  const refusal = causes.map(({ message }) => /^Proxy response \((\d{3})\)/.exec(message)?.[1]).find(Boolean);
  if (refusal === '407') return { kind: 'proxy', status: 407 };
  if (refusal !== undefined) return { kind: 'network', detail: `proxy: ${refusal}` };
  const code = causes.map(codeOf).find((found) => found !== undefined);
  if (code === undefined) return { kind: 'network' };
  return { kind: certificateCodes.has(code) ? 'certificate' : 'network', detail: code };
}

function causesOf(error: unknown): readonly Error[] {
  const causes: Error[] = [];
  for (let cause = error; cause instanceof Error && causes.length < 5; cause = cause.cause)
    causes.push(cause);
  return causes;
}

/** The system's code for a failed connection, such as ECONNREFUSED. The message is ignored because it may contain the URL. */
function codeOf(error: Error): string | undefined {
  const fits = 'code' in error && typeof error.code === 'string' && /^[A-Z][A-Z0-9_]{1,60}$/.test(error.code);
  return fits ? (error.code as string) : undefined;
}
