/** A part of a text: a foreign name, or what is around it. */
export interface TextPart {
  readonly text: string;
  readonly isName: boolean;
}

/**
 * Shows a text in which foreign names may occur. Each name gets its own direction: without that, a name in Hebrew or Arabic would
 * put the words and numbers around it into another order.
 */
export function showText(element: HTMLElement, text: string, names: readonly string[] = []): void {
  if (element.textContent === text) return;
  element.replaceChildren(
    ...splitNames(text, names).map((part) => {
      if (!part.isName) return part.text;
      const isolated = document.createElement('bdi');
      isolated.textContent = part.text;
      return isolated;
    }),
  );
}

/** Splits a text into names and what is around them. */
export function splitNames(text: string, [name, ...others]: readonly string[]): readonly TextPart[] {
  if (text === '') return [];
  if (name === undefined) return [{ text, isName: false }];
  if (name === '') return splitNames(text, others);
  return text.split(name).flatMap((part, index) => {
    const around = splitNames(part, others);
    return index === 0 ? around : [{ text: name, isName: true }, ...around];
  });
}
