import { commandAction, explainFailed } from '../../../../src/core/views/actions';
import assert from 'node:assert/strict';
import type { Failure, FailureKind } from '../../../../src/core/failures/failure';
import type { Intent } from '../../../../src/core/views/intent';
import type { Target } from '../../../../src/core/failures/explain';
import { explain } from '../../../../src/core/failures/explain';
import { english } from '../../fakes/english';
import { entries } from '../../samples/entries';

const target: Target = { instanceId: 'INSTANCE1234', origin: 'https://gateway.example' };

/** For every kind of failure, the text of the status bar and the first button. */
const table: Record<FailureKind, readonly [short: string, first: Intent | undefined]> = {
  request: ['Request refused', 'credentialsSetting'],
  token: ['Access token refused', 'setToken'],
  forbidden: ['Not allowed', 'startOver'],
  instance: ['Instance not found', 'chooseInstance'],
  redirect: ['Gateway redirects', 'endpointSetting'],
  rateLimit: ['Rate limited', 'startOver'],
  unavailable: ['Gateway error', 'startOver'],
  network: ['No connection', 'startOver'],
  certificate: ['Certificate not trusted', 'certificateSetting'],
  proxy: ['Proxy requires a login', 'proxySetting'],
  timeout: ['No answer', 'startOver'],
  protocol: ['Unexpected answer', 'startOver'],
  tooLong: ['Code too long', 'startOver'],
  sessionFailed: ['Pairing stopped', 'restartInstance'],
  sessionStopped: ['Instance stopped', 'startInstance'],
  moved: ['Gateway changed', 'startOver'],
  unsupported: ['Not supported', undefined],
  redirectLoop: ['Redirect loop', 'endpointSetting'],
  address: ['Wrong address', 'endpointSetting'],
  credentials: ['Token not found', 'credentialsSetting'],
  firewall: ['Firewall in the way', 'startOver'],
  refused: ['Request refused', 'startOver'],
  alreadyStarted: ['Already started', 'startOver'],
  loginRefused: ['Pairing stopped', 'unlinkAndShow'],
  unconfirmed: ['Not confirmed', 'startOver'],
  linkLost: ['Link lost', 'restartInstance'],
  givenUp: ['Given up', 'startOver'],
};

