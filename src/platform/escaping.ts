/** A text for a notification with the gateway's words in it: the editor would make a link, even to a command, of such brackets. */
export function linkless(text: string): string {
  return text.replaceAll('](', '] (');
}

/**
 * A text as Markdown that shows just that: every sign is written as a character reference. The editor's own
 * `appendText` leaves what looks like an address to become a link.
 */
export function markdownText(text: string): string {
  return text.replace(/[^\p{L}\p{N} ]/gu, (sign) => `&#${sign.codePointAt(0) ?? 0};`);
}

/** A text for a row of a list, where the editor would draw `$(name)` as an icon. */
export function iconless(text: string): string {
  return text.replaceAll('$(', '\\$(');
}

/** A text for the prompt of an input box, where the editor would draw icons and make links, even to commands. */
export function promptText(text: string): string {
  return linkless(text).replaceAll('$(', '$ (');
}
