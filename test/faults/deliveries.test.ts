import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { queueDelivery } from '../../src/storage/delivery-store.js';
import { openStore } from '../../src/storage/open.js';
import type { Store } from '../../src/storage/store.js';
import type { ChatPerson } from '../support/chat-person.js';
import type { RunningChat } from '../support/local-chat.js';
import { Program } from '../support/program.js';
import { newDatabase } from '../support/store.js';
import { storesToTest } from '../support/stores.js';
import { expectSilence, secretChat, secretPeople } from './world.js';

/* What the bot says to somebody who did not just write is said at most once, whatever happens to its sender. */

expectSilence();

describe.each(['embedded', 'postgres'] as const)('deliveries (%s)', (kind) => {
  let chat: RunningChat;
  let folder: string;
  let database: Awaited<ReturnType<typeof newDatabase>> | undefined;
  const included = storesToTest().includes(kind);

  beforeAll(async () => {
    if (!included) return;
    chat = await secretChat();
    folder = await mkdtemp(join(tmpdir(), 'zhengji-deliveries-'));
    database = kind === 'postgres' ? await newDatabase() : undefined;
    const program = await start();
    for (const person of people()) {
      await person.says('/start');
      await person.hears('');
    }
    expect((await program.stop()).code).toBe(0);
  });
  afterAll(async () => {
    if (!included) return;
    await chat.stop();
    await database?.drop();
    await rm(folder, { recursive: true, force: true });
  });

  const start = () => Program.start({ bot: chat, databaseUrl: database?.url, dataDir: folder });
  const people = (): ChatPerson[] => secretPeople.slice(0, 4).map(({ id }) => chat.chat.person(id));
  const opened = async <T>(work: (store: Store) => Promise<T>): Promise<T> => {
    const store = await openStore({ dataDir: folder, ...(database && { databaseUrl: database.url }) });
    try {
      return await work(store);
    } finally {
      await store.close();
    }
  };
  /** Queues one for each of these people while no program runs. */
  const queue = (...chats: number[]) =>
    opened(async (store) => {
      await store.prisma.delivery.deleteMany();
      const botId = Number(chat.token.split(':')[0]);
      for (const id of chats)
        await store.prisma.$transaction((tx) =>
          queueDelivery(tx, botId, { channel: 'telegram', externalId: String(id) }, 'parked', {
            at: new Date().toISOString(),
          }),
        );
    });
  const states = () =>
    opened(async ({ prisma }) =>
      (await prisma.delivery.findMany({ orderBy: { id: 'asc' } })).map(({ state }) => state),
    );
  const holdBack = (chat: number, notBefore: Date | null) =>
    opened(({ prisma }) =>
      prisma.delivery.updateMany({
        where: { person: { identities: { some: { externalId: String(chat) } } } },
        data: { notBefore },
      }),
    );
  const received = (person: ChatPerson) => person.unheard().then((heard) => heard.length);

  it.runIf(included)(
    'are unknown after their sender was killed in the midst, and never sent again',
    async () => {
      const [first, second] = people();
      if (!first || !second) throw new Error('nobody');
      await queue(first.id, second.id);
      // The second waits until the first sender is gone: both would be on their way at once.
      await holdBack(second.id, new Date(Date.now() + 3_600_000));
      await chat.chat.fault('sendMessage', { chat: first.id, delay: 700 });
      const killed = await start();
      await chat.chat.until(async () => (await chat.chat.status()).faults === 0, 'the attempt');
      await killed.kill();
      await holdBack(second.id, null);
      const next = await start();
      await second.hears('没能处理成功');
      await next.stop();
      expect(await states()).toEqual(['unknown', 'sent']);
      expect([await received(first), await received(second)]).toEqual([1, 0]);
    },
  );

  it.runIf(included)('are unknown when the reply is lost, before or after they arrived', async () => {
    const [first, second, third, fourth] = people();
    if (!first || !second || !third || !fourth) throw new Error('nobody');
    await queue(first.id, second.id, third.id, fourth.id);
    await chat.chat.fault('sendMessage', { chat: first.id, drop: 'after' });
    await chat.chat.fault('sendMessage', { chat: second.id, drop: 'before' });
    await chat.chat.fault('sendMessage', { chat: third.id, code: 502 });
    const program = await start();
    await fourth.hears('没能处理成功');
    await program.stop();
    const again = await start();
    await fourth.says('/help');
    await fourth.hears('字');
    await again.stop();
    expect(await states()).toEqual(['unknown', 'unknown', 'unknown', 'sent']);
    expect([await received(first), await received(second), await received(third)]).toEqual([1, 0, 0]);
  });

  it.runIf(included)(
    'fail for good when Telegram refuses, wait when it asks to, end at a block',
    async () => {
      const [first, second, third] = people();
      if (!first || !second || !third) throw new Error('nobody');
      await queue(first.id, second.id, third.id);
      await chat.chat.fault('sendMessage', { chat: first.id, code: 400, description: 'Bad Request: 金丝雀' });
      await chat.chat.fault('sendMessage', { chat: second.id, code: 403 });
      await chat.chat.fault('sendMessage', { chat: third.id, code: 429, retryAfter: 4 });
      const program = await start();
      await third.hears('没能处理成功', 20_000);
      await program.stop();
      expect(await states()).toEqual(['failed', 'blocked', 'sent']);
      const unreachable = await opened(({ prisma }) =>
        prisma.identity.findMany({ where: { person: { NOT: { unreachableAt: null } } } }),
      );
      expect(unreachable.map(({ externalId }) => externalId)).toEqual([String(second.id)]);
      expect(await received(third)).toBe(0);
    },
  );
});
