import { afterEach, beforeEach, expect, it } from 'vitest';
import type { App } from '../../src/app.js';
import type { ChatPerson } from '../support/chat-person.js';
import type { RunningChat } from '../support/local-chat.js';
import { describeStores, type TestStore } from '../support/store.js';
import { botHere } from './bot-here.js';
import { expectSilence, secretChat, secretPeople, secretScript, secretText, stepsOf, walk } from './world.js';

expectSilence();

const steps = stepsOf(secretScript, false);

describeStores('trouble with one chat', (open) => {
  let store: TestStore;
  let chat: RunningChat;
  let app: App;
  let people: ChatPerson[];
  beforeEach(async () => {
    store = await open();
    chat = await secretChat();
    app = await botHere(store, chat);
    people = secretPeople.map(({ id }) => chat.chat.person(id));
  });
  afterEach(async () => {
    await app.stop();
    await chat.stop();
    await store.close();
  });
  const person = (n: number): ChatPerson => {
    const found = people[n];
    if (!found) throw new Error('nobody');
    return found;
  };
  const callsTo = async ({ id }: ChatPerson) =>
    (await chat.chat.calls()).filter(({ params }) => String(params.chat_id) === String(id)).length;
  const answersOf = ({ id }: ChatPerson) =>
    store.prisma.answer.count({
      where: { submission: { person: { identities: { some: { externalId: String(id) } } } } },
    });

  it.each([2, 5])(
    'is left alone for the %i s that Telegram asks for, while others go on',
    async (seconds) => {
      const [slow, other] = [person(0), person(1)];
      await walk(slow, steps.slice(0, 2));
      const before = await callsTo(slow);
      await chat.chat.fault('sendMessage', { chat: slow.id, code: 429, retryAfter: seconds });
      await steps[2]?.does(slow);
      await chat.chat.until(async () => (await callsTo(slow)) === before + 1, 'the call that was refused');
      const refused = Date.now();
      await slow.says('排在后面的回答');
      await walk(other, steps.slice(0, 4));
      if (Date.now() - refused < seconds * 1000) expect(await callsTo(slow)).toBe(before + 1);
      await slow.hears(steps[2]?.hears, 20_000);
      expect(Date.now() - refused).toBeGreaterThanOrEqual(seconds * 1000 - 50);
      await slow.hears(/18 位/);
      expect(await answersOf(slow)).toBe(1);
      expect(await answersOf(other)).toBe(2);
    },
  );

  it('keeps the draft of somebody who blocks the bot, and welcomes them back', async () => {
    const [gone, other] = [person(0), person(1)];
    await walk(gone, steps.slice(0, 3));
    // The reply is on its way when the person blocks the bot.
    await chat.chat.fault('sendMessage', { chat: gone.id, delay: 300 });
    await steps[3]?.does(gone);
    await chat.chat.until(async () => (await chat.chat.status()).faults === 0, 'the reply to be on its way');
    await gone.blocks();
    await walk(other, steps.slice(0, 4));
    await chat.chat.settled();
    const unreachable = async () =>
      (await store.prisma.person.count({ where: { NOT: { unreachableAt: null } } })) > 0;
    await chat.chat.until(unreachable, 'the person to be marked');
    await chat.chat.until(async () => (await store.prisma.lane.count()) === 0, 'the lanes to be free');
    expect(await store.prisma.inboxUpdate.groupBy({ by: ['state', 'attempts'] })).toEqual([
      { state: 'replied', attempts: 0 },
    ]);
    expect(await answersOf(gone)).toBe(2);
    await gone.unblocks();
    await gone.says('张家界市金丝雀路');
    await gone.hears('邮编');
    expect(await answersOf(gone)).toBe(3);
    expect(await unreachable()).toBe(false);
  });

  it('parks an update that fails five times, tells its person, and goes on; others never notice', async () => {
    const [refused, broken, barred, other] = [person(0), person(1), person(2), person(3)];
    for (const one of [refused, broken, barred]) await walk(one, steps.slice(0, 2));
    // Three ways to fail: Telegram refuses the reply, an update of an odd shape, a fault in the database.
    await chat.chat.fault('sendMessage', {
      chat: refused.id,
      code: 400,
      times: 5,
      description: `Bad Request: ${secretText}`,
    });
    await store.prisma.$executeRawUnsafe(
      `ALTER TABLE answer ADD CONSTRAINT answer_barred CHECK (value::text NOT LIKE '%禁止%')`,
    );
    await refused.says('金丝雀公司');
    await odd(broken);
    await barred.says(`${secretText}禁止`);
    for (const one of [refused, broken, barred]) await one.says('/status');
    const begun = Date.now();
    await walk(other, steps.slice(0, 8));
    expect(await other.unheard()).toEqual([]);
    for (const one of [refused, broken, barred]) await one.hears('我的填报', 60_000);
    expect(Date.now() - begun).toBeLessThan(60_000);
    for (const one of [refused, broken, barred]) {
      const messages = async () => JSON.stringify(await one.messages());
      await chat.chat.until(async () => (await messages()).includes('没能处理成功'), 'the person to be told');
    }
    const parked = await store.prisma.inboxUpdate.findMany({ where: { state: { not: 'replied' } } });
    expect(parked.map(({ state, attempts }) => [state, attempts])).toEqual(Array(3).fill(['parked', 5]));
    await chat.chat.until(
      async () => (await store.prisma.delivery.count({ where: { state: 'sent' } })) === 3,
      'the deliveries to be written down',
    );
    await chat.chat.until(async () => (await store.prisma.lane.count()) === 0, 'the lanes to be free');
    await barred.says('金丝雀公司');
    await barred.hears('统一社会信用代码');
    expect(await answersOf(barred)).toBe(1);
    await store.prisma.$executeRawUnsafe('ALTER TABLE answer DROP CONSTRAINT answer_barred');
  });

  /** A text that is a number, as no server sends it: whatever reads it throws. */
  async function odd({ id }: ChatPerson): Promise<void> {
    const user = { id, first_name: '金丝雀', last_name: '金丝雀姓', username: 'canary7301' };
    const message = {
      message_id: 900_000,
      date: Math.floor(Date.now() / 1000),
      chat: { ...user, type: 'private' as const },
      from: { ...user, is_bot: false },
      text: 7301 as unknown as string,
    };
    await app.receive([{ update_id: 1, message }]);
  }
});
