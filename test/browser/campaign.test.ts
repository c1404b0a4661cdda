import { readFile } from 'node:fs/promises';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium } from '../support/chromium.js';
import { contactAt } from '../support/contact-at.js';
import { noonAhead, scheduleAt } from '../support/schedule.js';
import { workbook } from '../support/workbook.js';
import { Clerk } from './clerk.js';
import { here, phone, Stage } from './stage.js';

const chromium = findChromium();
const patience = 150_000;
/** So that the longest screen is in the picture whole. */
const tall = { width: 390, height: 975 };
const administrator = 1004;
const official = 1003;
const campaignId = 'zhangjiajie-2021';
const campaign = '“我为群众办实事”科技创新项目需求征集大调研';
const built = new URL('../../src/survey/campaigns/zhangjiajie-2021/definition.json', import.meta.url);

const roster = [
  ['单位名称', '统一社会信用代码', '所属区域', '联系人', '手机'],
  ['张家界云雾莓茶生物科技有限公司', '', '永定区', '李敏', '13800000001'],
  ['永定区澧水食品有限公司', '', '永定区', '王强', '13800000002'],
  ['永定山货加工厂', '', '永定区', '周约', '13800000003'],
  ['天门山旅游用品有限公司', '', '永定县', '吴工', '13800000004'],
];

