import assert from 'node:assert/strict';
import { setImmediate as newsArrived } from 'node:timers/promises';
import { tokenKey } from '../../../src/core/gateways/gateway';
import { Tokens } from '../../../src/gateways/tokens';
import { FakeSecrets } from '../fakes/secrets';

const [here, there] = ['https://gateway.example', 'https://other.example'];
const key = `pairWhatsApp.token:${here}`;
const [token, another] = ['the-access-token', 'another-access-token'];

/** The tokens of one window, and what it was told. */
class Stage {
  readonly secrets = new FakeSecrets();
  readonly tokens = new Tokens(this.secrets);
  readonly changes: string[] = [];
  failures = 0;

  constructor() {
    this.tokens.onDidChange((origin) => this.changes.push(origin));
    this.tokens.onDidFail(() => this.failures++);
  }
}

describe('Tokens', () => {
  it('keep a token in the secret storage, under its origin', async () => {
    const { tokens, secrets, changes } = new Stage();
    assert.equal(await tokens.set(here, token), true);
    await newsArrived();
    assert.deepEqual([...secrets.kept], [[key, token]]);
    assert.equal(await tokens.get(here), token);
    assert.equal(await tokens.get(there), undefined);
    assert.deepEqual(changes, [here]);
  });

  it('follow another window', async () => {
    const { tokens, secrets, changes } = new Stage();
    await secrets.store(key, another);
    await newsArrived();
    assert.equal(await tokens.get(here), another);
    await secrets.delete(key);
    await newsArrived();
    assert.equal(await tokens.get(here), undefined);
    assert.deepEqual(changes, [here, here]);
  });

  it('give the token that a check found to one call, without asking the storage again', async () => {
    const { tokens, secrets } = new Stage();
    await tokens.set(here, token);
    assert.equal(await tokens.check(here), true);
    assert.equal(await tokens.check(there), false);
    secrets.broken = ['get'];
    assert.equal(await tokens.take(there), undefined);
    assert.equal(await tokens.take(here), token);
    assert.equal(await tokens.take(here), undefined);
  });

  it('give no call a token that was forgotten or replaced since the check', async () => {
    const { tokens, secrets } = new Stage();
    await tokens.set(here, token);
    await tokens.check(here);
    await secrets.store(key, another);
    await newsArrived();
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
      it('serve this window from memory and say so once', async () => {
        const stage = new Stage();
        misbehave(stage.secrets);
        assert.equal(await stage.tokens.set(here, token), false);
        await newsArrived();
        assert.equal(await stage.tokens.get(here), token);
        assert.ok(stage.changes.includes(here));
        await stage.tokens.set(there, another);
        await newsArrived();
        assert.equal(await stage.tokens.get(there), another);
        assert.equal(await stage.tokens.get(here), token);
        assert.equal(stage.failures, 1);
      });

      it('forget what was in memory', async () => {
        const stage = new Stage();
        misbehave(stage.secrets);
        await stage.tokens.set(here, token);
        await stage.tokens.forget(here);
        await newsArrived();
        assert.equal(await stage.tokens.get(here), undefined);
      });
    });

  it('believe the storage again once it keeps a token', async () => {
    const { tokens, secrets } = new Stage();
    secrets.broken = ['store'];
    await tokens.set(here, token);
    secrets.broken = [];
    await tokens.set(here, another);
    await newsArrived();
    assert.equal(await tokens.get(here), another);
    await secrets.delete(key);
    await newsArrived();
    assert.equal(await tokens.get(here), undefined);
  });

  it('use no token that the storage would not delete, until one is set', async () => {
    const { tokens, secrets } = new Stage();
    await tokens.set(here, token);
    secrets.broken = ['delete'];
    assert.equal(await tokens.forget(here), false);
    await newsArrived();
    assert.equal(await tokens.get(here), undefined);
    await tokens.set(here, another);
    assert.equal(await tokens.get(here), another);
  });

  it('take what can’t be a token for none', async () => {
    const { tokens, secrets } = new Stage();
    secrets.kept.set(key, 'two words');
    assert.equal(await tokens.get(here), undefined);
  });

  describe('of gateways with the same origin', () => {
    const endpoint = { base: `${here}/api`, origin: here };
    const [usual, acme, other] = ['', 'acme', 'other'].map((name) => tokenKey({ name, endpoint }));
    assert.ok(usual !== undefined && acme !== undefined && other !== undefined);

    it('never mix, be the storage sound or not', async () => {
      for (const broken of [[], ['store'], ['get'], ['delete']] as const) {
        const { tokens, secrets } = new Stage();
        secrets.broken = broken;
        await tokens.set(usual, token);
        await tokens.set(acme, another);
        await newsArrived();
        assert.equal(await tokens.get(usual), token);
        assert.equal(await tokens.get(acme), another);
        assert.equal(await tokens.get(other), undefined);
        assert.equal(await tokens.check(usual), true);
        assert.equal(await tokens.take(acme), another);
        await tokens.forget(usual);
        await newsArrived();
        assert.equal(await tokens.get(usual), undefined);
        assert.equal(await tokens.get(acme), another);
      }
    });

    it('have one key in the storage each, and news of one is no news of another', async () => {
      const { tokens, secrets, changes } = new Stage();
      await tokens.set(usual, token);
      await tokens.set(acme, another);
      await newsArrived();
      assert.deepEqual(
        [...secrets.kept],
        [
          [key, token],
          [`${key} acme`, another],
        ],
      );
      assert.deepEqual(changes, [usual, acme]);
    });
  });
});
