/** Limit of what is read of an XML body, in characters: an error is short. */
const limit = 16 * 1_024;

/** The fields of an error in XML; each can be missing. */
export interface XmlError {
  readonly code: string | undefined;
  readonly message: string | undefined;
  readonly status: string | undefined;
}

/** Reads an error's fields from XML. */
export function readXmlError(body: string): XmlError {
  const source = body.slice(0, limit);
  return {
    code: textOf('code', source),
    message: textOf('message', source) ?? textOf('error', source),
    status: textOf('status', source),
  };
}

/** The text of the first element with this name. Not a pattern: the time of `<a>.*?</a>` grows with the square of the length. */
function textOf(name: string, source: string): string | undefined {
  const start = source.indexOf(`<${name}>`);
  if (start < 0) return undefined;
  const from = start + name.length + 2;
  const end = source.indexOf(`</${name}>`, from);
  return end < 0 ? undefined : plainText(source.slice(from, end));
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** An element's content as text; nested elements stay as they are. */
function plainText(content: string): string {
  const text = content.trim();
  const isQuoted = text.startsWith('<![CDATA[') && text.endsWith(']]>');
  if (isQuoted) return text.slice('<![CDATA['.length, -']]>'.length);
  return content.replace(/&(\w+);/g, (whole, name: string) => entities[name] ?? whole);
}
