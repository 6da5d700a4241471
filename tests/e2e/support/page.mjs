// What one reads on a page and does with it. Whatever leads to another page waits until that page has come whole:
// a click alone ends as soon as the next page has begun, and what is read then depends on how fast the machine is.
import { must } from './zone.mjs';

export const PASSWORD = 'accanto-demo';

// `act`, and the page that comes of it.
export async function leads(page, act) {
  await Promise.all([page.waitForEvent('load'), act()]);
}

// A click on the first that answers to `target` (a selector or a locator), and the page that comes of it.
export function press(page, target) {
  const found = typeof target === 'string' ? page.locator(target) : target;
  return leads(page, () => found.first().click());
}

export const text = (page) => page.locator('main').innerText();

export async function holds(page, words) {
  const said = await text(page);
  must(said.includes(words), `"${words}" is not on ${page.url()}: ${said.slice(0, 300)}`);
}

export async function signIn(page, origin, username) {
  await page.goto(`${origin}/accesso`);
  await page.fill('#username', username);
  await page.fill('#password', PASSWORD);
  await press(page, 'main button[type=submit]');
}
