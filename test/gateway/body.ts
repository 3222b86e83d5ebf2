import type { IncomingMessage } from 'node:http';

/** Limit in bytes; no request of the API needs more. */
const limit = 64 * 1024;

/** The body of a request as text, or undefined if it is too long. */
export async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    // A body that is too long is still read to its end, so that the client receives the answer.
    if (length <= limit) chunks.push(chunk);
  }
  return length <= limit ? Buffer.concat(chunks).toString('utf8') : undefined;
}
