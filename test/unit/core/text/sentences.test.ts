import assert from 'node:assert/strict';
import { sentences } from '../../../../src/core/text/sentences';

describe('a headline and its details', () => {
  it('become one text, in which the headline ends with a period', () => {
    assert.equal(
      sentences('No answer', ['Check the proxy.', 'Try again.']),
      'No answer. Check the proxy. Try again.',
    );
    assert.equal(sentences('No answer'), 'No answer.');
  });

  it('get no period if the headline already ends with a mark', () => {
    assert.equal(sentences('Requesting a code…', ['Wait.']), 'Requesting a code… Wait.');
    assert.equal(sentences('Ready?'), 'Ready?');
  });
});
