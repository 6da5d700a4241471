// What the zone knows, added to, corrected and ended as its people do it: the administrator's places and offices, the
// register of volunteers and cars, the destinations. Every page met is looked at (support/look.mjs).
// Use: node tests/e2e/keeping.mjs [places|network|register|dates|site]...   after: make
import { look } from './support/look.mjs';
import { holds, press, signIn } from './support/page.mjs';
import { must, openBrowser, openZone, teller } from './support/zone.mjs';

const told = teller();
const { step } = told;

const save = (page) => press(page, 'main form p.ac-actions button.btn-primary');

async function openAs(origin, username) {
  const browser = await openBrowser();
  await signIn(browser.page, origin, username);
  return browser;
}

async function keepPlaces(origin) {
  const { page, close } = await openAs(origin, 'elena.viola');
  await step('administrator: the places are listed', async () => {
    await page.goto(`${origin}/regole/luoghi`);
    await look(page, 'keep-places');
  });
  await step('administrator: a place is corrected', async () => {
    await press(page, 'main a:has-text("Collestatte")');
    await look(page, 'keep-place');
    await page.fill('#place_name', 'Collestatte Piano');
    await save(page);
    await holds(page, 'Collestatte Piano');
  });
  await step('administrator: an office where people work cannot close, and the page says who', async () => {
    await press(page, 'main a:has-text("Cittadinanza Valnerina")');
    await page.check('#retired');
    await save(page);
    await holds(page, 'Ci lavorano ancora');
    await look(page, 'keep-office-refused');
  });
  await step('administrator: a municipality with places cannot end', async () => {
    await page.goto(`${origin}/regole/luoghi`);
    await press(page, '#t-comuni ~ table a:has-text("Arrone")');
    await page.check('#retired');
    await save(page);
    await holds(page, 'Ha ancora paesi in uso');
    await look(page, 'keep-municipality-refused');
  });
  await step('administrator: the places that get rides are ticked', async () => {
    await page.goto(`${origin}/regole/regola?regola=rides.places`);
    await look(page, 'keep-rule-places');
    await page.uncheck('#code-all');
    await page.check('main fieldset .ac-choice:nth-of-type(3) input');
    await page.fill('#from', '2030-01-01');
    await save(page);
    await page.goto(`${origin}/regole/regola?regola=rides.places`);
    await holds(page, 'dal 01/01/2030');
  });
  await close();
}

async function keepNetwork(origin) {
  const { page, close } = await openAs(origin, 'anna.esposito');
  await step('desk: the organisations are listed and one is opened', async () => {
    await page.goto(`${origin}/rete/associazioni`);
    await look(page, 'keep-organizations');
    await press(page, 'tbody a');
    await look(page, 'keep-organization');
  });
  await close();
}

async function keepRegister(origin) {
  const { page, close } = await openAs(origin, 'bruno.cipriani');
  const shown = {
    'keep-volunteers': '/volontari', 'keep-volunteer': '/volontari/1', 'keep-volunteer-edit': '/volontari/1/modifica',
    'keep-volunteer-new': '/volontari/nuovo', 'keep-car-new': '/volontari/auto/nuova', 'keep-car-edit': '/volontari/auto/1',
    'keep-destinations': '/accompagnamenti/destinazioni', 'keep-destination-edit': '/accompagnamenti/destinazioni/1',
    'keep-destination-new': '/accompagnamenti/destinazioni/nuova',
  };
  for (const [name, path] of Object.entries(shown)) {
    await step(`register: ${path} is shown`, async () => {
      const answer = await page.goto(`${origin}${path}`);
      must(answer.status() === 200, `status ${answer.status()}`);
      await look(page, name);
    });
  }
  await step('register: hours are changed', async () => {
    await page.goto(`${origin}/volontari/1`);
    await press(page, 'main a[href*="/orari/"]');
    await look(page, 'keep-hours');
    await page.fill('#ends', '8:00');
    await save(page);
    await holds(page, 'Scrivi un’ora dopo quella di inizio');
  });
  await step('register: a car that breaks promises when it ends says whose, and then who must be called', async () => {
    await page.goto(`${origin}/volontari/auto/1`);
    await page.fill('#to_date', '2026-01-01');
    await page.fill('#from_date', '2025-01-01');
    await save(page);
    await holds(page, 'Non è ancora salvato niente');
    await look(page, 'keep-promises');
    await save(page);
    must(/\/accompagnamenti\/(scoperti\?dal|rivedi\?giorno)=/.test(page.url()), page.url());
    await look(page, 'keep-uncovered');
  });
  await close();
}

// The browser's calendar takes a day by half, and sends nothing: our words must come, not its own.
async function typeHalfADay(origin) {
  const { page, close } = await openAs(origin, 'bruno.cipriani');
  await step('a day typed by half is told beside its field', async () => {
    await page.goto(`${origin}/volontari/auto/1`);
    await page.focus('#to_date');
    await page.keyboard.type('12');
    await save(page);
    await holds(page, 'scrivi la data come 23/11/2026');
    must(await page.locator('#to_date[aria-invalid=true]').count() === 1, 'the field is not marked');
    await look(page, 'keep-half-a-day');
  });
  await close();
}

async function seeOffices(origin) {
  const { page, close } = await openBrowser();
  await step('citizen: the home lists the offices, and each has its page', async () => {
    await page.goto(`${origin}/`);
    await look(page, 'keep-home');
    await press(page, 'main a[href="/ufficio/san-gemini"]');
    await holds(page, 'San Gemini');
    await look(page, 'keep-office');
  });
  await close();
}

const parts = {
  places: keepPlaces, network: keepNetwork, dates: typeHalfADay, register: keepRegister, site: seeOffices,
};

async function main(wanted) {
  const zone = await openZone();
  try {
    for (const [name, part] of Object.entries(parts)) if (!wanted.length || wanted.includes(name)) await part(zone.origin);
  } finally {
    zone.close();
  }
  process.exitCode = told.failed ? 1 : 0;
}

await main(process.argv.slice(2));
