import { autoRetry } from '@grammyjs/auto-retry';
import { Bot, BotError, type Composer, GrammyError } from 'grammy';
import type { Update, UserFromGetMe } from 'grammy/types';
import { HttpsProxyAgent } from 'https-proxy-agent';
import type { LaneView } from '../inbox/lanes.js';
import type { Received } from '../inbox/ports.js';
import { botApiFetch } from './bot-api-fetch.js';
import { botApiFiles } from './bot-api-files.js';
import { BotContext } from './context.js';
import { isBlocked } from './setbacks.js';

export interface BotOptions {
  readonly token: string;
  readonly apiRoot: string;
  readonly proxy?: string | undefined;
  readonly botInfo?: UserFromGetMe | undefined;
  readonly features: readonly Composer<BotContext>[];
  /** A message leaves in answer to somebody. */
  readonly sent: () => void;
  /** Somebody has blocked the bot: called with the chat, nothing more is sent there. */
  readonly blocked: (chatId: number) => Promise<void>;
  /** Takes the `Date` header of every answer of the Bot API. */
  readonly dated?: (header: string | undefined) => void;
  /** In a group nobody's answers are taken. */
  readonly inGroup: (ctx: BotContext) => Promise<void>;
}

export interface ProductBot {
  readonly bot: Bot<BotContext>;
  /** Handles one written-down update to its end; throws what the lane must judge. */
  handle(received: Received, lane: LaneView): Promise<void>;
}

/** Assembles the bot from its features. It never polls by itself: updates come from the inbox. */
export function createBot(options: BotOptions): ProductBot {
  const proxy =
    options.proxy === undefined ? undefined : new HttpsProxyAgent(options.proxy, { keepAlive: true });
  const fetchFile = botApiFiles(options.apiRoot, options.token, proxy);
  const bot = new Bot<BotContext>(options.token, {
    ContextConstructor: BotContext,
    ...(options.botInfo && { botInfo: options.botInfo }),
    client: {
      apiRoot: options.apiRoot,
      timeoutSeconds: 60,
      sensitiveLogs: false,
      fetch: botApiFetch(options.apiRoot, proxy, options.dated),
    },
  });
  bot.api.config.use(
    autoRetry({
      rethrowHttpErrors: true,
      rethrowInternalServerErrors: true,
      maxRetryAttempts: 1,
      maxDelaySeconds: 3,
    }),
  );
  const atHand = new WeakMap<Update, { received: Received; lane: LaneView }>();
  bot.use(async (ctx, next) => {
    const work = atHand.get(ctx.update);
    if (!work) throw new Error('an update that was not written down');
    ctx.received = work.received;
    ctx.lane = work.lane;
    ctx.fetchFile = fetchFile;
    ctx.api.config.use(async (call, method, payload, signal) => {
      await work.lane.beforeReply();
      if (/^(?:send|edit)/.test(method)) options.sent();
      return call(method, payload, signal);
    });
    await next();
  });
  bot.use(answerTaps);
  bot.use(async (ctx, next) => {
    if (ctx.chat && ctx.chat.type !== 'private') await options.inGroup(ctx);
    else await next();
  });
  for (const feature of options.features) bot.use(feature);

  return {
    bot,
    async handle(received, lane) {
      atHand.set(received.payload, { received, lane });
      try {
        await bot.handleUpdate(received.payload);
      } catch (error) {
        const cause = error instanceof BotError ? error.error : error;
        if (!isBlocked(cause)) throw cause;
        const chatId = Number(received.lane);
        if (Number.isSafeInteger(chatId)) await options.blocked(chatId);
      }
    },
  };
}

/** Every tap is answered, whatever became of it: else the button spins on. A stale tap cannot be, and need not. */
async function answerTaps(ctx: BotContext, next: () => Promise<void>): Promise<void> {
  if (!ctx.callbackQuery) {
    await next();
    return;
  }
  let settled = false;
  try {
    await next();
    settled = true;
  } finally {
    try {
      await ctx.answerCallbackQuery(ctx.toast === undefined ? {} : { text: ctx.toast });
    } catch (error) {
      const stale = error instanceof GrammyError && error.error_code === 400;
      // biome-ignore lint/correctness/noUnsafeFinally: the handler's own error goes first
      if (settled && !stale) throw error;
    }
  }
}