describe('explain', () => {
  for (const [kind, [short, first]] of entries(table)) {
    describe(`the failure “${kind}”`, () => {
      const explanation = explain({ kind, status: 418 }, target, english);

      it(`says “${short}” in the status bar and offers ${first ?? 'nothing'} first`, () => {
        assert.equal(explanation.short, short);
        assert.equal(explanation.actions[0]?.intent, first);
      });

      it('has a headline, and no placeholder is left', () => {
        assert.notEqual(explanation.headline, '');
        assert.doesNotMatch([explanation.headline, ...explanation.details].join(), /[{}]|undefined/);
      });

      it('gives each button its own label', () => {
        const labels = explanation.actions.map(({ label }) => label);
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
        assert.deepEqual(others, explanation.details);
      });
    });
  }

  it('distinguishes a missing token from a refused one', () => {
    assert.equal(explain({ kind: 'token' }, target, english).short, 'Access token missing');
    assert.equal(explain({ kind: 'token', status: 401 }, target, english).short, 'Access token refused');
  });

  it('says where a redirect leads, and which setting to change', () => {
    const [detail] = explain({ kind: 'redirect', detail: 'https://new.example' }, target, english).details;
    assert.match(detail ?? '', /https:\/\/new\.example.*endpoint/);
    const [unknown] = explain({ kind: 'redirect' }, target, english).details;
    assert.match(unknown ?? '', /another address/);
  });

  it('says what came instead of a code: type and size', () => {
    const failure = { kind: 'protocol', status: 200, detail: 'text/html, 5 KiB' } as const;
    assert.deepEqual(explain(failure, target, english).details, [
      'Expected JSON with a QR code, but https://gateway.example returned text/html, 5 KiB (HTTP 200).',
      'Check the endpoint.',
    ]);
  });

  it('expects no QR code in a test, nor without an instance', () => {
    const failure = { kind: 'protocol', status: 200, detail: 'text/html, 5 KiB' } as const;
    for (const other of [
      { ...target, isTest: true },
      { ...target, instanceId: '' },
    ])
      assert.deepEqual(explain(failure, other, english).details, [
        'Expected JSON from a gateway, but https://gateway.example returned text/html, 5 KiB (HTTP 200).',
        'Check the endpoint.',
      ]);
  });

  it('says that an answer doesn’t fit if its type is unknown', () => {
    assert.deepEqual(explain({ kind: 'protocol' }, target, english).details, [
      'https://gateway.example sent an answer that doesn’t fit the request.',
      'Check the endpoint.',
    ]);
  });

  it('names the system’s error code if there is one', () => {
    const failure = { kind: 'network', detail: 'ECONNREFUSED' } as const;
    assert.match(explain(failure, target, english).details.join(), /gateway\.example \(ECONNREFUSED\)/);
  });

  it('says which machine an address means, if the window is connected to another one', () => {
    const details = (from?: 'remote' | 'local'): string =>
      explain({ kind: 'network' }, { ...target, from }, english).details.join(' ');
    assert.match(details('remote'), /came from the machine that this window is connected to/);
    assert.match(details('local'), /came from the machine in front of you/);
    assert.doesNotMatch(details(), /came from/);
  });

  it('offers no settings if the session is in another state than expected', () => {
    const explanation = explainFailed(
      { kind: 'failed', failure: { kind: 'request', status: 422 }, during: 'logout' },
      { unlinks: true },
      target,
      english,
    );
    assert.deepEqual(
      explanation.actions.map(({ intent }) => intent),
      ['unlink', 'startOver'],
    );
    assert.match(explanation.details.join(), /the instance’s current state/);
  });

  it('says that nothing was sent only if the gateway has no such request, not if it says so itself', () => {
    const text = (failure: Failure): string => explain(failure, target, english).details.join();
    assert.match(text({ kind: 'unsupported' }), /nothing was sent/);
    assert.doesNotMatch(text({ kind: 'unsupported', status: 422 }), /sent/);
  });

  it('has words of their own for what a status says', () => {
    for (const [kind, status, headline, detail] of [
      ['forbidden', 402, 'The gateway asks for a payment (402)', /payment is due/],
      ['forbidden', 403, 'The gateway doesn’t allow this (403)', /a quota/],
      ['forbidden', 503, 'The gateway isn’t activated (503)', /license/],
      ['request', 413, 'The gateway refused the request (413)', /smaller requests/],
      ['request', 400, 'The gateway refused the request (400)', /setting “Credentials”/],
      ['address', 401, 'There is no gateway API at this address (401)', /login of a web page/],
      ['address', 404, 'There is no gateway API at this address (404)', /doesn’t know this path/],
      ['address', 405, 'There is no gateway API at this address (405)', /kind of request/],
    ] as const) {
      const explanation = explain({ kind, status }, target, english);
      assert.equal(explanation.headline, headline);
      assert.match(explanation.details.join(), detail);
    }
  });

  it('names what can cause a rate limit', () => {
    assert.deepEqual(explain({ kind: 'rateLimit', status: 429 }, target, english).details, [
      'Another machine, profile or window, a script or a dashboard may be sending requests for INSTANCE1234 too.',
    ]);
  });

  it('names no instance if the request was about none', () => {
    for (const kind of ['request', 'instance', 'rateLimit'] as const) {
      const { headline, details } = explain({ kind, status: 404 }, { ...target, instanceId: '' }, english);
      assert.doesNotMatch([headline, ...details].join('. '), / {2}|ID/);
    }
  });

  for (const request of ['start', 'restart'] as const) {
    it(`offers ${request} first if that has failed`, () => {
      const { actions } = explainFailed(
        { kind: 'failed', failure: { kind: 'timeout' }, during: request },
        { unlinks: false },
        target,
        english,
      );
      assert.deepEqual(actions[0], commandAction(request, english));
      assert.equal(actions[1]?.intent, 'startOver');
    });
  }

  it('doesn’t say that an instance doesn’t exist if it may only not be running', () => {
    const { details, actions } = explainFailed(
      {
        kind: 'failed',
        failure: { kind: 'instance', status: 404, message: 'Please start it first' },
        during: 'restart',
      },
      { unlinks: false },
      target,
      english,
    );
    assert.match(details.join(' '), /“Please start it first” .*may not be running, or no longer exist/);
    assert.equal(actions[0]?.intent, 'startInstance');
  });

  it('offers to unlink and show a code first if that has failed', () => {
    const { actions } = explainFailed(
      { kind: 'failed', failure: { kind: 'timeout' }, during: 'logout' },
      { unlinks: false },
      target,
      english,
    );
    assert.deepEqual(
      actions.map(({ intent }) => intent),
      ['unlinkAndShow', 'startOver'],
    );
  });
});

describe('commandAction', () => {
  it('has the labels that the design asks for', () => {
    assert.equal(commandAction('restart', english).label, 'Restart and show code');
    assert.equal(commandAction('start', english).label, 'Start and show code');
  });
});
