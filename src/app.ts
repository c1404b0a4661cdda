import type { Update } from 'grammy/types';
import { send, showProgress, toldByKind, waitingForStore } from './app/deliveries.js';
import { beginButton, doors, type House } from './app/doors.js';
import { greet } from './app/greet.js';
import { fetchUpdates, judge } from './app/polling.js';
import { Presence } from './campaigns/outage.js';
import type { Channel } from './config/config.js';
import { failure, type Log } from './config/log.js';
import { Inbox } from './inbox/inbox.js';
import { loadLocale } from './locale/locale.js';
import { delivering } from './notices/bot-deliver.js';
import { Pace } from './notices/pace.js';
import { Schedule } from './notices/schedule.js';
import { Sender } from './notices/sender.js';
import { Watch } from './notices/watch.js';
import { enterCampaigns } from './storage/campaign-store.js';
import { deliveryStore } from './storage/delivery-store.js';
import { groupStore } from './storage/group-store.js';
import { inboxStore } from './storage/inbox-store.js';
import { intakeStore } from './storage/intake-store.js';
import { noticeStore } from './storage/notice-store.js';
import { presenceStore } from './storage/presence-store.js';
import { reminderStore } from './storage/reminder-store.js';
import { runningStore } from './storage/running-store.js';
import { startWorkerLife } from './storage/worker-life.js';
import type { Language } from './survey/definition.js';
import { Clock } from './telegram/clock.js';
import { createBot } from './telegram/create-bot.js';
import { inGroup } from './telegram/in-group.js';
import { askedToWait, isConflict } from './telegram/setbacks.js';
import { type Wording, wording } from './wording/wording.js';

/* Where the rooms meet: ports get their storage, features their door, the bot its inbox. */

export interface AppOptions extends House {
  readonly channel: Extract<Channel, { kind: 'telegram' }>;
  /** Of all messages; Infinity lifts the pace. Telegram allows about 30 over all chats. */
  readonly messagesPerSecond?: number;
  readonly log: Log;
}

export interface App {
  readonly health: () => Promise<{ ok: boolean; store: boolean; working: boolean }>;
  /** Takes updates that come by another way than this process's polling; resolves when they are written down. */
  receive(updates: readonly Update[]): Promise<void>;
  /** Stops asking for updates, ends what is in hand. */
  stop(): Promise<void>;
}

/** Lanes worked at once in one process. */
const laneWidth = 64;
/** A person is never as fast, a crowd of them at once is not slowed down. */
const lingerMs = 30;
const drainMs = 7_000;
/** A little below what Telegram allows over all chats. */
const messagesPerSecond = 28;
/** Messages a second that an answer would have to wait for. */
const noticeablePace = 100;

export async function startApp(options: AppOptions): Promise<App> {
  const { store, campaigns, log, channel } = options;
  const clock = new Clock();
  const now = (): Date => clock.now();
  const translate = loadLocale(new URL('../locales/', import.meta.url));
  const botId = Number(channel.token.split(':')[0]);
  const deliveries = deliveryStore(store.prisma, botId);
  const intake = intakeStore(store, botId);
  const words = (language: Language): Wording => wording(translate(language), language);
  const notices = noticeStore(store.prisma, botId);
  const perSecond = options.messagesPerSecond ?? messagesPerSecond;
  const pace = new Pace(perSecond);
  const product = createBot({
    ...channel,
    features: doors(options, botId, {
      intake,
      words,
      translate,
      now,
      sending: { store: notices, perSecond, wake: () => sender.wake() },
    }),
    sent: () => pace.spend(1),
    dated: (header) => clock.learn(header),
    blocked: (chatId) => deliveries.markUnreachable(chatId),
    inGroup: inGroup(groupStore(store.prisma, botId), translate('zh-CN')('private-only')),
  });
  const life = await startWorkerLife(store);
  await greet(product, words, options, log);
  // By now the clock knows from Telegram what time it is: deadlines of so many days are counted from here.
  await enterCampaigns(
    store.prisma,
    campaigns.map(({ campaign }) => campaign),
    now(),
  );
  const presence = new Presence({
    store: presenceStore(store.prisma, botId, options.adminIds ?? []),
    now,
    crossed: (effects) => {
      for (const one of effects) log.warn('outage-crossed', { ...one, clocks: one.clocks.join(' ') });
    },
  });
  const inbox = new Inbox({
    store: inboxStore(store, botId),
    worker: life.id,
    handle: (received, lane) => product.handle(received, lane),
    judge,
    width: laneWidth,
    lingerMs,
    tell: (event, error, received) =>
      log[event === 'waiting' ? 'info' : 'warn'](event, {
        error: failure(error),
        ...(received && { update: received.updateId }),
      }),
    now,
    fetch: async (offset, signal) => {
      const updates = await fetchUpdates(product, offset, signal);
      await presence.atWork();
      return updates;
    },
    leads: () => life.tryLead('poll'),
    deadWorkers: () => life.deadWorkers(),
    pollAgainAfter: (error) => askedToWait(error) ?? (isConflict(error) ? 2_000 : 1_000),
  });
  const running = runningStore(store.prisma, botId, (externalId) =>
    (options.adminIds ?? []).includes(Number(externalId)),
  );
  const deliverPart = delivering({
    api: product.bot.api,
    noticeOf: (id) => running.toSend(id),
    wording: words,
    beginButton: beginButton(intake),
  });
  const schedule = new Schedule({
    store: reminderStore(store.prisma, botId),
    now,
    leads: () => life.tryLead('schedule'),
    distrusts: (verdict) => log.warn('clock', { verdict }),
    failed: (error) => log.warn('schedule', { error: failure(error) }),
    firstMs: 10_000,
    everyMs: 60_000,
  });
  const told = toldByKind({
    store,
    intake,
    notices: { ...notices, toSend: (id) => running.toSend(id) },
    words,
    now,
    perSecond,
  });
  const sender = new Sender({
    store: deliveries,
    worker: life.id,
    leads: () => life.tryLead('send'),
    send: (delivery) =>
      waitingForStore(() =>
        delivery.notice === undefined ? send(product, told, log, delivery) : deliverPart(delivery),
      ),
    deadWorkers: () => life.deadWorkers(),
    failed: (error) => log.warn('sender', { error: failure(error) }),
    pace,
    width: 16,
    // At Telegram's usual pace nobody notices the sending; lifted, it would take the machine for itself.
    isBusy: () => perSecond > noticeablePace && inbox.lanes.isAtWork,
    idleMs: 1_000,
  });
  const watch = new Watch({
    store: running,
    leads: () => life.tryLead('send'),
    now,
    wake: () => sender.wake(),
    show: (seen) => showProgress(product, notices, words, { now: now(), perSecond }, seen),
    failed: (error) => log.warn('watch', { error: failure(error) }),
    everyMs: 2_000,
  });
  inbox.start();
  sender.start();
  watch.start();
  schedule.start();
  return {
    health: async () => {
      const healthy = await store.healthy();
      return { ok: healthy && life.alive(), store: healthy, working: life.alive() };
    },
    receive: (updates) => inbox.write(updates),
    stop: async () => {
      await Promise.all([inbox.stop(drainMs), sender.stop(), watch.stop(), schedule.stop()]);
      await life.close();
    },
  };
}
