import assert from 'node:assert/strict';
import fc from 'fast-check';
import { linkless, markdownText } from '../../../src/platform/escaping';

describe('markdownText', () => {
  it('leaves no sign that Markdown could make something of', () => {
    assert.equal(markdownText('No. <b>'), 'No&#46; &#60;b&#62;');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        assert.match(markdownText(text), /^([\p{L}\p{N} ]|&#\d+;)*$/u);
      }),
    );
  });

  it('says the same words', () => {
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
  it('leaves no link of Markdown’s', () => {
    assert.equal(linkless('a [b](command:c) [d] (e)'), 'a [b] (command:c) [d] (e)');
  });
});
