import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { createGzip } from 'node:zlib';
import type { Answer } from './answer';

/** How much of a long body is in memory at a time, in bytes. */
const pieceSize = 64 * 1024;

/** Sends an answer, or the part of it that the answer specifies. */
export function send(response: ServerResponse, answer: Answer): void {
  const { status, headers, body, drop, size, encoding, endless } = answer;
  if (drop === 'beforeAnswer') {
    response.destroy();
    return;
  }
  // Node would add its own date, which doesn't follow the gateway's clock.
  response.sendDate = false;
  const all: Answer['headers'] = { 'cache-control': 'no-store', ...headers };
  const head = Object.fromEntries(
    Object.entries(all).flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
  );
  const bytes = Buffer.from(body);
  if (size !== undefined || encoding !== undefined || endless !== undefined) {
    response.writeHead(status, { ...head, ...(encoding && { 'content-encoding': encoding }) });
    const pieces = Readable.from(piecesOf(bytes, answer));
    const sent = encoding ? pipeline(pieces, createGzip(), response) : pipeline(pieces, response);
    // The client has disconnected; the log shows that.
    sent.catch(() => response.destroy());
    return;
  }
  response.writeHead(status, { ...head, 'content-length': bytes.length });
  if (drop === 'midBody') response.write(bytes.subarray(0, bytes.length >> 1), () => response.destroy());
  else response.end(bytes);
}

/** Yields a body in pieces, so that it can be of any length. */
async function* piecesOf(bytes: Buffer, { size = 0, endless }: Answer): AsyncGenerator<Buffer> {
  yield bytes;
  const blanks = Buffer.alloc(pieceSize, ' ');
  for (let left = size - bytes.length; left > 0; left -= pieceSize) yield blanks.subarray(0, left);
  while (endless !== undefined) {
    await sleep(endless);
    yield blanks.subarray(0, 1);
  }
}