describe.skipIf(chromium === undefined)('a campaign in a browser', () => {
  let stage: Stage;
  let context: BrowserContext;
  let page: Page;
  let chen: Clerk;
  beforeAll(async () => {
    stage = await Stage.set(chromium, [administrator]);
    context = await stage.browser.newContext({ ...phone, ...here, viewport: tall });
    page = await stage.open(context, `?people=${administrator}`);
    chen = new Clerk(page);
  }, patience);
  afterAll(async () => {
    expect(stage.problems).toEqual([]);
    await stage.strike();
  });

  it(
    'is made from a file, opened, and given its people and its roster',
    async () => {
      await chen.taps('开始');
      await chen.reads('请选择要填写的表');
      const text = await readFile(built, 'utf8');
      const next = {
        ...(JSON.parse(text) as object),
        ...{ id: 'linjiang-2026', receiptPrefix: 'LJ2026', organiser: '临江市科学技术局' },
        title: '临江市2026年科技需求征集',
      };
      await chen.sends('/newcampaign');
      await chen.reads('请把征集的定义文件');
      const sender = stage.running.chat.person(administrator);
      await sender.sendsDocument('definition.json', JSON.stringify(next));
      await chen.reads('回执号前缀：LJ2026');
      await stage.picture(page, 'campaign-preview', true);
      await chen.taps('创建并保持草稿');
      await chen.reads('已创建');

      await chen.sends('/campaigns');
      await chen.reads('征集活动');
      await chen.taps(campaign);
      await chen.reads('状态：填报中');
      await stage.picture(page, 'campaign-screen', true);

      await chen.sends('/people');
      await chen.reads('请选择征集');
      await chen.taps(campaign);
      await chen.reads('还没有邀请');
      await chen.taps('邀请…');
      await chen.reads('要邀请谁');
      await chen.taps('汇总单位 · 永定区');
      await chen.reads('请发送单位全称');
      await chen.sends('永定区科技和工业信息化局');
      const link = /https:\/\/t\.me\/\S+/.exec(await chen.reads('链接只能用一次'))?.[0] ?? '';
      await stage.picture(page, 'campaign-invite', true);
      const zhao = stage.running.chat.person(official);
      await zhao.says(link);
      await zhao.hears('您已是');

      await sender.sendsDocument('单位名册.xlsx', await workbook(roster));
      await chen.reads('它属于哪个征集');
      await chen.taps(campaign);
      await chen.reads('导入前核对');
      await stage.picture(page, 'campaign-roster', true);
      await chen.taps('确认导入');
      await chen.reads('已导入');
    },
    patience,
  );

  it(
    'tells its contacts, and lists whom somebody must call',
    async () => {
      for (const place of ['staff-total', 'region']) await contactAt(stage.running, stage.store, place);
      const { li } = await contactAt(stage.running, stage.store);
      for (const words of ['请最后核对', '提交成功']) {
        await li.says('提交');
        await li.hears(words);
      }
      await chen.sends('通知');
      await chen.reads('群发通知');
      await chen.taps(`写通知：${campaign}`);
      await chen.reads('通知草稿');
      await chen.taps('写内容');
      await chen.reads('请把通知内容发给我');
      await chen.sends('请还没有提交的单位于本月底前填完并提交。填写中有困难的，请与所在区县科技局联系。');
      await chen.reads('共 3 人');
      await chen.taps('选对象');
      await chen.reads('发给谁');
      await page
        .getByRole('button', { name: /已提交$/ })
        .last()
        .click();
      await chen.reads('共 2 人');
      await stage.picture(page, 'notice-audience');
      await chen.taps('‹ 返回草稿');
      await chen.reads('通知草稿');
      await stage.picture(page, 'notice-draft', true);
      await chen.taps('先发给我看看');
      await chen.finds('只发给了您自己');
      await stage.picture(page, 'notice-test');
      await chen.sends('/broadcast');
      await chen.reads('带 # 号的是草稿');
      await stage.picture(page, 'notice-home');
      await page
        .getByRole('button', { name: /^#\d+ 草稿/ })
        .last()
        .click();
      await chen.taps('发送给 2 人…');
      await chen.reads('确认发送给 2 人');
      await stage.picture(page, 'notice-confirm');
      await chen.taps('确认（2 人）');
      // The progress comes to its end in its place, and is said anew below.
      await page.getByText('已发完').nth(1).waitFor();
      await stage.picture(page, 'notice-sent', true);
      await chen.sends('/broadcast');
      await chen.reads('群发通知');
      await page
        .getByRole('button', { name: /^需要打电话的单位/ })
        .last()
        .click();
      await chen.reads('机器人联系不到的单位');
      await stage.picture(page, 'notice-calls', true);
    },
    patience,
  );

  it(
    'is watched: coverage, more time for a unit, a form from paper, a reminder',
    async () => {
      // Somebody has come by the link of a unit and begun nothing: a nudge has whom to go to.
      const known = { channel: 'telegram', externalId: '9490' };
      const { id: personId } = await stage.store.prisma.person.create({
        data: { identities: { create: known } },
      });
      const free = await stage.store.prisma.rosterUnit.findFirstOrThrow({
        where: { campaignId, personId: null },
        orderBy: { id: 'desc' },
      });
      await stage.store.prisma.rosterUnit.update({ where: { id: free.id }, data: { personId } });

      const districtPage = await stage.open(context, `?people=${official}`);
      const zhao = new Clerk(districtPage);
      await zhao.sends('/coverage');
      await zhao.reads('名册 3 家');
      await stage.picture(districtPage, 'campaign-coverage', true);
      await districtPage
        .getByRole('button', { name: /^未开始/ })
        .last()
        .click();
      await zhao.reads('未开始（');
      await stage.picture(districtPage, 'coverage-not-begun');
      await districtPage
        .getByRole('button', { name: /^催报这/ })
        .last()
        .click();
      await zhao.finds('催报草稿');
      await stage.picture(districtPage, 'campaign-nudge');
      await zhao.sends('/paper');
      await zhao.reads('纸质代录');
      await districtPage
        .getByRole('button', { name: /^代录：/ })
        .last()
        .click();
      await zhao.reads('替哪个单位代录');
      await stage.picture(districtPage, 'campaign-paper', true);

      await chen.sends('/extend');
      await chen.reads('给哪一次征集');
      await chen.taps(campaign);
      await chen.reads('请输入单位名称');
      await chen.sends('澧水');
      await chen.reads('请选择单位');
      await page
        .getByRole('button', { name: /^永定区澧水/ })
        .last()
        .click();
      await chen.reads('延期到什么时候');
      await page
        .getByRole('button', { name: /^\+3 天/ })
        .last()
        .click();
      await chen.reads('请输入延期理由');
      await chen.sends('厂区停电三天');
      await chen.reads('确认延期');
      await stage.picture(page, 'campaign-extend', true);

      const { li } = await contactAt(stage.running, stage.store, 'staff-total');
      await reminded();
      const contactPage = await stage.open(context, `?people=${li.id}`);
      await new Clerk(contactPage).finds('还没有提交');
      await stage.picture(contactPage, 'campaign-reminder', true);
      await context.close();
    },
    patience,
  );

  /** At noon of the day after tomorrow, so that everybody came before, with the deadline two days less an hour ahead. */
  async function reminded(): Promise<void> {
    const noon = noonAhead();
    await stage.store.prisma.campaign.update({
      where: { id: campaignId },
      data: { unitDeadline: new Date(noon.getTime() + 47 * 3_600_000) },
    });
    const failures: unknown[] = [];
    const schedule = scheduleAt(noon, stage.store, stage.running.token, failures);
    await schedule.tick(noon);
    expect(failures).toEqual([]);
  }
});
