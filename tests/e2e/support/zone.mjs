// The real program with a demo zone of its own, and a browser to visit it; both end with `close`.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const START_MS = 60000;
const WAIT_MS = 60000; // a busy machine is slow, not wrong

// Serves a fresh demo zone on a free port. `origin` is its address.
export function openZone() {
  const data = mkdtempSync(join(tmpdir(), 'accanto-zone-'));
  const server = spawn('build/accanto', ['demo', '--serve', '--data', join(data, 'zone'), '--port', '0']);
  const close = () => { server.kill('SIGKILL'); rmSync(data, { recursive: true, force: true }); };
  let said = '';
  return new Promise((done, fail) => {
    const timer = setTimeout(() => { close(); fail(new Error(`the program does not come up:\n${said}`)); }, START_MS);
    server.stderr.on('data', (text) => { said += text; });
    server.stdout.on('data', (text) => {
      said += text;
      const address = /answers at (http:\/\/[^ /]+)\//.exec(said);
      if (!address) return;
      clearTimeout(timer);
      said = '';
      done({ origin: address[1], close });
    });
    server.on('exit', (code) => fail(new Error(`the program ended with ${code}:\n${said}`)));
  });
}

// A browser of its own profile. `options` as for a Playwright context.
export async function openBrowser(options = {}) {
  const profile = mkdtempSync(join(tmpdir(), 'accanto-browser-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    locale: 'it-IT',
    timezoneId: 'Europe/Rome',
    reducedMotion: 'reduce', // what glides into view moves away from under a click on a busy machine
    viewport: { width: 1366, height: 900 },
    args: ['--no-sandbox', '--lang=it-IT', '--disable-gpu', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    ...options,
  });
  context.setDefaultTimeout(WAIT_MS);
  const page = context.pages()[0] ?? await context.newPage();
  const close = async () => { await context.close(); rmSync(profile, { recursive: true, force: true }); };
  return { context, page, close };
}

// Steps, told one a line. A failed step is told and the next one tried.
export function teller() {
  const told = { failed: 0 };
  told.step = async (name, act) => {
    try {
      await act();
      console.log(`ok ${name}`);
      return true;
    } catch (error) {
      told.failed += 1;
      console.log(`not ok ${name}: ${String(error.message).replace(/\s*\n\s*/g, ' | ').slice(0, 600)}`);
      return false;
    }
  };
  return told;
}

export function must(condition, words) {
  if (!condition) throw new Error(words);
}
