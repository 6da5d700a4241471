// The office's main job, walked as its people walk it: at the desk by keyboard alone, on a phone, and without
// scripts. Every page met is looked at (support/look.mjs; screenshots in build/e2e/).
// Use: node tests/e2e/journey.mjs [desk|phone|no-scripts|citizen|others]...   after: make
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { choose, enter, pick, send, tabTo, tick, type } from './support/keyboard.mjs';
import { look } from './support/look.mjs';
import { PASSWORD, holds, leads, press, signIn, text } from './support/page.mjs';
import { must, openBrowser, openZone, teller } from './support/zone.mjs';

const SURGERY = 'Ambulatorio medico di Arrone';
const HOSPITAL = 'Ospedale Santa Maria di Terni';
const told = teller();
const { step } = told;

// ---- days ----

const DAY_MS = 24 * 3600 * 1000;
const inDays = (count) => new Date(Date.now() + count * DAY_MS);
const iso = (day) => day.toLocaleDateString('sv-SE', { timeZone: 'Europe/Rome' });

// The ISO day of the next Tuesday, Wednesday or Thursday that is `ahead` days on or more and no holiday, as the board
// of the day tells: nobody drives on Sundays.
async function rideDay(page, origin, ahead = 3) {
  for (let count = ahead; count < ahead + 30; count += 1) {
    const day = iso(inDays(count));
    if (![2, 3, 4].includes(new Date(day).getUTCDay())) continue;
    await page.goto(`${origin}/accompagnamenti?giorno=${day}`);
    if (!(await text(page)).includes('Il servizio è chiuso')) return day;
  }
  throw new Error('the service is closed for a month');
}

// Within 24 hours whatever the clock says now, and at an hour at which one goes to a doctor.
function tooLate() {
  const hour = Number(new Date().toLocaleTimeString('sv-SE', { timeZone: 'Europe/Rome' }).slice(0, 2));
  return hour < 9 ? { day: iso(inDays(0)), clock: '11:30' } : { day: iso(inDays(1)), clock: '8:30' };
}

// ---- what is on a page ----

const firstHit = (page) => page.evaluate(() => {
  const hit = document.querySelector('tbody a');
  return hit && { name: hit.textContent, id: hit.getAttribute('href').match(/\d+/)?.[0], href: hit.getAttribute('href') };
});

// ---- at the desk, by keyboard ----

async function typeSignIn(page, origin, username) {
  await page.goto(`${origin}/accesso`);
  await type(page, '#username', username);
  await type(page, '#password', PASSWORD);
  await send(page);
  must(page.url().endsWith('/agenda'), `after signing in: ${page.url()}`);
}

async function search(page, origin, words) {
  await page.goto(`${origin}/persone`);
  await type(page, '#q', words);
  await send(page);
  return firstHit(page);
}

// The telephone rings: the right person comes first, whatever one types.
async function findPerson(page, origin, desk) {
  await step('keyboard: search "rosi mari" finds the person', async () => {
    await page.goto(`${origin}/agenda`);
    await type(page, '#q', 'rosi mari');
    await send(page);
    desk.hit = await firstHit(page);
    must(desk.hit && /^Rosi Mari/.test(desk.hit.name), `first is ${desk.hit?.name}`);
    await look(page, 'search');
  });
  await step('keyboard: the person opens', async () => {
    await enter(page, `tbody a[href="${desk.hit.href}"]`);
    await holds(page, desk.hit.name);
    desk.phone = await page.evaluate(() => document.querySelector('main a[href^="tel:"]')?.textContent);
    desk.code = (await text(page)).match(/\b[A-Z]{6}\d{2}[A-Z]\d{2}[A-Z]\d{3}[A-Z]\b/)?.[0];
    await look(page, 'person');
  });
  const ways = {
    'surname and name swapped': () => desk.hit.name.split(' ').reverse().join(' '),
    'a typo': () => desk.hit.name.replace('Rosi', 'Rossi'),
    'the telephone': () => desk.phone,
    'the tax code': () => desk.code?.toLowerCase(),
  };
  for (const [way, words] of Object.entries(ways)) {
    await step(`keyboard: search by ${way} finds the same person`, async () => {
      must(words(), 'the person has none');
      const hits = (await search(page, origin, words()), await page.evaluate(() =>
        [...document.querySelectorAll('tbody a')].map((hit) => hit.getAttribute('href'))));
      must(hits.includes(desk.hit.href), `${words()}: ${hits}`);
    });
  }
}

