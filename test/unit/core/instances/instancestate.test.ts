import assert from 'node:assert/strict';
import type { InstanceStatus } from '../../../../src/core/instances/instancestatus';
import type { InstanceStateKind } from '../../../../src/core/instances/instancestate';
import { instanceState } from '../../../../src/core/instances/instancestate';
import type { Phase } from '../../../../src/core/pairing/phase';
import { english } from '../../fakes/english';
import { account, pairing, phases, planned } from '../../samples/pairings';

const known: InstanceStatus = { status: 'STOPPED', checking: false, checkedAt: 0 };
const broken: InstanceStatus = { ...known, failure: { kind: 'network' } };

describe('the state of an instance', () => {
  const running = {
    waiting: 'starting',
    linking: 'starting',
    scannable: 'scan',
    expired: 'scan',
    // The panel is hidden, but there will be a code to scan when it becomes visible.
    paused: 'scan',
    passkey: 'passkey',
  } as const satisfies Partial<Record<Phase['kind'], InstanceStateKind>>;

  for (const [phase, kind] of Object.entries(running))
    it(`is ${kind} while its pairing is ${phase}, whatever the last check found`, () => {
      const live = planned(phases[phase as keyof typeof running], 'qr', 5);
      const state = instanceState(broken, live, english);
      assert.deepEqual([state.kind, state.live, state.problem], [kind, true, undefined]);
    });

  it('comes from the last check if no pairing decides it, with the failure since then', () => {
    for (const undecided of [undefined, planned(phases.connecting, 'qr', 5), pairing(phases.linked)]) {
      const { kind, live, problem } = instanceState(broken, undecided, english);
      assert.deepEqual([kind, live, problem], ['stopped', false, 'No connection']);
    }
  });

  it('names the linked account', () => {
    const linked: InstanceStatus = { status: 'WORKING', checking: false, checkedAt: 0, account };
    assert.equal(instanceState(linked, undefined, english).text, 'Linked: Jane Doe (+201012345678)');
  });
});
