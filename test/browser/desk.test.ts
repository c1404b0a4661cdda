import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium } from '../support/chromium.js';
import { contactAt } from '../support/contact-at.js';
import { Clerk } from './clerk.js';
import { here, phone, Stage } from './stage.js';

const chromium = findChromium();
const patience = 150_000;
const administrator = 1004;
const official = 1003;

describe.skipIf(chromium === undefined)('the desk in a browser', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.set(chromium, [administrator]);
  }, patience);
  afterAll(() => stage.strike());

  async function filed(): Promise<void> {
    const { li } = await contactAt(stage.running, stage.store);
    for (const words of ['请最后核对', '提交成功']) {
      await li.says('提交');
      await li.hears(words);
    }
  }

  it(
    'is worked at on a phone, with clicks and typing only, from the invitation to the reported sheet',
    async () => {
      await filed();
      await filed();
      const context = await stage.browser.newContext({ ...phone, ...here });
      const chen = new Clerk(await stage.open(context, `?people=${administrator}`));
      await chen.taps('开始');
      await chen.reads('请选择要填写的表');
      await chen.sends('/people');
      await chen.reads('请选择征集');
      await chen.taps('“我为群众办实事”科技创新项目需求征集大调研');
      await chen.reads('还没有邀请');
      await chen.taps('邀请…');
      await chen.reads('要邀请谁');
      await chen.taps('责任人 · 永定区、张家界市高新区');
      await chen.reads('请发送单位全称');
      await chen.sends('高新技术科');
      const link = /https:\/\/t\.me\/\S+/.exec(await chen.reads('链接只能用一次'))?.[0] ?? '';

      const page = await stage.open(context, `?people=${official}`);
      const zhao = new Clerk(page);
      await zhao.taps('开始');
      await zhao.reads('请选择要填写的表');
      await zhao.sends(link);
      await zhao.reads('您已是');
      await stage.picture(page, 'appointed');
      await zhao.sends('/inbox');
      await zhao.reads('待审核（2 个）');
      await stage.picture(page, 'inbox-on-a-phone', true);
      await zhao.taps('1');
      await zhao.reads('状态：待审核');
      await stage.picture(page, 'demand');
      await zhao.taps('通过');
      await zhao.reads('状态：已通过');
      await zhao.taps('推荐建议');
      await zhao.taps('省级立项');
      await zhao.reads('推荐建议：省级立项');
      await zhao.sends('汇总 永定');
      await zhao.reads('已通过 1');
      await stage.picture(page, 'summary-on-a-phone', true);
      await zhao.taps('报送');
      await zhao.reads('还有 1 个项目没有审核');
      await stage.picture(page, 'report');
      await zhao.taps('确认报送（第 1 号）');
      await zhao.reads('.xlsx');
      const sheet = page.getByRole('link', { name: /^下载 .*\.xlsx/ }).last();
      const [download] = await Promise.all([page.waitForEvent('download'), sheet.click()]);
      expect(download.suggestedFilename()).toMatch(/汇总表（永定区）-1\.xlsx$/);
      await stage.picture(page, 'reported');
      await zhao.sends('/summary');
      await zhao.reads('永定区第 1 号');
      await zhao.taps('图表');
      await zhao.reads('各区域项目数');
      await stage.picture(page, 'chart');
      await context.close();
      expect(stage.problems).toEqual([]);
    },
    patience,
  );
});
