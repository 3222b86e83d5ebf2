/** The accounts of a gateway: which tokens are valid, and for what. */
export class Accounts {
  readonly #tokens = new Map<string, { readonly name: string; readonly all: boolean }>();

  /** Takes the tokens that are valid for every instance, and those of accounts by the accounts' names. */
  constructor(tokens: readonly string[], accounts: Readonly<Record<string, string>> = {}) {
    for (const [index, token] of tokens.entries())
      this.#tokens.set(token, { name: `token ${index + 1}`, all: true });
    for (const [name, token] of Object.entries(accounts)) this.#tokens.set(token, { name, all: false });
  }

  /** Whose token it is, in words that give nothing away: the account's name, `token 1` and so on, or `unknown`. */
  nameOf(token: string): string {
    return this.#tokens.get(token)?.name ?? 'unknown';
  }

  /** Whether a token is valid at all. */
  has(token: string): boolean {
    return this.#tokens.has(token);
  }

  /** Whether a valid token's owner sees an instance of this account; one of no account is everybody's. */
  sees(token: string, account: string | undefined): boolean {
    const owner = this.#tokens.get(token);
    return owner !== undefined && (owner.all || account === undefined || account === owner.name);
  }

  /** The account that an instance belongs to which is created with this token. */
  accountOf(token: string): string | undefined {
    const owner = this.#tokens.get(token);
    return owner?.all === false ? owner.name : undefined;
  }
}
