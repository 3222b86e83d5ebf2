import assert from 'node:assert/strict';
import { sentences } from '../../../../src/core/text/sentences';

describe('a headline and its details', () => {
  it('become one text, in which the headline ends with a full stop', () => {
    assert.equal(
      sentences('No answer', ['Check the proxy.', 'Try again.']),
      'No answer. Check the proxy. Try again.',
    );
    assert.equal(sentences('No answer'), 'No answer.');
  });

  it('get no second mark where the headline has one', () => {
    assert.equal(sentences('Asking for a code…', ['Wait.']), 'Asking for a code… Wait.');
    assert.equal(sentences('Ready?'), 'Ready?');
  });
});
