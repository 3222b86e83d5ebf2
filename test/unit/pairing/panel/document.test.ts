import assert from 'node:assert/strict';
import type { CodeStyle } from '../../../../src/core/code/style';
import { makeCodeLook } from '../../../../src/core/views/panel/codelook';
import { contentSecurityPolicy, panelDocument } from '../../../../src/pairing/panel/document';
import { english } from '../../fakes/english';

/** The document of a panel with a style, its policy and its number of scripts. */
function styled(style: CodeStyle): { document: string; csp: string; scripts: number } {
  const document = panelDocument({
    ...parts,
    look: makeCodeLook({ style }, english),
    styleScript: 'prove()',
  });
  const [, csp = ''] = /Security-Policy" content="([^"]*)"/.exec(document) ?? [];
  return { document, csp, scripts: document.match(/<script/g)?.length ?? 0 };
}

const parts = {
  script: 'if (a < b && c > d) run("&");',
  style: 'main > p { color: "red" }',
  nonce: 'bm9uY2U',
  language: 'en',
  title: 'Pair WhatsApp instance',
  ref: { gateway: '', instanceId: 'ABCDEFGHIJKL' },
  monitor: 'Rotation monitor',
};

describe('the panel’s document', () => {
  it('allows one script, one style and nothing else', () => {
    assert.equal(
      contentSecurityPolicy(parts.nonce),
      "default-src 'none'; script-src 'nonce-bm9uY2U'; style-src 'nonce-bm9uY2U'",
    );
  });

  it('allows inline images only if there is a logo', () => {
    const { csp, scripts } = styled({ foreground: '#000000', background: '#ffffff' });
    assert.doesNotMatch(csp, /img-src/);
    assert.equal(scripts, 2);
    const logo = 'data:image/png;base64,AAAA';
    const withLogo = styled({ foreground: '#000000', background: '#ffffff', logo });
    assert.match(withLogo.csp, /; img-src data:$/);
  });

  it('contains the look as text, and the style script before the page’s script', () => {
    const style = { foreground: '#000000', background: '#ffffff', caption: `"><img src=x> 'a' & b` };
    const { document } = styled(style);
    assert.doesNotMatch(document, /<img/);
    const [, written = ''] = /data-look="([^"]*)"/.exec(document) ?? [];
    const text = written.replace(/&#(\d+);/g, (_, digits: string) => String.fromCharCode(Number(digits)));
    assert.deepEqual((JSON.parse(text) as { style: unknown }).style, style);
    assert.ok(document.indexOf('prove()') < document.indexOf(parts.script));
  });

  it('contains its script and style unchanged, and loads nothing', () => {
    const document = panelDocument(parts);
    assert.deepEqual(document.match(/<(script|style)\b[^]*?<\/\1>/g), [
      `<style nonce="${parts.nonce}">${parts.style}</style>`,
      `<script nonce="${parts.nonce}">${parts.script}</script>`,
    ]);
    assert.doesNotMatch(document, /<link|src=|href=|style=|\son\w+=|javascript:/i);
  });

  it('escapes every part', () => {
    const hostile = `"><img src=x onerror='alert(1)'>&`;
    const document = panelDocument({
      ...parts,
      title: hostile,
      ref: { gateway: hostile, instanceId: hostile },
      language: hostile,
    });
    assert.doesNotMatch(document, /<img/);
    assert.ok(
      document.includes('data-instance="&#34;&#62;&#60;img src=x onerror=&#39;alert(1)&#39;&#62;&#38;"'),
    );
  });
});
