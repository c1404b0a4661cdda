import { afterAll, beforeAll, expect, it } from 'vitest';
import { contactAt } from '../support/contact-at.js';
import { type RunningApp, runApp } from '../support/running-app.js';
import { describeStores, type TestStore } from '../support/store.js';
import { madeUpCampaign, storedOf } from '../support/stored.js';

describeStores('moving about', (open) => {
  let store: TestStore;
  let running: RunningApp;
  beforeAll(async () => {
    store = await open();
    running = await runApp(store);
  });
  afterAll(() => running.stop());
  const stored = async (person: number) => (await storedOf(store, person))?.answers ?? {};

  it('shows where one is: section, number within it, progress, unit, limit', async () => {
    const { li, heard } = await contactAt(running, store, 'staff-total');
    expect(heard.text).toContain('一、单位信息');
    expect(heard.text).toContain('第 11/16 题');
    expect(heard.text).toMatch(/全表 \d+% ▓+░+/);
    expect(heard.text).toContain('职工总数（单位：人）');
    await li.says('/help');
    expect((await li.hears('怎么填')).text).toContain('Word、WPS');
  });

  it.each([
    '/help',
    '/preview',
    '/status',
    '/projects',
    '/language',
    '总览',
    '填写说明',
    '/mydata',
    '/print',
  ])('what is typed right after %s answers the current question', async (command) => {
    const { li } = await contactAt(running, store, 'staff-total');
    await li.says(command);
    await li.hears();
    await running.chat.settled();
    await li.says('120');
    expect((await li.hears('已记下')).text).toContain('其中研究开发人员');
    expect((await stored(li.id))['staff-total']).toBe(120);
  });

  it('tells with the guide of an earlier question where typed text goes, and leads there', async () => {
    const { li } = await contactAt(running, store, 'background');
    await li.says('背景。');
    await li.hears('国内外研究现状');
    const [prompt] = (await li.messages()).filter(
      ({ text }) => text?.includes('背景与意义') && text.includes('300 字'),
    );
    await li.taps('填写说明', { in: prompt?.message_id ?? 0 });
    const guide = await li.hears('填写说明 ·');
    expect(guide.text).toContain('现在要回答的是“2、国内外研究现状');
    expect(guide.text).not.toContain('看完直接输入');
    await li.taps('去填这一题', { in: guide.id });
    await li.hears('背景与意义');
    await li.taps('填写说明');
    expect((await li.hears('填写说明 ·')).text).toContain('看完直接输入答案就行');
  });

  it('goes back step by step and on again, without changing an answer', async () => {
    const { li } = await contactAt(running, store, 'region');
    await li.says('/back');
    expect((await li.hears('研发经费')).text).toContain('现在的答案：960 万元');
    await li.says('上一题');
    await li.hears('现在的答案：-12.5 万元');
    await li.taps('‹ 上一题');
    await li.hears('现在的答案：32000 万元');
    await li.taps('下一题 ›');
    await li.hears('现在的答案：-12.5 万元');
    await li.says('/preview');
    await li.taps('继续填写', { in: (await li.hears('总览 ·')).id });
    await li.hears('单位所属区域');
    await running.chat.settled();
    const draft = await storedOf(store, li.id);
    expect(await store.prisma.answerHistory.count({ where: { submissionId: draft?.id ?? 0 } })).toBe(0);
  });

  it('at the first question stays there when asked to go back', async () => {
    const { li } = await contactAt(running, store, 'unit-name');
    await li.says('/back');
    await li.hears('单位名称（盖章）');
    await li.says('跳过');
    await li.hears('必填');
    expect(await stored(li.id)).toEqual({});
  });

  it('changes an answer from the overview and comes back to where it was', async () => {
    const { li } = await contactAt(running, store, 'region');
    await li.says('/preview');
    const overview = await li.hears('总览 ·');
    expect(overview.text).toContain('一、单位信息');
    expect(overview.text).toContain('3. 单位地址：张家界市永定区');
    await li.taps('3');
    await li.hears('现在的答案：张家界市永定区阳湖坪街道茶香路 18 号');
    await li.says('天门路 1 号');
    const said = await li.hears('已改好');
    expect(said.text).toContain('单位所属区域');
    expect((await stored(li.id))['unit-address']).toBe('天门路 1 号');
  });

  it('shows the computed share, never asks it, and follows a change', async () => {
    const { li } = await contactAt(running, store, 'research-spending');
    await li.says('960万');
    const next = await li.hears('单位所属区域');
    expect(next.text).toContain('研发经费占年销售收入比重（自动计算）：3%');
    await li.says('/back');
    await li.hears('现在的答案：960 万元');
    await li.says('0');
    expect((await li.hears('已改好')).text).toContain('（自动计算）：0%');
  });

  it('asks back about 元 typed for 万元, once, and keeps asking when one comes back to it', async () => {
    const { li } = await contactAt(running, store, 'revenue');
    await li.says('320000000');
    const asked = await li.hears('会不会是按“元”填的');
    expect(asked.text).toContain('32000 万元');
    await li.says('/preview');
    await li.taps('继续填写', { in: (await li.hears('总览 ·')).id });
    const again = await li.hears('会不会是按“元”填的');
    await li.taps('是 32000 万元', { in: again.id });
    await li.hears('利税总额');
    expect((await stored(li.id)).revenue).toBe(32000);
  });

  it('asks back about an unusual credit code, takes it when typed again, and marks it', async () => {
    const { li } = await contactAt(running, store, 'credit-code');
    await li.says('91350203M0001FUE2P');
    await li.hears('早期登记');
    await li.says('9135 0203 m000 1fue 2p');
    await li.hears('单位地址');
    expect((await storedOf(store, li.id))?.notes).toEqual({ 'credit-code': 'unusual-credit-code' });
    await li.says('/preview');
    expect((await li.hears('总览 ·')).text).toContain('（※校验位不符）');
  });

  it('leaves with /cancel and loses nothing', async () => {
    const { li } = await contactAt(running, store, 'region');
    await li.says('/cancel');
    await li.hears('都保存着');
    for (const command of ['/back', '/preview', '/submit', '/print', '/projects']) {
      await li.says(command);
      await li.hears('请选择');
    }
    await li.taps(/继续填写/);
    await li.hears('单位所属区域');
  });

  it('says so to an unknown command, and takes no answer from it', async () => {
    const { li } = await contactAt(running, store, 'unit-name');
    for (const word of ['/nonsense', '／start', '/START now']) {
      await li.says(word);
      await li.hears('没有这个命令');
    }
    expect(await stored(li.id)).toEqual({});
  });

  it('takes stickers, voice, places, polls and pictures for what they are: one hint, nothing moved', async () => {
    const { li } = await contactAt(running, store, 'unit-address');
    const file = { file_id: 'f', file_unique_id: 'u' };
    const wrong = [
      { sticker: { ...file, type: 'regular', width: 1, height: 1, is_animated: false, is_video: false } },
      { voice: { ...file, duration: 1 } },
      { location: { latitude: 29.1, longitude: 110.4 } },
      { contact: { phone_number: '+8613874400001', first_name: '李' } },
      { dice: { emoji: '🎲', value: 3 } },
    ];
    for (const content of wrong) {
      await li.sends(content as Parameters<typeof li.sends>[0]);
      const hint = await li.hears('只收文字');
      expect(hint.text).toContain('单位地址');
    }
    await running.chat.settled();
    expect(await li.unheard()).toEqual([]);
    expect(await stored(li.id)).not.toHaveProperty('unit-address');
  });

  it('gives one hint for an album, and one for a picture with words', async () => {
    const { li } = await contactAt(running, store, 'unit-address');
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    );
    await li.sendsPhotos([png, png, png], '我们的地址在图里');
    expect((await li.hears('单位地址')).text).toContain('图片下的文字没有采用');
    await running.chat.settled();
    expect(await li.unheard()).toEqual([]);
    await li.sendsPhotos([png, png]);
    const wordless = await li.hears('单位地址');
    expect(wordless.text).toContain('这里只收文字');
    expect(wordless.text).not.toContain('图片下的文字');
    await running.chat.settled();
    expect(await li.unheard()).toEqual([]);
    await li.sendsPhotos([png], '天门路');
    await li.hears('如果它是答案');
    await li.edits('天门路 1 号');
    await li.hears('如果它是答案');
    await running.chat.settled();
    expect(await li.unheard()).toEqual([]);
    expect(await stored(li.id)).not.toHaveProperty('unit-address');
  });

  it('takes a shared contact where a phone number is asked', async () => {
    const { li } = await contactAt(running, store, 'contact-mobile');
    await li.sends({ contact: { phone_number: '+8613874400001', first_name: '李' } });
    await li.hears('电子邮箱');
    expect((await stored(li.id))['contact-mobile']).toBe('13874400001');
  });

  it('takes updates of every other kind without a word and without a stop', async () => {
    const { li } = await contactAt(running, store, 'unit-address');
    const chat = { id: -1001234, type: 'channel' as const, title: '频道' };
    const group = { id: -77, type: 'group' as const, title: '群' };
    const bot = { id: 99, is_bot: true, first_name: '机器人' };
    await running.chat.inject({ channel_post: { message_id: 1, date: 1, chat, text: '频道消息' } });
    await running.chat.inject({ message: { message_id: 2, date: 1, chat: group, from: bot, text: '群里' } });
    await li.says('天门路 1 号');
    await li.hears('邮编');
    await running.chat.settled();
    expect(running.log.filter((line) => /failed|parked/.test(line))).toEqual([]);
  });

  it('says once in a group that it works in private', async () => {
    const group = { id: -4321, type: 'group' as const, title: '填报群' };
    const from = { id: 1001, is_bot: false, first_name: '李敏' };
    for (const [at, text] of ['/start', '/help', '大家好', '/start'].entries())
      await running.chat.inject({ message: { message_id: 10 + at, date: 1, chat: group, from, text } });
    await running.chat.settled();
    const said = (await running.chat.calls('sendMessage')).filter(
      ({ params }) => Number(params.chat_id) === -4321,
    );
    expect(said).toHaveLength(1);
    expect(String(said[0]?.params.text)).toContain('单独聊天');
  });

  it('finds an entry of a list of hundreds by paging and by typing', async () => {
    const other = await open();
    const made = await runApp(other, { campaigns: [madeUpCampaign()] });
    const li = made.chat.person(1001);
    await li.starts('binhe-2026__demand');
    await li.hears('您的权利');
    await li.taps('同意');
    await li.hears('单位名称');
    await made.chat.settled();
    const { fillIn } = await import('../support/stored.js');
    const submission = await storedOf(other, li.id);
    const version = await other.prisma.formVersion.findUniqueOrThrow({
      where: { id: submission?.formVersionId ?? 0 },
    });
    const sections = (
      version.definition as { sections: { id: string; questions: { id: string; kind: string }[] }[] }
    ).sections;
    const unit = sections
      .filter(({ id }) => id === 'unit' || id === 'routing')
      .flatMap(({ questions }) => questions);
    await fillIn(other, li.id, {
      ...Object.fromEntries(unit.filter(({ kind }) => kind !== 'computed').map(({ id }) => [id, null])),
      'demand-name': '阀门',
    });
    await li.says('/start');
    await li.hears('请选择');
    await li.taps(/继续填写/);
    const first = await li.hears('技术领域');
    expect(first.text).toContain('共 361 项');
    await li.taps(/下一页/);
    await li.hears('第 2/2 页');
    await li.taps('‹ 前一页');
    await li.hears('第 1/2 页');
    await li.taps('先进制造 ›');
    await li.hears('先进制造');
    await li.taps('数控机床 ›');
    await li.hears('先进制造 › 数控机床');
    await li.taps('‹ 返回上级');
    await li.hears('第 1/1 页');
    await li.says('机床');
    await li.hears('查到 6 项');
    await li.says('其他');
    const many = await li.hears('前 12 项');
    expect(many.text).toContain('1. 先进制造 › 数控机床 › 其他');
    await li.taps(/^1\. 其他/, { in: many.id });
    await li.hears('应用所在地');
    expect((await storedOf(other, li.id))?.answers.industry).toBe('other-01');
    await made.stop();
    await other.close();
  });
});
