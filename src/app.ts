import { GrammyError } from 'grammy';
import type { Update } from 'grammy/types';
import type { Channel } from './config/config.js';
import { failure, type Log } from './config/log.js';
import { Inbox } from './inbox/inbox.js';
import type { Setback } from './inbox/lanes.js';
import { intakeBot } from './intake/bot.js';
import { commandMenu } from './intake/commands.js';
import { wording } from './intake/screens/wording.js';
import { loadLocale } from './locale/locale.js';
import type { Delivery } from './notices/ports.js';
import { type Attempt, Sender } from './notices/sender.js';
import { enterCampaigns } from './storage/campaign-store.js';
import { deliveryStore } from './storage/delivery-store.js';
import { isTransient } from './storage/faults.js';
import { groupStore } from './storage/group-store.js';
import { inboxStore } from './storage/inbox-store.js';
import { intakeStore } from './storage/intake-store.js';
import type { Store } from './storage/store.js';
import { startWorkerLife } from './storage/worker-life.js';
import type { CampaignDefinition } from './survey/definition.js';
import { createBot, type ProductBot } from './telegram/create-bot.js';
import { inGroup } from './telegram/in-group.js';
import { askedToWait, isBlocked, isConflict, isNetworkTrouble, isRevoked } from './telegram/setbacks.js';

/* Where the rooms meet: ports get their storage, features their door, the bot its inbox. */

export interface AppOptions {
  readonly channel: Extract<Channel, { kind: 'telegram' }>;
  readonly store: Store;
  readonly campaigns: readonly CampaignDefinition[];
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

export async function startApp(options: AppOptions): Promise<App> {
  const { store, campaigns, log, channel } = options;
  await enterCampaigns(store.prisma, campaigns, new Date());
  const translate = loadLocale(new URL('../locales/', import.meta.url));
  const botId = Number(channel.token.split(':')[0]);
  const deliveries = deliveryStore(store.prisma, botId);
  const product = createBot({
    ...channel,
    features: [intakeBot({ store: intakeStore(store, botId), translate, now: () => new Date() })],
    blocked: (chatId) => deliveries.markUnreachable(chatId),
    inGroup: inGroup(groupStore(store.prisma, botId), translate('zh-CN')('private-only')),
  });
  const life = await startWorkerLife(store);
  await greet(product, translate, log);
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
    fetch: (offset, signal) => fetchUpdates(product, offset, signal),
    leads: () => life.tryLead('poll'),
    deadWorkers: () => life.deadWorkers(),
    pollAgainAfter: (error) => askedToWait(error) ?? (isConflict(error) ? 2_000 : 1_000),
  });
  const sender = new Sender({
    store: deliveries,
    worker: life.id,
    leads: () => life.tryLead('send'),
    send: (delivery) => send(product, translate, delivery),
    deadWorkers: () => life.deadWorkers(),
    failed: (error) => log.warn('sender', { error: failure(error) }),
    paceMs: 40,
    idleMs: 1_000,
  });
  inbox.start();
  sender.start();
  return {
    health: async () => {
      const healthy = await store.healthy();
      return { ok: healthy && life.alive(), store: healthy, working: life.alive() };
    },
    receive: (updates) => inbox.write(updates),
    stop: async () => {
      await Promise.all([inbox.stop(drainMs), sender.stop()]);
      await life.close();
    },
  };
}

/** What an error on the way of an update means for its lane. */
function judge(error: unknown): Setback {
  const wait = askedToWait(error);
  if (wait !== undefined) return { kind: 'wait', ms: wait };
  const passes = isNetworkTrouble(error) || isRevoked(error) || isTransient(error);
  return passes ? { kind: 'wait' } : { kind: 'fault' };
}

async function fetchUpdates(product: ProductBot, offset: number, signal: AbortSignal): Promise<Update[]> {
  return product.bot.api.getUpdates(
    {
      offset,
      timeout: 25,
      limit: 100,
      allowed_updates: ['message', 'edited_message', 'callback_query', 'my_chat_member'],
    },
    signal as Parameters<typeof product.bot.api.getUpdates>[1],
  );
}

/** Learns who the bot is, waiting for Telegram if need be, and sets its menu of commands. */
async function greet(product: ProductBot, translate: ReturnType<typeof loadLocale>, log: Log): Promise<void> {
  for (let wait = 500; ; wait = Math.min(wait * 2, 10_000)) {
    try {
      // Not bot.init(), which tries for ever without a word.
      product.bot.botInfo = await product.bot.api.getMe();
      await product.bot.api.setMyCommands(commandMenu(translate('zh-CN')));
      return;
    } catch (error) {
      if (!isNetworkTrouble(error) && askedToWait(error) === undefined) throw error;
      log.warn('telegram-away', { error: failure(error) });
      await new Promise((resolve) => setTimeout(resolve, askedToWait(error) ?? wait));
    }
  }
}

async function send(
  product: ProductBot,
  translate: ReturnType<typeof loadLocale>,
  delivery: Delivery,
): Promise<Attempt> {
  const w = wording(translate('zh-CN'), 'zh-CN');
  const at = new Date(String(Reflect.get(Object(delivery.content) as object, 'at')));
  try {
    const message = await product.bot.api.sendMessage(
      delivery.chatId,
      w.t('parked-notice', { time: w.time(at, 'Asia/Shanghai') }),
    );
    return { kind: 'sent', messageId: message.message_id };
  } catch (error) {
    const ms = askedToWait(error);
    if (ms !== undefined) return { kind: 'wait', ms };
    if (isRevoked(error)) return { kind: 'wait', ms: 30_000 };
    if (isBlocked(error)) return { kind: 'blocked' };
    // Telegram answered, so it was not sent; without an answer nobody knows.
    if (error instanceof GrammyError && error.error_code < 500)
      return { kind: 'failed', reason: String(error.error_code) };
    return { kind: 'unknown' };
  }
}
