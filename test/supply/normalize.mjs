// `npm run package` runs this after vsce: the same files give the same bytes on every machine, for every user and at any time.
// vsce writes the time and mode of each file, and keeps the order in which it finds them.
// Its option SOURCE_DATE_EPOCH doesn't fix the mode, the time zone and the user's locale.
import { Buffer } from 'node:buffer';
import { readFile, writeFile } from 'node:fs/promises';

/** The earliest date in a ZIP file, 1980-01-01 at midnight. */
const date = (1 << 5) | 1;
const mode = 0o100644;

const endSize = 22;
const endSignature = 0x06054b50;
const recordSize = 46;

/** The entries: each record in the directory at the end, and the part of the file that it describes. */
function* entries(zip) {
  const end = zip.length - endSize;
  if (zip.readUInt32LE(end) !== endSignature) throw new Error('This is not a ZIP file, or it has a comment.');
  const directory = zip.readUInt32LE(end + 16);
  for (let at = directory; at < end;) {
    const nameLength = zip.readUInt16LE(at + 28);
    const next = at + recordSize + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
    const partEnd = next < end ? zip.readUInt32LE(next + 42) : directory;
    yield {
      name: zip.toString('utf8', at + recordSize, at + recordSize + nameLength),
      record: zip.subarray(at, next),
      part: zip.subarray(zip.readUInt32LE(at + 42), partEnd),
    };
    at = next;
  }
}

function normalize(zip) {
  const sorted = [...entries(zip)].sort((a, b) => (a.name < b.name ? -1 : 1));
  let offset = 0;
  for (const { record, part } of sorted) {
    part.writeUInt16LE(0, 10);
    part.writeUInt16LE(date, 12);
    record.writeUInt16LE(0, 12);
    record.writeUInt16LE(date, 14);
    record.writeUInt32LE((mode << 16) >>> 0, 38);
    record.writeUInt32LE(offset, 42);
    offset += part.length;
  }
  const end = zip.subarray(zip.length - endSize);
  return Buffer.concat([...sorted.map(({ part }) => part), ...sorted.map(({ record }) => record), end]);
}

for (const file of process.argv.slice(2)) await writeFile(file, normalize(await readFile(file)));
