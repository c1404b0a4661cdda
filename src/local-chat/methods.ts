import type { TelegramMessage, TelegramUser } from '@gramio/types';
import type { BotApiSchema } from './bot-api-schema.js';
import type { FileStore, Upload } from './files.js';
import { badRequest, Refusal } from './refusal.js';
import type { ChatRoom, Stored, World } from './world.js';

/** Files of a request by the name of their part. */
export type Uploads = ReadonlyMap<string, Upload>;

export interface CallContext {
  readonly uploads: Uploads;
  /** Calls back when the connection of the caller has ended. */
  readonly whenGone: (listener: () => void) => void;
}

/**
 * One method of the Bot API. Its parameters have passed the schema before; written as a method so that each may name
 * the parameters that it reads.
 */
export type BotMethod = { call(params: object, context: CallContext): unknown }['call'];
export type BotMethods = Readonly<Record<string, BotMethod>>;

/** What the methods work on. */
export interface Desk {
  readonly world: World;
  readonly files: FileStore;
  readonly schema: BotApiSchema;
}

export type ChatId = number | string;

/** The chat, if the bot may see it: a private one opens only when the person has written first. */
export function chatOf(world: World, id: ChatId | undefined): ChatRoom {
  if (id === undefined || id === '') throw badRequest('chat_id is empty');
  const room = typeof id === 'number' ? world.chats.get(id) : undefined;
  if (!room?.started) throw badRequest('chat not found');
  return room;
}

/** The chat, if the bot may write there. */
export function openChatOf(world: World, id: ChatId | undefined): ChatRoom {
  const room = chatOf(world, id);
  if (room.blocked) throw new Refusal(403, 'Forbidden: bot was blocked by the user');
  return room;
}

/** A message by its id; `purpose` as in Telegram's words: "message to edit not found". */
export function messageOf(room: ChatRoom, id: number | undefined, purpose: string): Stored {
  const stored = id === undefined ? undefined : room.messages.get(id);
  if (!stored) throw badRequest(`${purpose} not found`);
  return stored;
}

export function isFromBot(message: TelegramMessage, bot: TelegramUser): boolean {
  return message.from?.id === bot.id;
}
