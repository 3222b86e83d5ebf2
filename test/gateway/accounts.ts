/** The accounts of a gateway: which tokens are valid, and for which instances. */
export class Accounts {
  readonly #tokens = new Map<string, { readonly name: string; readonly all: boolean }>();

  /** Takes the tokens that are valid for every instance, and the token of each account by its name. */
  constructor(tokens: readonly string[], accounts: Readonly<Record<string, string>> = {}) {
    for (const [index, token] of tokens.entries())
      this.#tokens.set(token, { name: `token ${index + 1}`, all: true });
    for (const [name, token] of Object.entries(accounts)) this.#tokens.set(token, { name, all: false });
  }

  /** Names the owner of a token without revealing the token: the account's name, `token 1` and so on, or `unknown`. */
  nameOf(token: string): string {
    return this.#tokens.get(token)?.name ?? 'unknown';
  }

  /** Whether a token is valid at all. */
  has(token: string): boolean {
    return this.#tokens.has(token);
  }

  /** Whether a valid token gives access to an instance of this account; an instance without an account is open to all. */
  sees(token: string, account: string | undefined): boolean {
    const owner = this.#tokens.get(token);
    return owner !== undefined && (owner.all || account === undefined || account === owner.name);
  }

  /** The account that owns an instance created with this token. */
  accountOf(token: string): string | undefined {
    const owner = this.#tokens.get(token);
    return owner?.all === false ? owner.name : undefined;
  }
}
