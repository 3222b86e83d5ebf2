/** Matches an element whose whole text is this, apart from space around it. */
export function wholeText(text: string): RegExp {
  return new RegExp(`^\\s*${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*$`);
}
