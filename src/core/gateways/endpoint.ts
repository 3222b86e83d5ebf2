import type { RequestsFrom } from '../failures/explain';

/** The checked base URL of a gateway; the origin is the security boundary. */
export interface Endpoint {
  /** Base URL without a trailing slash; paths are appended to it. */
  readonly base: string;
  /** Scheme, host and port. The token is stored under the origin and is sent to no other one. */
  readonly origin: string;
}

/** Why a text can't be an endpoint. */
export type EndpointProblem = 'notUrl' | 'scheme' | 'insecure' | 'credentials' | 'query' | 'fragment';

/** Reads the endpoint from a setting's text, or says what is wrong with it. Uses neither the editor nor the network. */
export function parseEndpoint(
  text: unknown,
): { ok: true; endpoint: Endpoint } | { ok: false; problem: EndpointProblem } {
  const url = typeof text === 'string' ? parseUrl(text.trim()) : undefined;
  if (!url) return { ok: false, problem: 'notUrl' };
  const problem = problemOf(url);
  if (problem) return { ok: false, problem };
  return {
    ok: true,
    endpoint: { base: url.origin + url.pathname.replace(/(?<!\/)\/+$/, ''), origin: url.origin },
  };
}

function parseUrl(text: string): URL | undefined {
  // The URL parser silently removes line breaks and tabs. A setting that contains them is a mistake, so report it.
  // eslint-disable-next-line no-control-regex -- the check is about control characters
  if (/[\u0000-\u0020\\]/.test(text)) return undefined;
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

function problemOf(url: URL): EndpointProblem | undefined {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'scheme';
  if (url.username || url.password) return 'credentials';
  if (url.search || url.href.includes('?')) return 'query';
  if (url.hash || url.href.includes('#')) return 'fragment';
  // The request carries the token, so plain http is allowed only where nobody can intercept it.
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) return 'insecure';
  return undefined;
}

/** The machine that an endpoint means, if that depends on who sends the request. */
export function fromFor(
  { origin }: Pick<Endpoint, 'origin'>,
  from: RequestsFrom | undefined,
): RequestsFrom | undefined {
  return isLoopback(new URL(origin).hostname) ? from : undefined;
}

/** Whether a URL's host name means this machine. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}
