import {
  type Conversation,
  type ConversationData,
  conversations,
  createConversation,
} from '@grammyjs/conversations';
import { Composer, type Context } from 'grammy';
import type { Message } from 'grammy/types';
import { follows, mayContinue, pieceWaitMs } from '../survey/reading/pieces.js';
import type { BotContext } from './context.js';
import type { DialogStore } from './ports.js';

/*
 * The short dialogs of staff: one question, one answer, typed or (where the dialog takes files) sent. A command or a
 * tap ends the wait, so nobody is trapped in one; the answer is worked on outside the record of the dialog, which so
 * holds neither results nor errors. A text that a client has split is one answer: its pieces wait in the record for
 * the rest.
 */

export type Talk = Conversation<BotContext>;

/** What becomes of the typed answer; `args` are those that the dialog was begun with. */
export type OnTyped = (ctx: BotContext, text: string, args: readonly number[]) => Promise<void>;

/** A message; a text that a client has split, in its pieces. */
export type Pieces = readonly [Message, ...Message[]];

/** For a dialog that takes whatever message comes, with its files and its formatting. */
export interface OnMessage {
  readonly onMessage: (ctx: BotContext, pieces: Pieces, args: readonly number[]) => Promise<void>;
}

const version = 1;

/** What becomes of an answer once its dialog is over. */
interface Typed {
  readonly run: () => Promise<void>;
  readonly last: Message;
  /** Another door says what it thinks of it. */
  readonly isHinted?: true;
}

/** The dialogs by name. Begin one with `ctx.conversation.enter(name, ...numbers)` once its question is sent. */
export function dialogs(
  store: DialogStore,
  byName: Readonly<Record<string, OnTyped | OnMessage>>,
  /** Says that the rest of a text came when the text had been answered without it. */
  tooLate: (ctx: BotContext) => Promise<void>,
): Composer<BotContext> {
  const door = new Composer<BotContext>();
  const failed = new WeakSet<BotContext>();
  const answered = new AnsweredEarly();
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
    const isAnswer = ctx.message !== undefined && !isCommand(ctx.message.text);
    if (answered.isRest(ctx, isAnswer)) return tooLate(ctx);
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
  for (const [name, on] of Object.entries(byName))
    door.use(
      createConversation(async (talk: Talk, _: Context, ...args: number[]) => {
        const pieces = await wholeText(talk);
        await talk.external((ctx) => {
          const last = pieces.at(-1) ?? pieces[0];
          if (typeof on !== 'function') typed.set(ctx, { run: () => on.onMessage(ctx, pieces, args), last });
          else if (last.text !== undefined)
            typed.set(ctx, { run: () => on(ctx, textOf(pieces), args), last });
          // What is no words answers no question that asks for them: whoever hints at that does, and the question
          // stays. A file is the beginning of something else, and the dialog is over.
          else if (last.document === undefined)
            typed.set(ctx, { run: () => ctx.conversation.enter(name, ...args), last, isHinted: true });
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
    answered.note(answer.last);
  });
  return door;
}

function keyOf(ctx: BotContext): string {
  return String(ctx.chatId);
}

function isCommand(text: string | undefined): boolean {
  return text?.startsWith('/') === true;
}

/** What is sent next: a message, or all pieces of a text. */
async function wholeText(talk: Talk): Promise<Pieces> {
  const { message: first } = await talk.waitFor('message', { next: true });
  const pieces: [Message, ...Message[]] = [first];
  for (let last: Message = first; await talk.external((ctx) => hasRest(ctx, last)); ) {
    const { message: next } = await talk.waitFor('message', { next: true });
    // A piece comes again when it was noted here and the process ended before it was marked as done.
    if (pieces.every(({ message_id }) => message_id !== next.message_id)) pieces.push(next);
    last = next;
  }
  return pieces;
}

/** Whether the rest of a text is what comes next in the chat. */
async function hasRest({ lane }: BotContext, { text, date }: Message): Promise<boolean> {
  if (text === undefined || !mayContinue(text)) return false;
  const next = (await lane.upcoming(pieceWaitMs))?.payload.message;
  return next?.text !== undefined && !isCommand(next.text) && follows(date, next.date);
}

export function textOf(pieces: Pieces): string {
  return pieces.map(({ text = '' }) => text).join('');
}

/** Texts that may have a rest and were answered before it came: what then comes is no answer to anything. */
class AnsweredEarly {
  /** When the last piece was sent, by chat. */
  readonly #dates = new Map<number, number>();

  note({ chat, text, date }: Message): void {
    if (text !== undefined && mayContinue(text)) this.#dates.set(chat.id, date);
  }

  /** Says so as often as it is asked: what is told about a rest may have to be told again. */
  isRest({ chatId = 0, message }: BotContext, isAnswer: boolean): boolean {
    const date = this.#dates.get(chatId);
    if (date === undefined) return false;
    if (isAnswer && message?.text !== undefined && follows(date, message.date)) {
      this.note(message);
      return true;
    }
    // Somebody who has done something else in between begins anew.
    this.#dates.delete(chatId);
    return false;
  }
}
