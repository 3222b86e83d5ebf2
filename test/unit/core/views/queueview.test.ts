import type { PanelView } from '../../../../src/core/views/panel/paneldata';
import assert from 'node:assert/strict';
import { panelView } from '../../../../src/core/views/panel/panelview';
import type { Queue, QueueEvent } from '../../../../src/core/queue/queue';
import { advance, queueOf } from '../../../../src/core/queue/queue';
import { queuedView, summaryText, summaryView } from '../../../../src/core/views/queueview';
import { english } from '../../fakes/english';
import { now, pairing, phases } from '../../samples/pairings';

const one = { gateway: '', instanceId: 'INSTANCE0001' };
const two = { gateway: 'Agency', instanceId: 'INSTANCE0002' };
const three = { gateway: '', instanceId: 'INSTANCE0003' };
const queue = queueOf([{ ref: one, label: 'Ahmed' }, { ref: two }, { ref: three }]);
const target = { instanceId: one.instanceId, origin: 'https://gateway.example' };

function shown(kind: keyof typeof phases, state: Queue = queue): PanelView {
  const view = panelView(pairing(phases[kind]), target, now, english);
  return queuedView(view, state, { monitored: true, isLinked: kind === 'linked' }, english);
}

function after(...events: readonly QueueEvent[]): Queue {
  return events.reduce(advance, queue);
}

const labels = ({ queue: shownQueue }: PanelView): readonly string[] =>
  shownQueue?.actions.map(({ label }) => label) ?? [];

describe('the view of a pairing in a queue', () => {
  it('names the current instance in the heading, in the title, in the label of the code and in the announcement', () => {
    const view = shown('scannable');
    assert.equal(view.queue?.heading, '1 of 3: Ahmed');
    assert.equal(view.title, 'Ahmed · INSTANCE0001');
    assert.equal(view.code?.label, 'QR code that links WhatsApp to Ahmed');
    assert.match(view.announcement.text, /^1 of 3: Ahmed\. /);
  });

  it('makes a new announcement when only the current instance changes', () => {
    const ids = [queue, after({ type: 'skip' })].map((state) => shown('connecting', state).announcement.id);
    assert.notEqual(ids[0], ids[1]);
  });

  it('names the gateway of an instance without a label', () => {
    assert.equal(shown('scannable', after({ type: 'skip' })).title, 'INSTANCE0002 · Agency');
  });

  it('offers only the moves that are possible', () => {
    assert.deepEqual(labels(shown('scannable')), ['Later', 'Skip']);
    assert.deepEqual(labels(shown('scannable', after({ type: 'skip' }))), ['Back', 'Later', 'Skip']);
    assert.deepEqual(labels(shown('scannable', after({ type: 'skip' }, { type: 'skip' }))), ['Back', 'Skip']);
    assert.deepEqual(labels(shown('linked', after({ type: 'linked', ref: one }))), ['Next']);
    assert.deepEqual(labels(shown('linked')), ['Next']);
  });

  it('offers no button that leads away from the queue', () => {
    for (const kind of Object.keys(phases) as (keyof typeof phases)[]) {
      const intents = shown(kind).actions.map(({ intent }) => intent);
      assert.ok(!intents.includes('chooseInstance') && !intents.includes('unlink'), kind);
    }
  });

  it('shows a label as one line without hidden characters', () => {
    const state = queueOf([{ ref: one, label: 'Ahmed\u202e\n2 of 3: Jane' }]);
    assert.equal(shown('connecting', state).queue?.heading, '1 of 1: Ahmed 2 of 3: Jane');
  });
});

describe('the summary of a queue', () => {
  const over = after(
    { type: 'linked', ref: one, account: 'John\tDoe' },
    { type: 'skip' },
    { type: 'failed' },
    { type: 'skip' },
    { type: 'skip' },
  );

  it('counts the results and lists each one', () => {
    const view = summaryView(over, english);
    assert.equal(view.headline, '3 instances: 1 linked, 1 skipped, 1 failed');
    assert.deepEqual(
      view.queue?.results?.map(({ name, more, text }) => [name, more, text].join('|')),
      ['Ahmed|INSTANCE0001|linked to John Doe', 'INSTANCE0002|Agency|failed', 'INSTANCE0003||skipped'],
    );
    assert.deepEqual(
      view.actions.map(({ label }) => label),
      ['Copy summary', 'Pair the rest'],
    );
    assert.equal(view.queue.heading, undefined);
  });

  it('is a success when all are linked', () => {
    const all = queueOf([{ ref: one }]);
    const view = summaryView(advance(advance(all, { type: 'linked', ref: one }), { type: 'skip' }), english);
    assert.equal(view.headline, '1 instance: 1 linked');
    assert.equal(view.tone, 'success');
    assert.deepEqual(
      view.actions.map(({ label }) => label),
      ['Copy summary'],
    );
  });

  it('replaces the view of a pairing when the queue is finished', () => {
    assert.equal(shown('stopped', over).headline, '3 instances: 1 linked, 1 skipped, 1 failed');
  });

  it('can be copied as lines for a table', () => {
    assert.equal(
      summaryText(over, english),
      [
        '3 instances: 1 linked, 1 skipped, 1 failed',
        'Ahmed\tINSTANCE0001\tlinked to John Doe',
        'INSTANCE0002\tINSTANCE0002\tAgency\tfailed',
        'INSTANCE0003\tINSTANCE0003\tskipped',
        '',
      ].join('\n'),
    );
  });
});
