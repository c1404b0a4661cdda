import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const places = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/**
 * Where a Chromium is, or undefined: then the tests that need it are left out, with a sentence saying so. In CI
 * (`CI=true`) a missing browser is an error.
 *
 * ```ts
 * const path = findChromium();
 * describe.skipIf(path === undefined)('the page', () => { … await launchChromium(path) … });
 * ```
 */
export function findChromium(): string | undefined {
  const found = places.find((place) => place !== undefined && existsSync(place));
  if (found === undefined) {
    const sentence = 'No Chromium was found (CHROMIUM_PATH, /usr/bin/chromium): the tests in a real browser';
    if (process.env.CI === 'true') throw new Error(`${sentence} cannot run.`);
    console.log(`${sentence} are left out.`);
  }
  return found;
}

export function launchChromium(path: string | undefined): Promise<Browser> {
  if (path === undefined) throw new Error('no Chromium to launch');
  return chromium.launch({
    executablePath: path,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
