import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtInCampaigns, loadCampaigns } from '../../src/config/campaign-files.js';
import { type DeliveryState, deliveryStates, type Tally } from '../../src/notices/ports.js';
import { enterCampaigns } from '../../src/storage/campaign-store.js';
import { openStore } from '../../src/storage/open.js';
import type { Store } from '../../src/storage/store.js';
import type { ChatPerson } from '../support/chat-person.js';
import { type ChatProcess, localChatProcess } from '../support/local-chat.js';
import { Program } from '../support/program.js';
import { heardBy, recipients, type Unreached } from '../support/recipients.js';
import { newDatabase } from '../support/store.js';
import { storesToTest } from '../support/stores.js';
import { full } from './world.js';

/*
 * A notice to thousands reaches each person at most once and nobody is lost, however often its sender is killed: with
 * FULL_FAULTS=1 to 50,000. Some have stopped the bot, some have no chat with it any more.
 */

const admin = 1004;
const count = full ? 50_000 : 2_000;
const kills = 10;
/** Deliveries on their way at once. */
const width = 16;
/** Of so many one has stopped the bot, one has no chat with it any more, and to one Telegram refuses it. */
const oneIn = 50;

function fateOf(id: number): Unreached | 'refused' | undefined {
  if (id % oneIn === 0) return 'blocks';
  if (id % oneIn === 10) return 'refused';
  return id % oneIn === 25 ? 'noChat' : undefined;
}

/** How a delivery ends, unless its sender is killed over it. */
function endOf(id: number): DeliveryState {
  const fate = fateOf(id);
  if (fate === undefined) return 'sent';
  return fate === 'refused' ? 'failed' : 'blocked';
}

describe.runIf(storesToTest().includes('postgres'))('a notice to thousands', () => {
  let chat: ChatProcess;
  let store: Store;
  let database: Awaited<ReturnType<typeof newDatabase>>;
  let folder: string;
  let ids: number[];
  let chen: ChatPerson;

  const start = (messagesPerSecond = 9999) =>
    Program.start({
      bot: chat,
      databaseUrl: database.url,
      dataDir: folder,
      env: {
        ADMIN_IDS: String(admin),
        MESSAGES_PER_SECOND: String(messagesPerSecond),
        LOG_LEVEL: 'info',
      },
    });

  beforeAll(async () => {
    chat = await localChatProcess();
    folder = await mkdtemp(join(tmpdir(), 'zhengji-broadcast-'));
    database = await newDatabase();
    chen = chat.chat.person(admin);
    store = await openStore({ databaseUrl: database.url, dataDir: '' });
    await enterCampaigns(store.prisma, await loadCampaigns([builtInCampaigns]), new Date());
    ids = await recipients(chat, store, count, (id) => {
      const fate = fateOf(id);
      return fate === 'refused' ? undefined : fate;
    });
    const refusal = { code: 400, description: 'Bad Request: not enough rights', times: 9 };
    for (const id of ids.filter((one) => fateOf(one) === 'refused'))
      await chat.chat.fault('sendMessage', { chat: id, ...refusal });
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
      const words = '请于月底前提交';
      let program = await start();
      const notice = await confirmed(words);
      for (let kill = 1; kill <= kills; kill++) {
        await until(async () => (await ended(notice)) >= (count * kill) / (kills + 2));
        await program.kill();
        program = await start();
      }
      await until(async () => (await stateOfNotice(notice)) === 'done');
      const over = await chen.hears('已发完', 30_000);
      await program.stop();

      const states = await statesOf(notice);
      expect(states.size).toBe(count);
      const tally = tallied(states);
      expect(tally.unknown).toBeLessThanOrEqual(kills * width);
      expect(tally.sent + tally.blocked + tally.failed + tally.unknown).toBe(count);
      expect(over.text).toContain(`已送达 ${tally.sent}`);
      // What nobody knows of aside, each came to the end that was theirs.
      const otherwise = ids.filter((id) => ![endOf(id), 'unknown'].includes(states.get(id) ?? ''));
      expect(otherwise).toEqual([]);
      expect(await wronglyHeard(words, states)).toEqual([]);
      expect(await unreachable()).toEqual(ids.filter((id) => states.get(id) === 'blocked'));
    },
    full ? 1_200_000 : 240_000,
  );

  it('of whom nobody hears it once it is cancelled, though its sender is killed on the way', async () => {
    const words = '此件作废';
    // Slow enough for it to be cancelled on the way.
    const pace = count / 10;
    let program = await start(pace);
    const notice = await confirmed(words);
    await until(async () => (await ended(notice)) >= count / 10);
    await program.kill();
    await chen.tapsData((await chen.last()).id, `n-cancel:${notice.toString(36)}`);
    program = await start(pace);
    await until(async () => (await stateOfNotice(notice)) === 'cancelled');
    await until(async () => tallied(await statesOf(notice)).sending === 0);
    await program.stop();

    const states = await statesOf(notice);
    const tally = tallied(states);
    expect(tally.cancelled).toBeGreaterThan(0);
    expect(tally.unknown).toBeLessThanOrEqual(width);
    expect(tally.sent + tally.blocked + tally.failed + tally.unknown + tally.cancelled).toBe(count);
    expect(await wronglyHeard(words, states)).toEqual([]);
  }, 240_000);

  /** A notice to all, confirmed in chat; gives its number. */
  async function confirmed(words: string): Promise<number> {
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
    const { id } = await store.prisma.notice.findFirstOrThrow({ orderBy: { id: 'desc' } });
    await until(async () => (await ended(id)) > 0);
    return id;
  }

  const ended = (noticeId: number) =>
    store.prisma.delivery.count({ where: { noticeId, state: { notIn: ['queued', 'sending'] } } });

  const stateOfNotice = async (id: number) =>
    (await store.prisma.notice.findUniqueOrThrow({ where: { id } })).state;

  /** By the chat of each recipient. */
  async function statesOf(noticeId: number): Promise<Map<number, string>> {
    const rows = await store.prisma.delivery.findMany({
      where: { noticeId },
      select: { state: true, person: { select: { identities: true } } },
    });
    return new Map(rows.map(({ state, person }) => [Number(person.identities[0]?.externalId), state]));
  }

  function tallied(states: ReadonlyMap<number, string>): Tally {
    const all = [...states.values()];
    const of = (state: DeliveryState) => all.filter((one) => one === state).length;
    return Object.fromEntries(deliveryStates.map((state) => [state, of(state)])) as Tally;
  }

  /** Who got it more or less often than is written down; of what is unknown once or not at all. */
  async function wronglyHeard(words: string, states: ReadonlyMap<number, string>): Promise<number[]> {
    const heard = await heardBy(chat, ids, words);
    return ids.filter((id, at) => {
      const times = heard[at] ?? 0;
      return states.get(id) === 'unknown' ? times > 1 : times !== (states.get(id) === 'sent' ? 1 : 0);
    });
  }

  async function unreachable(): Promise<number[]> {
    const rows = await store.prisma.identity.findMany({
      where: { person: { unreachableAt: { not: null } } },
    });
    return rows.map(({ externalId }) => Number(externalId)).sort((a, b) => a - b);
  }

  async function until(condition: () => Promise<boolean>): Promise<void> {
    while (!(await condition())) await pause(20);
  }
});
