import assert from 'node:assert/strict';
import { setImmediate as eventsFired } from 'node:timers/promises';
import { tokenKey } from '../../../src/core/gateways/gateway';
import { Tokens } from '../../../src/gateways/tokens';
import { FakeMemento } from '../fakes/memento';
import { FakeSecrets } from '../fakes/secrets';

const [here, there] = ['https://gateway.example', 'https://other.example'];
const key = `pairWhatsApp.token:${here}`;
const [token, another] = ['the-access-token', 'another-access-token'];

/** The tokens of one window, and the events that it got. */
class Stage {
  readonly secrets = new FakeSecrets();
  readonly state = new FakeMemento();
  readonly tokens = new Tokens(this.secrets, this.state);
  readonly changes: string[] = [];
  failures = 0;

  constructor() {
    this.tokens.onDidChange((origin) => this.changes.push(origin));
    this.tokens.onDidFail(() => this.failures++);
  }
}

describe('Tokens', () => {
  it('store a token in the secret storage, under its origin', async () => {
    const { tokens, secrets, changes } = new Stage();
    assert.equal(await tokens.set(here, token), true);
    await eventsFired();
    assert.deepEqual([...secrets.kept], [[key, token]]);
    assert.equal(await tokens.get(here), token);
    assert.equal(await tokens.get(there), undefined);
    assert.deepEqual(changes, [here]);
  });

  describe('that the storage lost with the window', () => {
    /** The tokens of the next window, after this window did something; and what they announce as lost. */
    async function nextWindow(act: (stage: Stage) => Promise<unknown>, keeps = false) {
      const before = new Stage();
      await act(before);
      await eventsFired();
      if (!keeps) before.secrets.kept.clear();
      before.tokens.dispose();
      const tokens = new Tokens(before.secrets, before.state);
      const lost: string[] = [];
      tokens.onDidLose((origin) => lost.push(origin));
      return { secrets: before.secrets, state: before.state, tokens, lost };
    }

    it('are announced once, when the first of them is needed', async () => {
      const { tokens, lost } = await nextWindow(({ tokens }) => tokens.set(here, token));
      assert.deepEqual(lost, []);
      assert.equal(await tokens.get(here), undefined);
      await tokens.get(here);
      await tokens.get(there);
      assert.deepEqual(lost, [here]);
    });

    it('are left to whoever asks for the token anyway', async () => {
      const { tokens, lost } = await nextWindow(({ tokens }) => tokens.set(here, token));
      assert.equal(await tokens.check(here), false);
      assert.deepEqual(lost, []);
      assert.deepEqual([tokens.wasLost(here), tokens.wasLost(there)], [true, false]);
    });

    it('are told from those that the user has forgotten, here or in another window', async () => {
      const forgotten = await nextWindow(async ({ tokens }) => {
        await tokens.set(here, token);
        await tokens.forget(here);
      });
      await forgotten.tokens.get(here);
      assert.deepEqual(forgotten.lost, []);
      const { tokens, lost, secrets } = await nextWindow(({ tokens }) => tokens.set(here, token), true);
      await secrets.delete(key);
      await eventsFired();
      assert.equal(await tokens.get(here), undefined);
      assert.deepEqual(lost, []);
    });

    it('are announced again if they are lost again, and never contain the token', async () => {
      const { tokens, lost, state, secrets } = await nextWindow(({ tokens }) => tokens.set(here, token));
      await tokens.get(here);
      await tokens.set(here, another);
      await eventsFired();
      secrets.kept.clear();
      await tokens.get(here);
      assert.deepEqual(lost, [here, here]);
      const kept = JSON.stringify(state.keys().map((each) => state.get(each)));
      assert.ok(!kept.includes(token) && !kept.includes(another), kept);
    });
  });

  it('follow another window', async () => {
    const { tokens, secrets, changes } = new Stage();
    await secrets.store(key, another);
    await eventsFired();
    assert.equal(await tokens.get(here), another);
    await secrets.delete(key);
    await eventsFired();
    assert.equal(await tokens.get(here), undefined);
    assert.deepEqual(changes, [here, here]);
  });

  it('give a known token to requests immediately, and read the storage again meanwhile', async () => {
    const { tokens, secrets } = new Stage();
    await tokens.set(here, token);
    assert.equal(await tokens.check(here), true);
    assert.equal(await tokens.check(there), false);
    assert.deepEqual([tokens.isKnown(here), tokens.isKnown(there)], [true, false]);
    // Another window forgets it in an editor that doesn't tell this window.
    secrets.kept.delete(key);
    assert.equal(await tokens.take(there), undefined);
    assert.equal(await tokens.take(here), token);
    await eventsFired();
    assert.equal(tokens.isKnown(here), false);
    assert.equal(await tokens.take(here), undefined);
  });

  it('are known before the first request once all stored ones are read', async () => {
    const { tokens, secrets, state } = new Stage();
    await tokens.set(here, token);
    await eventsFired();
    const next = new Tokens(secrets, state);
    assert.equal(next.isKnown(here), false);
    await next.readAll();
    assert.deepEqual([next.isKnown(here), next.isKnown(there)], [true, false]);
  });

  it('don’t know a token that was forgotten while it was read', async () => {
    const { tokens } = new Stage();
    await tokens.set(here, token);
    const reading = tokens.check(here);
    await tokens.forget(here);
    await reading;
    assert.equal(tokens.isKnown(here), false);
    assert.equal(await tokens.take(here), undefined);
  });

  it('give no request a token that was forgotten or replaced since the check', async () => {
    const { tokens, secrets } = new Stage();
    await tokens.set(here, token);
    await tokens.check(here);
    await secrets.store(key, another);
    await eventsFired();
    assert.equal(await tokens.take(here), another);
    await tokens.check(here);
    await tokens.forget(here);
    assert.equal(await tokens.take(here), undefined);
  });

  const misbehaviours: Readonly<Record<string, (secrets: FakeSecrets) => void>> = {
    'rejects everything': (secrets) => (secrets.broken = ['get', 'store', 'delete']),
    'rejects storing': (secrets) => (secrets.broken = ['store']),
    'rejects reading': (secrets) => (secrets.broken = ['get']),
    'forgets at once': (secrets) => (secrets.keeps = () => undefined),
    'keeps something else': (secrets) => (secrets.keeps = () => 'plausible-rubbish'),
    'keeps no token at all': (secrets) => (secrets.keeps = () => ' '),
  };
  for (const [what, misbehave] of Object.entries(misbehaviours))
    describe(`with a secret storage that ${what}`, () => {
      it('keep the token in memory for this window and report that once', async () => {
        const stage = new Stage();
        misbehave(stage.secrets);
        assert.equal(await stage.tokens.set(here, token), false);
        await eventsFired();
        assert.equal(await stage.tokens.get(here), token);
        assert.ok(stage.changes.includes(here));
        await stage.tokens.set(there, another);
        await eventsFired();
        assert.equal(await stage.tokens.get(there), another);
        assert.equal(await stage.tokens.get(here), token);
        assert.equal(stage.failures, 1);
      });

      it('forget the token in memory', async () => {
        const stage = new Stage();
        misbehave(stage.secrets);
        await stage.tokens.set(here, token);
        await stage.tokens.forget(here);
        await eventsFired();
        assert.equal(await stage.tokens.get(here), undefined);
      });
    });

  it('use the storage again once it stores a token', async () => {
    const { tokens, secrets } = new Stage();
    secrets.broken = ['store'];
    await tokens.set(here, token);
    secrets.broken = [];
    await tokens.set(here, another);
    await eventsFired();
    assert.equal(await tokens.get(here), another);
    await secrets.delete(key);
    await eventsFired();
    assert.equal(await tokens.get(here), undefined);
  });

  it('don’t use a token that the storage did not delete, until a new one is set', async () => {
    const { tokens, secrets } = new Stage();
    await tokens.set(here, token);
    secrets.broken = ['delete'];
    assert.equal(await tokens.forget(here), false);
    await eventsFired();
    assert.equal(await tokens.get(here), undefined);
    await tokens.set(here, another);
    assert.equal(await tokens.get(here), another);
  });

  it('treat an invalid token as none', async () => {
    const { tokens, secrets } = new Stage();
    secrets.kept.set(key, 'two words');
    assert.equal(await tokens.get(here), undefined);
  });

  describe('of gateways with the same origin', () => {
    const endpoint = { base: `${here}/api`, origin: here };
    const [fallback, acme, other] = ['', 'acme', 'other'].map((name) => tokenKey({ name, endpoint }));
    assert.ok(fallback !== undefined && acme !== undefined && other !== undefined);

    it('never mix, even if the storage fails', async () => {
      for (const broken of [[], ['store'], ['get'], ['delete']] as const) {
        const { tokens, secrets } = new Stage();
        secrets.broken = broken;
        await tokens.set(fallback, token);
        await tokens.set(acme, another);
        await eventsFired();
        assert.equal(await tokens.get(fallback), token);
        assert.equal(await tokens.get(acme), another);
        assert.equal(await tokens.get(other), undefined);
        assert.equal(await tokens.check(fallback), true);
        assert.equal(await tokens.take(acme), another);
        await tokens.forget(fallback);
        await eventsFired();
        assert.equal(await tokens.get(fallback), undefined);
        assert.equal(await tokens.get(acme), another);
      }
    });

    it('have one key each in the storage, and a change of one is no change of another', async () => {
      const { tokens, secrets, changes } = new Stage();
      await tokens.set(fallback, token);
      await tokens.set(acme, another);
      await eventsFired();
      assert.deepEqual(
        [...secrets.kept],
        [
          [key, token],
          [`${key} acme`, another],
        ],
      );
      assert.deepEqual(changes, [fallback, acme]);
    });
  });
});
