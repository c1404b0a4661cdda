import {
  type Conversation,
  type ConversationData,
  conversations,
  createConversation,
} from '@grammyjs/conversations';
import { Composer, type Context } from 'grammy';
import type { BotContext } from './context.js';
import type { DialogStore } from './ports.js';

/*
 * The short dialogs of staff: one question, one typed answer. A command or a tap ends the wait, so nobody is trapped in
 * one; the answer is worked on outside the record of the dialog, which so holds neither results nor errors.
 */

export type Talk = Conversation<BotContext>;

/** What becomes of the typed answer; `args` are those that the dialog was begun with. */
export type OnTyped = (ctx: BotContext, text: string, args: readonly number[]) => Promise<void>;

const version = 1;

/** The dialogs by name. Begin one with `ctx.conversation.enter(name, ...numbers)` once its question is sent. */
export function dialogs(store: DialogStore, byName: Readonly<Record<string, OnTyped>>): Composer<BotContext> {
  const door = new Composer<BotContext>();
  door.use(
    conversations<BotContext, Context>({
      storage: {
        type: 'context',
        version,
        adapter: {
          read: async (ctx) => {
            // Known with the message: nobody else is asked about for every answer of every contact.
            if (ctx.received.inDialog === false || ctx.chatId === undefined) return undefined;
            return store.read<{ version: [0, number | string]; state: ConversationData }>(keyOf(ctx));
          },
          write: (ctx, state) => store.write(keyOf(ctx), state),
          delete: (ctx) => store.remove(keyOf(ctx)),
        },
      },
    }),
  );
  door.use(async (ctx, next) => {
    const isAnswer = ctx.message?.text !== undefined && !ctx.message.text.startsWith('/');
    // An update that has had its effect is only to be replied to again.
    if (!isAnswer || ctx.received.state === 'applied') await ctx.conversation.exitAll();
    await next();
  });
  for (const [name, onTyped] of Object.entries(byName))
    door.use(
      createConversation(async (talk: Talk, _: Context, ...args: number[]) => {
        const { message } = await talk.waitFor('message:text', { next: true });
        await talk.external((ctx) => onTyped(ctx, message.text, args));
      }, name),
    );
  return door;
}

function keyOf(ctx: BotContext): string {
  return String(ctx.chatId);
}
