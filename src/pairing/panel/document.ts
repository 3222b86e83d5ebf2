import type { InstanceRef } from '../../core/references/instanceref';
import type { CodeLook } from '../../core/views/panel/codelook';

/** The parts of every page's document. */
export interface DocumentParts {
  /** Source texts of the page's own script and style. */
  readonly script: string;
  readonly style: string;
  readonly nonce: string;
  /** Language of the texts on the page (BCP 47). */
  readonly language: string;
  readonly title: string;
  /** Style of codes; undefined for plain codes. */
  readonly look?: CodeLook;
  /** Source text of the script that draws styled codes. Needed only if the look has a style. */
  readonly styleScript?: string;
}

/** The parts of the panel's document. */
export interface PanelDocumentParts extends DocumentParts {
  /** The panel's instance; undefined if several instances share the panel. */
  readonly ref: InstanceRef | undefined;
  /** Name of the rotation monitor. */
  readonly monitor: string;
}

/** The panel's document: an empty frame that the script fills. */
export function panelDocument({ ref, monitor, ...parts }: PanelDocumentParts): string {
  const attributes = ref ? escaped` data-instance="${ref.instanceId}" data-gateway="${ref.gateway}"` : '';
  return documentOf(
    parts,
    attributes,
    escaped`  <section id="queue" hidden></section>
  <main id="main" data-tone="busy">
    <header>
      <p id="title"></p>
      <h1 id="headline" tabindex="-1"></h1>
    </header>
    <div id="stage" hidden></div>
    <div id="phone" hidden></div>
    <p id="timer" role="timer" hidden></p>
    <div id="text">
      <ol id="steps" hidden></ol>
      <div id="details" hidden></div>
      <p id="site" hidden></p>
      <div id="actions"></div>
      <div id="notes" hidden></div>
    </div>
  </main>
  <section id="monitor" aria-label="${monitor}">
    <details>
      <summary>${monitor}</summary>
    </details>
  </section>
  <p id="announcer" role="status"></p>`,
  );
}

/**
 * A page's document: an empty frame that the script fills. Script and style are inline: separate files would come through a
 * service worker, which takes longer than everything else together. The page loads nothing.
 */
export function documentOf(parts: DocumentParts, attributes: string, content: string): string {
  const { script, style, nonce, language, title, look, styleScript } = parts;
  const pictures = look?.style?.logo !== undefined;
  return escaped`<!DOCTYPE html>
<html lang="${language}">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy(nonce, pictures)}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <style nonce="${nonce}">${{ markup: style }}</style>
  <title>${title}</title>
</head>
<body${{ markup: attributes }}${{ markup: look ? escaped` data-look="${JSON.stringify(look)}"` : '' }}>
${{ markup: content }}
${{ markup: styleScript === undefined ? '' : escaped`  <script nonce="${nonce}">${{ markup: styleScript }}</script>\n` }}  <script nonce="${nonce}">${{ markup: script }}</script>
</body>
</html>`;
}

/**
 * The policy allows only the document's own scripts and style: no network, no files, nothing else inline. Images are allowed
 * only inline and only for a logo.
 */
export function contentSecurityPolicy(nonce: string, pictures = false): string {
  return `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'${pictures ? '; img-src data:' : ''}`;
}

/** A template that escapes its values, except those marked as markup. */
export function escaped(
  markup: TemplateStringsArray,
  ...values: readonly (string | { readonly markup: string })[]
): string {
  const written = values.map((value) => (typeof value === 'string' ? escapeHtml(value) : value.markup));
  return String.raw({ raw: markup }, ...written);
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
