import { afterAll, beforeAll, expect, it } from 'vitest';
import { campaignSchema } from '../../src/survey/definition.js';
import { dataOf } from '../support/buttons.js';
import type { ChatPerson } from '../support/chat-person.js';
import { wordsIn } from '../support/office-file.js';
import { type RunningApp, runApp } from '../support/running-app.js';
import { describeStores, type TestStore } from '../support/store.js';
import { fillIn, zhangjiajieValues } from '../support/stored.js';

const earlier = '“我为群众办实事”科技创新项目需求征集大调研';
const title = '2027年张家界市科技创新项目需求征集';

describeStores('a campaign after an earlier one', (open) => {
  let store: TestStore;
  let running: RunningApp;
  let chen: ChatPerson;
  beforeAll(async () => {
    store = await open();
    running = await runApp(store, { adminIds: [1004] });
    chen = running.chat.person(1004);
  });
  afterAll(() => running.stop());

  const stored = () =>
    store.prisma.campaign.findMany({ orderBy: { id: 'asc' }, select: { id: true, state: true } });

  async function asksTitle(): Promise<void> {
    await chen.says('/newcampaign');
    await chen.taps(`照《${earlier}》办`, { in: (await chen.hears('照以前的征集办')).id });
    await chen.taps('照它新建', { in: (await chen.hears('名称和编号换新的')).id });
    await chen.hears('请输入新征集的名称');
  }

  it('needs nothing but a title, and is stored once it is confirmed', async () => {
    await asksTitle();
    await chen.says('第一行\n第二行');
    await chen.hears('名称请写一行');
    await chen.says(title);
    const shown = await chen.hears('编号：zhangjiajie-2027');
    expect(shown.text).toContain('回执号前缀：ZJJ2027');
    expect(shown.text).toContain('2020、2021年');
    expect(await stored()).toHaveLength(2);
    await chen.taps('创建并开放', { in: shown.id });
    const created = await chen.hears('已创建');
    expect(created.text).toContain('在 /campaigns 里改');
    expect(created.text).not.toContain('保持现在的');
    expect(await stored()).toContainEqual({ id: 'zhangjiajie-2027', state: 'open' });
  });

  it('is filled in and printed on the paper of the earlier one', async () => {
    const li = await running.chat.newcomer(7300, '李敏');
    await li.starts();
    const choice = await li.hears('请选择要填写的表');
    // Both campaigns have one form of the same title: each is named by its campaign.
    expect(choice.buttons.flat()).toContain(`填写：${earlier}`);
    await li.taps(`填写：${title}`, { in: choice.id });
    await li.taps('同意', { in: (await li.hears('您的权利')).id });
    await li.hears('单位名称（盖章）');
    await running.chat.settled();
    await fillIn(store, li.id, zhangjiajieValues);
    for (const words of ['请最后核对', 'ZJJ2027-']) {
      await li.says('提交');
      await li.hears(words);
    }
    await li.says('/print');
    const printed = await li.hears(/ZJJ2027-/);
    expect(printed.text).toContain('官方样式');
    const words = wordsIn(await li.download(printed.message.document?.file_id ?? ''));
    expect(words).toContain('附件');
    expect(words).toMatch(/ZJJ2027-000001/);
  });

  it('gets another number than the one before, and leaves all others as they are', async () => {
    await asksTitle();
    await chen.says(title);
    const shown = await chen.hears('编号：zhangjiajie-2027-2');
    await chen.taps('放弃', { in: shown.id });
    await chen.hears('已放弃');
    expect(await stored()).toHaveLength(3);
  });

  it('gives its definition as a file, which comes back as a version of it', async () => {
    await chen.says('/newcampaign');
    await chen.taps(`照《${earlier}》办`, { in: (await chen.hears('照以前的征集办')).id });
    await chen.taps('下载定义文件', { in: (await chen.hears('名称和编号换新的')).id });
    const { message } = await chen.hears('是它的新版');
    expect(message.document?.file_name).toBe('zhangjiajie-2021.json');
    const file = (await chen.download(message.document?.file_id ?? '')).toString();
    expect(campaignSchema.safeParse(JSON.parse(file)).success).toBe(true);
    await chen.sendsDocument('zhangjiajie-2021.json', file);
    await chen.hears('和现在的定义完全相同');
  });

  it('is made by administrators alone', async () => {
    await chen.says('/newcampaign');
    const begin = await chen.hears('照以前的征集办');
    const known = dataOf(begin, earlier);
    const li = await running.chat.newcomer(7301, '王强');
    await li.starts('zhangjiajie-2021');
    const own = await li.hears('您的权利');
    for (const verb of ['pub-known', 'pub-like', 'pub-file', 'pub-begin']) {
      await li.tapsData(own.id, known.replace('pub-known', verb));
      await li.hears('只有管理员能用');
    }
    await li.says(title);
    await running.chat.settled();
    expect(await stored()).toHaveLength(3);
  });
});
