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
 * The short dialogs of staff: one question, one answer, typed or (where the dialog takes files) sent. A command or a tap ends the wait, so nobody is trapped in
 * one; the answer is worked on outside the record of the dialog, which so holds neither results nor errors.
 */

export type Talk = Conversation<BotContext>;

/** What becomes of the typed answer; `args` are those that the dialog was begun with. */
export type OnTyped = (ctx: BotContext, text: string, args: readonly number[]) => Promise<void>;

/** For a dialog that takes whatever message comes, with its files and its formatting. */
export interface OnMessage {
  readonly onMessage: (ctx: BotContext, args: readonly number[]) => Promise<void>;
  /** An answer that a client has split comes piece by piece: the dialog begins itself anew for the next. */
  readonly inPieces?: true;
}

const version = 1;

/** What becomes of an answer once its dialog is over. */
interface Typed {
  readonly run: () => Promise<void>;
  readonly inPieces: boolean;
  /** Another door says what it thinks of it. */
  readonly isHinted?: true;
}

/** The dialogs by name. Begin one with `ctx.conversation.enter(name, ...numbers)` once its question is sent. */
export function dialogs(
  store: DialogStore,
  byName: Readonly<Record<string, OnTyped | OnMessage>>,
): Composer<BotContext> {
  const door = new Composer<BotContext>();
  const failed = new WeakSet<BotContext>();
  const pastes = new Pastes();
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
          write: async (ctx, state) => {
            if (!failed.has(ctx)) await store.write(keyOf(ctx), state);
          },
          delete: async (ctx) => {
            if (!failed.has(ctx)) await store.remove(keyOf(ctx));
          },
        },
      },
    }),
  );
  door.use(async (ctx, next) => {
    const isAnswer = ctx.message !== undefined && ctx.message.text?.startsWith('/') !== true;
    if (isAnswer && pastes.isRest(ctx)) return;
    // An update that has had its effect is only to be replied to again. Whoever mends an older message is still asked.
    const isAside = ctx.message === undefined && ctx.callbackQuery === undefined;
    if (ctx.received.state === 'applied' || !(isAnswer || isAside)) await ctx.conversation.exitAll();
    try {
      await next();
    } catch (error) {
      // It comes again, and finds the dialog as it was: else the answer would go to somebody's form.
      if (ctx.received.state === 'received') failed.add(ctx);
      throw error;
    }
  });
  const typed = new WeakMap<BotContext, Typed>();
  for (const [name, answered] of Object.entries(byName))
    door.use(
      createConversation(async (talk: Talk, _: Context, ...args: number[]) => {
        const { message } = await talk.waitFor('message', { next: true });
        const { text } = message;
        await talk.external((ctx) => {
          if (typeof answered !== 'function')
            typed.set(ctx, {
              run: () => answered.onMessage(ctx, args),
              inPieces: answered.inPieces === true,
            });
          else if (text !== undefined)
            typed.set(ctx, { run: () => answered(ctx, text, args), inPieces: false });
          // What is no words answers no question that asks for them: whoever hints at that does, and the question
          // stays. A file is the beginning of something else, and the dialog is over.
          else if (ctx.message?.document === undefined)
            typed.set(ctx, {
              run: () => ctx.conversation.enter(name, ...args),
              inPieces: true,
              isHinted: true,
            });
        });
        await talk.halt({ next: true });
      }, name),
    );
  // Behind the dialogs: once the one that waited is over, the answer may begin it anew.
  door.use(async (ctx, next) => {
    const answer = typed.get(ctx);
    if (!answer) return next();
    await answer.run();
    if (answer.isHinted === true) return next();
    if (!answer.inPieces) pastes.taken(ctx);
  });
  return door;
}

function keyOf(ctx: BotContext): string {
  return String(ctx.chatId);
}

/** UTF-16 units from which on a text may be the first part of a longer one, which a client has split. */
const splitFrom = 4000;
const splitWithinSeconds = 2;

/** An answer that a client has split is one answer: what comes behind its first part is no other. */
class Pastes {
  /** When the last part was sent, by chat. */
  readonly #last = new Map<number, number>();

  taken({ message }: BotContext): void {
    if (message?.text !== undefined && message.text.length >= splitFrom)
      this.#last.set(message.chat.id, message.date);
  }

  isRest(ctx: BotContext): boolean {
    const { message } = ctx;
    const before = message && this.#last.get(message.chat.id);
    if (message === undefined || before === undefined) return false;
    this.#last.delete(message.chat.id);
    const isRest = message.date - before <= splitWithinSeconds;
    if (isRest) this.taken(ctx);
    return isRest;
  }
}