async function createPerson(page, origin, desk) {
  await step('keyboard: a new person is checked for doubles', async () => {
    await search(page, origin, 'rosi mari');
    await enter(page, 'main a[href^="/persone/nuova"]');
    await look(page, 'person-new');
    await type(page, '#surname', 'Rosi');
    await type(page, '#name', desk.hit.name.slice(5));
    await type(page, '[name="birth_date.d"]', '4');
    await type(page, '[name="birth_date.m"]', '2');
    await type(page, '[name="birth_date.y"]', '1948');
    await pick(page, '#place_id', 'Arrone');
    await type(page, '#address', 'Via Roma 3');
    await type(page, '#phone1', '300 7654321');
    await send(page);
    await holds(page, 'È una di queste persone?');
    await holds(page, desk.hit.name);
    await look(page, 'person-doubles');
  });
  await step('keyboard: none of them, saved', async () => {
    await enter(page, 'main form button.btn-primary');
    desk.person = page.url().match(/\/persone\/(\d+)$/)?.[1];
    must(desk.person && desk.person !== desk.hit.id, page.url());
    await holds(page, 'La scheda è salvata.');
  });
}

async function recordContact(page, origin, desk) {
  await step('keyboard: a contact is recorded, with a call-back', async () => {
    await page.goto(`${origin}/persone/${desk.person}`);
    await enter(page, `main a[href="/contatti/nuovo?persona=${desk.person}"]`);
    await look(page, 'contact-new');
    await choose(page, 'channel', 'phone');
    await choose(page, 'reason', 'spontaneous');
    await choose(page, 'caller_kind', 'relative');
    await type(page, '#caller_name', 'Carla, la figlia');
    await type(page, '#filter', 'medico');
    await tick(page, 'input[name=need]');
    await type(page, '#notes', 'Chiede come arrivare alla visita.');
    await tick(page, '#response-information');
    await tick(page, 'details:has(#call_back_on) summary');
    await type(page, '#call_back_on', iso(inDays(0)));
    await type(page, '#call_back_phone', '300 7654321');
    await enter(page, 'main form p.ac-actions:last-of-type button.btn-primary');
    await holds(page, 'Contatto registrato');
    desk.contact = page.url().match(/\/contatti\/(\d+)\/fatto/)?.[1];
    must(desk.contact, page.url());
    await look(page, 'contact-done');
  });
  await step('keyboard: the contact is corrected, the former text stays', async () => {
    await page.goto(`${origin}/contatti/${desk.contact}`);
    await enter(page, `main a[href="/contatti/${desk.contact}/correggi"]`);
    await type(page, '#notes', 'Chiede come arrivare alla visita di mercoledì.');
    await type(page, '#why', 'mancava il giorno');
    await send(page);
    await holds(page, 'di mercoledì.');
    await holds(page, 'mancava il giorno');
    await look(page, 'contact');
  });
  await step('keyboard: the call-back is closed', async () => {
    await choose(page, 'outcome', 'reached');
    await enter(page, `form[action="/contatti/${desk.contact}/richiamata"] button`);
    must(!(await text(page)).includes('Chiudi la richiamata'), 'it is still open');
  });
}

async function requestInformation(page, origin, desk) {
  await step('keyboard: an information request takes three answers', async () => {
    await page.goto(`${origin}/contatti/informazione`);
    await look(page, 'contact-info');
    await choose(page, 'channel', 'phone');
    await pick(page, '#need', 'Medico');
    await type(page, '#answer', 'Il numero del centro di salute.');
    await enter(page, 'main form button.btn-primary');
    desk.anonymous = page.url().match(/\/contatti\/(\d+)\/fatto/)?.[1];
    must(desk.anonymous, page.url());
  });
  await step('keyboard: it is linked to a person later', async () => {
    await enter(page, `main a[href="/contatti/${desk.anonymous}/persona"]`);
    await look(page, 'contact-link');
    await type(page, '#seek', '300 7654321');
    await enter(page, 'button[value=seek]');
    await choose(page, 'person', desk.person);
    await enter(page, 'button[value=link]');
    await page.goto(`${origin}/contatti/${desk.anonymous}`);
    await holds(page, 'Rosi');
  });
}

