/** A function in a {@link CpuProfile}. */
export interface ProfiledFunction {
  readonly functionName: string;
  readonly url: string;
  /** Counted from 0; negative for functions of the engine itself. */
  readonly lineNumber: number;
}

/** A CPU profile, as Node and Chromium record it. */
export interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: ProfiledFunction;
    readonly children?: readonly number[];
  }[];
  /** The node that was running at each sample. */
  readonly samples?: readonly number[];
  /** Time before each sample since the one before it, in µs. */
  readonly timeDeltas?: readonly number[];
}

/** Milliseconds of CPU time by owner. A function without an owner counts for its nearest caller that has one. */
export function timeByOwner(
  { nodes, samples = [], timeDeltas = [] }: CpuProfile,
  ownerOf: (profiled: ProfiledFunction) => string | undefined,
): ReadonlyMap<string, number> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const owners = new Map<number, string | undefined>();
  const assign = (id: number, ofCaller: string | undefined): void => {
    const node = byId.get(id);
    if (!node) return;
    const owner = ownerOf(node.callFrame) ?? ofCaller;
    owners.set(id, owner);
    for (const child of node.children ?? []) assign(child, owner);
  };
  if (nodes[0]) assign(nodes[0].id, undefined);
  const times = new Map<string, number>();
  samples.forEach((id, index) => {
    const owner = owners.get(id);
    // A sample's function runs until the next sample.
    const ms = (timeDeltas[index + 1] ?? 0) / 1_000;
    if (owner !== undefined) times.set(owner, (times.get(owner) ?? 0) + ms);
  });
  return times;
}

/** The owners of the code that runs in the extension host, in the order of the report. */
export const hostOwners = ['the extension', 'the editor', 'Node itself', 'garbage collection'] as const;

/** Whose a function of the extension host is; the owner of others, such as the bench's helper, is `others`. */
export function hostOwner({ functionName, url }: ProfiledFunction): string | undefined {
  if (functionName === '(garbage collector)') return 'garbage collection';
  if (functionName === '(root)') return 'Node itself';
  if (functionName === '(idle)') return 'others';
  if (/pair-whatsapp\.pair-whatsapp|bench\.empty-panel/.test(url)) return 'the extension';
  if (url.includes('bench.helper')) return 'others';
  // What Node does counts for its caller.
  return url === '' || url.startsWith('node:') ? undefined : 'the editor';
}

/** The owners of the code that runs in the window, in the order of the report. */
export const windowOwners = [
  'the panel’s page',
  'the editor',
  'the browser itself',
  'garbage collection',
] as const;

/** The name of the bench's own script in the window. */
export const watchName = 'bench-watch.js';

/** Whose a function of the window is; the owner of others, such as the bench's own script, is `others`. */
export function windowOwner({ functionName, url, lineNumber }: ProfiledFunction): string | undefined {
  if (functionName === '(garbage collector)') return 'garbage collection';
  if (functionName === '(root)' || functionName === '(program)') return 'the browser itself';
  if (functionName === '(idle)' || url.endsWith(watchName)) return 'others';
  if (url !== '') return 'the editor';
  // The editor writes the page's document, so that its scripts have no address.
  return lineNumber < 0 ? undefined : 'the panel’s page';
}
