import assert from 'node:assert/strict';
import type { Gateway } from '../../../src/core/gateways/gateway';
import { Doors } from '../../../src/instancesview/gatewaychanges';

function gateway(name: string, base = `https://${name || 'usual'}.example`): Gateway {
  return { name, kind: 'wawp', endpoint: { base, origin: new URL(base).origin }, credentials: 'body' };
}

describe('where gateways lead', () => {
  it('decides what of their instances still counts', () => {
    const now = { list: [gateway(''), gateway('acme'), gateway('gone'), gateway('same')] };
    const doors = new Doors({
      get list() {
        return now.list;
      },
    });
    const heard: string[] = [];
    const board = {
      forgetAll: (name: string) => heard.push(`forget ${name}`),
      forgive: (name: string) => heard.push(`forgive ${name}`),
    };
    doors.follow(board);
    assert.deepEqual(heard, []);
    now.list = [
      gateway('', 'https://usual.example/other'),
      { ...gateway('acme'), credentials: 'query' },
      gateway('same'),
      gateway('fresh'),
    ];
    doors.follow(board);
    assert.deepEqual(heard, ['forget ', 'forgive acme', 'forget gone']);
    assert.equal(doors.has('gone'), false);
    assert.equal(doors.has('fresh'), true);
    doors.follow(board);
    assert.equal(heard.length, 3);
  });
});