async function askRide(page, origin, desk, day, clock, destination = SURGERY, waitMinutes = '') {
  await page.goto(`${origin}/accompagnamenti/nuovo?persona=${desk.person}`);
  if (await page.locator('select#destination').count()) await pick(page, '#destination', destination);
  else await choose(page, 'destination', await page.getByLabel(destination).getAttribute('value'));
  await type(page, '#day', day);
  await type(page, '#appointment', clock);
  await choose(page, 'return_kind', waitMinutes ? 'wait' : 'on_call');
  if (waitMinutes) await type(page, '#wait_minutes', waitMinutes);
  await choose(page, 'companions', '0');
  await choose(page, 'mobility_aid', 'stick');
  for (const name of ['alone', 'autonomy']) {
    if (await page.evaluate((asked) => !!document.querySelector(`[name=${asked}]`), name)) await choose(page, name, 'yes');
  }
  await type(page, '#boarding_notes', 'Il campanello è a sinistra.');
}

async function bookRide(page, origin, desk) {
  const day = await rideDay(page, origin);
  await step('keyboard: a ride is asked for, and the answer is yes', async () => {
    await askRide(page, origin, desk, day, '10:15');
    await look(page, 'ride-new');
    await enter(page, 'main form p.ac-actions button.btn-primary');
    await look(page, 'ride-answer');
    must(await page.locator('.ac-answer:not(.ac-answer-no)').count(), (await text(page)).slice(0, 400));
    await enter(page, 'form[action$="/conferma"] button.btn-primary');
    await holds(page, 'Il numero è');
    desk.day = day;
    await look(page, 'ride-done');
  });
  await step('keyboard: the hospital is not served, and the no is counted by reason', async () => {
    await askRide(page, origin, desk, day, '10:15', HOSPITAL);
    await enter(page, 'main form p.ac-actions button.btn-primary');
    must(await page.locator('.ac-answer-no').count(), (await text(page)).slice(0, 400));
    await look(page, 'ride-not-served');
    await page.goto(`${origin}/accompagnamenti/conti?mese=${day.slice(0, 7)}`);
    await holds(page, 'No detti e non registrati');
    must(await page.locator('section:last-of-type tbody td:last-child').evaluateAll((told) =>
      told.some((count) => count.textContent === '1')), 'the no is not counted');
    await look(page, 'ride-figures');
  });
  await step('keyboard: too late is refused, with what can be had instead', async () => {
    const { day: soon, clock } = tooLate();
    await askRide(page, origin, desk, soon, clock);
    await enter(page, 'main form p.ac-actions button.btn-primary');
    must(await page.locator('.ac-answer-no').count(), (await text(page)).slice(0, 400));
    await look(page, 'ride-refused');
    must(await page.locator('.ac-offers li').count(), `nothing instead: ${(await text(page)).slice(0, 400)}`);
  });
  await step('keyboard: one of the times offered is booked', async () => {
    await enter(page, '.ac-offers button');
    must(await page.locator('.ac-answer:not(.ac-answer-no)').count(), (await text(page)).slice(0, 400));
    await enter(page, 'form[action$="/conferma"] button.btn-primary');
    await holds(page, 'Il numero è');
  });
}

async function bookVisit(page, origin, desk) {
  await step('keyboard: a short visit is waited for by the volunteer', async () => {
    await askRide(page, origin, desk, await rideDay(page, origin, 10), '10:15', SURGERY, '25');
    await enter(page, 'main form p.ac-actions button.btn-primary');
    await look(page, 'ride-waited-for');
    await holds(page, 'aspetta lì e la riporta a casa: si riparte tra le 10:40 e le 10:55');
    await enter(page, 'form[action$="/conferma"] button.btn-primary');
    await holds(page, 'aspetta lì: si riparte tra le 10:40 e le 10:55');
  });
}

