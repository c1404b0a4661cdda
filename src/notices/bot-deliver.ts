import { type Api, GrammyError } from 'grammy';
import type { InlineKeyboardMarkup, MessageEntity } from 'grammy/types';
import { pack } from '../telegram/callback-data.js';
import type { Button } from '../telegram/screen.js';
import type { Wording } from '../wording/wording.js';
import { attempt } from './bot-attempt.js';
import {
  type Delivery,
  type Entity,
  isAmendment,
  type Notice,
  type NoticeContent,
  type Part,
} from './ports.js';
import { buttonLabel } from './screens/draft.js';
import type { Attempt } from './sender.js';

/* A notice as it appears in a chat: under the name of its office, with its formatting, its files and its button. */

/** Telegram's limits, in UTF-16 units. */
const longestText = 4096;
const longestCaption = 1024;

/** By how many UTF-16 units a part is too long with its head; 0 or less: it fits. */
export function excess(part: Part, office: string): number {
  return headed(part, office).text.length - (part.kind === 'text' ? longestText : longestCaption);
}

/** The office stands above the words, so that nobody wonders who writes. */
function headed(
  { text, entities }: Pick<Part, 'text' | 'entities'>,
  office: string,
): { text: string; entities: Entity[] } {
  const head = `【${office}】`;
  const shift = head.length + 1;
  return {
    text: text === '' ? head : `${head}\n${text}`,
    entities: [
      { type: 'bold', offset: 0, length: head.length },
      ...entities.map((entity) => ({ ...entity, offset: entity.offset + shift })),
    ],
  };
}

/** Entities come from Telegram and go back to it as they came. */
function asTelegram(entities: readonly Entity[]): MessageEntity[] {
  return entities as unknown as MessageEntity[];
}

export interface Rendering {
  readonly api: Api;
  readonly chatId: number;
  readonly w: Wording;
  readonly beginButton: (campaignId: string, w: Wording) => Promise<Button | undefined>;
}

/** Sends it; gives the numbers of its messages. Throws as the Bot API does. */
export async function sendNotice(to: Rendering, notice: Notice): Promise<number[]> {
  const { api, chatId } = to;
  const { content, office } = notice;
  const [first] = content.parts;
  if (!first) throw new Error(`notice ${notice.id} has no words`);
  if (content.parts.length > 1) {
    const messages = await sendAlbum(to, content, office);
    return messages.map(({ message_id }) => message_id);
  }
  const { text, entities } = headed(first, office);
  const keyboard = await keyboardOf(to, notice);
  const message =
    first.kind === 'text' || first.fileId === undefined
      ? await api.sendMessage(chatId, text, {
          entities: asTelegram(entities),
          link_preview_options: { is_disabled: true },
          ...keyboard,
        })
      : await api[first.kind === 'photo' ? 'sendPhoto' : 'sendDocument'](chatId, first.fileId, {
          caption: text,
          caption_entities: asTelegram(entities),
          ...keyboard,
        });
  return [message.message_id];
}

/** Telegram puts pictures with pictures and files with files into an album, as they came. */
function sendAlbum(
  { api, chatId }: Rendering,
  { parts }: NoticeContent,
  office: string,
): ReturnType<Api['sendMediaGroup']> {
  const media = parts.map((part, at) => {
    const { text, entities } = at === 0 ? headed(part, office) : part;
    const words = text === '' ? {} : { caption: text, caption_entities: asTelegram(entities) };
    return { media: part.fileId ?? '', ...words };
  });
  return parts[0]?.kind === 'photo'
    ? api.sendMediaGroup(
        chatId,
        media.map((one) => ({ type: 'photo' as const, ...one })),
      )
    : api.sendMediaGroup(
        chatId,
        media.map((one) => ({ type: 'document' as const, ...one })),
      );
}

