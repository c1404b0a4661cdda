import { afterAll, beforeAll, expect, it } from 'vitest';
import { contactAt } from '../support/contact-at.js';
import { type RunningApp, runApp } from '../support/running-app.js';
import { describeStores, type TestStore } from '../support/store.js';
import { storedOf } from '../support/stored.js';
import { submits } from '../support/submits.js';

describeStores('editing a sent message', (open) => {
  let store: TestStore;
  let running: RunningApp;
  beforeAll(async () => {
    store = await open();
    running = await runApp(store);
  });
  afterAll(() => running.stop());
  const stored = async (person: number) => (await storedOf(store, person))?.answers ?? {};

  it('corrects the answer that it holds, without moving the place, and keeps what was there before', async () => {
    const { li } = await contactAt(running, store, 'contact-title');
    await li.says('主任');
    await li.hears('联系人 · 手机');
    await li.edits('办公室副主任', { was: '主任' });
    const said = await li.hears('已改好');
    expect(said.text).toContain('联系人 · 职务');
    expect(said.text).not.toContain('联系人 · 手机');
    expect((await stored(li.id))['contact-title']).toBe('办公室副主任');
    const draft = await storedOf(store, li.id);
    const history = await store.prisma.answerHistory.findMany({ where: { submissionId: draft?.id ?? 0 } });
    expect(history.map(({ value }) => value)).toEqual(['主任']);
    await li.says('13974400002');
    await li.hears('电子邮箱');
  });

  it('leaves the old answer when the new text is wrong, and says so', async () => {
    const { li } = await contactAt(running, store, 'postal-code');
    await li.says('427000');
    await li.hears('法定代表人 · 姓名');
    await li.edits('42700');
    const said = await li.hears('原来的答案没有变');
    expect(said.text).toContain('邮编');
    expect(said.text).toContain('数到 5 位');
    expect((await stored(li.id))['postal-code']).toBe('427000');
  });

  it('of a refused text is the answer, and the next question follows', async () => {
    const { li } = await contactAt(running, store, 'postal-code');
    await li.says('42700');
    await li.hears('数到 5 位');
    await li.edits('427000');
    const said = await li.hears('已记下');
    expect(said.text).toContain('法定代表人 · 姓名');
    expect((await stored(li.id))['postal-code']).toBe('427000');
  });

  it('of a refused text counts for its own question, also when another one is at hand', async () => {
    const { li } = await contactAt(running, store, 'postal-code');
    await li.says('42700');
    await li.hears('数到 5 位');
    await li.says('/back');
    await li.hears('单位地址');
    await li.edits('427000', { was: '42700' });
    const said = await li.hears('已记下');
    expect(said.text).toContain('单位地址');
    expect((await stored(li.id))['postal-code']).toBe('427000');
  });

  it('to a text over the limit keeps the answer, and keeps the text as a draft', async () => {
    const { li } = await contactAt(running, store, 'background');
    await li.says('背景。');
    await li.hears('国内外研究现状');
    await li.edits('长'.repeat(301));
    const said = await li.hears('超出 1 字');
    expect(said.text).toContain('原来的答案没有变');
    expect((await stored(li.id)).background).toBe('背景。');
    await li.taps(/用截短的版本/, { in: said.id });
    await li.hears('国内外研究现状');
    expect((await stored(li.id)).background).toBe('长'.repeat(300));
  });

  it.each([
    {
      what: 'an unusual code',
      question: 'credit-code',
      fine: '91110000600037341L',
      odd: '91350203M0001FUE2P',
    },
    { what: 'an amount that may be in 元', question: 'revenue', fine: '3200', odd: '50000000' },
  ])(
    'to $what is asked back, to be edited again: what is typed goes elsewhere',
    async ({ question, fine, odd }) => {
      const { li } = await contactAt(running, store, question);
      await li.says(fine);
      await li.hears('已记下');
      const kept = (await stored(li.id))[question];
      await li.edits(odd, { was: fine });
      const said = await li.hears('再次编辑那条消息');
      expect(said.text).toContain('原来的答案不变');
      expect(said.text).not.toContain('重新输入');
      expect((await stored(li.id))[question]).toEqual(kept);
      await li.edits(fine, { was: odd });
      await li.hears('已改好');
      expect((await stored(li.id))[question]).toEqual(kept);
    },
  );

  it('to a text over the limit is shortened by another edit, not by the next text', async () => {
    const { li } = await contactAt(running, store, 'background');
    await li.says('背景。');
    await li.hears('国内外研究现状');
    await li.edits('长'.repeat(301), { was: '背景。' });
    const said = await li.hears('超出 1 字');
    expect(said.text).toContain('请再次编辑那条消息');
    expect(said.text).not.toContain('重新发送');
    await li.edits('改短的背景。', { was: '长'.repeat(301) });
    await li.hears('已改好');
    expect((await stored(li.id)).background).toBe('改短的背景。');
  });

  it('of a text over the limit to one that fits is the answer, and the next question follows', async () => {
    const { li } = await contactAt(running, store, 'background');
    await li.says('长'.repeat(301));
    await li.hears('超出 1 字');
    await li.edits('长'.repeat(300));
    const said = await li.hears('已记下');
    expect(said.text).toContain('300/300 字');
    expect(said.text).toContain('国内外研究现状');
  });

  it('that breaks a relation leaves the old answer and says why', async () => {
    const { li } = await contactAt(running, store, 'staff-research');
    await li.says('18');
    await li.hears('销售收入总额');
    await li.edits('121');
    const said = await li.hears('原来的答案没有变');
    expect(said.text).toContain('不能多于职工总数');
    expect((await stored(li.id))['staff-research']).toBe(18);
  });

  it('of an earlier side of a relation takes the number and asks for the other again', async () => {
    const { li } = await contactAt(running, store, 'staff-total');
    await li.says('120');
    await li.hears('其中研究开发人员');
    await li.says('18');
    await li.hears('销售收入总额');
    await li.edits('12', { was: '120' });
    const said = await li.hears('对不上');
    expect(said.text).toContain('其中研究开发人员');
    expect((await stored(li.id))['staff-total']).toBe(12);
    await li.says('8');
    await li.hears('销售收入总额');
  });

  it('of a typed choice changes the choice, and what hangs on it', async () => {
    const { li } = await contactAt(running, store, 'region');
    await li.says('市直行业部门');
    await li.hears('所在行业');
    await li.edits('慈利县');
    const said = await li.hears('已改好');
    expect(said.text).toContain('慈利县');
    await li.says('莓茶保鲜');
    await li.hears('所属领域');
    expect(await stored(li.id)).toMatchObject({ region: '慈利县', 'project-name': '莓茶保鲜' });
  });

  it('of a command, of chat, of a replaced answer or after submission changes nothing and says so', async () => {
    const { li } = await contactAt(running, store);
    await li.says('/preview');
    await li.hears('总览 ·');
    await li.edits('你好', { was: '/preview' });
    await li.hears('不是表里的答案');
    await li.taps('1');
    await li.hears('现在的答案');
    await li.says('甲公司');
    await li.hears('已改好');
    await submits(li);
    await li.edits('乙公司', { was: '甲公司' });
    await li.hears('已经提交');
    expect((await stored(li.id))['unit-name']).toBe('甲公司');
  });

  it('of a contact who sends a text twice mends the one that counts', async () => {
    const { li } = await contactAt(running, store, 'contact-title');
    await li.says('主任甲');
    await li.hears('联系人 · 手机');
    await li.says('上一题');
    await li.hears('现在的答案：主任甲');
    await li.says('主任乙');
    await li.hears('已改好');
    await li.edits('主任丙', { was: '主任甲' });
    await li.hears('不是表里的答案');
    expect((await stored(li.id))['contact-title']).toBe('主任乙');
  });
});