async function bookSeries(page, origin, desk) {
  await step('keyboard: a ride every two weeks is answered date by date and booked at once', async () => {
    await askRide(page, origin, desk, await rideDay(page, origin, 10), '16:00');
    await tick(page, 'details:has(#repeat) summary');
    await choose(page, 'repeat', 'weeks');
    await type(page, '#repeat_times', '3');
    await enter(page, 'main form p.ac-actions button.btn-primary');
    await look(page, 'series-answer');
    must(await page.locator('input[name=take]').count(), (await text(page)).slice(0, 400));
    await enter(page, 'form[action$="/serie"] button.btn-primary');
    await holds(page, 'Fa parte di una serie: ogni 2 settimane');
    await look(page, 'series-done');
  });
}

async function seeDay(page, context, origin, desk) {
  await step('keyboard: the day by volunteer shows the ride', async () => {
    await page.goto(`${origin}/accompagnamenti?giorno=${desk.day}`);
    await holds(page, 'Rosi');
    await look(page, 'rides-board');
  });
  await step('keyboard: the day sheet prints, the PDF has the name', async () => {
    const sheet = await page.evaluate(() => [...document.querySelectorAll('.ac-run')]
      .find((run) => run.innerText.includes('Rosi')).querySelector('a[href*="/foglio/"]').getAttribute('href'));
    await enter(page, `a[href="${sheet}"]`);
    await look(page, 'day-sheet');
    const pdf = await page.evaluate(() => document.querySelector('a[href*="/pdf"]').href);
    const answer = await context.request.get(pdf);
    writeFileSync('build/e2e/day-sheet.pdf', await answer.body());
    const words = execFileSync('pdftotext', ['-layout', 'build/e2e/day-sheet.pdf', '-'], { encoding: 'utf8' });
    must(words.includes('Rosi') && words.includes('campanello'), words.slice(0, 300));
  });
  await step('keyboard: the agenda shows contacts and call-backs', async () => {
    await page.goto(`${origin}/agenda`);
    await holds(page, 'Rosi');
    await look(page, 'agenda');
  });
}

async function atTheDesk(origin, desk) {
  const { context, page, close } = await openBrowser();
  await step('keyboard: the coordinator signs in', async () => {
    await page.goto(`${origin}/accesso`);
    await look(page, 'sign-in');
    await typeSignIn(page, origin, 'anna.esposito');
  });
  await findPerson(page, origin, desk);
  await createPerson(page, origin, desk);
  await recordContact(page, origin, desk);
  await requestInformation(page, origin, desk);
  await bookRide(page, origin, desk);
  await bookVisit(page, origin, desk);
  await bookSeries(page, origin, desk);
  await seeDay(page, context, origin, desk);
  await close();
}

// ---- the same with a finger or a mouse, on a phone or without scripts ----

async function shortJourney(how, page, origin, desk) {
  await step(`${how}: the coordinator signs in`, async () => {
    await signIn(page, origin, 'anna.esposito');
    must(page.url().endsWith('/agenda'), page.url());
  });
  await step(`${how}: search, and the person opens`, async () => {
    await page.goto(`${origin}/persone`);
    await page.fill('#q', '300 7654321');
    await press(page, 'main form[role=search] button');
    await press(page, 'tbody a');
    must(page.url().endsWith(`/persone/${desk.person}`), page.url());
  });
  await step(`${how}: the needs are filtered, the contact is recorded`, async () => {
    await page.goto(`${origin}/contatti/nuovo?persona=${desk.person}`);
    await page.check('#channel-phone');
    await page.check('#reason-spontaneous');
    await page.check('#caller_kind-self');
    await page.fill('#filter', 'medico');
    if (await page.locator('#filter-button').isVisible()) {
      await page.focus('#filter-button');
      await leads(page, () => page.keyboard.press('Enter'));
    }
    await page.check('input[name=need]:visible >> nth=0');
    await page.check('#response-listening');
    await press(page, 'main form p.ac-actions:last-of-type button.btn-primary');
    must(/\/fatto$/.test(page.url()), page.url());
  });
  await step(`${how}: a ride is booked`, async () => {
    const day = await rideDay(page, origin);
    await page.goto(`${origin}/accompagnamenti/nuovo?persona=${desk.person}`);
    if (await page.locator('select#destination').count()) await page.selectOption('#destination', { label: SURGERY });
    else await page.getByLabel(SURGERY).check();
    await page.fill('#day', day);
    await page.fill('#appointment', how === 'phone' ? '16:15' : '17:30');
    await page.check('#return_kind-none');
    await page.check('#companions-0');
    await page.check('#mobility_aid-none');
    for (const asked of ['#alone-yes', '#autonomy-yes']) if (await page.locator(asked).count()) await page.check(asked);
    await press(page, 'main form p.ac-actions button.btn-primary');
    if (await page.locator('.ac-answer-no').count()) await press(page, '.ac-offers button');
    await press(page, 'form[action$="/conferma"] button.btn-primary');
    must((await page.textContent('main')).includes('Il numero è'), page.url());
  });
}

