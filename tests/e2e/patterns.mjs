// Looks at every page of ui/patterns: a screenshot at desktop and phone width, axe (WCAG 2.2 A and AA) and
// overflow at 1366, 390 and 320 px, and no breach of the content security policy. One line a page.
// Use: node tests/e2e/patterns.mjs [NAME...]   after: npm run build && npm run patterns, in ui/
import { createServer } from 'node:http';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const built = fileURLToPath(new URL('../../build/ui/', import.meta.url));
const shots = join(built, 'shots');
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const widths = [1366, 390, 320];
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
  "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
const types = {
  '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript',
  '.svg': 'image/svg+xml', '.woff2': 'font/woff2',
};

function serve() {
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url, 'http://localhost').pathname);
    try {
      const body = readFileSync(join(built, path.startsWith('/assets/') ? path : `patterns/${path}`));
      const type = types[extname(path)] ?? 'application/octet-stream';
      response.writeHead(200, { 'Content-Type': type, 'Content-Security-Policy': policy }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  return new Promise((done) => server.listen(0, '127.0.0.1', () => done(server)));
}

// Run in the page. What reaches past the right edge, named so that it can be found.
function overflowing() {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  return [...document.querySelectorAll('main *, header *, footer *')]
    .filter((part) => part.getBoundingClientRect().right > room + 1)
    .slice(0, 3)
    .map((part) => `<${part.localName} class="${part.getAttribute('class') ?? ''}">`);
}

// Run in the page. Touch targets under 44 px high on a phone; links within a sentence are excepted.
function smallTargets() {
  const sentence = 'p, dd, .ac-hint, .ac-sub, h1, h2, h3, caption';
  const amongWords = (part) => part.parentElement.textContent.trim() !== part.textContent.trim();
  const inSentence = (part) => part.closest(sentence) || (part.closest('li') && amongWords(part));
  return [...document.querySelectorAll('a, button, summary, select, input:not([type=hidden])')]
    .filter((part) => !part.closest('.skiplinks') && !inSentence(part) && part.getClientRects().length)
    .filter((part) => {
      const target = part.matches('[type=checkbox], [type=radio]') ? part.closest('.ac-choice') ?? part : part;
      return target.getBoundingClientRect().height < 43.5;
    })
    .slice(0, 4)
    .map((part) => `${part.localName} "${(part.textContent || part.name || '').trim().slice(0, 30)}"`);
}

async function faultsAt(page, url, name, width) {
  const faults = [];
  await page.setViewportSize({ width, height: width > 500 ? 900 : 780 });
  await page.goto(url, { waitUntil: 'load' });
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  if (width !== 320) await page.screenshot({ path: join(shots, `${name}-${width}.png`), fullPage: true });
  for (const part of await page.evaluate(overflowing)) faults.push(`overflow ${part}`);
  if (width === 390) {
    for (const part of await page.evaluate(smallTargets)) faults.push(`target under 44 px: ${part}`);
  }
  await page.evaluate(axe);
  const run = (tags) => axe.run({ runOnly: { type: 'tag', values: tags } });
  const result = await page.evaluate(`(${run})(${JSON.stringify(rules)})`);
  for (const { id, nodes } of result.violations) faults.push(`axe ${id}: ${nodes[0].html.slice(0, 120)}`);
  return faults.map((fault) => `${width} px: ${fault}`);
}

async function look(context, origin, name) {
  const page = await context.newPage();
  const faults = [];
  page.on('console', (line) => line.type() === 'error' && faults.push(`console: ${line.text()}`));
  page.on('pageerror', (error) => faults.push(`script: ${error.message}`));
  for (const width of widths) faults.push(...(await faultsAt(page, `${origin}/${name}.html`, name, width)));
  await page.close();
  return faults;
}

async function main(wanted) {
  mkdirSync(shots, { recursive: true });
  const server = await serve();
  const profile = mkdtempSync(join(tmpdir(), 'accanto-patterns-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    locale: 'it-IT',
    args: ['--no-sandbox', '--lang=it-IT', '--disable-gpu', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
  const origin = `http://127.0.0.1:${server.address().port}`;
  const all = readdirSync(join(built, 'patterns')).map((name) => name.replace(/\.html$/, ''));
  let failed = 0;
  for (const name of wanted.length ? wanted : all) {
    const faults = await look(context, origin, name);
    failed += faults.length > 0;
    console.log(faults.length ? `not ok ${name}: ${faults.join(' | ')}` : `ok ${name}`);
  }
  await context.close();
  server.close();
  rmSync(profile, { recursive: true, force: true });
  process.exitCode = failed ? 1 : 0;
}

await main(process.argv.slice(2));
