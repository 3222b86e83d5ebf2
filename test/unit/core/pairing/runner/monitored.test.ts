import type { Answer } from '../../../../../src/core/gateways/answer';
import assert from 'node:assert/strict';
import { exportTimeline } from '../../../../../src/core/timeline/export';
import { splitByPairing, statisticsOf, pastOf, spansOf } from '../../../../../src/core/timeline/spans';
import { monitorView } from '../../../../../src/core/views/monitorview';
import { Timeline } from '../../../../../src/core/timeline/timeline';
import { PastPairings } from '../../../../../src/instances/pastpairings';
import { english } from '../../../fakes/english';
import { FakeMemento } from '../../../fakes/memento';
import { codeAnswer, failure, status } from '../../../samples/answers';
import { Stage } from './stage';

const sentinel = 'SENTINEL-b2c4';
const instanceId = 'INSTANCE1234';

describe('a pairing in the monitor', () => {
  it('has its waits, its codes and how they ended', async () => {
    const ready = status('SCAN_QR_CODE');
    const empty: Answer = { kind: 'empty' };
    const stage = new Stage(
      status('STARTING'),
      ...[empty, ready, empty, ready, empty, ready],
      ...[codeAnswer('A', 12), ready, failure('unavailable')],
      ...[codeAnswer('B', 20), ready, status('FAILED'), status('FAILED'), status('FAILED')],
    );
    const timeline = new Timeline(() => stage.clock.now());
    for (const entry of stage.notes) timeline.add(entry);
    stage.notes.push = (entry) => {
      timeline.add(entry);
      return 0;
    };
    await stage.pass(120);
    const spans = spansOf(splitByPairing(timeline.entries).at(-1) ?? []);
    assert.deepEqual(
      spans.waits.map(({ because, from, due }) => [because, Math.round((due - from) / 1_000)]),
      [
        ['STARTING', 10],
        ['empty', 20],
        [{ kind: 'unavailable' }, 10],
        ['FAILED', 5],
        ['FAILED', 10],
      ],
    );
    assert.deepEqual(
      spans.codes.map(({ count, end }) => [count, end]),
      [
        [1, 'expired'],
        [2, 'cut'],
      ],
    );
    assert.equal(spans.states.at(-1)?.state, 'failed');
  });

  it('has no secret in its view, in an export or in the past pairings, for any answer', async () => {
    const account = { name: `${sentinel}-name`, number: `+${sentinel}` };
    const linked: Answer = { kind: 'status', status: 'WORKING', account };
    const texts = { message: `${sentinel}-message`, detail: `https://${sentinel}.example` };
    const words: Answer = { kind: 'status', status: 'unknown', message: texts.message };
    const stage = new Stage(
      ...[codeAnswer(`${sentinel}-1`, 12), failure('unavailable', texts)],
      ...[codeAnswer(`${sentinel}-2`), words],
      ...[failure('unavailable', texts), codeAnswer(`${sentinel}-3`, 20)],
      ...[status('STARTING'), linked, linked],
    );
    const timeline = new Timeline(() => stage.clock.now());
    stage.runner.onDidChange(() => {
      for (const entry of stage.notes.splice(0)) timeline.add(entry);
    });
    await stage.pass(90);
    assert.equal(stage.phase, 'linked');
    const { entries, omitted } = timeline;
    const now = stage.clock.now();
    const spans = spansOf(entries);
    assert.equal(statisticsOf(spans, now).codes, 3);
    const memento = new FakeMemento();
    const pastPairings = new PastPairings(memento);
    const ref = { gateway: '', instanceId };
    await pastPairings.add(ref, pastOf(spans, now));
    const exported = { instanceId, now, entries, omitted, pastPairings: pastPairings.of(ref) };
    const exports = [
      exportTimeline(exported, 'json'),
      exportTimeline(exported, 'csv'),
      JSON.stringify(memento.get('pastPairings')),
    ];
    const view = JSON.stringify(monitorView({ ...exported, date: String }, english));
    for (const text of exports) assert.match(text, /linked/);
    assert.match(view, /Linked/);
    for (const text of [...exports, view]) assert.ok(!text.includes(sentinel), text);
  });
});
