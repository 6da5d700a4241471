// Sets each page of patterns/ into its frame: build/ui/patterns/NAME.html, and an index of them all.
// First line of a page: <!-- frame: staff; nav: staff; here: agenda; title: Agenda di oggi -->
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const out = `${here}../build/ui/patterns/`;
const frame = (name) => readFileSync(`${here}patterns/frames/${name}.html`, 'utf8');

function settings(firstLine) {
  const pairs = firstLine.replace(/^<!--|-->$/g, '').split(';');
  return Object.fromEntries(pairs.map((pair) => pair.split(/:(.*)/s).map((word) => word.trim())));
}

function setInFrame(text) {
  const [firstLine, ...rest] = text.split('\n');
  const page = settings(firstLine);
  const nav = page.nav ? frame(`nav-${page.nav}`) : '';
  return frame(page.frame)
    .replaceAll('{{nav}}', nav.trimEnd())
    .replaceAll(`{{here ${page.here}}}`, ' aria-current="page"')
    .replaceAll(/\{\{here \w+\}\}/g, '')
    .replaceAll('{{title}}', page.title)
    .replace('{{main}}', () => rest.join('\n').trimEnd());
}

mkdirSync(out, { recursive: true });
const names = readdirSync(`${here}patterns`).filter((name) => name.endsWith('.html'));
for (const name of names) {
  writeFileSync(out + name, setInFrame(readFileSync(`${here}patterns/${name}`, 'utf8')));
}
const links = names.map((name) => `<li><a href="${name}">${name}</a></li>`).join('\n');
const index = `<!-- frame: bare; title: Modelli delle pagine -->\n<h1>Modelli delle pagine</h1>\n<nav class="ac-index" aria-label="Modelli"><ul>\n${links}\n</ul></nav>`;
writeFileSync(`${out}index.html`, setInFrame(index));
