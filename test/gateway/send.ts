import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { createGzip } from 'node:zlib';
import type { Answer } from './answer';

/** As much of a long body as is in memory at a time, in bytes. */
const pieceSize = 64 * 1024;

/** Sends an answer, or as much of it as it wants sent. */
export function send(response: ServerResponse, answer: Answer): void {
  const { status, headers, body, drop, size, encoding, endless } = answer;
  if (drop === 'beforeAnswer') {
    response.destroy();
    return;
  }
  // Node would put in its own, which knows nothing of the gateway's clock.
  response.sendDate = false;
  const head = { 'cache-control': 'no-store', ...headers };
  const bytes = Buffer.from(body);
  if (size !== undefined || encoding !== undefined || endless !== undefined) {
    response.writeHead(status, { ...head, ...(encoding && { 'content-encoding': encoding }) });
    const pieces = Readable.from(piecesOf(bytes, answer));
    const sent = encoding ? pipeline(pieces, createGzip(), response) : pipeline(pieces, response);
    // A client that has had enough hangs up; the log says so.
    sent.catch(() => response.destroy());
    return;
  }
  response.writeHead(status, { ...head, 'content-length': bytes.length });
  if (drop === 'midBody') response.write(bytes.subarray(0, bytes.length >> 1), () => response.destroy());
  else response.end(bytes);
}

/** A body piece by piece, so that one of any length can be sent. */
async function* piecesOf(bytes: Buffer, { size = 0, endless }: Answer): AsyncGenerator<Buffer> {
  yield bytes;
  const blanks = Buffer.alloc(pieceSize, ' ');
  for (let left = size - bytes.length; left > 0; left -= pieceSize) yield blanks.subarray(0, left);
  while (endless !== undefined) {
    await sleep(endless);
    yield blanks.subarray(0, 1);
  }
}
