import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import { openStore } from '../../src/storage/open.js';
import type { Store } from '../../src/storage/store.js';
import { launchChromium } from '../support/chromium.js';
import { type RunningApp, runApp } from '../support/running-app.js';
import { photograph } from './clerk.js';
import { lighterPng } from './lighter-png.js';

const docsImages = fileURLToPath(new URL('../../docs/images/', import.meta.url));
const mostBytes = 200_000;

export const phone = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  hasTouch: true,
  isMobile: true,
};
export const here = { locale: 'zh-CN', timezoneId: 'Asia/Shanghai', colorScheme: 'light' as const };

/** The whole bot with its chat page in a real browser, and what went wrong on the page. */
export class Stage {
  readonly problems: string[] = [];

  private constructor(
    private readonly folder: string,
    readonly browser: Browser,
    readonly store: Store,
    readonly running: RunningApp,
  ) {}

  static async set(chromium: string | undefined, adminIds: readonly number[] = []): Promise<Stage> {
    const folder = await mkdtemp(join(tmpdir(), 'questionnaire-'));
    const browser = await launchChromium(chromium);
    const store = await openStore({ dataDir: folder });
    const running = await runApp(store, { adminIds, chat: { title: '征集' }, atNoon: true });
    return new Stage(folder, browser, store, running);
  }

  async strike(): Promise<void> {
    await this.browser.close();
    await this.running.stop();
    await this.store.close();
    await rm(this.folder, { recursive: true });
  }

  async open(context: BrowserContext, query = ''): Promise<Page> {
    const page = await context.newPage();
    page.on('pageerror', (error) => this.problems.push(error.message));
    page.on('console', (message) => message.type() === 'error' && this.problems.push(message.text()));
    await page.goto(`${this.running.apiRoot}/${query}`);
    return page;
  }

  /** Into the temporary folder; those of the README into docs/images too when asked, and never too heavy for it. */
  async picture(page: Page, name: string, inReadme = false): Promise<void> {
    const pictures = process.env.SCREENSHOTS_DIR ?? join(this.folder, 'pictures');
    for (const wanted of [pictures, docsImages]) await mkdir(wanted, { recursive: true });
    const shot = await photograph(page);
    await writeFile(join(pictures, `${name}.png`), shot);
    if (!inReadme) return;
    const light = lighterPng(shot);
    expect(light.length).toBeLessThan(mostBytes);
    if (process.env.UPDATE_SCREENSHOTS === '1') await writeFile(join(docsImages, `${name}.png`), light);
  }
}
