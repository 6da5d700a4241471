// In the car: the AUSER coordinator hands out the link of the day, and the volunteer tells from the telephone how the
// rides go. Every page met is looked at (support/look.mjs).
// Use: node tests/e2e/car.mjs   after: make
import { look } from './support/look.mjs';
import { holds, press, signIn, text } from './support/page.mjs';
import { must, openBrowser, openZone, teller } from './support/zone.mjs';

const PHONE = { viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true };
const DAY_MS = 24 * 3600 * 1000;
const DAYS_CLOSED_MAX = 7;
const told = teller();
const { step } = told;


async function openAs(origin, username) {
  const browser = await openBrowser();
  await signIn(browser.page, origin, username);
  return browser;
}

// The pages that hand a sheet out: today's, or of the first day on which somebody drives.
async function findSheets(page, origin) {
  for (let ahead = 0; ahead <= DAYS_CLOSED_MAX; ahead += 1) {
    const day = new Date(Date.now() + ahead * DAY_MS).toLocaleDateString('sv-SE', { timeZone: 'Europe/Rome' });
    await page.goto(`${origin}/accompagnamenti?giorno=${day}`);
    const pages = await page.$$eval('a[href*="/manda?"]', (links) => links.map((link) => link.href));
    if (pages.length) return { pages, isToday: ahead === 0 };
  }
  throw new Error('nobody has a sheet to send');
}

// Up to the link, for each volunteer of the day.
async function handOut(page, origin) {
  const { pages, isToday } = await findSheets(page, origin);
  await page.goto(pages[0]);
  await look(page, 'car-send-new');
  const links = [];
  for (const path of pages) {
    await page.goto(path);
    await press(page, 'main button:has-text("Prepara il collegamento")');
    links.push((await page.inputValue('#message')).match(/http\S+\/foglio\/[0-9a-f]{48}/)[0]);
  }
  await look(page, 'car-send');
  return { links, pages, isToday };
}

async function openNear(page, links) {
  for (const link of links) {
    const answer = await page.goto(link);
    must(answer.status() === 200, `status ${answer.status()}`);
    if (await page.locator('button[value=cancelled]').count()) return link;
  }
  return links[0];
}

async function tellRide(page, bruno, origin, link) {
  await step('volunteer: a delay is told, and stands on the coordinator’s agenda', async () => {
    await press(page, 'button[value=late_20]');
    await holds(page, 'L’ufficio sa del ritardo');
    await look(page, 'car-late');
    await bruno.page.goto(`${origin}/agenda`);
    await holds(bruno.page, 'Detto dall’auto');
    await look(bruno.page, 'car-agenda');
  });
  await step('volunteer: aboard with one tap, and the sheet says since when', async () => {
    await page.goto(link);
    if (!await page.locator('button[value=aboard]').count()) return; // nobody is due yet
    await press(page, 'button[value=aboard]');
    const said = await text(page);
    if (said.includes('È presto')) return; // more than half an hour before the window
    await holds(page, 'Segnato: a bordo');
    await holds(page, 'A bordo dalle');
    await look(page, 'car-aboard');
    await press(page, 'button[value=undo]');
    await holds(page, 'Tolto');
  });
  await step('volunteer: cancelled by a slip, and taken back', async () => {
    await press(page, 'button[value=cancelled]');
    await holds(page, 'Segnato: annullato');
    await look(page, 'car-told');
    await page.reload();
    await press(page, 'button[value=undo]');
    await holds(page, 'Tolto');
  });
}

// Today's sheet. Gives back the link that was opened.
async function openSheet(page, bruno, origin, links) {
  let link = links[0];
  await step('volunteer: the sheet opens on the telephone, without an account', async () => {
    link = await openNear(page, links);
    await holds(page, 'Foglio di viaggio');
    must(await page.locator('meta[name=viewport]').count() === 1, 'not for a telephone');
    await look(page, 'car-sheet');
  });
  await step('volunteer: the buttons are large enough for a thumb', async () => {
    const low = await page.$$eval('.ac-thumbs .btn', (buttons) => buttons.filter((one) => one.offsetHeight < 48).length);
    must(low === 0, `${low} buttons are too small`);
  });
  if (await page.locator('button[value=late_20]').count()) await tellRide(page, bruno, origin, link);
  return link;
}

// On a Sunday or a holiday nobody drives, and the link is of a day to come.
async function openTooEarly(page, link) {
  await step('volunteer: a link opened too early says from when it holds', async () => {
    const answer = await page.goto(link);
    must(answer.status() === 404, `status ${answer.status()}`);
    await holds(page, 'riaprilo allora');
    await look(page, 'car-early');
  });
  return link;
}

