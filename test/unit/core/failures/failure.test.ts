import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isTransient, kindOf, mayHaveArrived } from '../../../../src/core/failures/failure';
import { permanentKinds, transientKinds } from '../../samples/answers';

describe('kindOf', () => {
  it('prefers a documented code to the HTTP status', () => {
    assert.equal(kindOf(500, 'invalid_instance'), 'instance');
    assert.equal(kindOf(400, 'invalid_access_token'), 'token');
    assert.equal(kindOf(401, 'quota_reached'), 'forbidden');
  });

  it('uses the HTTP status if the code isn’t documented', () => {
    for (const code of [undefined, 'rest_no_route', 'toString', '__proto__', 404])
      assert.equal(kindOf(401, code), 'token');
  });

  it('treats a success as a failure only if its code says so', () => {
    for (const code of [undefined, 'ok', 0, 200, 399, 'constructor'])
      assert.equal(kindOf(200, code), undefined);
    assert.equal(kindOf(200, 400), 'request');
    assert.equal(kindOf(299, '503'), 'unavailable');
  });

  it('has a kind for every HTTP status that isn’t a success', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 300, max: 999 }),
        fc.option(fc.string(), { nil: undefined }),
        (status, code) => {
          assert.ok(kindOf(status, code));
        },
      ),
    );
    assert.equal(kindOf(304, undefined), 'protocol');
  });
});

describe('isTransient', () => {
  it('is true for failures that waiting can fix', () => {
    for (const kind of [...transientKinds, 'rateLimit'] as const) assert.ok(isTransient({ kind }), kind);
    for (const kind of [...permanentKinds, 'sessionFailed', 'sessionStopped'] as const)
      assert.ok(!isTransient({ kind }), kind);
  });
});

describe('mayHaveArrived', () => {
  it('is true if the gateway may have carried out the request', () => {
    for (const kind of ['timeout', 'unavailable', 'protocol', 'network', 'unconfirmed', 'givenUp'] as const)
      assert.ok(mayHaveArrived({ kind }), kind);
    for (const kind of ['firewall', 'address', 'credentials', 'refused', 'alreadyStarted', 'token'] as const)
      assert.ok(!mayHaveArrived({ kind }), kind);
    assert.ok(!mayHaveArrived({ kind: 'network', detail: 'ECONNREFUSED' }));
  });
});
