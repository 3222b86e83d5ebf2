import assert from 'node:assert/strict';
import { parseEndpoint } from '../../../../src/core/gateways/endpoint';
import type { ReportContext } from '../../../../src/core/timeline/report';
import { report } from '../../../../src/core/timeline/report';
import type { TimedEntry } from '../../../../src/core/timeline/timeline';

const at = Date.UTC(2026, 0, 1, 12);

const context: ReportContext = {
  version: '1.2.3',
  editor: 'An Editor 1.100.0',
  endpoint: endpoint('https://api.wawp.net'),
  credentials: 'body',
  pollInterval: 6_000,
  instanceId: 'INSTANCE1234',
};

const entries: readonly TimedEntry[] = [
  { at, kind: 'phase', to: 'connecting' },
  {
    at: at + 300,
    kind: 'request',
    request: 'POST /v2/auth/qr',
    status: 200,
    ms: 290,
    outcome: 'a code, 60 s left',
  },
  { at: at + 300, kind: 'code', count: 1 },
  { at: at + 300, kind: 'phase', from: 'connecting', to: 'scannable' },
  {
    at: at + 20_310,
    kind: 'request',
    request: 'POST /v2/auth/qr',
    ms: 14_010,
    outcome: 'network (ECONNRESET)',
  },
];

function endpoint(url: string): ReportContext['endpoint'] {
  const parsed = parseEndpoint(url);
  assert.ok(parsed.ok);
  return parsed.endpoint;
}

describe('report', () => {
  it('describes a pairing so that anybody can follow it', () => {
    assert.deepEqual(report(context, { entries, omitted: 0 }).split('\n'), [
      'WhatsApp pairing report',
      'Extension 1.2.3 in An Editor 1.100.0',
      'Gateway: https://api.wawp.net; credentials in body; poll interval 6 s',
      'Instance ID: 12 letters and digits',
      'Requests: 2, median 14010 ms, longest 14010 ms; codes: 1',
      '',
      'Times in seconds since 2026-01-01T12:00:00.000Z:',
      '     0.0  → connecting',
      '     0.3  POST /v2/auth/qr 200 in 290 ms: a code, 60 s left',
      '     0.3  code 1',
      '     0.3  connecting → scannable',
      '    20.3  POST /v2/auth/qr — in 14010 ms: network (ECONNRESET)',
      '',
    ]);
  });

  it('names only the public gateway, and no instance', () => {
    const endpoints = [
      'https://gateway.example:8443/api',
      'http://localhost:3000',
      'https://api.wawp.net/secret',
    ];
    const lines = endpoints.map(
      (url) =>
        report({ ...context, endpoint: endpoint(url), instanceId: 'my.session' }, { entries, omitted: 0 })
          .split('\n')
          .slice(2, 4)
          .join(' ')
          .split(';')[0],
    );
    assert.deepEqual(lines, [
      'Gateway: another address (https)',
      'Gateway: on this machine (http)',
      'Gateway: another address (https)',
    ]);
    assert.doesNotMatch(
      report({ ...context, instanceId: 'my.session' }, { entries, omitted: 0 }),
      /my\.session|INSTANCE1234/,
    );
  });

  it('says how many entries it leaves out, and is complete without any entry', () => {
    assert.match(report(context, { entries, omitted: 7 }), /\(7 earlier entries are left out\)/);
    assert.match(
      report({ ...context, endpoint: undefined }, { entries: [], omitted: 0 }),
      /Requests: 0; codes: 0/,
    );
  });
});
