/** When and where the bench ran. */
export interface Setting {
  readonly date: Date;
  readonly machine: {
    readonly processor: string;
    readonly cores: number;
    readonly memory: number;
    readonly system: string;
  };
  readonly versions: readonly { readonly name: string; readonly version: string | undefined }[];
  /** Running and waiting processes, on average over 1, 5 and 15 minutes. */
  readonly load: readonly number[];
}

/** The facts of a setting with their names. */
export function facts({ date, machine, versions, load }: Setting): readonly (readonly [string, string])[] {
  const { processor, cores, memory, system } = machine;
  return [
    ['Date', date.toISOString().replace(/\.\d+/, '')],
    ['Processor', `${processor}, ${cores} ${cores === 1 ? 'core' : 'cores'}`],
    ['Memory', `${(memory / 2 ** 30).toFixed(1)} GiB`],
    ['System', system],
    ...versions.map(({ name, version }) => [name, version ?? 'not found'] as const),
    ['Load average at the start (1, 5, 15 min)', load.map((each) => each.toFixed(2)).join(', ')],
  ];
}
