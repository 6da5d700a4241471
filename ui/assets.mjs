// Gathers the listed fonts, icons and scripts beside app.css in build/ui/assets/.
import { copyFileSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const kit = `${here}node_modules/bootstrap-italia/dist/`;
const out = `${here}../build/ui/assets/`;

const listed = (file) =>
  readFileSync(here + file, 'utf8')
    .split('\n')
    .filter((line) => line && !line.startsWith('#'));

function copyFonts() {
  for (const line of listed('fonts.txt')) {
    const [name, path] = line.split(' ');
    copyFileSync(`${kit}fonts/${path}`, out + name);
  }
}

function cutSprite() {
  const sprite = readFileSync(`${kit}svg/sprites.svg`, 'utf8');
  const symbols = listed('icons.txt').map((id) => {
    const symbol = sprite.match(new RegExp(`<symbol id="${id}".*?</symbol>`, 's'));
    if (!symbol) throw new Error(`icons.txt: the kit has no symbol ${id}`);
    return symbol[0];
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>\n`;
  writeFileSync(`${out}icons.svg`, svg);
}

// One file, so one request: each script is a block of its own and shares nothing.
function joinScripts() {
  const names = readdirSync(`${here}scripts`).filter((name) => name.endsWith('.js')).sort();
  const parts = names.map((name) => readFileSync(`${here}scripts/${name}`, 'utf8'));
  writeFileSync(`${out}app.js`, parts.join(''));
}

mkdirSync(out, { recursive: true });
copyFileSync(`${here}favicon.svg`, `${out}favicon.svg`);
copyFonts();
cutSprite();
joinScripts();
