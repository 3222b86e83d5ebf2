/** Brings a sentence into the user's language; `{0}`, `{1}` … stand for the arguments. The editor's `l10n.t` is one. */
export type Translate = (message: string, ...args: (string | number)[]) => string;
