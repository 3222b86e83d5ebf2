import assert from 'node:assert/strict';
import { contentSecurityPolicy, html } from '../../../src/html';

const parts = {
  script: 'https://webview/dist/panel.js',
  style: 'https://webview/media/panel.css',
  cspSource: "'self' https://*.webview",
  nonce: 'bm9uY2U',
  language: 'en',
  title: 'Pair WhatsApp instance',
  instanceId: 'ABCDEFGHIJKL',
};

describe('the panel’s document', () => {
  it('allows one script, the style file and nothing else', () => {
    assert.equal(
      contentSecurityPolicy(parts.cspSource, parts.nonce),
      "default-src 'none'; script-src 'nonce-bm9uY2U'; style-src 'self' https://*.webview",
    );
  });

  it('has nothing inline', () => {
    const document = html(parts);
    assert.deepEqual(document.match(/<script\b[^>]*>/g), [
      `<script nonce="${parts.nonce}" src="${parts.script}">`,
    ]);
    assert.doesNotMatch(document, /<style|style=|\son\w+=|javascript:/i);
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
