import { isDeepStrictEqual } from 'node:util';
import type { TelegramMessage, TelegramReactionType } from '@gramio/types';
import type { Entry, ReplyMarkup } from './entry.js';
import { checkInlineMarkup, isInline } from './keyboards.js';
import {
  type CaptionFields,
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
  isFromBot,
  messageOf,
  openChatOf,
} from './methods.js';
import { badRequest } from './refusal.js';
import type { Stored } from './world.js';

interface EditFields {
  readonly chat_id?: ChatId;
  readonly message_id?: number;
  readonly inline_message_id?: string;
  readonly reply_markup?: ReplyMarkup;
}

interface MediaFields extends CaptionFields {
  readonly type: string;
  readonly media: string;
}

/** Seconds that a message can be deleted in. */
const deletable = 48 * 3_600;

/** Methods that change or remove messages. */
export function editMethods(desk: Desk): BotMethods {
  return {
    editMessageText: (params: EditFields & TextFields) => {
      const content = textContent(params, 'MESSAGE_TOO_LONG');
      const stored = editable(desk, params);
      if (stored.message.text === undefined) throw badRequest('There is no text in the message to edit');
      return replace(desk, stored, params, content.fields);
    },
    editMessageCaption: (params: EditFields & CaptionFields) => {
      const caption = captionFields(params, 'MEDIA_CAPTION_TOO_LONG');
      const stored = editable(desk, params);
      const { document, photo } = stored.message;
      if (!document && !photo) throw badRequest('There is no caption in the message to edit');
      return replace(desk, stored, params, {
        ...(document && { document }),
        ...(photo && { photo }),
        ...caption,
      });
    },
    editMessageMedia: (params: EditFields & { media: MediaFields }, { uploads }: CallContext) => {
      const { media } = params;
      if (media.type !== 'document' && media.type !== 'photo')
        throw badRequest(`the local chat has no ${media.type}`);
      const caption = captionFields(media);
      const stored = editable(desk, params);
      const content = fileContent(
        desk,
        media.type,
        media.media,
        uploads,
        "can't parse InputMedia: media not found",
      );
      return replace(desk, stored, params, { ...content.fields, ...caption }, content.entries);
    },
    editMessageReplyMarkup: (params: EditFields) => {
      const stored = editable(desk, params);
      const { text, entities, caption, caption_entities, document, photo } = stored.message;
      const same = { text, entities, caption, caption_entities, document, photo };
      const kept = Object.fromEntries(Object.entries(same).filter(([, value]) => value !== undefined));
      return replace(desk, stored, params, kept);
    },
    deleteMessage: (params: { chat_id: ChatId; message_id: number }) => {
      const room = chatOf(desk.world, params.chat_id);
      const { message } = messageOf(room, params.message_id, 'message to delete');
      if (desk.world.now() - message.date > deletable) throw badRequest("message can't be deleted");
      desk.world.commit({ kind: 'deleted', chat: room.chat.id, ids: [message.message_id] });
      return true;
    },
    deleteMessages: (params: { chat_id: ChatId; message_ids: readonly number[] }) => {
      const room = chatOf(desk.world, params.chat_id);
      if (params.message_ids.length === 0) throw badRequest('Message identifiers are not specified');
      if (params.message_ids.length > 100) throw badRequest('Too many message identifiers specified');
      const ids = params.message_ids.filter((id) => room.messages.has(id));
      if (ids.length > 0) desk.world.commit({ kind: 'deleted', chat: room.chat.id, ids });
      return true;
    },
    pinChatMessage: (params: { chat_id: ChatId; message_id: number }) => {
      const room = openChatOf(desk.world, params.chat_id);
      const { message_id: id } = messageOf(room, params.message_id, 'message to pin').message;
      desk.world.commit({
        kind: 'pinned',
        chat: room.chat.id,
        ids: [...room.pinned.filter((one) => one !== id), id],
      });
      return true;
    },
    unpinChatMessage: (params: { chat_id: ChatId; message_id?: number }) => {
      const room = openChatOf(desk.world, params.chat_id);
      const id = params.message_id ?? room.pinned.at(-1);
      if (id === undefined || !room.pinned.includes(id)) throw badRequest('message to unpin not found');
      desk.world.commit({ kind: 'pinned', chat: room.chat.id, ids: room.pinned.filter((one) => one !== id) });
      return true;
    },
    unpinAllChatMessages: (params: { chat_id: ChatId }) => {
      const room = openChatOf(desk.world, params.chat_id);
      desk.world.commit({ kind: 'pinned', chat: room.chat.id, ids: [] });
      return true;
    },
    setMessageReaction: (params: {
      chat_id: ChatId;
      message_id: number;
      reaction?: readonly TelegramReactionType[];
    }) => {
      const room = openChatOf(desk.world, params.chat_id);
      const { message_id: message } = messageOf(room, params.message_id, 'message to react').message;
      const [first, second] = params.reaction ?? [];
      if (second) throw badRequest('REACTIONS_TOO_MANY');
      const emoji = first?.type === 'emoji' ? first.emoji : undefined;
      desk.world.commit({ kind: 'reaction', chat: room.chat.id, message, ...(emoji && { emoji }) });
      return true;
    },
  };
}

/** The message, if the bot may edit it (tdlib/td, MessagesManager.cpp, can_edit_message). */
function editable(desk: Desk, params: EditFields): Stored {
  if (params.chat_id === undefined || params.message_id === undefined) {
    if (params.inline_message_id !== undefined) throw badRequest('MESSAGE_ID_INVALID');
    if (params.chat_id !== undefined) throw badRequest('Message identifier is not specified');
    throw badRequest('chat_id is empty');
  }
  const stored = messageOf(openChatOf(desk.world, params.chat_id), params.message_id, 'message to edit');
  const { message, markup } = stored;
  const hasOtherKeyboard = markup !== undefined && !isInline(markup);
  if (!isFromBot(message, desk.world.bot) || message.forward_origin || hasOtherKeyboard) {
    throw badRequest("Message can't be edited");
  }
  return stored;
}

/** The message with new content; a keyboard that is not given again is removed. */
function replace(
  desk: Desk,
  { message, markup }: Stored,
  params: EditFields,
  fields: Partial<TelegramMessage>,
  files: readonly Entry[] = [],
): TelegramMessage {
  const keyboard = checkInlineMarkup(params.reply_markup);
  const { message_id, from, chat, date, reply_to_message, media_group_id, has_protected_content } = message;
  const fresh: TelegramMessage = {
    message_id,
    ...(from && { from }),
    chat,
    date,
    ...(reply_to_message && { reply_to_message }),
    ...(media_group_id !== undefined && { media_group_id }),
    ...(has_protected_content && { has_protected_content }),
    ...fields,
    ...(keyboard && { reply_markup: keyboard }),
  };
  const { edit_date: _, ...before } = message;
  if (
    isDeepStrictEqual(before, fresh) &&
    isDeepStrictEqual(isInline(markup) ? markup : undefined, keyboard)
  ) {
    throw badRequest(
      'message is not modified: specified new message content and reply markup are exactly the same as a current ' +
        'content and reply markup of the message',
    );
  }
  fresh.edit_date = desk.world.now();
  desk.world.commit(...files, {
    kind: 'message',
    message: fresh,
    edit: true,
    ...(keyboard && { markup: keyboard }),
  });
  return fresh;
}
