import { afterAll, beforeAll, expect, it } from 'vitest';
import { markOf } from '../../src/campaigns/screens/buttons.js';
import type { Store } from '../../src/storage/store.js';
import type { ChatPerson } from '../support/chat-person.js';
import { contactAt } from '../support/contact-at.js';
import { png } from '../support/png.js';
import { type RunningApp, runApp } from '../support/running-app.js';
import { describeStores } from '../support/store.js';

const admin = 9501;
const campaignId = 'zhangjiajie-2021';
const mark = markOf(campaignId).toString(36);

/* Whoever runs a campaign is asked for words, and sends something else first. */

describeStores('a question to whoever runs a campaign', (open) => {
  let store: Store;
  let running: RunningApp;
  let chen: ChatPerson;
  beforeAll(async () => {
    store = await open();
    running = await runApp(store, { adminIds: [admin] });
    chen = await running.chat.newcomer(admin, '陈');
    await chen.starts();
    await contactAt(running, store, 'staff-total');
  }, 60_000);
  afterAll(async () => {
    expect(running.log.filter((line) => /"(?:waiting|parked)"/.test(line))).toEqual([]);
    await running.stop();
  });

  const edits = async () =>
    (await store.prisma.campaign.findUniqueOrThrow({ where: { id: campaignId } })).edits;

  async function asked(verb: string): Promise<void> {
    await running.chat.settled();
    await chen.unheard();
    await chen.tapsData((await chen.last()).id, verb);
    await chen.hears(/请/);
    await running.chat.settled();
  }

  it.each([`camp-title:${mark}`, `camp-area-say:${mark}`])(
    'is not answered by what cannot be seen, or turns what stands beside it (%s)',
    async (verb) => {
      const before = await edits();
      await asked(verb);
      for (const wrong of ['\u200b\u200b\u200b', '名\u202e称', '名\u0007称', '　\u3164　', '名\n称']) {
        await chen.says(wrong);
        await chen.hears('名称请写一行');
      }
      expect(await edits()).toEqual(before);
      await chen.says('/broadcast');
      await chen.hears('群发通知');
    },
  );

  it('stays when no words come, and when an older message is mended', async () => {
    await chen.says('随便说说');
    await asked(`camp-title:${mark}`);
    await chen.edits('随便改改', { was: '随便说说' });
    await running.chat.settled();
    for (const other of [
      { location: { latitude: 29, longitude: 110 } },
      { voice: { file_id: 'v', file_unique_id: 'v', duration: 1 } },
      { contact: { phone_number: '13800000000', first_name: '张' } },
    ] as const) {
      await chen.sends(other);
      await chen.hears('这里只收文字');
    }
    await chen.sendsPhotos([png(20, 20), png(20, 20)], '新名称？');
    await chen.hears('图片下的文字没有采用');
    await chen.says('真正的名称');
    await chen.hears('名称已改');
    expect(await edits()).toMatchObject({ title: '真正的名称' });
  }, 30_000);
});
