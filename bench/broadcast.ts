import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { Api } from 'grammy';
import { startApp } from '../src/app.js';
import { builtInCampaigns, loadCampaignFiles } from '../src/config/campaign-files.js';
import { createLog } from '../src/config/log.js';
import { openStore } from '../src/storage/open.js';
import type { Store } from '../src/storage/store.js';
import type { ChatPerson } from '../test/support/chat-person.js';
import { localChatProcess } from '../test/support/local-chat.js';
import { recipients } from '../test/support/recipients.js';
import { Bystander } from './bystander.js';
import { BenchDatabase } from './database.js';
import { measuredCampaign } from './questionnaire.js';
import { quantile } from './statistics.js';
import { atMost, type Line } from './table.js';

/*
 * A notice to many, composed and confirmed in chat: PostgreSQL, the whole bot in this process, the strict Bot API
 * server in another. First with the pace lifted, against a bare loop on the same server; then at the pace that Telegram
 * allows everybody. Meanwhile a contact fills in a form, answer by answer.
 */

const admin = 1004;
const loopWidth = 16;
const freePace = 28;
const campaignId = 'zhangjiajie-2021';
/** As many answers as a p99 takes to mean something. */
const aloneMs = 15_000;

export async function broadcast(quick: boolean): Promise<Line[]> {
  const [many, some] = quick ? [5_000, 300] : [50_000, 2_000];
  const database = await BenchDatabase.create('broadcast');
  const chat = await localChatProcess();
  const store = await openStore({ databaseUrl: database.url, dataDir: '' });
  const run = async (messagesPerSecond: number): Promise<() => Promise<void>> => {
    const app = await startApp({
      channel: { kind: 'telegram', token: chat.token, apiRoot: chat.apiRoot },
      store,
      campaigns: [
        ...(await loadCampaignFiles([builtInCampaigns])),
        { campaign: measuredCampaign(), templates: new Map() },
      ],
      adminIds: [admin],
      messagesPerSecond,
      log: createLog('error'),
    });
    return () => app.stop();
  };
  try {
    await (await run(freePace))();
    const ids = await recipients(chat, store, many);
    const loop = await bareLoop(new Api(chat.token, { apiRoot: chat.apiRoot }), ids.slice(0, 5_000));
    const chen = chat.chat.person(admin);
    const bystander = new Bystander(chat.chat);

    let stop = await run(Number.POSITIVE_INFINITY);
    await chen.says('/help');
    const alone = await bystander.promptsWhile(pause(aloneMs));
    const lifted = await sent(chen, store, many);
    const during = bystander.promptsWhile(lifted.over);
    const rate = (many / (await lifted.over)) * 1000;
    const whileLifted = await during;
    await stop();

    await store.prisma.$executeRaw`
      DELETE FROM consent WHERE campaign_id = ${campaignId} AND person_id IN (
        SELECT person_id FROM consent WHERE campaign_id = ${campaignId} ORDER BY person_id DESC OFFSET ${some}::int)`;
    stop = await run(freePace);
    const free = await sent(chen, store, some);
    const freely = bystander.promptsWhile(free.over);
    const freeMs = await free.over;
    const whileFree = await freely;
    // Answers to people come out of the same allowance.
    const freeRate = ((some + whileFree.length) / freeMs) * 1000;
    await stop();
    const base = quantile(alone, 0.99);
    return [
      atMost(`notice to ${many}: confirmed and queued`, lifted.queued, 2_000, 'ms'),
      {
        measured: `notice to ${many}: pace lifted`,
        ours: `${rate.toFixed(0)} messages/s (${(rate / loop).toFixed(2)} of the loop)`,
        peers: `bare loop ${loop.toFixed(0)}/s`,
        target: 'told',
        met: undefined,
      },
      atMost('a prompt meanwhile, p99 more than alone', quantile(whileLifted, 0.99) - base, 300, 'ms'),
      {
        measured: `notice to ${some} at ${freePace}/s, with ${whileFree.length} prompts`,
        ours: `${freeRate.toFixed(2)}/s (${((freeRate / freePace) * 100).toFixed(1)} %)`,
        peers: '',
        target: '>= 95 %',
        met: freeRate >= freePace * 0.95,
      },
      atMost(
        'a prompt meanwhile, p99 more than alone, free pace',
        quantile(whileFree, 0.99) - base,
        300,
        'ms',
      ),
    ];
  } finally {
    await store.close();
    await chat.stop();
    await database.drop();
  }
}

/** Messages a second of what only sends. */
async function bareLoop(api: Api, ids: readonly number[]): Promise<number> {
  const begun = performance.now();
  let next = 0;
  await Promise.all(
    Array.from({ length: loopWidth }, async () => {
      for (let id = ids[next++]; id !== undefined; id = ids[next++]) await api.sendMessage(id, '通知');
    }),
  );
  return (ids.length / (performance.now() - begun)) * 1000;
}

interface Sent {
  /** Milliseconds from the tap until all are in the queue and the sender is told. */
  readonly queued: number;
  /** Milliseconds from then until nothing is left. */
  readonly over: Promise<number>;
}

async function sent(chen: ChatPerson, { prisma }: Store, count: number): Promise<Sent> {
  await chen.says('/broadcast');
  await chen.hears('群发通知', 60_000);
  await chen.taps('写通知：“我为群众');
  await chen.hears('通知草稿', 60_000);
  await chen.taps('写内容');
  await chen.hears('请把通知内容发给我', 60_000);
  await chen.says('请于月底前提交');
  await chen.hears('请于月底前提交', 60_000);
  await chen.taps('发送给', { within: 60_000 });
  await chen.hears(`确认发送给 ${count} 人`, 60_000);
  const tapped = performance.now();
  await chen.taps('确认（');
  const isQueued = async (): Promise<boolean> =>
    (await prisma.notice.count({ where: { state: 'sending' } })) > 0;
  while (!(await isQueued())) await pause(5);
  const queuedAt = performance.now();
  const over = (async () => {
    const left = { where: { noticeId: { not: null }, state: { in: ['queued', 'sending'] } } };
    while ((await prisma.delivery.count(left)) > 0) await pause(100);
    return performance.now() - queuedAt;
  })();
  return { queued: queuedAt - tapped, over };
}
