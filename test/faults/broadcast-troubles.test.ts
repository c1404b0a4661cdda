import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../src/storage/open.js';
import type { Store } from '../../src/storage/store.js';
import type { ChatPerson } from '../support/chat-person.js';
import { type ChatProcess, localChatProcess } from '../support/local-chat.js';
import { Program } from '../support/program.js';
import { heardBy, recipients } from '../support/recipients.js';
import { newDatabase } from '../support/store.js';
import { storesToTest } from '../support/stores.js';
import { startProxy, type TcpProxy } from '../support/tcp-proxy.js';

/*
 * Processes die and the database goes away in the middle of what is done with a notice to many: it is confirmed once,
 * nobody gets it twice, nobody is lost.
 */

const admin = 1004;
const count = 300;
/** Deliveries on their way at once. */
const width = 16;

describe.runIf(storesToTest().includes('postgres'))('a notice whose process dies', () => {
  let chat: ChatProcess;
  let store: Store;
  let database: Awaited<ReturnType<typeof newDatabase>>;
  let proxy: TcpProxy;
  let folder: string;
  let ids: number[];
  let chen: ChatPerson;
  let programs: Program[] = [];

  async function start(perSecond = 60): Promise<Program> {
    const url = new URL(database.url);
    url.host = `127.0.0.1:${proxy.port}`;
    const program = await Program.start({
      bot: chat,
      databaseUrl: url.href,
      dataDir: folder,
      env: { ADMIN_IDS: String(admin), MESSAGES_PER_SECOND: String(perSecond), LOG_LEVEL: 'info' },
    });
    programs.push(program);
    return program;
  }

  beforeAll(async () => {
    chat = await localChatProcess();
    folder = await mkdtemp(join(tmpdir(), 'zhengji-troubles-'));
    database = await newDatabase();
    const { hostname, port } = new URL(database.url);
    proxy = await startProxy({ host: hostname, port: Number(port || 5432) });
    chen = chat.chat.person(admin);
    const program = await start();
    await program.stop();
    store = await openStore({ databaseUrl: database.url, dataDir: '' });
    ids = await recipients(chat, store, count);
  }, 120_000);
  afterEach(async () => {
    await chat.chat.noFaults();
    for (const program of programs) await program.kill();
    programs = [];
  });
  afterAll(async () => {
    await store.close();
    await chat.stop();
    await proxy.close();
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  });

  /** A draft with these words, before the question whether to send it. */
  async function asked(words: string): Promise<{ confirmation: number; id: number }> {
    await chen.unheard();
    await chen.says('/broadcast');
    const home = await chen.hears('群发通知', 30_000);
    await chen.taps('写通知：“我为群众', { in: home.id });
    await chen.hears('通知草稿', 30_000);
    await chen.taps('写内容');
    await chen.hears('请把通知内容发给我');
    await chen.says(words);
    await chen.hears(words, 30_000);
    await chen.taps('发送给');
    const { id: confirmation } = await chen.hears(`确认发送给 ${count} 人`, 30_000);
    const { id } = await store.prisma.notice.findFirstOrThrow({ orderBy: { id: 'desc' } });
    return { confirmation, id };
  }

  const noticeIs = async (id: number) =>
    (await store.prisma.notice.findUniqueOrThrow({ where: { id } })).state;
  const inState = (noticeId: number, ...states: string[]) =>
    store.prisma.delivery.count({ where: { noticeId, state: { in: states } } });
  const ended = (id: number) => inState(id, 'sent', 'failed', 'unknown', 'blocked', 'cancelled');

  async function until(condition: () => Promise<boolean>): Promise<void> {
    while (!(await condition())) await pause(10);
  }

  /** Everybody is accounted for, and has it at most once, whoever is noted as having it exactly once. */
  async function accounted(id: number, words: string, mostUnknown: number): Promise<void> {
    const rows = await store.prisma.delivery.findMany({
      where: { noticeId: id },
      select: { state: true, person: { select: { identities: true } } },
    });
    const states = new Map(
      rows.map(({ state, person }) => [Number(person.identities[0]?.externalId), state]),
    );
    expect(states.size).toBe(count);
    expect([...states.values()].filter((state) => state === 'unknown').length).toBeLessThanOrEqual(
      mostUnknown,
    );
    const heard = await heardBy(chat, ids, words);
    const wrong = ids.filter((person, at) => {
      const state = states.get(person);
      if (state === 'unknown') return (heard[at] ?? 0) > 1;
      return heard[at] !== (state === 'sent' ? 1 : 0);
    });
    expect(wrong).toEqual([]);
  }

  it('between the tap that confirms it and the reply goes out once, to everybody', async () => {
    const words = '确认时断电';
    const program = await start(9999);
    const { confirmation, id } = await asked(words);
    await chat.chat.fault('editMessageText', { chat: admin, delay: 20_000, drop: 'before' });
    await chen.taps('确认（', { in: confirmation });
    await until(async () => (await noticeIs(id)) === 'sending');
    await program.kill();
    await chat.chat.noFaults();
    await chat.chat.forgetConfirmation({ last: 1 });
    await start(9999);
    await chen.hears('已发完', 30_000);
    await chat.chat.settled(30_000);
    expect(await store.prisma.notice.count({ where: { state: { in: ['sending', 'done'] } } })).toBe(1);
    await accounted(id, words, width);
  }, 120_000);

  it('while it is paused by another, stays paused, and goes on where it stood', async () => {
    const words = '两台机器';
    const first = await start();
    const { confirmation, id } = await asked(words);
    const second = await start();
    await chen.taps('确认（', { in: confirmation });
    await until(async () => (await ended(id)) > 20);
    // Whichever takes the tap: its reply is lost with it.
    await chat.chat.fault('editMessageText', { chat: admin, delay: 20_000, drop: 'before', times: 20 });
    await chen.tapsData(confirmation, `n-pause:${id.toString(36)}`);
    await until(async () => (await noticeIs(id)) === 'paused');
    await first.kill();
    await chat.chat.noFaults();
    await until(async () => (await inState(id, 'sending')) === 0);
    const stood = await ended(id);
    await pause(1_500);
    expect(await ended(id)).toBe(stood);
    expect(stood).toBeLessThan(count);
    await chen.tapsData(confirmation, `n-resume:${id.toString(36)}`);
    const third = await start();
    await until(async () => (await ended(id)) >= (stood + count) / 2);
    await second.kill();
    await until(async () => (await noticeIs(id)) === 'done');
    await accounted(id, words, 2 * width);
    await third.stop();
  }, 120_000);

  it('while it is cancelled reaches nobody more, and is taken back from whoever has it', async () => {
    const words = '取消撤回';
    const first = await start();
    const { confirmation, id } = await asked(words);
    await chen.taps('确认（', { in: confirmation });
    await until(async () => (await ended(id)) > 40);
    await chat.chat.fault('editMessageText', { chat: admin, delay: 20_000, drop: 'before', times: 20 });
    await chen.tapsData(confirmation, `n-cancel:${id.toString(36)}`);
    await until(async () => (await noticeIs(id)) === 'cancelled');
    await first.kill();
    await chat.chat.noFaults();
    const second = await start();
    await until(async () => (await inState(id, 'sending', 'queued')) === 0);
    await accounted(id, words, width);
    const sent = await inState(id, 'sent');
    expect(sent).toBeLessThan(count);
    await chen.tapsData(confirmation, `n-recall:${id.toString(36)}`);
    await chen.hears(/撤回草稿/, 30_000);
    await chen.taps('撤回');
    await chen.hears('确认从', 30_000);
    await chen.taps('确认（');
    await until(
      async () =>
        (await store.prisma.delivery.count({ where: { kind: 'recall', state: { not: 'queued' } } })) > 20,
    );
    await second.kill();
    await start(9999);
    await chen.hears('已发完', 60_000);
    const left = await heardBy(chat, ids, words);
    const unknown = await inState(id, 'unknown');
    const untold = await store.prisma.delivery.count({ where: { kind: 'recall', state: 'unknown' } });
    expect(left.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(unknown + untold);
    expect(await store.prisma.delivery.count({ where: { kind: 'recall' } })).toBe(sent);
  }, 120_000);

  it.each(['cut', 'frozen'] as const)(
    'whose database is away on the way is lost for nobody (%s)',
    async (how) => {
      const words = `数据库${how}`;
      const program = await start();
      const { confirmation, id } = await asked(words);
      await chen.taps('确认（', { in: confirmation });
      await until(async () => (await ended(id)) > 40);
      for (let times = 0; times < 3; times++) {
        if (how === 'cut') await proxy.cut();
        else proxy.freeze();
        await pause(6_500);
        await proxy.restore();
        await pause(1_200);
      }
      await until(async () => (await noticeIs(id)) === 'done');
      const states = await store.prisma.delivery.groupBy({
        by: ['state'],
        where: { noticeId: id },
        _count: true,
      });
      console.info(how, JSON.stringify(states));
      // Whoever is noted as unknown has it: nothing that was not begun may be given up.
      await accounted(id, words, width);
      const unknown = await store.prisma.delivery.findMany({
        where: { noticeId: id, state: 'unknown' },
        select: { person: { select: { identities: true } } },
      });
      const givenUp = await heardBy(
        chat,
        unknown.map(({ person }) => Number(person.identities[0]?.externalId)),
        words,
      );
      expect(givenUp.filter((heard) => heard === 0)).toEqual([]);
      await program.stop();
    },
    120_000,
  );
});
