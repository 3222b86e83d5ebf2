import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Case } from '../case';
import { Unexpected } from '../case';
import { qrValue } from '../../gateway/qrvalue';
import { scenario } from './scenario';
import { ended, codeWithoutExpiry } from './states';

const redirected = (where: string) =>
  ended(
    'The gateway redirects to another address',
    'Gateway redirects',
    ['Open setting', 'Try again'],
    where,
  );
const otherPath = '/v2/moved';

/** A redirect with this status to another origin, where a server records every request. */
function toAnotherOrigin(status: number): Case {
  const options = (target: string) => ({
    done: `${status} to another origin`,
    faults: [{ status, redirect: `${target}/v2/auth/qr` }],
    ends: true,
  });
  const seen = (target: string) => redirected(`redirects to ${target}. The access token was not sent there.`);
  const { done, expected } = scenario({ ...options(''), seen: seen('<there>') });
  return {
    done,
    expected: `${expected}, and no request arrives there`,
    run: async (stage) => {
      const arrivals: string[] = [];
      const server = createServer((request, response) => {
        arrivals.push(`${request.method ?? ''} ${request.url ?? ''}`);
        response.end();
      });
      await once(server.listen(0, '127.0.0.1'), 'listening');
      try {
        const target = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
        const happened = await scenario({ ...options(target), seen: seen(target) }).run(stage);
        if (arrivals.length > 0) throw new Unexpected(`${arrivals.join(', ')} arrived there`);
        return `${happened}, and no request arrived there`;
      } finally {
        server.close();
      }
    },
  };
}

/** Answers that redirect. */
export const redirects = [
  ...[301, 302, 307, 308].map(toAnotherOrigin),
  scenario({
    done: '302 to an address without a server',
    faults: [{ redirect: 'javascript:alert(1)' }],
    seen: redirected('redirects to another address. The access token was not sent there.'),
    ends: true,
  }),
  scenario({
    done: '307 to another path of the gateway, which returns a code',
    faults: (stage) => [
      { path: '/v2/auth/qr', redirect: otherPath, status: 307 },
      {
        path: otherPath,
        body: { value: stage.reader.expectCode(qrValue(Math.random), Date.now() + 20_000) },
      },
    ],
    seen: codeWithoutExpiry,
  }),
  scenario({
    done: '302 again and again',
    faults: [{ redirect: otherPath, times: 'always' }],
    seen: ended(
      'The gateway redirects in a loop',
      'Redirect loop',
      ['Open setting', 'Try again'],
      'again and again',
    ),
    ends: true,
  }),
];
