import type { HttpAnswer } from '../../http/exchange';

/** How much of a page is looked at, in characters. */
const limit = 16 * 1_024;

/** Whether an answer is a web page, whatever its type says. */
export function isPage({ type, body }: Pick<HttpAnswer, 'type' | 'body'>): boolean {
  return (
    type === 'text/html' ||
    type === 'application/xhtml+xml' ||
    /^\s*<(!doctype html|html)\b/i.test(body.slice(0, limit))
  );
}

/** Whether an answer comes from a firewall that wants to see a browser. */
export function isFromFirewall(reply: Pick<HttpAnswer, 'status' | 'type' | 'body' | 'challenge'>): boolean {
  if (reply.challenge) return true;
  if (!isPage(reply)) return false;
  const start = reply.body.slice(0, limit);
  if (/just a moment|challenge-platform|checking your browser|attention required!/i.test(start)) return true;
  // A web server's own page for a gateway that is down says so.
  const isDown = /service (temporarily )?unavailable|maintenance/i.test(start);
  return reply.status === 403 || (reply.status === 503 && !isDown);
}
