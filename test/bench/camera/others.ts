import type { Browser, Page } from 'playwright-core';
import { create, toBuffer, toString } from 'qrcode';
import terminal from 'qrcode-terminal';
import type { Rendering } from './rendering';
import { takePicture } from './screenshot';
import { terminalHtml, terminals } from './terminal';

interface Subject {
  readonly name: string;
  readonly body: string;
  readonly background: string;
  readonly inverted?: boolean;
}

/** Renders a text as other tools show it, on screens with these pixel ratios. */
export async function renderOthers(
  browser: Browser,
  text: string,
  ratios: readonly number[],
): Promise<readonly Rendering[]> {
  const subjects = [
    evolutionManager(text),
    ...(await png(text)),
    ...terminalSubjects('qrcode', await toString(text, { type: 'terminal', small: true })),
    ...terminalSubjects('qrcode-terminal', await smallOutput(text)),
  ];
  const renderings: Rendering[] = [];
  for (const ratio of ratios) {
    const context = await browser.newContext({
      viewport: { width: 900, height: 900 },
      deviceScaleFactor: ratio,
    });
    try {
      const page = await context.newPage();
      // The gaps of the larger line height are the same at every pixel ratio.
      const selected = subjects.filter(({ name }) => ratio === ratios[0] || !name.endsWith('1.2'));
      for (const subject of selected) renderings.push(await render(page, subject, ratio));
    } finally {
      await context.close();
    }
  }
  return renderings;
}

async function render(
  page: Page,
  { name, body, background, inverted = false }: Subject,
  ratio: number,
): Promise<Rendering> {
  await page.setContent(
    `<body style="margin:0;padding:40px;background:${background}"><div id="code" style="width:max-content">${body}</div>`,
  );
  const code = await page.locator('#code').boundingBox();
  if (!code) throw new Error(`${name} was not drawn.`);
  const session = await page.context().newCDPSession(page);
  const { width, height } = page.viewportSize() ?? { width: 900, height: 900 };
  const metrics = { width, height, deviceScaleFactor: ratio, mobile: false };
  await session.send('Emulation.setDeviceMetricsOverride', metrics);
  const clip = { x: 0, y: 0, width: code.x + code.width + 40, height: code.y + code.height + 40 };
  const picture = await takePicture(session, clip, code, ratio);
  return { name, room: Math.max(code.width, code.height), ratio, inverted, picture };
}

/** As react-qr-code draws it: one path, error correction level L, no border; white in the dark theme. */
function evolutionManager(text: string): Subject {
  const { modules } = create(text, { errorCorrectionLevel: 'L' });
  let path = '';
  for (let y = 0; y < modules.size; y++) {
    for (let x = 0; x < modules.size; x++) if (modules.get(y, x)) path += `M${x} ${y}l1 0 0 1 -1 0Z`;
  }
  const body = `<svg width="256" height="256" viewBox="0 0 ${modules.size} ${modules.size}" style="display:block"><path fill="#fff" d="${path}"/></svg>`;
  return { name: 'Evolution Manager, dark theme', body, background: '#1e1e1e', inverted: true };
}

async function png(text: string): Promise<readonly Subject[]> {
  const file = await toBuffer(text, { width: 256, errorCorrectionLevel: 'M', margin: 4 });
  const body = `<img style="display:block" width="256" height="256" src="data:image/png;base64,${file.toString('base64')}">`;
  return [
    { name: '256 px PNG, level M, dark page', body, background: '#1e1e1e' },
    { name: '256 px PNG, level M, light page', body, background: '#ffffff' },
  ];
}

async function smallOutput(text: string): Promise<string> {
  return await new Promise((resolve) => {
    terminal.generate(text, { small: true }, resolve);
  });
}

/** The output in both themes and with both line heights, where 1.0 is the font’s own height. */
function terminalSubjects(program: string, output: string): readonly Subject[] {
  const themes = ['dark', 'light'] as const;
  const heights = [
    { name: '1.0', css: 'normal' },
    { name: '1.2', css: String(1.2 * normalLineHeight) },
  ];
  return themes.flatMap((theme) =>
    heights.map((height) => {
      const { background, foreground } = terminals[theme];
      const style = `margin:0;color:${foreground};font:14px/${height.css} 'DejaVu Sans Mono',monospace`;
      return {
        name: `${program} in a ${theme} terminal, line height ${height.name}`,
        body: `<pre style="${style}">${terminalHtml(output, terminals[theme])}</pre>`,
        background,
        // It draws light modules in the terminal’s foreground color, whatever its lightness.
        inverted: program === 'qrcode-terminal' && theme === 'light',
      };
    }),
  );
}

/** Ascent plus descent of DejaVu Sans Mono, as a share of its size. */
const normalLineHeight = 1.164;
