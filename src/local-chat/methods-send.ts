import { randomInt } from 'node:crypto';
import type { TelegramMessage, TelegramMessageId, TelegramReplyParameters } from '@gramio/types';
import type { Entry, ReplyMarkup } from './entry.js';
import { checkMarkup, isInline } from './keyboards.js';
import {
  type CaptionFields,
  type Content,
  captionFields,
  fileContent,
  type TextFields,
  textContent,
} from './message-content.js';
import {
  type BotMethods,
  type CallContext,
  type ChatId,
  chatOf,
  type Desk,
  messageOf,
  openChatOf,
} from './methods.js';
import { badRequest } from './refusal.js';
import type { ChatRoom } from './world.js';

interface SendFields {
  readonly chat_id: ChatId;
  readonly reply_markup?: ReplyMarkup;
  readonly reply_parameters?: TelegramReplyParameters;
  /** The older way to say `reply_parameters.message_id`; Telegram still takes it. */
  readonly reply_to_message_id?: number;
  readonly allow_sending_without_reply?: boolean;
  readonly protect_content?: boolean;
}

interface AlbumItem extends CaptionFields {
  readonly type: string;
  readonly media: string;
}

interface CopyFields extends SendFields, CaptionFields {
  readonly from_chat_id: ChatId;
  readonly message_id: number;
}

/** Methods that put new messages into a chat. */
export function sendMethods(desk: Desk): BotMethods {
  const send = (params: SendFields, content: Content) => place(desk, params, [content])[0];
  return {
    sendMessage: (params: SendFields & TextFields) => send(params, textContent(params)),
    sendDocument: (params: SendFields & CaptionFields & { document?: string }, { uploads }: CallContext) => {
      const caption = captionFields(params);
      checkMarkup(params.reply_markup);
      openChatOf(desk.world, params.chat_id);
      const missing = 'There is no document in the request';
      return send(
        params,
        join(fileContent(desk, 'document', params.document ?? '', uploads, missing), caption),
      );
    },
    sendPhoto: (params: SendFields & CaptionFields & { photo?: string }, { uploads }: CallContext) => {
      const caption = captionFields(params);
      checkMarkup(params.reply_markup);
      openChatOf(desk.world, params.chat_id);
      const missing = 'There is no photo in the request';
      return send(params, join(fileContent(desk, 'photo', params.photo ?? '', uploads, missing), caption));
    },
    sendMediaGroup: (params: SendFields & { media: readonly AlbumItem[] }, { uploads }: CallContext) => {
      openChatOf(desk.world, params.chat_id);
      return place(desk, params, album(desk, params.media, uploads));
    },
    copyMessage: (params: CopyFields): TelegramMessageId => {
      const message = copied(desk, params);
      const replaced = params.caption === undefined ? {} : captionFields(params);
      const sent = send(params, { fields: { ...contentOf(message), ...replaced }, entries: [] });
      return { message_id: sent?.message_id ?? 0 };
    },
    forwardMessage: (params: CopyFields) => {
      const message = copied(desk, params, 'message to forward');
      const { forward_origin: before, from, date } = message;
      const origin = before ?? (from && { type: 'user' as const, sender_user: from, date });
      return send(params, {
        fields: { ...contentOf(message), ...(origin && { forward_origin: origin }) },
        entries: [],
      });
    },
    sendChatAction: (params: { chat_id: ChatId; action: string }) => {
      const room = openChatOf(desk.world, params.chat_id);
      desk.world.pass(room.chat.id, { kind: 'action', action: params.action });
      return true;
    },
  };
}

function join(content: Content, caption: Partial<TelegramMessage>): Content {
  return { fields: { ...content.fields, ...caption }, entries: content.entries };
}

function album(desk: Desk, media: readonly AlbumItem[], uploads: CallContext['uploads']): Content[] {
  if (media.length === 0) throw badRequest('There are no messages to send');
  if (media.length > 10) throw badRequest('Too many messages to send as an album');
  const kinds = media.map(({ type }) => {
    if (type !== 'photo' && type !== 'document') throw badRequest(`the local chat has no ${type} in albums`);
    return type;
  });
  if (new Set(kinds).size > 1) throw badRequest("Document can't be mixed with other media types");
  const group = media.length > 1 ? { media_group_id: `${randomInt(2 ** 47)}` } : {};
  const missing = "can't parse InputMedia: media not found";
  return media.map((item, i) => {
    const content = fileContent(desk, kinds[i] ?? 'document', item.media, uploads, missing);
    return join(content, { ...captionFields(item), ...group });
  });
}

/** Puts messages into the chat in one step. */
function place(desk: Desk, params: SendFields, contents: readonly Content[]): TelegramMessage[] {
  const { world } = desk;
  const markup = checkMarkup(params.reply_markup);
  const room = openChatOf(world, params.chat_id);
  const reply = repliedTo(world, room, params);
  const date = world.now();
  const entries: Entry[] = [];
  const messages = contents.map(({ fields, entries: files }) => {
    const message: TelegramMessage = {
      message_id: world.nextMessageId(),
      from: world.bot,
      chat: room.chat,
      date,
      ...(reply && { reply_to_message: reply }),
      ...fields,
      ...(params.protect_content && { has_protected_content: true as const }),
      ...(isInline(markup) && { reply_markup: markup }),
    };
    entries.push(...files, { kind: 'message', message, ...(markup && { markup }) });
    return message;
  });
  world.commit(...entries);
  return messages;
}

function repliedTo(world: Desk['world'], room: ChatRoom, params: SendFields): TelegramMessage | undefined {
  const id = params.reply_parameters?.message_id ?? params.reply_to_message_id;
  if (id === undefined) return undefined;
  const lenient = params.reply_parameters?.allow_sending_without_reply ?? params.allow_sending_without_reply;
  const place = params.reply_parameters?.chat_id;
  const found = (place === undefined ? room : chatOf(world, place)).messages.get(id);
  if (!found && !lenient) throw badRequest('message to be replied not found');
  const { reply_to_message: _, ...message } = found?.message ?? { reply_to_message: undefined };
  return 'message_id' in message ? message : undefined;
}

function copied(desk: Desk, params: CopyFields, purpose = 'message to copy'): TelegramMessage {
  return messageOf(chatOf(desk.world, params.from_chat_id), params.message_id, purpose).message;
}

/** What of a message another one can have too. */
function contentOf(message: TelegramMessage): Partial<TelegramMessage> {
  const { text, entities, caption, caption_entities, document, photo } = message;
  if (text === undefined && !document && !photo) throw badRequest("Message can't be copied");
  return {
    ...(text !== undefined && { text }),
    ...(entities && { entities }),
    ...(caption !== undefined && { caption }),
    ...(caption_entities && { caption_entities }),
    ...(document && { document }),
    ...(photo && { photo }),
  };
}
