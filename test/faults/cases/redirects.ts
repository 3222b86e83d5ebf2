import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Case } from '../case';
import { Unexpected } from '../case';
import { qrValue } from '../../gateway/qrvalue';
import { play } from './play';
import { ended, undatedCode } from './sights';

const pointing = (where: string) =>
  ended('The gateway points elsewhere', 'Gateway redirects', ['Open setting', 'Try again'], where);
const within = '/v2/moved';

/** A redirect with that number to another origin, where somebody takes down whatever comes. */
function toAnotherOrigin(status: number): Case {
  const scene = (target: string) => ({
    done: `${status} to another origin`,
    faults: [{ status, redirect: `${target}/v2/auth/qr` }],
    ends: true,
  });
  const seen = (target: string) => pointing(`redirects to ${target}. The access token was not sent there.`);
  const { done, expected } = play({ ...scene(''), seen: seen('<there>') });
  return {
    done,
    expected: `${expected}, and nothing arrives there`,
    run: async (stage) => {
      const arrivals: string[] = [];
      const server = createServer((request, response) => {
        arrivals.push(`${request.method ?? ''} ${request.url ?? ''}`);
        response.end();
      });
      await once(server.listen(0, '127.0.0.1'), 'listening');
      try {
        const target = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
        const happened = await play({ ...scene(target), seen: seen(target) }).run(stage);
        if (arrivals.length > 0) throw new Unexpected(`${arrivals.join(', ')} arrived there`);
        return `${happened}, and nothing arrived there`;
      } finally {
        server.close();
      }
    },
  };
}

/** Answers that point elsewhere. */
export const redirects = [
  ...[301, 302, 307, 308].map(toAnotherOrigin),
  play({
    done: '302 to a name that no server can have',
    faults: [{ redirect: 'javascript:alert(1)' }],
    seen: pointing('redirects to another address. The access token was not sent there.'),
    ends: true,
  }),
  play({
    done: '307 to another path of the gateway, where a code is',
    faults: (stage) => [
      { path: '/v2/auth/qr', redirect: within, status: 307 },
      {
        path: within,
        body: { value: stage.eyes.expectCode(qrValue(Math.random), Date.now() + 20_000) },
      },
    ],
    seen: undatedCode,
  }),
  play({
    done: '302 that never comes to an end',
    faults: [{ redirect: within, times: 'always' }],
    seen: pointing('redirects to another address. The access token was not sent there.'),
    ends: true,
  }),
];
