import assert from 'node:assert/strict';
import { gridDocument } from '../../../src/grid/griddocument';
import { contentSecurityPolicy } from '../../../src/pairing/panel/document';

describe('the grid’s document', () => {
  it('is as strict as the panel’s', () => {
    const nonce = 'bm9uY2U';
    const document = gridDocument({
      script: 'run()',
      style: 'main { color: "red" }',
      nonce,
      language: 'en',
      title: `"><img src=x onerror='alert(1)'>&`,
    });
    const policy = contentSecurityPolicy(nonce).replaceAll("'", '&#39;');
    assert.ok(document.includes(`content="${policy}"`));
    assert.doesNotMatch(document, /<img|<link|src=(?!x)|href=|style=|javascript:/i);
  });
});