async function keyboardOf(
  { w, beginButton }: Rendering,
  { campaignId, content }: Notice,
): Promise<{ reply_markup?: InlineKeyboardMarkup }> {
  const under = content.button;
  if (!under) return {};
  const text = buttonLabel(w, under);
  if (under.kind === 'link') return { reply_markup: { inline_keyboard: [[{ text, url: under.url }]] } };
  const begin = under.kind === 'begin' ? await beginButton(campaignId, w) : undefined;
  const data = under.kind === 'mine' ? pack('status') : begin?.data;
  return data === undefined ? {} : { reply_markup: { inline_keyboard: [[{ text, callback_data: data }]] } };
}

/** Where the parts of a notice come from. Kept for a moment, since thousands of recipients get the same one. */
export interface Source {
  readonly api: Api;
  readonly noticeOf: (id: number) => Promise<Notice | undefined>;
  readonly wording: (language: 'zh-CN' | 'en') => Wording;
  readonly beginButton: Rendering['beginButton'];
}

const keptMs = 5_000;

/** Sends one recipient's part of a notice to many. What has to be read is read before: what throws has sent nothing. */
export function delivering(source: Source): (delivery: Delivery) => Promise<Attempt> {
  const noticeOf = keptBriefly((id: number) => source.noticeOf(id));
  // By campaign and language: what a button leads to is the same for all.
  const buttonOf = keptBriefly((key: string) => {
    const [language = '', campaignId = ''] = key.split(' ');
    return source.beginButton(campaignId, source.wording(language === 'en' ? 'en' : 'zh-CN'));
  });
  return async (delivery) => {
    const notice = await noticeOf(delivery.notice ?? 0);
    const earlier = notice?.of === undefined ? undefined : await noticeOf(notice.of);
    if (!notice) return { kind: 'failed', reason: 'gone' };
    const begin = await buttonOf(`${delivery.language} ${notice.campaignId}`);
    const rendering: Rendering = {
      api: source.api,
      chatId: delivery.chatId,
      w: source.wording(delivery.language),
      beginButton: () => Promise.resolve(begin),
    };
    if (!isAmendment(notice)) return attempt(() => sendNotice(rendering, notice));
    if (!earlier) return { kind: 'failed', reason: 'gone' };
    return attempt(() => amend(rendering, delivery, notice, earlier), true);
  };
}

function keptBriefly<Key, Value>(read: (key: Key) => Promise<Value>): (key: Key) => Promise<Value> {
  const kept = new Map<Key, { readonly at: number; readonly value: Promise<Value> }>();
  return (key) => {
    const known = kept.get(key);
    if (known && performance.now() - known.at < keptMs) return known.value;
    const value = read(key);
    kept.set(key, { at: performance.now(), value });
    value.catch(() => kept.delete(key));
    return value;
  };
}

/** Takes back what an earlier notice sent, or puts other words in its place; gives the messages concerned. */
async function amend(to: Rendering, delivery: Delivery, notice: Notice, earlier: Notice): Promise<number[]> {
  const messages = messagesOf(delivery);
  const [first] = messages;
  if (first === undefined) throw new Error(`delivery ${delivery.id} names no message`);
  if (notice.kind === 'recall') {
    await to.api.deleteMessages(to.chatId, messages);
    return messages;
  }
  const [part] = notice.content.parts;
  const { text, entities } = headed(part ?? { text: '', entities: [] }, notice.office);
  const keyboard = earlier.content.parts.length > 1 ? {} : await keyboardOf(to, earlier);
  await unlessSame(() => {
    if (earlier.content.parts[0]?.kind === 'text')
      return to.api.editMessageText(to.chatId, first, text, {
        entities: asTelegram(entities),
        link_preview_options: { is_disabled: true },
        ...keyboard,
      });
    return to.api.editMessageCaption(to.chatId, first, {
      caption: text,
      caption_entities: asTelegram(entities),
      ...keyboard,
    });
  });
  return messages;
}

/** What reads so already is as it should be: it was changed, and the answer was lost. */
async function unlessSame(edit: () => Promise<unknown>): Promise<void> {
  try {
    await edit();
  } catch (error) {
    if (!(error instanceof GrammyError) || !/message is not modified/i.test(error.description)) throw error;
  }
}

function messagesOf({ content }: Delivery): number[] {
  const messages: unknown = Reflect.get(Object(content) as object, 'messages');
  return Array.isArray(messages) ? messages.map(Number) : [];
}
