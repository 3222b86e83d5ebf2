import assert from 'node:assert/strict';
import fc from 'fast-check';
import { splitNames } from '../../../src/webview/isolate';

describe('splitNames', () => {
  it('finds each name, wherever it is', () => {
    assert.deepEqual(splitNames('Linked to דנה (+972)', ['דנה']), [
      { text: 'Linked to ', isName: false },
      { text: 'דנה', isName: true },
      { text: ' (+972)', isName: false },
    ]);
    assert.deepEqual(
      splitNames('Ada and Ben', ['Ben', 'Ada']).filter(({ isName }) => isName),
      [
        { text: 'Ada', isName: true },
        { text: 'Ben', isName: true },
      ],
    );
  });

  it('doesn’t change a text without names', () => {
    assert.deepEqual(splitNames('Linked', ['', 'Ada']), [{ text: 'Linked', isName: false }]);
    assert.deepEqual(splitNames('', ['Ada']), []);
  });

  it('never changes the text', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string()), (text, names) => {
        const parts = splitNames(text, names);
        assert.equal(parts.map((part) => part.text).join(''), text);
      }),
    );
  });
});
