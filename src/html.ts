/** What the panel's document is made of; the addresses are the webview's own. */
export interface HtmlParts {
  readonly script: string;
  readonly style: string;
  /** What the content security policy calls the webview's own files. */
  readonly cspSource: string;
  readonly nonce: string;
  /** BCP 47, of the strings that will be shown. */
  readonly language: string;
  readonly title: string;
  readonly instanceId: string;
}

/** The panel's document: an empty frame that the script fills. It loads two files and can reach nothing else. */
export function html({ script, style, cspSource, nonce, language, title, instanceId }: HtmlParts): string {
  return escaped`<!DOCTYPE html>
<html lang="${language}">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy(cspSource, nonce)}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <link rel="stylesheet" href="${style}">
  <title>${title}</title>
</head>
<body data-instance="${instanceId}">
  <main id="main" data-tone="busy">
    <header>
      <p id="title"></p>
      <h1 id="headline" tabindex="-1"></h1>
    </header>
    <div id="stage" hidden></div>
    <p id="timer" role="timer" hidden></p>
    <div id="text">
      <ol id="steps" hidden></ol>
      <div id="details" hidden></div>
      <p id="site" hidden></p>
      <div id="actions"></div>
      <div id="notes" hidden></div>
    </div>
  </main>
  <p id="announcer" role="status"></p>
  <script nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}

/** Nothing is allowed but the one script and the style file: no network, no pictures, nothing inline. */
export function contentSecurityPolicy(cspSource: string, nonce: string): string {
  return `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${cspSource}`;
}

/** A template whose values are texts, never markup. */
function escaped(markup: TemplateStringsArray, ...values: readonly string[]): string {
  return String.raw({ raw: markup }, ...values.map(escapeHtml));
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