async function onThePhone(origin, desk) {
  const { page, close } = await openBrowser({ viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true });
  await shortJourney('phone', page, origin, desk);
  await close();
}

async function withoutScripts(origin, desk) {
  const { page, close } = await openBrowser({ javaScriptEnabled: false });
  await shortJourney('no scripts', page, origin, desk);
  await close();
}

// ---- a citizen, on a phone ----

async function asCitizen(origin) {
  const { page, close } = await openBrowser({ viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true });
  const pages = {
    home: '/', services: '/servizi', office: '/ufficio', organizations: '/associazioni', faq: '/faq', report: '/segnala',
    privacy: '/privacy', accessibility: '/accessibilita', 'legal-notes': '/note-legali', 'not-found': '/non-esiste',
  };
  for (const [name, path] of Object.entries(pages)) {
    await step(`citizen: ${path} is shown`, async () => {
      await page.goto(`${origin}${path}`);
      await look(page, `public-${name}`);
    });
  }
  await step('citizen: the sheet of the rides says who, how and when', async () => {
    await page.goto(`${origin}/servizi`);
    await press(page, 'main a:has-text("ccompagnamento")');
    for (const heading of ['A chi è rivolto', 'Come fare', 'Tempi e scadenze', 'Contatti']) await holds(page, heading);
    must(!(await text(page)).toLowerCase().includes('numero gratuito'), 'the call is not free');
    await look(page, 'public-service');
  });
  await close();
}

// ---- the others' pages ----

async function asOthers(origin) {
  const pages = {
    'elena.viola': ['/utenti', '/utenti/nuovo', '/utenti/3', '/regole', '/regole/orari', '/regole/elenchi'],
    'bruno.cipriani': ['/agenda', '/volontari', '/volontari/1', '/accompagnamenti/persone', '/accompagnamenti/scoperti'],
    'marta.leoni': ['/persone/doppioni', '/contatti', '/segnalazioni', '/rete', '/rete/servizi/nuovo'],
    'carlo.petrini': ['/registro', '/profilo', '/inizio'],
  };
  for (const [username, paths] of Object.entries(pages)) {
    const { page, close } = await openBrowser();
    await signIn(page, origin, username);
    for (const path of paths) {
      await step(`${username}: ${path} is shown`, async () => {
        const answer = await page.goto(`${origin}${path}`);
        must(answer.status() === 200, `status ${answer.status()}`);
        await look(page, `${username.split('.')[0]}${path.replaceAll('/', '-')}`);
      });
    }
    await close();
  }
}

const parts = { desk: atTheDesk, phone: onThePhone, 'no-scripts': withoutScripts, citizen: asCitizen, others: asOthers };

async function main(wanted) {
  const zone = await openZone();
  const desk = { person: '1' };
  try {
    for (const [name, part] of Object.entries(parts)) {
      if (!wanted.length || wanted.includes(name)) await part(zone.origin, desk);
    }
  } finally {
    zone.close();
  }
  process.exitCode = told.failed ? 1 : 0;
}

await main(process.argv.slice(2));
