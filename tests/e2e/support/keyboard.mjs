// Everything by keyboard: what cannot be reached with Tab cannot be used.
import { leads } from './page.mjs';

const TABS_MAX = 400;

const isActive = (page, selector) =>
  page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector);

export async function tabTo(page, selector) {
  if (await isActive(page, selector)) return;
  for (let count = 0; count < TABS_MAX; count += 1) {
    await page.keyboard.press('Tab');
    if (await isActive(page, selector)) return;
  }
  throw new Error(`no way to ${selector} by keyboard on ${page.url()}`);
}

// In the order of the browser's own language, which it does not tell: its boxes skip a month past 12.
async function typeDate(page, day) {
  const [year, month, date] = day.split('-');
  for (const figures of [`${date}${month}${year}`, `${month}${date}${year}`]) {
    await page.keyboard.press('Control+A');
    await page.keyboard.press('Delete');
    await page.keyboard.type(figures);
    if (await page.evaluate(() => document.activeElement.value) === day) return;
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Shift+Tab');
  }
  throw new Error(`the day ${day} cannot be typed`);
}

// Text into a field; an ISO day into a field of days.
export async function type(page, selector, text) {
  await tabTo(page, selector);
  if (await page.evaluate(() => document.activeElement.type === 'date')) return typeDate(page, text);
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Delete');
  return page.keyboard.type(text);
}

// One of a group of radio buttons: Tab to the group, arrows to the button.
export async function choose(page, name, value) {
  await tabTo(page, `input[type=radio][name="${name}"]`);
  if (await isActive(page, `[value="${value}"]`)) return page.keyboard.press('Space');
  for (let count = 0; count < 60; count += 1) {
    await page.keyboard.press('ArrowDown');
    if (await isActive(page, `[name="${name}"][value="${value}"]`)) return undefined;
  }
  throw new Error(`no ${value} among ${name}`);
}

export async function tick(page, selector) {
  await tabTo(page, selector);
  await page.keyboard.press('Space');
}

// An entry of a select, by the beginning of its words.
export async function pick(page, selector, words) {
  await tabTo(page, selector);
  await page.keyboard.type(words, { delay: 5 });
}

// Enter on a link or button, and the page that comes of it.
export async function enter(page, selector) {
  await tabTo(page, selector);
  await send(page);
}

// Enter inside a field sends its form.
export const send = (page) => leads(page, () => page.keyboard.press('Enter'));
