import { parentPort } from 'node:worker_threads';
import { readPicture } from './reading';

/** A picture to read; the answer has the same number. */
export interface Picture {
  readonly number: number;
  readonly png: Uint8Array;
}

parentPort?.on('message', ({ number, png }: Picture) => {
  void readPicture(Buffer.from(png)).then((readings) => parentPort?.postMessage({ number, readings }));
});
