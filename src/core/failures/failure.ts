// src/core/failures: what can go wrong, the sentences that explain it, and the buttons that help.
/** Why a request failed. The kind decides what the user can do about it. */
export type FailureKind =
  /** 400, `missing_param`: credentials in the wrong place, or a malformed ID. */
  | 'request'
  /** 401, `invalid_access_token`; without an HTTP status, there is no token to send. */
  | 'token'
  /** 402, 403: plan, quota, permission or a license that is missing. */
  | 'forbidden'
  /** 404 in the gateway's own words, `invalid_instance`, `invalid_session`: not running or unknown. */
  | 'instance'
  /** The gateway redirected the request to another origin. */
  | 'redirect'
  /** 429. */
  | 'rateLimit'
  /** 408, 425, 5xx. */
  | 'unavailable'
  /** There was no network connection, or it broke. */
  | 'network'
  /** The gateway's certificate isn't trusted. */
  | 'certificate'
  /** 407: a proxy on the way requires credentials. */
  | 'proxy'
  /** No answer within the time limit. */
  | 'timeout'
  /** An answer that can't be understood. */
  | 'protocol'
  /** A code longer than any QR code can hold. */
  | 'tooLong'
  /** The session is FAILED: only a restart helps. */
  | 'sessionFailed'
  /** The session is STOPPED: only a start helps. */
  | 'sessionStopped'
  /** The gateway was changed or removed after the user confirmed, so nothing was sent. */
  | 'moved'
  /** The gateway's API has no such request, so nothing was sent; with an HTTP status, the gateway itself says that it can't. */
  | 'unsupported'
  /** The gateway redirected within its own origin, back to where it had been or too often. */
  | 'redirectLoop'
  /** There is no such API at this address: 404 without the gateway's JSON, 401 with `WWW-Authenticate: Basic`, 405. */
  | 'address'
  /** 401 which says that credentials are missing, although they were sent: the gateway looks for them in another place. */
  | 'credentials'
  /** A firewall in front of the gateway wants to see a browser: 403 or 503 with a challenge page. */
  | 'firewall'
  /** The gateway says, in its own words only, that it failed. */
  | 'refused'
  /** A start or restart was refused because the session is running already. */
  | 'alreadyStarted'
  /** FAILED with a login that WhatsApp no longer accepts: only unlinking helps. */
  | 'loginRefused'
  /** The gateway accepted a command, but the session's status doesn't show its effect. */
  | 'unconfirmed'
  /** The session reported WORKING, and some seconds later no longer. */
  | 'linkLost'
  /** We gave the request up: its result was no longer needed; never shown. */
  | 'givenUp';

/** A failed request as plain data without secrets. */
export interface Failure {
  readonly kind: FailureKind;
  /** HTTP status, if there was an answer. */
  readonly status?: number;
  /** The gateway's own message, cleaned and shortened. */
  readonly message?: string;
  /** How long the gateway asked us to wait, in milliseconds. */
  readonly retryAfterMs?: number;
  /**
   * For `redirect`: the origin that the gateway redirects to. For `linkLost`: the session's status. For `protocol`: type and
   * size of the answer, never its content. For `network` and `certificate`: the system's error code.
   */
  readonly detail?: string;
}

/** Documented error codes in bodies. Source: third-party clients of the gateway. */
const kindByCode: Readonly<Record<string, FailureKind>> = {
  missing_param: 'request',
  invalid_access_token: 'token',
  quota_reached: 'forbidden',
  subscription_required: 'forbidden',
  // Evolution API, in a 503: no request succeeds until its owner has activated it.
  LICENSE_REQUIRED: 'forbidden',
  invalid_instance: 'instance',
  invalid_session: 'instance',
  wawp_upstream_error: 'unavailable',
  server_not_found: 'unavailable',
};

/** The kind of failure that an error code means; undefined for an undocumented code. */
export function documentedKind(code: string | number | undefined): FailureKind | undefined {
  return Object.hasOwn(kindByCode, String(code)) ? kindByCode[String(code)] : undefined;
}

/** The kind of failure that an HTTP status and the body's `code` field mean; undefined for a success with an undocumented code. */
export function kindOf(status: number, code: string | number | undefined): FailureKind | undefined {
  const documented = documentedKind(code);
  if (documented) return documented;
  if (status >= 200 && status < 300) return Number(code) >= 400 ? kindByStatus(Number(code)) : undefined;
  return kindByStatus(status);
}

function kindByStatus(status: number): FailureKind {
  if (status === 401) return 'token';
  if (status === 402 || status === 403) return 'forbidden';
  if (status === 405) return 'address';
  if (status === 404 || status === 410) return 'instance';
  if (status === 407) return 'proxy';
  if (status === 429) return 'rateLimit';
  if (status === 408 || status === 425 || status >= 500) return 'unavailable';
  return status >= 400 ? 'request' : 'protocol';
}

const transient: ReadonlySet<FailureKind> = new Set([
  'rateLimit',
  'unavailable',
  'network',
  'certificate',
  'timeout',
  'protocol',
  'firewall',
]);

/** Whether waiting can help. That includes `protocol`, but the pairing gives up after three of those in a row. */
export function isTransient(failure: Failure): boolean {
  return transient.has(failure.kind);
}

/** System error codes which mean that the request never reached the gateway. */
const neverConnected: ReadonlySet<string | undefined> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);

const arrivedPerhaps: ReadonlySet<FailureKind> = new Set([
  'timeout',
  'unavailable',
  'protocol',
  'unconfirmed',
  'givenUp',
]);

/** Whether the gateway may have carried out the request although no answer confirms it. */
export function mayHaveArrived({ kind, detail }: Failure): boolean {
  if (kind === 'network') return !neverConnected.has(detail);
  return arrivedPerhaps.has(kind);
}

/** A failure for logs and reports: its kind, its HTTP status and, if it is safe to log, its detail. */
export function failureName({
  kind,
  status,
  detail,
}: Pick<Failure, 'kind' | 'detail'> & { readonly status?: number | undefined }): string {
  const code = kind === 'network' || kind === 'certificate' || kind === 'protocol' ? detail : undefined;
  const known = [status, code].filter((part) => part !== undefined);
  return known.length === 0 ? kind : `${kind} (${known.join(', ')})`;
}
