import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readReceiptNumber } from '../../src/survey/receipt-number.js';
import { findChromium } from '../support/chromium.js';
import { type ScriptedAnswer, zhangjiajie, zhangjiajieUnit } from '../support/scripted.js';
import { Clerk } from './clerk.js';
import { here, phone, Stage } from './stage.js';

const chromium = findChromium();
/** Every click waits for the page to show it; on a busy computer that adds up. */
const patience = 150_000;

describe.skipIf(chromium === undefined)('the questionnaire in a browser', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.set(chromium);
  }, patience);
  afterAll(() => stage.strike());

  it(
    'is filled in by a clerk on a phone, with clicks and typing only, from the notice to the receipt',
    async () => {
      const context = await stage.browser.newContext({ ...phone, ...here });
      const page = await stage.open(context);
      const clerk = new Clerk(page);
      await stage.picture(page, 'welcome');
      await clerk.taps('开始');
      await clerk.reads('请选择要填写的表');
      await stage.picture(page, 'choice');
      await clerk.taps('填写：“我为群众办实事”科技创新项目需求调查表');
      await clerk.reads('您的权利');
      await stage.picture(page, 'notice');
      await clerk.taps('同意，开始填写');
      for (const answer of zhangjiajie) {
        await clerk.reads(answer.asks);
        await fitsTheScreen(page);
        if (answer.asks === '所属领域') await stage.picture(page, 'chat-on-a-phone', true);
        if (answer.asks.startsWith('1.项目需求的背景')) await writesTooMuch(page, clerk, answer);
        else if (answer.taps !== undefined) await clerk.taps(answer.taps);
        else await clerk.sends(answer.says ?? '');
      }
      await clerk.reads('全部填完了');
      await stage.picture(page, 'ready');

      await clerk.taps('总览');
      await clerk.reads('总览 · 已填 23/23');
      await stage.picture(page, 'overview-on-a-phone', true);
      await clerk.taps('11');
      expect(await clerk.reads('职工总数')).toContain('现在的答案：120 人');
      await clerk.sends('一百三十');
      expect(await clerk.reads('全部填完了')).toContain('职工总数：130 人');

      await clerk.taps('打印草稿');
      await clerk.reads('仅供核对');
      const link = page.getByRole('link', { name: /^下载 .*\.docx/ }).last();
      const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
      expect(download.suggestedFilename()).toBe('我为群众办实事科技创新项目需求调查表.docx');
      await stage.picture(page, 'printed');

      await clerk.sends('提交');
      expect(await clerk.reads('内容无误')).toContain('职工总数：130 人');
      await stage.picture(page, 'read-back');
      await clerk.taps('确认提交');
      const receipt = /回执编号：\s*(\S+)/.exec(await clerk.finds('提交成功'))?.[1] ?? '';
      expect(readReceiptNumber(receipt)).toMatchObject({ kind: 'ok', prefix: 'ZJJ2021', sequence: 1 });
      await clerk.reads('官方样式');
      await fitsTheScreen(page);
      await stage.picture(page, 'receipt-on-a-phone', true);
      await context.close();
      expect(stage.problems).toEqual([]);
    },
    patience,
  );

  async function writesTooMuch(page: Page, clerk: Clerk, { says = '' }: ScriptedAnswer): Promise<void> {
    await clerk.sends(says.repeat(3));
    expect(await clerk.reads('超出')).toContain('共 423 字，超出 123 字（限 300 字）');
    await stage.picture(page, 'too-long');
    await clerk.taps('看截短的版本');
    await clerk.reads('截短的版本（282/300 字）');
    await stage.picture(page, 'cut');
    await clerk.taps('用截短的版本（282 字）');
  }

  it(
    'is filled in by several people side by side on a wide screen',
    async () => {
      const context = await stage.browser.newContext({
        viewport: { width: 1440, height: 810 },
        deviceScaleFactor: 1,
        ...here,
      });
      const page = await stage.open(context, '?people=1001,1002,1003,1004');
      const chat = (name: string): Clerk =>
        new Clerk(page, page.getByRole('region', { name: new RegExp(`^您是 ${name} `) }));
      const wang = chat('王强');
      await wang.taps('开始');
      await wang.reads('请选择要填写的表');
      await wang.taps('填写：“我为群众办实事”科技创新项目需求调查表');
      await wang.taps('同意，开始填写');
      for (const answer of zhangjiajieUnit.slice(0, -1)) {
        await wang.reads(answer.asks);
        await wang.sends(answer.says ?? '');
      }
      await wang.reads('单位所属区域');
      const zhao = chat('赵芳');
      await zhao.taps('开始');
      await zhao.reads('请选择要填写的表');
      await stage.picture(page, 'four-people-side-by-side', true);
      await context.close();
      expect(stage.problems).toEqual([]);
    },
    patience,
  );

  it(
    'shows everybody when the address names nobody who is here',
    async () => {
      const context = await stage.browser.newContext({ ...phone, ...here });
      const page = await stage.open(context, '?people=987654');
      await page.getByRole('button', { name: '开始' }).waitFor();
      expect(await page.locator('#people button').count()).toBeGreaterThan(1);
      await context.close();
    },
    patience,
  );
});

/** Nothing sticks out at the side, and what is to be tapped is as large as a finger. */
async function fitsTheScreen(page: Page): Promise<void> {
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
  for (const key of await page.locator('.keys').last().locator('.key').all()) {
    const box = await key.boundingBox();
    if (!box) throw new Error('a button without a place');
    expect(box.x).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width).toBeLessThanOrEqual(390);
    expect(box.height).toBeGreaterThanOrEqual(40);
  }
}
