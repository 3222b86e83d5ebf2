/** A text for a notification with the gateway's words in it: the editor would make a link, even to a command, of such brackets. */
export function linkless(text: string): string {
  return text.replaceAll('](', '] (');
}
