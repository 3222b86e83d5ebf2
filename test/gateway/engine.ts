/** What a real engine does that the vendor's documents leave out; durations are in ms. */
export interface Engine {
  /** From a start to WORKING, with a login that is still good. */
  readonly relogin: number;
  /** From a start to FAILED, with a login that WhatsApp no longer accepts. */
  readonly refusal: number;
  /** From a scan until the engine knows the account; it still shows the code that was scanned. */
  readonly paired: number;
  /** From a scan until the code is empty. */
  readonly emptied: number;
  /** From a scan to STARTING. */
  readonly reconnecting: number;
  /** From a scan until the account has a name. */
  readonly named: number;
}

/** WAHA 2026.2.1 with its engine NOWEB, as measured. */
export const noweb: Engine = {
  relogin: 400,
  refusal: 350,
  paired: 500,
  emptied: 800,
  reconnecting: 2_500,
  named: 5_000,
};

/** The engine with all durations multiplied. */
export function scaledEngine(engine: Engine, scale: number): Engine {
  const entries = Object.entries(engine) as [keyof Engine, number][];
  return Object.fromEntries(entries.map(([name, duration]) => [name, duration * scale])) as unknown as Engine;
}
