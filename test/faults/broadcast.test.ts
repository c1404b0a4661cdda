import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../src/storage/open.js';
import type { Store } from '../../src/storage/store.js';
import type { ChatPerson } from '../support/chat-person.js';
import { type ChatProcess, localChatProcess } from '../support/local-chat.js';
import { Program } from '../support/program.js';
import { heardBy, recipients } from '../support/recipients.js';
import { newDatabase } from '../support/store.js';
import { storesToTest } from '../support/stores.js';
import { full } from './world.js';

/*
 * A notice to thousands reaches each person at most once and nobody is lost, however often its sender is killed: with
 * FULL_FAULTS=1 to 50,000 through ten kills.
 */

const admin = 1004;
const count = full ? 50_000 : 2_000;
const kills = full ? 10 : 5;
/** Deliveries on their way at once. */
const width = 16;
const words = '请于月底前提交';

describe.runIf(storesToTest().includes('postgres'))('a notice to thousands', () => {
  let chat: ChatProcess;
  let store: Store;
  let database: Awaited<ReturnType<typeof newDatabase>>;
  let folder: string;
  let ids: number[];
  let chen: ChatPerson;

  const start = () =>
    Program.start({
      bot: chat,
      databaseUrl: database.url,
      dataDir: folder,
      env: { ADMIN_IDS: String(admin), MESSAGES_PER_SECOND: '9999', LOG_LEVEL: 'info' },
    });

  beforeAll(async () => {
    chat = await localChatProcess();
    folder = await mkdtemp(join(tmpdir(), 'zhengji-broadcast-'));
    database = await newDatabase();
    chen = chat.chat.person(admin);
    const program = await start();
    await program.stop();
    store = await openStore({ databaseUrl: database.url, dataDir: '' });
    ids = await recipients(chat, store, count);
  }, 600_000);
  afterAll(async () => {
    await store.close();
    await chat.stop();
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  });

  it(
    `of whom none is missed and none hears it twice, through ${kills} kills`,
    async () => {
      let program = await start();
      await chen.says('/broadcast');
      await chen.hears('群发通知', 30_000);
      await chen.taps('写通知：“我为群众');
      await chen.hears('通知草稿', 30_000);
      await chen.taps('写内容');
      await chen.hears('请把通知内容发给我');
      await chen.says(words);
      await chen.hears(words, 30_000);
      await chen.taps('发送给');
      await chen.hears(`确认发送给 ${count} 人`, 30_000);
      await chen.taps('确认（');
      await until(async () => (await ended()) > 0);
      for (let kill = 1; kill <= kills; kill++) {
        await until(async () => (await ended()) >= (count * kill) / (kills + 2));
        await program.kill();
        program = await start();
      }
      await until(async () => (await store.prisma.notice.count({ where: { state: 'done' } })) === 1);
      await chen.hears('已发完', 30_000);
      await program.stop();

      const rows = await store.prisma.delivery.findMany({
        where: { noticeId: { not: null } },
        select: { state: true, person: { select: { identities: true } } },
      });
      const states = new Map(
        rows.map(({ state, person }) => [Number(person.identities[0]?.externalId), state]),
      );
      expect(states.size).toBe(count);
      const unknown = [...states.values()].filter((state) => state === 'unknown').length;
      expect([...states.values()].filter((state) => state === 'sent').length + unknown).toBe(count);
      expect(unknown).toBeLessThanOrEqual(kills * width);
      const heard = await heardBy(chat, ids, words);
      const wrong = ids.filter((id, at) =>
        states.get(id) === 'sent' ? heard[at] !== 1 : (heard[at] ?? 0) > 1,
      );
      expect(wrong).toEqual([]);
    },
    full ? 1_200_000 : 180_000,
  );

  const ended = () =>
    store.prisma.delivery.count({
      where: { noticeId: { not: null }, state: { notIn: ['queued', 'sending'] } },
    });

  async function until(condition: () => Promise<boolean>): Promise<void> {
    while (!(await condition())) await pause(20);
  }
});
