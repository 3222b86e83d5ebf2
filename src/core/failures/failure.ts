/** What kind of trouble a request met; the kind decides what the user can do about it. */
export type FailureKind =
  /** 400, `missing_param`: credentials in the wrong place, or a malformed ID. */
  | 'request'
  /** 401, `invalid_access_token`; without an HTTP number: there is none to send. */
  | 'token'
  /** 403: plan, quota or permission. */
  | 'forbidden'
  /** 404, `invalid_instance`, `invalid_session`. */
  | 'instance'
  /** The gateway sent the request to another origin. */
  | 'redirect'
  /** 429. */
  | 'rateLimit'
  /** 408, 425, 5xx. */
  | 'unavailable'
  /** No connection, or it broke. */
  | 'network'
  /** The gateway's certificate isn't trusted. */
  | 'certificate'
  /** 407: a proxy on the way wants credentials. */
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
  /** The gateway leads elsewhere than when the user agreed: nothing was sent. */
  | 'moved';

/** Why a request didn't bring what was asked; plain data, free of secrets. */
export interface Failure {
  readonly kind: FailureKind;
  /** HTTP number, if there was an answer. */
  readonly status?: number;
  /** The gateway's own words, cleaned and cut. */
  readonly message?: string;
  /** How long the gateway asked to be left alone, in milliseconds. */
  readonly retryAfterMs?: number;
  /** `instance`: the HTTP number alone says so; a wrong path looks the same. */
  readonly bare?: true;
  /** `redirect`: the origin pointed at. `protocol`: type and size of what came, never its content. `network`, `certificate`: the system's error code. */
  readonly detail?: string;
}

/** Documented machine codes in error bodies. Source: third-party clients of the gateway. */
const kindByCode: Readonly<Record<string, FailureKind>> = {
  missing_param: 'request',
  invalid_access_token: 'token',
  quota_reached: 'forbidden',
  subscription_required: 'forbidden',
  invalid_instance: 'instance',
  invalid_session: 'instance',
  wawp_upstream_error: 'unavailable',
  server_not_found: 'unavailable',
};

/** The kind of trouble that a machine code tells; undefined for one that nobody documented. */
export function documentedKind(code: string | number | undefined): FailureKind | undefined {
  return Object.hasOwn(kindByCode, String(code)) ? kindByCode[String(code)] : undefined;
}

/** The kind of trouble that an HTTP number and the body's `code` field tell; undefined for a code nobody documented. */
export function kindOf(status: number, code: string | number | undefined): FailureKind | undefined {
  const documented = documentedKind(code);
  if (documented) return documented;
  if (status >= 200 && status < 300) return Number(code) >= 400 ? kindByStatus(Number(code)) : undefined;
  return kindByStatus(status);
}

function kindByStatus(status: number): FailureKind {
  if (status === 401) return 'token';
  if (status === 403) return 'forbidden';
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
]);

/** Whether waiting can help. `protocol` counts as such, but not for ever: the pairing gives up after three in a row. */
export function isTransient(failure: Failure): boolean {
  return transient.has(failure.kind);
}

/** Codes of the system for a gateway that no connection was made to. */
const unconnected: ReadonlySet<string | undefined> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);

/** Whether the gateway may have carried out a request though no answer said so. */
export function mayHaveArrived({ kind, detail }: Failure): boolean {
  if (kind === 'network') return !unconnected.has(detail);
  return kind === 'timeout' || kind === 'unavailable' || kind === 'protocol';
}

/** A failure by its kind, its number and, where that is the system's own word, its code. */
export function failureName({
  kind,
  status,
  detail,
}: Pick<Failure, 'kind' | 'detail'> & { readonly status?: number | undefined }): string {
  const code = kind === 'network' || kind === 'certificate' || kind === 'protocol' ? detail : undefined;
  const known = [status, code].filter((part) => part !== undefined);
  return known.length === 0 ? kind : `${kind} (${known.join(', ')})`;
}
