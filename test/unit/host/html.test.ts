import assert from 'node:assert/strict';
import { contentSecurityPolicy, html } from '../../../src/html';

const parts = {
  script: 'if (a < b && c > d) run("&");',
  style: 'main > p { color: "red" }',
  nonce: 'bm9uY2U',
  language: 'en',
  title: 'Pair WhatsApp instance',
  instanceId: 'ABCDEFGHIJKL',
  monitor: 'Rotation monitor',
};

describe('the panel’s document', () => {
  it('allows one script, one style and nothing else', () => {
    assert.equal(
      contentSecurityPolicy(parts.nonce),
      "default-src 'none'; script-src 'nonce-bm9uY2U'; style-src 'nonce-bm9uY2U'",
    );
  });

  it('has its script and its style in it as they are, and loads nothing', () => {
    const document = html(parts);
    assert.deepEqual(document.match(/<(script|style)\b[^]*?<\/\1>/g), [
      `<style nonce="${parts.nonce}">${parts.style}</style>`,
      `<script nonce="${parts.nonce}">${parts.script}</script>`,
    ]);
    assert.doesNotMatch(document, /<link|src=|href=|style=|\son\w+=|javascript:/i);
  });

  it('takes every part as text', () => {
    const hostile = `"><img src=x onerror='alert(1)'>&`;
    const document = html({ ...parts, title: hostile, instanceId: hostile, language: hostile });
    assert.doesNotMatch(document, /<img/);
    assert.ok(
      document.includes('data-instance="&#34;&#62;&#60;img src=x onerror=&#39;alert(1)&#39;&#62;&#38;"'),
    );
  });
});
