import assert from 'node:assert/strict';
import type { Connection } from '../../../src/core/connection';
import { Doors } from '../../../src/view/doors';

function connection(name: string, base = `https://${name || 'usual'}.example`): Connection {
  return { name, kind: 'wawp', endpoint: { base, origin: new URL(base).origin }, credentials: 'body' };
}

describe('where connections lead', () => {
  it('decides what of their instances still counts', () => {
    const now = { list: [connection(''), connection('acme'), connection('gone'), connection('same')] };
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
      connection('', 'https://usual.example/other'),
      { ...connection('acme'), credentials: 'query' },
      connection('same'),
      connection('fresh'),
    ];
    doors.follow(board);
    assert.deepEqual(heard, ['forget ', 'forgive acme', 'forget gone']);
    assert.equal(doors.has('gone'), false);
    assert.equal(doors.has('fresh'), true);
    doors.follow(board);
    assert.equal(heard.length, 3);
  });
});
