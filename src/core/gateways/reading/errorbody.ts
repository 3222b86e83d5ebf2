import * as v from 'valibot';
import type { HttpAnswer } from '../../http/exchange';

/** The documented fields of an error's body; each can be missing. */
export interface ErrorBody {
  /** The error code, such as `invalid_instance`, or an HTTP status. */
  readonly code?: string | number | undefined;
  /** The gateway's own message, not yet cleaned for display. */
  readonly message?: string | undefined;
  /** The session's status in a 422. */
  readonly status?: string | undefined;
}

const word = v.fallback(v.optional(v.string()), undefined);
const codeWord = v.fallback(v.optional(v.union([v.string(), v.number()])), undefined);

/** A message, or several: upstream validators report all problems in one list. */
const words = v.fallback(
  v.optional(
    v.union([
      v.string(),
      v.pipe(
        v.array(v.string()),
        v.transform((all) => all.join('; ')),
      ),
    ]),
  ),
  undefined,
);

const Fields = v.looseObject({
  code: codeWord,
  message: words,
  error: v.fallback(
    v.optional(v.union([v.string(), v.looseObject({ code: codeWord, message: words })])),
    undefined,
  ),
  status: word,
});

/** Reads an error's body: JSON and XML by their fields, plain text as the message. HTML pages are ignored. */
export function readErrorBody({ type, body }: Pick<HttpAnswer, 'type' | 'body'>, json: unknown): ErrorBody {
  const fields = v.safeParse(Fields, json);
  if (fields.success) return fromFields(fields.output);
  if (/^(application|text)\/(.+\+)?xml$/.test(type) || body.startsWith('<?xml')) return fromXml(body);
  return type === 'text/plain' ? { message: body } : {};
}

function fromFields({ code, message, error, status }: v.InferOutput<typeof Fields>): ErrorBody {
  const inner = typeof error === 'object' ? error : { code: undefined, message: error };
  return { code: code ?? inner.code, message: message ?? inner.message, status };
}

function fromXml(source: string): ErrorBody {
  const text = (name: string): string | undefined => {
    const [, content] = new RegExp(`<${name}>([^]*?)</${name}>`).exec(source) ?? [];
    return content === undefined ? undefined : plainText(content);
  };
  return { code: text('code'), message: text('message') ?? text('error'), status: text('status') };
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** An element's content as text; nested elements stay as they are. */
function plainText(content: string): string {
  const [, quoted] = /^\s*<!\[CDATA\[([^]*?)\]\]>\s*$/.exec(content) ?? [];
  return quoted ?? content.replace(/&(\w+);/g, (whole, name: string) => entities[name] ?? whole);
}
