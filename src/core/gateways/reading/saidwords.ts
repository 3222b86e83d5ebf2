import type { FailureKind } from '../../failures/failure';

/** Where words are looked for, in characters from the start: what matters comes early. */
const limit = 2_000;

function matcher(...patterns: readonly RegExp[]): (message: string | undefined) => boolean {
  return (message) => {
    const start = message?.slice(0, limit);
    return start !== undefined && patterns.every((pattern) => pattern.test(start));
  };
}

/** Whether the words are those of a server that has no such path. They repeat the URL, with the token if that is in the query. */
export const saysNoSuchPath = matcher(/^\s*Cannot (GET|HEAD|POST|PUT|PATCH|DELETE) \//i);

/** Whether the words say that there is no such instance. */
export const saysNoSuchInstance = matcher(
  /session|instance/i,
  /does(n[’']t| not) exist|not[ _]found|(did|could)(n[’']t| not) find|\bno such\b/i,
);

const mentionsToken = matcher(
  /token|credential|api[ _-]?key/i,
  /missing|required|not (present|provided|sent|set)|\bno\b.{0,20}(provided|sent|present)/i,
);
const doubtsToken = matcher(/valid|incorrect|wrong|expired|revoked/i);

/** Whether the words of a 401 say that it came without credentials. "Invalid or missing" doesn't say that. */
export function saysNoCredentials(message: string | undefined): boolean {
  return mentionsToken(message) && !doubtsToken(message);
}

const saysUnsupported = matcher(
  /not implemented|(available )?only (available )?in (waha )?plus\b|not (available|supported) (in|by) (this|the) (edition|engine)/i,
);
const saysAlreadyStarted = matcher(/already (been )?(started|running|connected|logged[ _]?in)/i);

/** The kind of a refusal that only its words tell. */
export function kindByWords(message: string | undefined): FailureKind | undefined {
  if (saysUnsupported(message)) return 'unsupported';
  return saysAlreadyStarted(message) ? 'alreadyStarted' : undefined;
}

/** The session's status in a sentence such as WAHA's "The current status is FAILED". */
export function statusInWords(message: string | undefined): string | undefined {
  return /current status is ([A-Z_]{1,40})\b/.exec(message?.slice(0, limit) ?? '')?.[1];
}
