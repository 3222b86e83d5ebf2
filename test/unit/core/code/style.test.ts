import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { StyleProblem } from '../../../../src/core/code/style';
import {
  checkStyle,
  explainStyle,
  isPlain,
  minContrast,
  minRatio,
  luminance,
  parseColor,
} from '../../../../src/core/code/style';
import { english } from '../../fakes/english';

const nothing = { foreground: '', background: '', caption: '' };

/** Colors as in the settings: in both forms, and often enough near the thresholds. */
const arbitraryColor = fc.oneof(
  fc.integer({ min: 0, max: 0xffffff }).map((number) => `#${number.toString(16).padStart(6, '0')}`),
  fc.integer({ min: 0, max: 0xfff }).map((number) => `#${number.toString(16).padStart(3, '0')}`),
  fc.integer({ min: 0, max: 0xff }).map((gray) => `#${gray.toString(16).padStart(2, '0').repeat(3)}`),
);

describe('checkStyle', () => {
  it('treats empty settings and the plain colors as the plain code', () => {
    for (const settings of [nothing, { ...nothing, foreground: '#000', background: '#FFFFFF' }]) {
      const checked = checkStyle(settings);
      assert.ok(checked.ok && isPlain(checked.style));
    }
  });

  it('accepts dark on light, and writes both colors in the same form', () => {
    const settings = { foreground: ' #036 ', background: '#FFE', caption: ' Shop ' };
    const style = { foreground: '#003366', background: '#ffffee', caption: 'Shop' };
    assert.deepEqual(checkStyle(settings), { ok: true, style });
  });

  const refused: readonly (readonly [settings: object, problem: StyleProblem])[] = [
    [{ foreground: 'red' }, 'foreground'],
    [{ foreground: '#ff' }, 'foreground'],
    [{ foreground: '#00000080' }, 'foreground'],
    [{ foreground: null }, 'foreground'],
    [{ background: 'url(x)' }, 'background'],
    [{ background: 255 }, 'background'],
    [{ foreground: '#fff', background: '#000' }, 'inverted'],
    [{ foreground: '#fff' }, 'contrast'],
    [{ foreground: '#777' }, 'contrast'],
    [{ foreground: '#f00' }, 'contrast'],
    [{ background: '#888' }, 'contrast'],
    [{ caption: 'x'.repeat(81) }, 'caption'],
    [{ caption: 'two\nlines' }, 'caption'],
    [{ caption: 'back\u202ewards' }, 'caption'],
    [{ caption: ['Shop'] }, 'caption'],
  ];
  for (const [settings, problem] of refused) {
    it(`refuses ${JSON.stringify(settings).slice(0, 60)} for its ${problem}, and says why`, () => {
      assert.deepEqual(checkStyle({ ...nothing, ...settings }), { ok: false, problem });
      assert.match(explainStyle(problem, english), /^[A-Z][^{}]*\.$/);
    });
  }

  it('counts the characters of a caption, not their code units', () => {
    assert.ok(checkStyle({ ...nothing, caption: '🙂'.repeat(80) }).ok);
  });

  it('accepts only pairs with the contrast that phones and people need', () => {
    let accepted = 0;
    fc.assert(
      fc.property(arbitraryColor, arbitraryColor, (foreground, background) => {
        const checked = checkStyle({ ...nothing, foreground, background });
        if (!checked.ok) return;
        accepted++;
        const dark = luminance(checked.style.foreground);
        const light = luminance(checked.style.background);
        assert.ok(light - dark >= minContrast);
        assert.ok((light + 0.05) / (dark + 0.05) >= minRatio);
      }),
      { numRuns: 2_000 },
    );
    assert.ok(accepted > 50, `${accepted} accepted`);
  });

  it('never throws, for any settings', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), fc.anything(), (foreground, background, caption) => {
        const checked = checkStyle({ foreground, background, caption });
        if (checked.ok)
          assert.match(checked.style.foreground + checked.style.background, /^(#[0-9a-f]{6}){2}$/);
      }),
    );
  });
});

describe('parseColor', () => {
  it('returns six digits or nothing, for any text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), arbitraryColor), (text) => {
        assert.match(parseColor(text) ?? '#000000', /^#[0-9a-f]{6}$/);
      }),
    );
  });
});

describe('luminance', () => {
  it('follows the standard for black, white and the primary colors', () => {
    const known = { '#000000': 0, '#ffffff': 1, '#ff0000': 0.2126, '#00ff00': 0.7152, '#0000ff': 0.0722 };
    for (const [color, value] of Object.entries(known)) assert.ok(Math.abs(luminance(color) - value) < 1e-9);
  });
});
