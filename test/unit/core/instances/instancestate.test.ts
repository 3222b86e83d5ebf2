import assert from 'node:assert/strict';
import type { InstanceStatus } from '../../../../src/core/instances/instancestatus';
import type { InstanceStateKind } from '../../../../src/core/instances/instancestate';
import { instanceState } from '../../../../src/core/instances/instancestate';
import type { Phase } from '../../../../src/core/pairing/pairing';
import { english } from '../../fakes/english';
import { account, pairing, phases, planned } from '../../samples/pairings';

const known: InstanceStatus = { status: 'STOPPED', checking: false, checkedAt: 0 };
const broken: InstanceStatus = { ...known, failure: { kind: 'network' } };

describe('the state of an instance', () => {
  const going = {
    waiting: 'starting',
    linking: 'starting',
    scannable: 'scan',
    expired: 'scan',
    // Nobody looks at the panel: the code is to be scanned all the same.
    paused: 'scan',
    passkey: 'passkey',
  } as const satisfies Partial<Record<Phase['kind'], InstanceStateKind>>;

  for (const [phase, kind] of Object.entries(going))
    it(`is ${kind} while its pairing is ${phase}, whatever the last check brought`, () => {
      const running = planned(phases[phase as keyof typeof going], 'qr', 5);
      const state = instanceState(broken, running, english);
      assert.deepEqual([state.kind, state.live, state.problem], [kind, true, undefined]);
    });

  it('is what the last check brought where no pairing tells it, with what went wrong since', () => {
    for (const told of [undefined, planned(phases.connecting, 'qr', 5), pairing(phases.linked)]) {
      const { kind, live, problem } = instanceState(broken, told, english);
      assert.deepEqual([kind, live, problem], ['stopped', false, 'No connection']);
    }
  });

  it('says to whom it is linked', () => {
    const linked: InstanceStatus = { status: 'WORKING', checking: false, checkedAt: 0, account };
    assert.equal(instanceState(linked, undefined, english).text, 'Linked: Jane Doe (+201012345678)');
  });
});
