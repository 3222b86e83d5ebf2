import type { Translate } from '../text/translate';

/** Why the host refuses a logo. */
export type LogoProblem = 'place' | 'folder' | 'unreadable' | 'noFile' | 'tooLarge' | 'form' | 'dimensions';

/** Size limit of a logo's file, in bytes. */
export const maxLogoBytes = 256 * 1_024;
/** Limit for the width and height of a PNG, in pixels: a small file can contain a picture that takes gigabytes of memory. */
const maxLogoEdge = 4_096;

const pngStart = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52];

/** Reads a logo as a data URI for an image element, or says why it is refused. The content decides, not the file name. */
export function readLogo(
  bytes: Uint8Array,
): { readonly ok: true; readonly uri: string } | { readonly ok: false; readonly problem: LogoProblem } {
  if (bytes.length > maxLogoBytes) return { ok: false, problem: 'tooLarge' };
  if (pngStart.every((byte, index) => bytes[index] === byte)) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const sane = bytes.length >= 24 && [16, 20].every((at) => isSane(view.getUint32(at)));
    return sane ? { ok: true, uri: uri('png', bytes) } : { ok: false, problem: 'dimensions' };
  }
  return isSvg(bytes) ? { ok: true, uri: uri('svg+xml', bytes) } : { ok: false, problem: 'form' };
}

/** Whether a path is on this machine: neither a URL nor a Windows network path, since that server would learn who the user is. */
export function isLocalPath(path: string): boolean {
  return !/^[\\/]{2}|^[a-z][a-z0-9+.-]+:|[\0\n\r]/i.test(path);
}

/** What is wrong with a logo, as a sentence for the user. */
export function explainLogo(problem: LogoProblem, t: Translate): string {
  switch (problem) {
    case 'place':
      return t('The logo must be a path to a file on this machine.');
    case 'folder':
      return t('The logo’s path is relative, but no local folder is open.');
    case 'unreadable':
      return t('The logo’s file can’t be read.');
    case 'noFile':
      return t('The logo’s path isn’t the path of a file.');
    case 'tooLarge':
      return t('The logo’s file is larger than {0} KiB.', maxLogoBytes / 1_024);
    case 'form':
      return t('The logo is neither a PNG nor an SVG.');
    case 'dimensions':
      return t('The logo must be 1 to {0} pixels wide and high.', maxLogoEdge);
    default:
      return problem satisfies never;
  }
}

function isSane(pixels: number): boolean {
  return pixels >= 1 && pixels <= maxLogoEdge;
}

/** Whether the root element is `svg`, after declarations and comments only. Entities are refused because they can expand without limit. */
function isSvg(bytes: Uint8Array): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const root = text.replace(/^\s*(?:<\?[^>]*\?>\s*|<!--[^]*?-->\s*|<!DOCTYPE\s[^[\]>]*>\s*)*/i, '');
    return /^<(?:svg:)?svg[\s/>]/.test(root) && !/<!ENTITY/i.test(text);
  } catch {
    return false;
  }
}

function uri(type: string, bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return `data:image/${type};base64,${btoa(binary)}`;
}
