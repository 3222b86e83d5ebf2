/** Escapes foreign text for a notification: the editor would turn `[…](…)` into a link, even into one that runs a command. */
export function linkless(text: string): string {
  return text.replaceAll('](', '] (');
}

/**
 * Escapes foreign text for Markdown: every sign becomes a character reference. The editor's own `appendText` is not enough,
 * since text that looks like a URL still becomes a link.
 */
export function markdownText(text: string): string {
  return text.replace(/[^\p{L}\p{N} ]/gu, (sign) => `&#${sign.codePointAt(0) ?? 0};`);
}

/** Escapes foreign text for a row of a list, where the editor would draw `$(name)` as an icon. */
export function iconless(text: string): string {
  return text.replaceAll('$(', '\\$(');
}

/** Escapes foreign text for the prompt of an input box, where the editor draws icons and makes links, even to commands. */
export function promptText(text: string): string {
  return linkless(text).replaceAll('$(', '$ (');
}
