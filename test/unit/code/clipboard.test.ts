import assert from 'node:assert/strict';
import { setImmediate as settled } from 'node:timers/promises';
import { CodeClipboard } from '../../../src/code/clipboard';
import { Emitter } from '../../../src/core/events/emitter';
import type { Pairing } from '../../../src/core/pairing/pairing';
import { code, pairing, phases } from '../samples/pairings';

class FakePairing {
  readonly changed = new Emitter<Pairing>();
  readonly closed = new Emitter<undefined>();
  readonly onDidChange = this.changed.event;
  readonly onDidClose = this.closed.event;
  liveCode: typeof code | undefined = code;

  become(live: typeof code | undefined): void {
    this.liveCode = live;
    this.changed.fire(pairing(live ? phases.scannable : phases.expired));
  }
}

class FakeClipboard {
  text = 'before';

  readText(): Promise<string> {
    return Promise.resolve(this.text);
  }

  writeText(text: string): Promise<void> {
    this.text = text;
    return Promise.resolve();
  }
}

describe('a code on the clipboard', () => {
  for (const [end, happens] of Object.entries({
    'when it expires': (pairing: FakePairing): void => {
      pairing.become(undefined);
    },
    'when another code replaces it': (pairing: FakePairing): void => {
      pairing.become({ ...code, value: 'the next code' });
    },
    'when its pairing is closed': (pairing: FakePairing): void => {
      pairing.liveCode = undefined;
      pairing.closed.fire(undefined);
    },
  })) {
    it(`is removed ${end}`, async () => {
      const [clipboard, paired] = [new FakeClipboard(), new FakePairing()];
      assert.equal(
        await new CodeClipboard(clipboard).copy(paired, () => paired.liveCode?.value),
        'removable',
      );
      assert.equal(clipboard.text, code.value);
      paired.become({ ...code, confirmedAt: code.confirmedAt + 1 });
      await settled();
      assert.equal(clipboard.text, code.value);
      happens(paired);
      await settled();
      assert.equal(clipboard.text, '');
    });
  }

  it('is left alone after the user has copied something else', async () => {
    const [clipboard, paired] = [new FakeClipboard(), new FakePairing()];
    await new CodeClipboard(clipboard).copy(paired, () => paired.liveCode?.value);
    clipboard.text = 'something else';
    paired.become(undefined);
    await settled();
    assert.equal(clipboard.text, 'something else');
  });

  for (const [end, happens] of Object.entries({
    'when it expires': async (paired: FakePairing): Promise<void> => {
      paired.become(undefined);
      await settled();
    },
    'when the window closes': async (_: FakePairing, codes: CodeClipboard): Promise<void> => {
      await codes.end();
    },
  }))
    it(`is removed ${end}, even if another code could not be copied meanwhile`, async () => {
      const [clipboard, paired, other] = [new FakeClipboard(), new FakePairing(), new FakePairing()];
      const codes = new CodeClipboard(clipboard);
      await codes.copy(paired, () => paired.liveCode?.value);
      const write = clipboard.writeText.bind(clipboard);
      clipboard.writeText = () => Promise.reject(new Error('no clipboard'));
      await assert.rejects(codes.copy(other, () => 'the other code'));
      clipboard.writeText = write;
      await happens(paired, codes);
      assert.equal(clipboard.text, '');
    });

  it('is removed if the window closes while it is copied', async () => {
    const [clipboard, paired] = [new FakeClipboard(), new FakePairing()];
    const codes = new CodeClipboard(clipboard);
    const copied = codes.copy(paired, () => paired.liveCode?.value);
    await codes.end();
    await copied;
    assert.equal(clipboard.text, '');
  });

  it('is not copied if there is no live code', async () => {
    const [clipboard, paired] = [new FakeClipboard(), new FakePairing()];
    paired.liveCode = undefined;
    assert.equal(await new CodeClipboard(clipboard).copy(paired, () => paired.liveCode?.value), undefined);
    assert.equal(clipboard.text, 'before');
  });

  it('is removed when the window closes, with or without the browser’s focus', async () => {
    const [clipboard, paired] = [new FakeClipboard(), new FakePairing()];
    const copier = new CodeClipboard(
      clipboard,
      () => new Promise(() => undefined),
      () => undefined,
      () => Promise.resolve(),
    );
    await copier.copy(paired, () => paired.liveCode?.value);
    await copier.end();
    assert.equal(clipboard.text, '');
    clipboard.text = 'something else';
    await copier.end();
    assert.equal(clipboard.text, 'something else');
  });

  const refusals: Readonly<Record<string, () => Promise<string>>> = {
    'returns no text': () => Promise.resolve(''),
    rejects: () => Promise.reject(new Error('Read permission denied.')),
    'never answers': () => new Promise(() => undefined),
  };
  for (const [how, readText] of Object.entries(refusals))
    it(`isn’t promised to be removed if reading ${how}, and that is told again at its end`, async () => {
      const paired = new FakePairing();
      let [reads, failures] = [0, 0];
      const clipboard = {
        readText: () => {
          reads++;
          return readText();
        },
        writeText: () => Promise.resolve(),
      };
      const codes = new CodeClipboard(
        clipboard,
        () => Promise.resolve(),
        () => failures++,
        () => settled(),
      );
      assert.equal(await codes.copy(paired, () => paired.liveCode?.value), 'stays');
      assert.deepEqual([reads, failures], [1, 0]);
      paired.become(undefined);
      await settled();
      // Another attempt would only show an error of the editor.
      assert.deepEqual([reads, failures], [1, 1]);
    });

  it('is removed if it expires while it is copied', async () => {
    const paired = new FakePairing();
    const clipboard = new FakeClipboard();
    const slow = {
      readText: () => clipboard.readText(),
      writeText: async (text: string) => {
        if (text !== '') paired.become(undefined);
        await clipboard.writeText(text);
      },
    };
    await new CodeClipboard(slow).copy(paired, () => paired.liveCode?.value);
    await settled();
    assert.equal(clipboard.text, '');
  });
});
