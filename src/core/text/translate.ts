/** Translates a sentence into the user's language and replaces `{0}`, `{1}` … with the arguments, as the editor's `l10n.t` does. */
export type Translate = (message: string, ...args: (string | number)[]) => string;
