import assert from 'node:assert/strict';
import { setImmediate as newsArrived } from 'node:timers/promises';
import { Tokens } from '../../../src/tokens';
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
    await tokens.set(here, token);
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
        await stage.tokens.set(here, token);
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
});
