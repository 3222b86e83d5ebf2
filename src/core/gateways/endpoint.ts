/** Base URL of a gateway, checked; the origin is the security boundary. */
export interface Endpoint {
  /** Base URL without a trailing slash, to which paths are appended. */
  readonly base: string;
  /** Scheme, host and port: what a token is kept under and never leaves. */
  readonly origin: string;
}

/** Why a text is no endpoint. */
export type EndpointProblem = 'notUrl' | 'scheme' | 'insecure' | 'credentials' | 'query' | 'fragment';

/** The endpoint in a setting's text, or what is wrong with it. Pure; the editor and the network are not asked. */
export function parseEndpoint(
  text: unknown,
): { ok: true; endpoint: Endpoint } | { ok: false; problem: EndpointProblem } {
  const url = typeof text === 'string' ? parseUrl(text.trim()) : undefined;
  if (!url) return { ok: false, problem: 'notUrl' };
  const problem = problemOf(url);
  if (problem) return { ok: false, problem };
  return { ok: true, endpoint: { base: url.origin + url.pathname.replace(/\/+$/, ''), origin: url.origin } };
}

function parseUrl(text: string): URL | undefined {
  // The parser drops line breaks and tabs silently; a setting that has them is a slip worth telling.
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
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
  // The token travels in the request: plain http only where nobody can listen in.
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) return 'insecure';
  return undefined;
}

/** Whether a URL's host name is this machine itself. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}