async function closeLink(page, bruno, path, link) {
  await step('coordinator: the link is taken away, and then opens nothing', async () => {
    await bruno.page.goto(path);
    await press(bruno.page, 'main button:has-text("Togli il collegamento")');
    const answer = await page.goto(link);
    must(answer.status() === 404, `status ${answer.status()}`);
    must(answer.headers()['x-robots-tag'].includes('noindex'), 'may be found by a search');
    must(answer.headers()['cache-control'] === 'no-store', 'may be kept');
    await holds(page, 'Questo collegamento non è attivo');
    await look(page, 'car-closed');
  });
}

async function drive(origin) {
  const bruno = await openAs(origin, 'bruno.cipriani');
  const driver = await openBrowser(PHONE);
  const { page } = driver;
  let handed;
  const ready = await step('coordinator: a link is made for each volunteer, with text and drawing', async () => {
    handed = await handOut(bruno.page, origin);
  });
  if (ready) {
    const { links, pages, isToday } = handed;
    const link = isToday ? await openSheet(page, bruno, origin, links) : await openTooEarly(page, links[0]);
    await closeLink(page, bruno, pages[links.indexOf(link)], link);
  }
  await driver.close();
  await bruno.close();
}

// The page that holds some weeks: the next rides, an absence, a shift given back.
async function ownPage(origin) {
  const bruno = await openAs(origin, 'bruno.cipriani');
  const driver = await openBrowser(PHONE);
  const { page } = driver;
  let link;
  await step('coordinator: a volunteer’s own page is made', async () => {
    await bruno.page.goto(`${origin}/volontari/1`);
    await press(bruno.page, 'main a:has-text("La sua pagina")');
    await look(bruno.page, 'own-send-new');
    await press(bruno.page, 'main button:has-text("Prepara il collegamento")');
    link = (await bruno.page.inputValue('#message')).match(/http\S+\/turni\/[0-9a-f]{48}/)[0];
    await look(bruno.page, 'own-send');
  });
  await step('volunteer: the next rides are told', async () => {
    await page.goto(link);
    await holds(page, 'I tuoi viaggi');
    await look(page, 'own-page');
  });
  await step('volunteer: hours are given, and wait for the yes', async () => {
    await page.selectOption('#weekday', 'sunday');
    await page.fill('#starts', '9');
    await page.fill('#ends', '11:30');
    await press(page, 'main button:has-text("Dai queste ore")');
    await holds(page, 'In più: domenica 9:00-11:30');
    await holds(page, 'aspetta la risposta');
    await look(page, 'own-hours-said');
  });
  await step('coordinator: proposals say what they would break, and one is accepted', async () => {
    await bruno.page.goto(`${origin}/volontari`);
    await press(bruno.page, 'main a[href="/volontari/proposte"]');
    await holds(bruno.page, 'proposte dei volontari');
    await look(bruno.page, 'proposals');
    await press(bruno.page, 'section:has-text("domenica 9:00-11:30") button[value=accept]');
    await holds(bruno.page, 'Accettata');
    await page.goto(link);
    await holds(page, 'Domenica 9:00-11:30');
    await holds(page, 'accettata');
  });
  await step('volunteer: an absence of some hours is said and taken back', async () => {
    await page.fill('#from_day', '2030-01-14');
    await page.fill('#from_hour', '9');
    await page.fill('#to_hour', '11');
    await press(page, 'main button:has-text("Salva l’assenza")');
    await holds(page, '14/01/2030, 9:00-11:00');
    await press(page, 'li:has-text("14/01/2030") button');
    await holds(page, 'L’assenza è tolta');
  });
  await step('volunteer: a day typed by half is told beside its field', async () => {
    await press(page, 'main button:has-text("Salva l’assenza")');
    await holds(page, 'Scrivi il primo giorno');
    await look(page, 'own-absence-wrong');
  });
  await step('volunteer: a shift is given back, and the coordinator’s agenda names it', async () => {
    await press(page, 'main button:has-text("restituisco il turno")');
    await holds(page, 'Il turno è restituito');
    await look(page, 'own-given-back');
    await bruno.page.goto(`${origin}/agenda`);
    await holds(bruno.page, 'Turni restituiti dai volontari');
    await press(bruno.page, 'main a[href*="/scoperti?dal="]');
    await look(bruno.page, 'own-uncovered');
  });
  await driver.close();
  await bruno.close();
}

const zone = await openZone();
try {
  await drive(zone.origin);
  await ownPage(zone.origin);
} finally {
  zone.close();
}
process.exitCode = told.failed ? 1 : 0;
