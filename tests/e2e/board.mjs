// The sick-volunteer morning: a volunteer rings up and cannot come; the coordinator says so, sees who was promised a
// ride, looks at the proposal, notes a call, applies it, and gives a trip to somebody by hand. Every page met is looked
// at (support/look.mjs).
// Use: node tests/e2e/board.mjs   after: make
import { look } from './support/look.mjs';
import { holds, press, signIn } from './support/page.mjs';
import { must, openBrowser, openZone, teller } from './support/zone.mjs';

const DAY_MS = 24 * 3600 * 1000;
const told = teller();
const { step } = told;

const busiest = '.ac-run:has(a:has-text("Non può più")):has(.ac-legs)';

// The next day on which a volunteer has somebody to fetch.
async function openBusyDay(page, origin) {
  for (let ahead = 1; ahead <= 7; ahead += 1) {
    const day = new Date(Date.now() + ahead * DAY_MS).toISOString().slice(0, 10);
    await page.goto(`${origin}/accompagnamenti?giorno=${day}`);
    if (await page.locator(busiest).count() > 1) return day;
  }
  throw new Error('no day of the next seven has volunteers with trips');
}

async function sickMorning(origin) {
  const { page, close } = await openBrowser();
  let day;
  await signIn(page, origin, 'bruno.cipriani');
  await step('the board of a day shows its volunteers and how much room each trip has', async () => {
    day = await openBusyDay(page, origin);
    await look(page, 'board-day');
  });
  await step('a trip is given to another volunteer by hand, after seeing what would break with each', async () => {
    await press(page, '.ac-legs a:has-text("Dallo a…")');
    await holds(page, 'Cambia volontario');
    await look(page, 'board-reassign');
    await press(page, 'main button:has-text("Tieni con chi guida adesso")');
    await holds(page, 'Resta con il volontario che ha adesso');
    await press(page, 'main button:has-text("Lascialo libero di cambiare")');
    if (await page.locator('main fieldset input:not(:checked)').count()) await page.check('main fieldset input:not(:checked) >> nth=0');
    await press(page, 'main button:has-text("Salva")');
    must(page.url().includes('/accompagnamenti?giorno='), page.url());
  });
  await step('a volunteer cannot come: whose promises break is said before anything is saved', async () => {
    await press(page, `${busiest} >> nth=0 >> text="Non può più"`);
    await look(page, 'board-unable');
    await press(page, 'main button:has-text("Salva l’assenza")');
    await holds(page, 'Non è ancora salvato niente');
    await look(page, 'board-promises');
    await press(page, 'main button:has-text("Salva lo stesso")');
  });
  await step('who can still go and who must be called is proposed', async () => {
    must(page.url().includes('/accompagnamenti/rivedi'), page.url());
    await look(page, 'board-replan');
  });
  await step('a car stops: its promises are told, its rides proposed to others, and it is back', async () => {
    await page.goto(`${origin}/accompagnamenti?giorno=${day}`);
    await press(page, 'a:has-text("Auto ferma")');
    await page.fill('[name=from_hour]', '7:00');
    await look(page, 'board-car');
    const form = page.url();
    await press(page, 'main button:has-text("Segna l’auto ferma")');
    await holds(page, 'Non è ancora salvato niente');
    await press(page, 'main button:has-text("Salva lo stesso")');
    must(/\/(rivedi|scoperti)\?/.test(page.url()), page.url());
    await page.goto(`${origin}/accompagnamenti?giorno=${day}`);
    await holds(page, 'alle 7:00, non si sa fino a quando');
    await page.goto(form);
    await look(page, 'board-car-stopped');
    await press(page, 'main button:has-text("Togli")');
    await holds(page, 'Accompagnamenti');
  });
  await step('nobody at all can come: everybody is on the list of calls, and a call is noted', async () => {
    await page.goto(`${origin}/accompagnamenti?giorno=${day}`);
    for (;;) {
      const next = page.locator(busiest).first();
      if (await next.count() === 0) break;
      await press(page, next.locator('a:has-text("Non può più")'));
      await press(page, 'main button:has-text("Salva l’assenza")');
      if (await page.locator('main button:has-text("Salva lo stesso")').count()) await press(page, 'main button:has-text("Salva lo stesso")');
      if (!await page.locator('main button:has-text("Applica la proposta")').count()) break;
      await press(page, 'main button:has-text("Applica la proposta")');
      await holds(page, 'Rivedi la giornata');
      await page.goto(`${origin}/accompagnamenti?giorno=${day}`);
    }
    await page.goto(`${origin}/accompagnamenti/rivedi?giorno=${day}`);
    await holds(page, 'Chi va chiamato, in quest’ordine');
    await press(page, 'main button:has-text("Chiamata fatta")');
    await holds(page, 'Chiamata fatta alle');
    await look(page, 'board-calls');
  });
  await close();
}

async function main() {
  const zone = await openZone();
  try {
    await sickMorning(zone.origin);
  } finally {
    zone.close();
  }
  process.exitCode = told.failed ? 1 : 0;
}

await main();
