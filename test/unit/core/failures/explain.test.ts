import { commandAction, explainFailed } from '../../../../src/core/views/actions';
import assert from 'node:assert/strict';
import type { FailureKind } from '../../../../src/core/failures/failure';
import type { Intent } from '../../../../src/core/views/intent';
import type { Target } from '../../../../src/core/failures/explain';
import { explain } from '../../../../src/core/failures/explain';
import { english } from '../../fakes/english';
import { entries } from '../../samples/entries';

const target: Target = { instanceId: 'INSTANCE1234', origin: 'https://gateway.example' };

/** For every kind of failure what the status bar says, and the button that comes first. */
const table: Record<FailureKind, readonly [short: string, first: Intent]> = {
  request: ['Request refused', 'credentialsSetting'],
  token: ['Access token refused', 'setToken'],
  forbidden: ['Not allowed', 'startOver'],
  instance: ['Instance not found', 'chooseInstance'],
  redirect: ['Gateway redirects', 'endpointSetting'],
  rateLimit: ['Slowed down', 'startOver'],
  unavailable: ['Gateway unavailable', 'startOver'],
  network: ['No connection', 'startOver'],
  certificate: ['Certificate not trusted', 'certificateSetting'],
  proxy: ['Proxy wants a login', 'proxySetting'],
  timeout: ['No answer', 'startOver'],
  protocol: ['Answer not understood', 'startOver'],
  tooLong: ['Code too long', 'startOver'],
  sessionFailed: ['Pairing stopped', 'restartSession'],
  sessionStopped: ['Pairing stopped', 'startSession'],
  moved: ['Gateway changed', 'startOver'],
};

describe('explain', () => {
  for (const [kind, [short, first]] of entries(table)) {
    describe(`the failure “${kind}”`, () => {
      const trouble = explain({ kind, status: 418 }, target, english);

      it(`says “${short}” in the status bar and offers ${first} first`, () => {
        assert.equal(trouble.short, short);
        assert.equal(trouble.actions[0]?.intent, first);
      });

      it('says what happened in one sentence, with everything filled in', () => {
        assert.notEqual(trouble.headline, '');
        assert.doesNotMatch([trouble.headline, ...trouble.details].join(), /[{}]|undefined/);
      });

      it('names each button, and each only once', () => {
        const labels = trouble.actions.map(({ label }) => label);
        assert.ok(labels.every((label) => label !== ''));
        assert.equal(new Set(labels).size, labels.length);
      });

      it('quotes the gateway first', () => {
        const [quote, ...others] = explain(
          { kind, status: 418, message: 'Go {0} away' },
          target,
          english,
        ).details;
        assert.equal(quote, 'The gateway says: “Go {0} away”');
        assert.deepEqual(others, trouble.details);
      });
    });
  }

  it('tells a token that is missing from one that was refused', () => {
    assert.equal(explain({ kind: 'token' }, target, english).short, 'Access token missing');
    assert.equal(explain({ kind: 'token', status: 401 }, target, english).short, 'Access token refused');
  });

  it('says where a redirect points, and which setting to change', () => {
    const [detail] = explain({ kind: 'redirect', detail: 'https://new.example' }, target, english).details;
    assert.match(detail ?? '', /https:\/\/new\.example.*endpoint/);
    const [unknown] = explain({ kind: 'redirect' }, target, english).details;
    assert.match(unknown ?? '', /another address/);
  });

  it('says what came instead of a code: type and size', () => {
    const failure = { kind: 'protocol', status: 200, detail: 'text/html, 5 KiB' } as const;
    assert.match(explain(failure, target, english).details.join(), /JSON.*text\/html, 5 KiB \(HTTP 200\)/);
  });

  it('says that an answer doesn’t fit where there is no type to tell', () => {
    assert.deepEqual(explain({ kind: 'protocol' }, target, english).details, [
      'https://gateway.example gave an answer that doesn’t fit the request. Check the endpoint.',
    ]);
  });

  it('names the system’s code where there is one', () => {
    const failure = { kind: 'network', detail: 'ECONNREFUSED' } as const;
    assert.match(explain(failure, target, english).details.join(), /gateway\.example \(ECONNREFUSED\)/);
  });

  it('has nobody look at settings where the session is in another state than was expected', () => {
    const trouble = explainFailed(
      { kind: 'failed', failure: { kind: 'request', status: 422 }, during: 'logout' },
      target,
      english,
    );
    assert.deepEqual(
      trouble.actions.map(({ intent }) => intent),
      ['unlink', 'startOver'],
    );
    assert.match(trouble.details.join(), /what the session is doing/);
  });

  it('names no instance where none was asked about', () => {
    for (const kind of ['request', 'instance', 'rateLimit'] as const) {
      const { headline, details } = explain({ kind, status: 404 }, { ...target, instanceId: '' }, english);
      assert.doesNotMatch([headline, ...details].join('. '), / {2}|ID/);
    }
  });

  for (const request of ['start', 'restart'] as const) {
    it(`offers ${request} again first where that is what failed`, () => {
      const { actions } = explainFailed(
        { kind: 'failed', failure: { kind: 'timeout' }, during: request },
        target,
        english,
      );
      assert.deepEqual(actions[0], commandAction(request, english));
      assert.equal(actions[1]?.intent, 'startOver');
    });
  }
});

describe('commandAction', () => {
  it('has the names of the contract', () => {
    assert.equal(commandAction('restart', english).label, 'Restart and show code');
    assert.equal(commandAction('start', english).label, 'Start and show code');
  });
});
