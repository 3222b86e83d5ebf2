import { inflateRawSync } from 'node:zlib';

/** A file in a package, and its entry in the archive. */
export interface PackagedFile {
  readonly name: string;
  readonly mode: number;
  readonly text: string;
}

const endSize = 22;
const recordSize = 46;
const headerSize = 30;

/** The files in a package, in the archive's order. */
export function readVsix(zip: Buffer): readonly PackagedFile[] {
  const end = zip.length - endSize;
  const files: PackagedFile[] = [];
  let at = zip.readUInt32LE(end + 16);
  while (at < end) {
    const nameEnd = at + recordSize + zip.readUInt16LE(at + 28);
    files.push({
      name: zip.toString('utf8', at + recordSize, nameEnd),
      mode: zip.readUInt16LE(at + 40),
      text: contents(zip, zip.readUInt32LE(at + 42), zip.readUInt32LE(at + 20)),
    });
    at = nameEnd + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return files;
}

function contents(zip: Buffer, header: number, size: number): string {
  const start = header + headerSize + zip.readUInt16LE(header + 26) + zip.readUInt16LE(header + 28);
  return inflateRawSync(zip.subarray(start, start + size)).toString();
}
