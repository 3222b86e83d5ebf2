import assert from 'node:assert/strict';
import { AttentionCount } from '../../../src/instancesview/attentioncount';

const [one, other, ofAcme] = ['', '', 'acme'].map((gateway, index) => ({ gateway, instanceId: `N${index}` }));

describe('how many instances need attention', () => {
  it('is counted for each gateway, and each instance once', () => {
    assert.ok(one && other && ofAcme);
    const count = new AttentionCount();
    for (const ref of [one, one, other, ofAcme]) count.set(ref, true);
    assert.deepEqual([count.all, count.of(''), count.of('acme'), count.of('none')], [3, 2, 1, 0]);
    for (const ref of [one, one]) count.set(ref, false);
    assert.deepEqual([count.all, count.of('')], [2, 1]);
    count.clear();
    assert.deepEqual([count.all, count.of(''), count.of('acme')], [0, 0, 0]);
  });
});
