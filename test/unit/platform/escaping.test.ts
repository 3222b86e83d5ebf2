import assert from 'node:assert/strict';
import fc from 'fast-check';
import { linkless, markdownText } from '../../../src/platform/escaping';

describe('markdownText', () => {
  it('leaves no sign that has a meaning in Markdown', () => {
    assert.equal(markdownText('No. <b>'), 'No&#46; &#60;b&#62;');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        assert.match(markdownText(text), /^([\p{L}\p{N} ]|&#\d+;)*$/u);
      }),
    );
  });

  it('shows the same text', () => {
    const shown = (markdown: string): string =>
      markdown.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        assert.equal(shown(markdownText(text)), text);
      }),
    );
  });
});

describe('linkless', () => {
  it('leaves no Markdown link', () => {
    assert.equal(linkless('a [b](command:c) [d] (e)'), 'a [b] (command:c) [d] (e)');
  });
});
