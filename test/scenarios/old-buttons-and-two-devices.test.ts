import { afterAll, beforeAll, expect, it } from 'vitest';
import { dataOf } from '../support/buttons.js';
import { contactAt } from '../support/contact-at.js';
import { type RunningApp, runApp } from '../support/running-app.js';
import { describeStores, type TestStore } from '../support/store.js';
import { storedOf } from '../support/stored.js';

describeStores('old buttons and two devices', (open) => {
  let store: TestStore;
  let running: RunningApp;
  beforeAll(async () => {
    store = await open();
    running = await runApp(store);
  });
  afterAll(() => running.stop());
  const answersOf = async (person: number) => (await storedOf(store, person))?.answers ?? {};

  it('an old choice says that it has expired and changes nothing', async () => {
    const { li, heard } = await contactAt(running, store, 'region');
    await li.says('永定区');
    await li.hears('项目名称');
    // Some time later: not the second tap of an impatient hand.
    await store.prisma.answer.updateMany({
      where: { questionId: 'region' },
      data: { answeredAt: new Date(Date.now() - 60_000) },
    });
    const tap = await li.tapsData(heard.id, dataOf(heard, '慈利县'));
    expect((await tap.answer()).text).toContain('已过期');
    const said = await li.hears('已过期');
    expect(said.text).toContain('项目名称');
    expect((await answersOf(li.id)).region).toBe('永定区');
  });

  it('an old choice of another form shows the question that typed text goes to', async () => {
    const { li, heard } = await contactAt(running, store, 'region');
    await li.says('永定区');
    await li.hears('项目名称');
    await store.prisma.answer.updateMany({
      where: { questionId: 'region' },
      data: { answeredAt: new Date(Date.now() - 60_000) },
    });
    await li.starts('xinjiang-2023__key-technology');
    await li.taps('同意', { in: (await li.hears('您的权利')).id });
    await li.hears('您上次填的是');
    await li.tapsData(heard.id, dataOf(heard, '慈利县'));
    const said = await li.hears('已过期');
    expect(said.text).not.toContain('项目名称');
    expect(said.text).toContain('提交单位');
  });

  it('a double tap records once and brings one next question', async () => {
    const { li, heard } = await contactAt(running, store, 'region');
    const data = dataOf(heard, '永定区');
    const other = dataOf(heard, '慈利县');
    const [first, second, third] = await Promise.all([
      li.tapsData(heard.id, data),
      li.tapsData(heard.id, data),
      li.tapsData(heard.id, other),
    ]);
    const toasts = await Promise.all([first.answer(), second.answer(), third.answer()]);
    expect(toasts.map(({ text }) => text?.startsWith('已过期') === true).sort()).toEqual([false, true, true]);
    await running.chat.settled();
    expect((await answersOf(li.id)).region).toBe('永定区');
    const prompts = (await li.unheard()).filter(({ text }) => text.includes('项目名称'));
    expect(prompts).toHaveLength(1);
  });

  it('a choice of a question that is still open counts, and the place stays', async () => {
    const { li, heard } = await contactAt(running, store, 'region');
    await li.says('/back');
    await li.hears('研发经费');
    const tap = await li.tapsData(heard.id, dataOf(heard, '永定区'));
    await tap.answer();
    await li.hears('研发经费');
    expect((await answersOf(li.id)).region).toBe('永定区');
  });

  it('back and overview work from old messages, a list too, whatever came since', async () => {
    const { li, heard } = await contactAt(running, store, 'region');
    await li.says('永定区');
    await li.hears('项目名称');
    await (await li.tapsData(heard.id, dataOf(heard, '上一题'))).answer();
    await li.hears('研发经费');
    await (await li.tapsData(heard.id, dataOf(heard, '总览'))).answer();
    await li.hears('总览 ·');
  });

  it('a tap on a deleted draft is answered', async () => {
    const { li, heard } = await contactAt(running, store, 'region');
    await li.says('/status');
    await li.taps('删除草稿', { in: (await li.hears('我的填报')).id });
    const ask = await li.hears('删除后不能恢复');
    await li.taps('确认删除', { in: ask.id });
    await li.hears('草稿已删除');
    for (const button of ['永定区', '上一题', '总览', '填写说明'].filter((text) =>
      heard.buttons.flat().some((one) => one.includes(text)),
    )) {
      const tap = await li.tapsData(heard.id, dataOf(heard, button));
      await tap.answer();
      await li.hears('没有找到这份表');
    }
  });

  it('an old confirmation of a deletion does nothing once something was answered', async () => {
    const { li } = await contactAt(running, store, 'region');
    await li.says('/status');
    await li.taps('删除草稿', { in: (await li.hears('我的填报')).id });
    const ask = await li.hears('删除后不能恢复');
    await li.says('永定区');
    await li.hears('项目名称');
    const tap = await li.taps('确认删除', { in: ask.id });
    expect((await tap.answer()).text).toContain('已过期');
    await li.hears('已过期');
    expect(await storedOf(store, li.id)).toBeDefined();
  });

  it('a submission is declined when another device changed an answer after the read-back', async () => {
    const { li } = await contactAt(running, store);
    await li.says('提交');
    const readBack = await li.hears('请最后核对');
    await li.says('/preview');
    await li.hears('总览 ·');
    await li.taps('1');
    await li.hears('单位名称（盖章）');
    await li.says('改名后的公司');
    await li.hears('已改好');
    const tap = await li.taps('确认提交', { in: readBack.id });
    await tap.answer();
    await li.hears('已过期');
    expect((await storedOf(store, li.id))?.state).toBe('draft');
    await li.says('提交');
    expect((await li.hears('请最后核对')).text).toContain('改名后的公司');
    await li.taps('确认提交');
    await li.hears('提交成功');
  });

  it('a double tap on the confirmation gives one receipt', async () => {
    const { li } = await contactAt(running, store);
    await li.says('提交');
    const readBack = await li.hears('请最后核对');
    const data = dataOf(readBack, '确认提交');
    const taps = await Promise.all([1, 2, 3].map(() => li.tapsData(readBack.id, data)));
    const toasts = await Promise.all(taps.map((tap) => tap.answer()));
    expect(toasts.filter(({ text }) => text?.includes('已经提交'))).toHaveLength(2);
    await running.chat.settled();
    const submitted = await storedOf(store, li.id);
    expect(submitted?.receipts).toHaveLength(1);
    const said = await li.unheard();
    expect(said.filter(({ text }) => text.includes('回执编号'))).toHaveLength(1);
    expect(said.filter(({ message }) => message.document !== undefined)).toHaveLength(1);
    expect(said).toHaveLength(2);
    // Some time later it is no double tap.
    await store.prisma.receipt.updateMany({
      where: { submissionId: submitted?.id ?? 0 },
      data: { submittedAt: new Date(Date.now() - 60_000) },
    });
    await li.tapsData(readBack.id, data);
    expect((await li.hears('已经提交')).text).toContain('提交成功');
  });

  it('forged data is answered, moves nothing and stops nobody', async () => {
    const { li, heard } = await contactAt(running, store, 'region');
    const mine = await storedOf(store, li.id);
    const { li: wang } = await contactAt(running, store, 'field');
    const theirs = await storedOf(store, wang.id);
    const s = (mine?.id ?? 0).toString(36);
    const t = (theirs?.id ?? 0).toString(36);
    const huge = 'zzzzzzzzzz';
    const forged = [
      '',
      ':',
      'choose',
      `choose:${s}:0:g:zz`,
      `choose:${s}:${huge}:0:0`,
      `choose:${t}:0:g:0`,
      `choose:${s}:0:1:0`,
      `tick:${s}:0:g:0`,
      `entry:${s}:0:g:1`,
      `list:${s}:0:g:x:y`,
      `cut:${s}:0:0:1`,
      `insist:${s}:0:1:1`,
      `convert:${s}:0:c:1`,
      `submit:${s}:${huge}`,
      `submit:${s}:-1`,
      `submit:${t}:0`,
      `withdraw:${t}:0`,
      `discard:${t}:0`,
      `discard:${s}`,
      `delete:${s}:1:0`,
      `delete:${t}:1:0`,
      `raise:${s}:${huge}:0`,
      `rename:${s}:${huge}`,
      `overview:${t}:0`,
      `print:${t}`,
      `open:${t}`,
      `form:${huge}`,
      `accept:1`,
      `forget:1`,
      `overview:${s}:${huge}`,
      `projects:${s}:x`,
      `language:xx`,
      '__proto__:1',
      'constructor',
      '😀:1:2',
      `jump:${s}:0:${huge}`,
      `guide:${s}:${huge}:g`,
      `reuse:${s}:0:0`,
      `reuse-all:${s}`,
      `add:${t}`,
    ];
    for (const data of forged) {
      const tap = await li.tapsData(heard.id, data || ' ');
      await tap.answer();
    }
    await running.chat.settled();
    expect(running.log.filter((line) => line.includes('failed') || line.includes('parked'))).toEqual([]);
    expect((await storedOf(store, wang.id))?.state).toBe('draft');
    expect((await answersOf(li.id)).region).toBeUndefined();
    const said = (await li.unheard()).map(({ text }) => text).join('\n');
    expect(said).not.toContain('莓茶采后保鲜');
    expect(said).not.toMatch(/NaN|undefined|null/);
  });
});
