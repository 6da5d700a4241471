// Looks at the page that is open, as it is: screenshots at desktop and phone width, axe (WCAG 2.2 A and AA) and
// overflow at three widths. Throws with everything that is wrong.
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const shots = 'build/e2e';
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const widths = [1366, 390, 320];
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];

// Run in the page. What reaches past the right edge.
function overflowing() {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  return [...document.querySelectorAll('main *, header *, footer *')]
    .filter((part) => part.getBoundingClientRect().right > room + 1)
    .slice(0, 3)
    .map((part) => `<${part.localName} class="${part.getAttribute('class') ?? ''}">`);
}

async function faultsAt(page, name, width) {
  await page.setViewportSize({ width, height: width > 500 ? 900 : 780 });
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  if (width !== 320) await page.screenshot({ path: join(shots, `${name}-${width}.png`), fullPage: true });
  const faults = (await page.evaluate(overflowing)).map((part) => `overflow ${part}`);
  await page.evaluate(axe);
  const run = (tags) => axe.run({ runOnly: { type: 'tag', values: tags } });
  const result = await page.evaluate(`(${run})(${JSON.stringify(rules)})`);
  for (const { id, nodes } of result.violations) faults.push(`axe ${id}: ${nodes[0].html.slice(0, 120)}`);
  return faults.map((fault) => `${width} px: ${fault}`);
}

export async function look(page, name) {
  const size = page.viewportSize();
  const faults = [];
  mkdirSync(shots, { recursive: true });
  for (const width of widths) faults.push(...await faultsAt(page, name, width));
  await page.setViewportSize(size);
  if (faults.length) throw new Error(faults.join(' | '));
}
