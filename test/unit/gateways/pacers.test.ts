import assert from 'node:assert/strict';
import { Emitter } from '../../../src/core/events/emitter';
import type { Gateway } from '../../../src/core/gateways/gateway';
import { tokenKey } from '../../../src/core/gateways/gateway';
import { steadyClock } from '../../../src/core/time/clock';
import { GatewayPacers } from '../../../src/gateways/pacers';
import { FakeMachine } from '../fakes/machine';

function gateway(name: string, base = `https://${name || 'usual'}.example`): Gateway {
  return { name, kind: 'wawp', endpoint: { base, origin: new URL(base).origin }, credentials: 'body' };
}

/** The pacers of gateways that a test can change, and the events that they fire. */
class Stage {
  readonly events: string[] = [];
  readonly #settings = new Emitter<undefined>();
  readonly #tokens = new Emitter<string>();
  readonly pacers = new GatewayPacers(
    steadyClock(new FakeMachine()),
    {
      find: (name) => this.list.find((each) => each.name === name),
      onDidChange: this.#settings.event,
    },
    { onDidChange: this.#tokens.event },
  );

  constructor(private list: readonly Gateway[]) {
    this.pacers.onDidMove((name) => this.events.push(`moved ${name}`));
    this.pacers.onDidChangeCredentials((name) => this.events.push(`credentials ${name}`));
    for (const { name } of list) {
      const pacer = this.pacers.of(name);
      pacer.start().answered({ kind: 'token', status: 401 });
      pacer.start().answered({ kind: 'rateLimit', status: 429, retryAfterMs: 60_000 });
    }
  }

  change(list: readonly Gateway[]): void {
    this.list = list;
    this.#settings.fire(undefined);
  }

  changeToken(of: Gateway): void {
    this.#tokens.fire(tokenKey(of));
  }

  /** What the pacer of a gateway still remembers. */
  remembered(name: string): readonly string[] {
    const pacer = this.pacers.of(name);
    return [...(pacer.refusal ? ['refusal'] : []), ...(pacer.commandAt() > 0 ? ['rest'] : [])];
  }
}

describe('the pacers of the window’s gateways', () => {
  it('are one per name', () => {
    const { pacers } = new Stage([gateway(''), gateway('acme')]);
    assert.equal(pacers.of('acme'), pacers.of('acme'));
    assert.notEqual(pacers.of('acme'), pacers.of(''));
  });

  it('forget the answers of another URL, and refusals of other credentials', () => {
    const stage = new Stage([gateway(''), gateway('acme'), gateway('gone'), gateway('same')]);
    const changed = [
      gateway('', 'https://usual.example/other'),
      { ...gateway('acme'), credentials: 'query' as const },
      gateway('same'),
      gateway('fresh'),
    ];
    stage.change(changed);
    assert.deepEqual(stage.events, ['moved ', 'credentials acme', 'moved gone']);
    assert.deepEqual(stage.remembered(''), []);
    assert.deepEqual(stage.remembered('acme'), ['rest']);
    assert.deepEqual(stage.remembered('gone'), []);
    assert.deepEqual(stage.remembered('same'), ['refusal', 'rest']);
    stage.change(changed);
    assert.equal(stage.events.length, 3);
  });

  it('forget refusals of another token', () => {
    const stage = new Stage([gateway(''), gateway('acme')]);
    stage.changeToken(gateway('acme'));
    stage.changeToken(gateway('unknown'));
    assert.deepEqual(stage.events, ['credentials acme']);
    assert.deepEqual(stage.remembered('acme'), ['rest']);
    assert.deepEqual(stage.remembered(''), ['refusal', 'rest']);
  });

  it('don’t change after they are disposed of', () => {
    const stage = new Stage([gateway('acme')]);
    stage.pacers.dispose();
    stage.change([]);
    stage.changeToken(gateway('acme'));
    assert.deepEqual(stage.events, []);
    assert.deepEqual(stage.remembered('acme'), ['refusal', 'rest']);
  });
});
