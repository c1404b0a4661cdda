import { afterEach, beforeEach, expect, it } from 'vitest';
import type { App } from '../../src/app.js';
import type { ChatPerson } from '../support/chat-person.js';
import type { RunningChat } from '../support/local-chat.js';
import { describeStores, type TestStore } from '../support/store.js';
import { botHere } from './bot-here.js';
import { tablesWith } from './whole-database.js';
import {
  expectSilence,
  secretChat,
  secretPeople,
  secretScript,
  secretText,
  secretWords,
  stepsOf,
  walk,
} from './world.js';

/* After /forget the whole database is searched for the person. */

expectSilence();

describeStores('after /forget', (open) => {
  let store: TestStore;
  let chat: RunningChat;
  let app: App;
  let leaver: ChatPerson;
  let stayer: ChatPerson;
  beforeEach(async () => {
    store = await open();
    chat = await secretChat();
    app = await botHere(store, chat);
    [leaver, stayer] = [person(0), person(1)];
  });
  afterEach(async () => {
    await app.stop();
    await chat.stop();
    await store.close();
  });
  const person = (n: number): ChatPerson => chat.chat.person(secretPeople[n]?.id ?? 0);

  async function forgets(): Promise<void> {
    await leaver.says('/forget');
    await leaver.hears('删除');
    await leaver.taps('确认');
    await leaver.hears('已');
    await settled();
  }

  async function settled(): Promise<void> {
    await chat.chat.settled();
    await chat.chat.until(async () => (await store.prisma.lane.count()) === 0, 'the lanes to be free');
  }

  const ofLeaver = () => tablesWith(store, [String(leaver.id)]);
  const ofAnybody = () => tablesWith(store, secretWords());

  it('nothing is left of somebody who had drafts', async () => {
    await walk(leaver, stepsOf(secretScript, false).slice(0, 12));
    await leaver.edits('13911117301', { was: '13911117301' });
    await leaver.says('金丝雀改');
    await leaver.edits('金丝雀再改', { was: '金丝雀改' });
    await leaver.says('/start xinjiang-2023');
    await leaver.hears('自治区');
    // An update that is parked keeps what it said, and the notice of it is a delivery.
    await chat.chat.fault('sendMessage', { chat: leaver.id, code: 400, times: 5 });
    await leaver.says(secretText);
    await leaver.hears('没能处理成功', 60_000);
    expect(Object.keys(await ofLeaver())).toEqual(expect.arrayContaining(['identity', 'inbox_update']));
    expect(Object.keys(await ofAnybody())).toEqual(expect.arrayContaining(['answer', 'inbox_update']));
    expect(await store.prisma.delivery.count()).toBe(1);
    await forgets();
    expect(await ofLeaver()).toEqual({});
    expect(await ofAnybody()).toEqual({});
    const counts = [
      store.prisma.person,
      store.prisma.submission,
      store.prisma.consent,
      store.prisma.delivery,
    ];
    expect(await Promise.all(counts.map((table) => (table.count as () => Promise<number>)()))).toEqual([
      0, 0, 0, 0,
    ]);
  });

  it('only the submitted form is left of somebody who submitted, and nobody is named by it', async () => {
    await walk(leaver, stepsOf(secretScript, true));
    await leaver.taps('撤回修改');
    await leaver.hears('撤回');
    await leaver.taps('确认撤回');
    await leaver.hears('总览');
    await leaver.edits(`${secretText}改过`, { was: secretText });
    await leaver.hears('改');
    await walk(leaver, stepsOf(secretScript, true).slice(-2));
    expect((await ofAnybody()).answer_history).toBe(1);
    expect((await ofAnybody()).receipt).toBe(2);
    await forgets();
    expect(await ofLeaver()).toEqual({});
    const left = await ofAnybody();
    expect(Object.keys(left).sort()).toEqual(['answer', 'filed_demand', 'receipt']);
    expect(left.receipt).toBe(1);
    expect(await store.prisma.identity.count()).toBe(0);
    const [row] = await store.prisma.submission.findMany({ include: { answers: true } });
    expect(row?.state).toBe('submitted');
    expect(row?.answers.flatMap(({ messageIds }) => messageIds)).toEqual([]);
  });

  it('others keep what they have', async () => {
    await walk(stayer, stepsOf(secretScript, false).slice(0, 6));
    await settled();
    const before = await tablesWith(store, [String(stayer.id)]);
    await walk(leaver, stepsOf(secretScript, false).slice(0, 6));
    await forgets();
    expect(await tablesWith(store, [String(stayer.id)])).toEqual(before);
    await stayer.says('/status');
    await stayer.hears('已填 4/');
  });

  it.each(['before', 'after'] as const)(
    'nobody is entered again because the reply was lost (%s it arrived)',
    async (drop) => {
      await walk(leaver, stepsOf(secretScript, false).slice(0, 4));
      await leaver.says('/forget');
      await leaver.hears('删除');
      await chat.chat.fault('editMessageText', { chat: leaver.id, drop });
      await leaver.taps('确认');
      await leaver.hears('已');
      await chat.chat.until(async () => (await chat.chat.status()).faults === 0, 'the loss');
      await settled();
      expect(await ofLeaver()).toEqual({});
      expect(await store.prisma.person.count()).toBe(0);
    },
  );
});
