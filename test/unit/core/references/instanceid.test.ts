import assert from 'node:assert/strict';
import fc from 'fast-check';
import { instanceIdForm, maxInstanceIdLength } from '../../../../src/core/references/instanceid';

describe('instanceIdForm', () => {
  for (const [text, form] of [
    ['84729105AbCd', 'documented'],
    ['000000000000', 'documented'],
    ['84729105AbC', 'unusual'],
    ['84729105AbCde', 'unusual'],
    ['default', 'unusual'],
    ['my-session_1.a@b:c', 'unusual'],
    ['a'.repeat(maxInstanceIdLength), 'unusual'],
    ['a'.repeat(maxInstanceIdLength + 1), 'unusable'],
    ['', 'unusable'],
    ['-session', 'unusable'],
    ['.', 'unusable'],
    ['../admin', 'unusable'],
    ['a/b', 'unusable'],
    ['a b', 'unusable'],
    ['84729105AbCd\n', 'unusable'],
    ['84729105ÄbCd', 'unusable'],
    ['a?b=c', 'unusable'],
    ['<script>', 'unusable'],
  ] as const) {
    it(`calls ${JSON.stringify(text)} ${form}`, () => {
      assert.equal(instanceIdForm(text), form);
    });
  }

  it('refuses every character with a meaning in a path, a query or markup', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        if (/[^\w.@:-]/.test(text)) assert.equal(instanceIdForm(text), 'unusable');
      }),
    );
  });
});
