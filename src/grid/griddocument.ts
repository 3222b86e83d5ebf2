import type { DocumentParts } from '../pairing/panel/document';
import { documentOf, escaped } from '../pairing/panel/document';

/** The grid's document: an empty frame that the script fills. */
export function gridDocument(parts: DocumentParts): string {
  return documentOf(
    parts,
    '',
    escaped`  <main id="grid">
    <h1 id="heading" tabindex="-1">${parts.title}</h1>
    <div id="bar"></div>
    <ol id="cells"></ol>
  </main>
  <p id="announcer" role="status"></p>`,
  );
}
