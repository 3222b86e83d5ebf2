import { LearnedLives } from '../../../../../src/core/code/codelives';
import type { Clock } from '../../../../../src/core/time/clock';
import { steadyClock } from '../../../../../src/core/time/clock';
import { Pace } from '../../../../../src/core/gateways/instancepace';
import type { Phase, InstanceCommand } from '../../../../../src/core/pairing/phase';
import { PairingRunner } from '../../../../../src/core/pairing/runner';
import type { PairingEntry } from '../../../../../src/core/pairing/entry';
import type { TimelineEntry } from '../../../../../src/core/timeline/timeline';
import type { Reply } from '../../../fakes/gateway';
import { FakeGateway } from '../../../fakes/gateway';
import { FakeMachine } from '../../../fakes/machine';

/** A runner on a fake machine, with a gateway that follows a script. */
export class Stage {
  readonly machine = new FakeMachine();
  readonly clock: Clock = steadyClock(this.machine);
  readonly pace = new Pace(this.clock);
  readonly notes: TimelineEntry[] = [];
  readonly gateway: FakeGateway;
  readonly runner: PairingRunner;
  /** Every phase in order. */
  readonly phases: Phase['kind'][] = [];
  chance = 0;

  constructor(...script: readonly Reply[]) {
    this.gateway = new FakeGateway(this.clock, ...script);
    this.runner = this.open();
    this.runner.onDidChange(({ phase }) => {
      if (this.phases.at(-1) !== phase.kind) this.phases.push(phase.kind);
    });
  }

  /** Another runner for the same instance. */
  open(visible = true, first: 'qr' | InstanceCommand = 'qr'): PairingRunner {
    const { gateway, clock, pace } = this;
    const note = (entry: PairingEntry): void => {
      this.notes.push(entry);
    };
    const parts = {
      client: gateway,
      clock,
      pace,
      note,
      chance: () => this.chance,
      interval: () => 6_000,
      learned: new LearnedLives(),
    };
    return new PairingRunner(parts, { visible, first });
  }

  get phase(): Phase['kind'] {
    return this.runner.state.phase.kind;
  }

  async pass(seconds: number): Promise<void> {
    await this.machine.pass(seconds * 1_000);
  }
}
