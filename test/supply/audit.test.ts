import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { audit } from './audit';

/** Advisories that don't matter to users of the extension: the start of the finding, and the reason. */
const explained: Readonly<Record<string, string>> = {};

describe('the audit of the runtime dependencies', () => {
  it('finds no advisory without an explanation', async () => {
    const answer = await audit();
    if (answer.kind === 'unanswered') {
      console.log(`      Not audited, because the registry can’t be reached (${answer.why})`);
      return;
    }
    const unexplained = answer.findings.filter(
      (finding) => !Object.keys(explained).some((start) => finding.startsWith(start)),
    );
    assert.deepEqual(unexplained, []);
  });

  it('finds an advisory', async () => {
    const advisory = { id: 1, url: 'https://advisories.test/1', title: 'A hole', severity: 'low' };
    await withRegistry({ valibot: [{ ...advisory, vulnerable_versions: '*' }] }, async (registry) => {
      const findings = ['https://advisories.test/1 valibot: A hole'];
      assert.deepEqual(await audit(registry), { kind: 'answered', findings });
    });
  });

  it('reports that there is no advisory', async () => {
    await withRegistry({}, async (registry) => {
      assert.deepEqual(await audit(registry), { kind: 'answered', findings: [] });
    });
  });

  it('reports if the registry has no advisories or can’t be reached', async () => {
    let address = '';
    await withRegistry(undefined, async (registry) => {
      address = registry;
      assert.equal((await audit(registry)).kind, 'unanswered');
    });
    assert.equal((await audit(address)).kind, 'unanswered');
  });
});

/** Runs a registry with these advisories, or without any support for them. */
async function withRegistry(
  advisories: object | undefined,
  use: (registry: string) => Promise<void>,
): Promise<void> {
  const server: Server = createServer((request, response) => {
    const known = request.url?.endsWith('/advisories/bulk') ? advisories : undefined;
    response.writeHead(known ? 200 : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify(known ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}
