// What an attacker would type, in every field of text, then looked at wherever it is shown: nothing runs, and the
// browser has no breach of the content security policy to tell. Use: node tests/e2e/payloads.mjs   after: make
import { leads, signIn } from './support/page.mjs';
import { must, openBrowser, openZone, teller } from './support/zone.mjs';

const told = teller();
const { step } = told;
const payloads = [
  '<script>window.ran=1</script>',
  '"><img src=x onerror=window.ran=1>',
  "'onfocus=window.ran=1 autofocus x='",
  '</textarea><svg onload=window.ran=1>',
  'javascript:window.ran=1',
  '{{7*7}}${7*7}<!--',
  '</title><style>*{display:none}</style>',
];

// The forms, and the pages on which what they kept is shown. `id` is found in the address after sending.
const forms = [
  { path: '/persone/nuova', fill: {}, shows: (id) => [`/persone/${id}`, '/persone?q=window', `/persone/${id}/modifica`] },
  { path: '/contatti/nuovo',
    fill: { channel: 'phone', reason: 'spontaneous', caller_kind: 'self', person: 'none', need: 'health_doctor', response: 'listening' },
    shows: (id) => [`/contatti/${id}`, '/contatti', '/agenda', `/contatti/${id}/correggi`] },
  { path: '/contatti/informazione', fill: { channel: 'phone', need: 'health_doctor' }, shows: (id) => [`/contatti/${id}`] },
  { path: '/rete/servizi/nuovo', fill: {}, shows: () => ['/rete', '/servizi'] },
  { path: '/segnala', fill: { about: 'site' }, shows: () => [] },
  { path: '/profilo/parola', fill: {}, shows: () => [] },
];

// Run in every page before its own scripts.
function listen() {
  window.breaches = [];
  document.addEventListener('securitypolicyviolation', (breach) => window.breaches.push(breach.violatedDirective));
}

async function nothingRan(page, dialogs) {
  const { ran, breaches } = await page.evaluate(() => ({ ran: window.ran, breaches: window.breaches }));
  must(!ran, `a script ran on ${page.url()}`);
  must(!dialogs.length, `a dialog on ${page.url()}: ${dialogs[0]}`);
  must(!breaches.length, `breaches on ${page.url()}: ${breaches}`);
}

// Everything that takes text gets the payload; the rest is filled as the form needs it.
async function fillWith(page, form, payload) {
  await page.evaluate(() => document.querySelectorAll('main details').forEach((part) => { part.open = true; }));
  for (const field of await page.locator('main form[method=post] :is(input[type=text], input[type=search]:not([data-filter]), textarea)').all()) {
    if (await field.isVisible()) await field.fill(payload);
  }
  for (const [name, value] of Object.entries(form.fill)) {
    const choice = page.locator(`main :is(input[name="${name}"][value="${value}"])`);
    if (await choice.count()) await choice.first().check();
    else await page.locator(`main select[name="${name}"]`).selectOption(value);
  }
}

async function attack(page, dialogs, origin, form, payload) {
  await page.goto(`${origin}${form.path}`);
  await fillWith(page, form, payload);
  await leads(page, () => page.evaluate(() => {
    const sent = document.querySelector('main form[method=post]');
    sent.noValidate = true;
    sent.requestSubmit([...sent.querySelectorAll('button')].findLast((button) => !button.name));
  }));
  await nothingRan(page, dialogs);
  const id = /\/(\d+)(\/|$)/.exec(new URL(page.url()).pathname)?.[1];
  for (const path of id || !form.shows.length ? form.shows(id) : []) {
    await page.goto(`${origin}${path}`);
    await nothingRan(page, dialogs);
  }
}

async function main() {
  const zone = await openZone();
  const { context, page, close } = await openBrowser();
  const dialogs = [];
  page.on('dialog', (dialog) => { dialogs.push(dialog.message()); dialog.dismiss(); });
  await context.addInitScript(listen);
  try {
    await signIn(page, zone.origin, 'anna.esposito');
    await step('listener: it hears a breach', async () => {
      await page.evaluate(() => { const part = document.createElement('script'); part.textContent = 'window.ran=1'; document.body.append(part); });
      await page.waitForFunction(() => window.breaches.length > 0);
      must(!await page.evaluate(() => window.ran), 'an inline script ran');
    });
    for (const form of forms) {
      await step(`payloads: nothing runs from ${form.path}`, async () => {
        for (const payload of payloads) await attack(page, dialogs, zone.origin, form, payload);
      });
    }
    await step('payloads: nothing runs from an address', async () => {
      for (const payload of payloads) {
        for (const path of ['/persone?q=', '/accompagnamenti/nuovo?q=', '/rete?q=', '/accesso?torna=', '/accompagnamenti?giorno=']) {
          await page.goto(`${zone.origin}${path}${encodeURIComponent(payload)}`);
          await nothingRan(page, dialogs);
        }
      }
    });
  } finally {
    await close();
    zone.close();
  }
  process.exitCode = told.failed ? 1 : 0;
}

await main();
