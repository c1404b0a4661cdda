import { afterAll, beforeAll, expect, it } from 'vitest';
import { dataOf } from '../support/buttons.js';
import type { ChatPerson } from '../support/chat-person.js';
import { contactAt } from '../support/contact-at.js';
import { type RunningApp, runApp } from '../support/running-app.js';
import { describeStores, type TestStore } from '../support/store.js';
import { storedOf } from '../support/stored.js';

describeStores('long texts', (open) => {
  let store: TestStore;
  let running: RunningApp;
  beforeAll(async () => {
    store = await open();
    running = await runApp(store);
  });
  afterAll(() => running.stop());
  const stored = async (person: number) => (await storedOf(store, person))?.answers ?? {};
  const textAt = async (person: number, question: string): Promise<string> => {
    const value = (await stored(person))[question];
    return typeof value === 'string' ? value : '';
  };
  const sentences = (count: number): string =>
    Array.from({ length: count }, (_, n) => `第${String(n + 1).padStart(3, '0')}句话说完了。`).join('');

  it('are counted live, taken exactly at the limit, refused one over', async () => {
    const { li } = await contactAt(running, store, 'background');
    await li.says('字'.repeat(301));
    const over = await li.hears('共 301 字');
    expect(over.text).toContain('超出 1 字（限 300 字）');
    expect(over.text).toContain('没有丢');
    await li.says('字'.repeat(300));
    expect((await li.hears('已记下')).text).toContain('300/300 字');
    expect((await stored(li.id)).background).toBe('字'.repeat(300));
  });

  it('over the limit can be cut at the last sentence that fits, after a look at the cut', async () => {
    const { li } = await contactAt(running, store, 'background');
    await li.says(sentences(60));
    const over = await li.hears('超出');
    await li.taps('看截短的版本', { in: over.id });
    const look = await li.hears('截短的版本（');
    expect(look.text).toMatch(/句话说完了。$/);
    await li.taps(/用截短的版本/, { in: over.id });
    const said = await li.hears('国内外研究现状');
    expect(said.text).toMatch(/^✓ 已记下 .*背景与意义 \d+\/300 字 （截短的版本）/);
    expect(said.text).not.toContain('句话说完了');
    const background = await textAt(li.id, 'background');
    expect(sentences(60).startsWith(background)).toBe(true);
    expect(background).toMatch(/。$/);
    expect((await storedOf(store, li.id))?.parked).toMatchObject({ items: {} });
  });

  it('can be cut where the cut was looked at, but only as it was looked at', async () => {
    const { li } = await contactAt(running, store, 'background');
    await li.says('旧'.repeat(301));
    await li.taps('看截短的版本', { in: (await li.hears('超出 1 字')).id });
    const old = await li.hears('截短的版本（');
    await li.says('新'.repeat(302));
    await li.taps('看截短的版本', { in: (await li.hears('超出 2 字')).id });
    const look = await li.hears('截短的版本（');
    await li.taps(/用截短的版本/, { in: old.id });
    await li.hears('已过期');
    expect(await stored(li.id)).not.toHaveProperty('background');
    await li.taps(/用截短的版本/, { in: look.id });
    await li.hears('国内外研究现状');
    expect((await stored(li.id)).background).toBe('新'.repeat(300));
  });

  it('are not pushed out by a few words unasked', async () => {
    const { li } = await contactAt(running, store, 'background');
    await li.says(sentences(60));
    await li.hears('超出');
    await li.says('好的');
    const ask = await li.hears('用哪一个');
    expect(ask.text).toContain('好的');
    expect(await stored(li.id)).not.toHaveProperty('background');
    await li.taps(/用截短的版本/, { in: ask.id });
    await li.hears('国内外研究现状');
    expect(await textAt(li.id, 'background')).toMatch(/^第001句话说完了。/);
  });

  it.each([
    {
      how: 'with the button',
      insist: (li: ChatPerson, ask: number) => li.taps(/用刚发的这 \d+ 字/, { in: ask }),
    },
    { how: 'by sending them again', insist: (li: ChatPerson) => li.says('见附件。') },
  ])('give way to a few words that are insisted on $how', async ({ insist }) => {
    const { li } = await contactAt(running, store, 'background');
    await li.says(sentences(60));
    await li.hears('超出');
    await li.says('见附件。');
    const ask = await li.hears('用哪一个');
    await insist(li, ask.id);
    await li.hears('国内外研究现状');
    expect((await stored(li.id)).background).toBe('见附件。');
  });

  it('are cut by the words of the button, typed', async () => {
    const { li } = await contactAt(running, store, 'background');
    await li.says(sentences(60));
    await li.hears('超出');
    await li.says('用截短的版本');
    await li.hears('国内外研究现状');
    expect(await textAt(li.id, 'background')).toMatch(/^第001句话说完了。/);
  });

  it('keep the over-long draft while the contact goes elsewhere, and offer its cut when the question comes again', async () => {
    const { li } = await contactAt(running, store, 'background');
    await li.says(sentences(60));
    await li.hears('超出');
    await li.says('/preview');
    await li.taps(/下一页/, { in: (await li.hears('总览 ·')).id });
    const page = await li.hears('第 2/');
    expect(page.text).toMatch(/背景与意义：（草稿 \d+ 字，超出限制）/);
    await li.taps('18');
    await li.hears(/第 \d+\/\d+ 题/);
    await li.says('/start');
    await li.taps(/继续填写/, { in: (await li.hears('请选择')).id });
    await li.hears(/第 \d+\/\d+ 题/);
    await li.says('/submit');
    expect((await li.hears('还不能提交')).text).toMatch(/背景与意义：草稿 \d+ 字，超出 \d+ 字/);
    await li.taps(/背景与意义/);
    const prompt = await li.hears('还留着');
    await li.taps(/用截短的版本/, { in: prompt.id });
    await li.hears('国内外研究现状');
    expect(await textAt(li.id, 'background')).toMatch(/。$/);
  });

  it('are cut only as the button saw them: a button of an earlier draft has expired', async () => {
    const { li } = await contactAt(running, store, 'background');
    await li.says('旧'.repeat(301));
    const old = await li.hears('超出 1 字');
    await li.says('新'.repeat(302));
    await li.hears('超出 2 字');
    await li.tapsData(old.id, dataOf(old, '用截短的版本'));
    await li.hears('已过期');
    expect(await stored(li.id)).not.toHaveProperty('background');
    await li.taps(/用截短的版本/);
    await li.hears('国内外研究现状');
    expect((await stored(li.id)).background).toBe('新'.repeat(300));
  });

  it('pasted in three pieces are one text, told of once, and never the next answer', async () => {
    const { li } = await contactAt(running, store, 'content');
    await li.says('长'.repeat(5000));
    const said = await li.hears('超出 4400 字');
    expect(said.text).toContain('共 5000 字');
    await running.chat.settled();
    expect((await li.unheard()).filter(({ edited }) => !edited)).toEqual([]);
    expect(await stored(li.id)).not.toHaveProperty('content');
    expect(await stored(li.id)).not.toHaveProperty('benefits');
  });

  it('of 9,000 characters where 300 fit are refused by the ceiling, as one', async () => {
    const { li } = await contactAt(running, store, 'background');
    await li.says('长'.repeat(9000));
    const said = await li.hears('没有采用');
    expect(said.text).toContain('背景与意义');
    await running.chat.settled();
    expect((await li.unheard()).map(({ text }) => text)).toEqual([]);
    expect(await stored(li.id)).not.toHaveProperty('background');
    expect(await stored(li.id)).not.toHaveProperty('state-of-research');
    await li.says('短的。');
    await li.hears('国内外研究现状');
  });

  it('of one 5,000-letter word count as one 字 but not as an answer', async () => {
    const { li } = await contactAt(running, store, 'background');
    await li.says('a'.repeat(5000));
    await li.hears('没有采用');
    expect(await stored(li.id)).not.toHaveProperty('background');
  });

  it('of English words fit by their words, in two pieces', async () => {
    const { li } = await contactAt(running, store, 'content');
    const text = `${'innovation '.repeat(500)}end.`;
    await li.says(text);
    expect((await li.hears('已记下')).text).toContain('501/600 字');
    expect((await stored(li.id)).content).toBe(text);
  });

  it('in pieces can be mended piece by piece, as a draft over the limit too', async () => {
    const { li } = await contactAt(running, store, 'content');
    await li.says(`${'长'.repeat(4096)}尾巴`);
    await li.hears('共 4098 字');
    await li.edits('短头', { was: /^长+$/ });
    const mended = await li.hears('已记下');
    expect(mended.text).toContain('4/600 字');
    expect((await stored(li.id)).content).toBe('短头尾巴');
  });

  it('in pieces that were refused by the ceiling are not mended by one of them', async () => {
    const { li } = await contactAt(running, store, 'background');
    await li.says(`${'长'.repeat(4096)}尾巴`);
    await li.hears('没有采用');
    await li.edits('新尾巴', { was: '尾巴' });
    await li.hears('只是长文的一段');
    expect(await stored(li.id)).not.toHaveProperty('background');
  });

  it('wait for their rest only until the contact does something else', async () => {
    const { li, heard } = await contactAt(running, store, 'content');
    await li.says(`${'word '.repeat(100)}${'好'.repeat(400)}`.padEnd(4000, '!'));
    await li.tapsData(heard.id, dataOf(heard, '总览'));
    await li.hears('总览 ·');
    await running.chat.settled();
    const answers = await stored(li.id);
    const draft = await storedOf(store, li.id);
    const kept = JSON.stringify(draft?.parked ?? {});
    expect('content' in answers || kept.includes('tooLong')).toBe(true);
  });

  it('from saved messages are answers as any, recorded as forwarded', async () => {
    const { li } = await contactAt(running, store, 'background');
    await li.says('转发来的背景。', { forwarded: true });
    await li.hears('国内外研究现状');
    await li.says(sentences(60), { forwarded: true });
    await li.hears('超出');
    await li.taps(/用截短的版本/);
    await li.hears('3、项目需求内容描述');
    const draft = await storedOf(store, li.id);
    expect(draft?.notes).toEqual({ background: 'forwarded', 'state-of-research': 'forwarded' });
  });
});
