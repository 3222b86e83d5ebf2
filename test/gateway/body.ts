import type { IncomingMessage } from 'node:http';

/** More than any call of the API needs, in bytes. */
const longest = 64 * 1024;

/** The text of a request, or undefined if it is too long. */
export async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    // What is too long is still read to its end, so that the client gets to see the answer.
    if (length <= longest) chunks.push(chunk);
  }
  return length <= longest ? Buffer.concat(chunks).toString('utf8') : undefined;
}
