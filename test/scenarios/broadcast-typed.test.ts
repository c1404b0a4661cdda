import { afterAll, beforeAll, expect, it } from 'vitest';
import type { NoticeContent } from '../../src/notices/ports.js';
import type { Store } from '../../src/storage/store.js';
import type { ChatPerson } from '../support/chat-person.js';
import { png } from '../support/png.js';
import { type RunningApp, runApp } from '../support/running-app.js';
import { describeStores } from '../support/store.js';

const admin = 9401;

/* What people send instead of what was asked for: each gets a sentence, the question stays, nothing goes out by half. */

describeStores('what is typed for a notice', (open) => {
  let store: Store;
  let running: RunningApp;
  let chen: ChatPerson;
  beforeAll(async () => {
    store = await open();
    running = await runApp(store, { adminIds: [admin] });
    chen = await running.chat.newcomer(admin, '<b>陈</b>');
    await chen.starts();
  }, 60_000);
  afterAll(async () => {
    expect(running.log.filter((line) => /"(?:waiting|parked)"/.test(line))).toEqual([]);
    await running.stop();
  });

  const newest = () => store.prisma.notice.findFirstOrThrow({ orderBy: { id: 'desc' } });
  const content = async () => (await newest()).content as unknown as NoticeContent;

  /** A new draft, at one of its questions. */
  async function at(verb: 'n-write' | 'n-link' | 'n-list' | 'n-time'): Promise<void> {
    await running.chat.settled();
    await chen.says('通知');
    const home = await chen.hears('群发通知');
    await chen.taps(/^写通知/, { in: home.id });
    const { id: message } = await chen.hears(/通知草稿/);
    await chen.tapsData(message, `${verb}:${(await newest()).id.toString(36)}`);
    await chen.hears(/请/);
    await running.chat.settled();
    await chen.unheard();
  }

  it('is no notice by half when a client has split it', async () => {
    await at('n-write');
    await chen.says('长'.repeat(10_000));
    await chen.hears('超出');
    expect((await content()).parts).toEqual([]);
    await running.chat.settled();
    await running.chat.clockAhead(10);
    await Promise.all([chen.says('前'.repeat(4_050)), chen.says('后'.repeat(1_000))]);
    await chen.hears('超出');
    await running.chat.settled();
    expect((await content()).parts).toEqual([]);
    await running.chat.clockAhead(20);
    await chen.says('短的');
    await chen.hears(/内容\n短的/);
    await running.chat.clockAhead(0);
  }, 30_000);

  it('is no notice when nothing of it can be seen', async () => {
    await at('n-write');
    for (const blank of ['\u200b\u200b', '　\u2060　']) {
      await chen.says(blank);
      await chen.hears('没有看得见的文字');
    }
    await chen.says('看得见');
    await chen.hears(/内容\n看得见/);
  });

  it('is no album without those of its pictures whose words were too long', async () => {
    await at('n-write');
    const pictures = Array.from({ length: 10 }, () => png(20, 20));
    await chen.sendsPhotos(pictures, '题'.repeat(1_020));
    await chen.hears('说明太长了');
    await running.chat.settled();
    expect(await chen.unheard()).toEqual([]);
    expect((await content()).parts).toEqual([]);
    await chen.sendsPhotos(pictures, '短题');
    await chen.hears(/附图片或文件 10 个/);
    expect((await content()).parts).toHaveLength(10);
    expect((await content()).parts[0]).toMatchObject({ text: '短题' });
  }, 30_000);

  it('has a button with an address that Telegram takes, or is told so', async () => {
    await at('n-link');
    for (const wrong of [
      '看 https://通知',
      '看 http://localhost',
      '看 https://a_b',
      '看：https://',
      'https://a.cn',
    ]) {
      await chen.says(wrong);
      await chen.hears('没有看懂');
    }
    await chen.says('看文件（https://a.gov.cn/x?y=1）');
    await chen.hears('通知草稿');
    expect((await content()).button).toEqual({
      kind: 'link',
      label: '看文件',
      url: 'https://a.gov.cn/x?y=1',
    });
  });

  it('is mended where it was written, and tells its author what is wrong with it then', async () => {
    await at('n-write');
    await chen.says('请于十日前提交');
    await chen.hears(/内容\n请于十日前提交/);
    await chen.edits('请于十五日前提交', { was: '请于十日前提交' });
    await chen.hears(/内容\n请于十五日前提交/);
    expect((await content()).parts).toMatchObject([{ text: '请于十五日前提交' }]);
    await chen.edits('\u200b\u200b', { was: '请于十五日前提交' });
    await chen.hears('没有看得见的文字');
    expect((await content()).parts).toMatchObject([{ text: '请于十五日前提交' }]);
  });

  it('is refused by Telegram before anybody else gets it', async () => {
    await at('n-write');
    await chen.says('带按钮');
    await chen.hears(/内容\n带按钮/);
    const { id } = await newest();
    await store.prisma.notice.update({
      where: { id },
      data: {
        content: {
          parts: [{ kind: 'text', text: '带按钮', entities: [] }],
          button: { kind: 'link', label: '坏', url: 'http://nowhere' },
        },
      },
    });
    await chen.taps('先发给我看看');
    await chen.hears('Telegram 没有接受这条通知');
  });

  it('is a list in words, whose strange lines are not said back whole', async () => {
    await at('n-list');
    await chen.sends({ location: { latitude: 29, longitude: 110 } });
    await chen.hears('名单只收文字');
    await chen.sendsDocument('名单.txt', '某公司');
    await chen.hears('名单只收文字');
    await chen.says('怪'.repeat(4_096));
    expect((await chen.hears(/没有/)).text.length).toBeLessThan(300);
  });
});
