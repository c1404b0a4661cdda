import { randomInt } from 'node:crypto';
import type { TelegramChatMember, TelegramMessage, TelegramUpdate, TelegramUser } from '@gramio/types';
import type { Entry } from './entry.js';
import type { Upload } from './files.js';
import { plainText } from './formatted-text.js';
import { Impossible } from './impossible.js';
import { isInline } from './keyboards.js';
import { fileFields, textLimit } from './message-content.js';
import type { Desk } from './methods.js';
import { splitsSurrogates } from './utf16.js';
import type { ChatRoom, Person, World } from './world.js';

/** Updates that a bot gets unless it asks for other ones. */
const notByDefault = new Set(['chat_member', 'message_reaction', 'message_reaction_count']);

export interface SaysOptions {
  readonly replyTo?: number;
  /** Forwarded from the person's own saved messages. */
  readonly forwarded?: boolean;
}

export interface ButtonChoice {
  readonly data?: string;
  readonly row?: number;
  readonly column?: number;
  /** As if the tap had been on its way while the bot changed the message: the button need not be there any more. */
  readonly late?: boolean;
}

/** What people do in their clients. Every act reaches the bot as an update. */
export class People {
  constructor(private readonly desk: Desk) {}

  /** A text; one over 4,096 UTF-16 units is sent in pieces with one date, as clients do. */
  says(id: number, text: string, options: SaysOptions = {}): TelegramMessage[] {
    const { person, room } = this.writer(id);
    const pieces = pieces4096(text)
      .map(plainText)
      .filter((piece) => piece.text !== '');
    if (pieces.length === 0) throw new Impossible('empty', '没有内容可以发送');
    return this.put(
      room,
      person,
      pieces.map(({ text: body, entities }) => ({
        text: body,
        ...(entities.length > 0 && { entities: [...entities] }),
      })),
      options,
    );
  }

  /** Opens the bot by a link `?start=PARAMETER`. */
  starts(id: number, parameter?: string): TelegramMessage[] {
    if (parameter !== undefined && !/^[A-Za-z0-9_-]{1,64}$/.test(parameter)) {
      throw new Impossible('bad-start', '链接里的 start 参数只能是 1 至 64 个字母、数字、下划线或连字符');
    }
    return this.says(id, parameter === undefined ? '/start' : `/start ${parameter}`);
  }

  edits(id: number, messageId: number, text: string): TelegramMessage {
    const { person, room } = this.writer(id);
    const stored = room.messages.get(messageId);
    if (!stored) throw new Impossible('no-message', '这条消息已经不在了');
    if (stored.message.from?.id !== person.id) throw new Impossible('not-yours', '只能修改自己发出的消息');
    const fresh = plainText(text);
    if (fresh.text === '' || fresh.text.length > textLimit)
      throw new Impossible('empty', '修改后的消息须有 1 至 4096 个字符');
    const { entities: _, caption_entities: __, ...rest } = stored.message;
    const isCaption = rest.text === undefined;
    const message: TelegramMessage = {
      ...rest,
      ...(isCaption ? { caption: fresh.text } : { text: fresh.text }),
      ...(fresh.entities.length > 0 && {
        [isCaption ? 'caption_entities' : 'entities']: [...fresh.entities],
      }),
      edit_date: this.world.now(),
    };
    this.world.commit({ kind: 'message', message, edit: true }, ...this.update({ edited_message: message }));
    return message;
  }

  /** A tap on a button of an inline keyboard; returns the id of the callback query. */
  taps(id: number, messageId: number, choice: ButtonChoice): string {
    const { person, room } = this.writer(id);
    const stored = room.messages.get(messageId);
    if (!stored) throw new Impossible('no-message', '这条消息已经不在了');
    const rows = isInline(stored.markup) ? stored.markup.inline_keyboard : [];
    const button =
      choice.data === undefined
        ? rows[choice.row ?? 0]?.[choice.column ?? 0]
        : rows.flat().find(({ callback_data }) => callback_data === choice.data);
    const data = button?.callback_data ?? (choice.late ? choice.data : undefined);
    if (data === undefined) throw new Impossible('no-button', '这个按钮已经不在了');
    const query = `${randomInt(1, 2 ** 20)}${`${Date.now()}`.padStart(14, '0')}${randomInt(100, 1_000)}`;
    this.world.commit(
      { kind: 'tapped', query, chat: room.chat.id, message: messageId, data, at: this.world.now() },
      ...this.update({
        callback_query: {
          id: query,
          from: userOf(person),
          message: stored.message,
          chat_instance: `${-room.chat.id}0001`,
          data,
        },
      }),
    );
    return query;
  }

  /** Files, several as an album. */
  sendsFiles(
    id: number,
    files: readonly Upload[],
    as: 'document' | 'photo',
    caption: string,
  ): TelegramMessage[] {
    const { person, room } = this.writer(id);
    const group = files.length > 1 ? { media_group_id: `${randomInt(2 ** 47)}` } : {};
    const { text, entities } = plainText(caption);
    const kept = files.map((file) => this.desk.files.keep(file, as, this.world.nextFileNumber()));
    const contents = kept.map((file, i) => ({
      ...fileFields(file, as),
      ...group,
      ...(i === 0 && text !== '' && { caption: text }),
      ...(i === 0 && entities.length > 0 && { caption_entities: [...entities] }),
    }));
    return this.put(
      room,
      person,
      contents,
      {},
      kept.map((file) => ({ kind: 'file', file })),
    );
  }

  /** Any other content, given in the words of the Bot API: a sticker, a location, a contact, … */
  sends(id: number, content: Partial<TelegramMessage>): TelegramMessage[] {
    const { person, room } = this.writer(id);
    this.check({ message: { message_id: 1, date: 1, chat: room.chat, ...content } });
    return this.put(room, person, [content], {});
  }

  /** Blocks the bot, or opens it again. */
  blocks(id: number, blocked: boolean): void {
    const { person, room } = this.find(id);
    if (room.blocked === blocked) return;
    const user = this.world.bot;
    const member: TelegramChatMember = { status: 'member', user };
    const kicked: TelegramChatMember = { status: 'kicked', user, until_date: 0 };
    const change = {
      chat: room.chat,
      from: userOf(person),
      date: this.world.now(),
      old_chat_member: blocked ? member : kicked,
      new_chat_member: blocked ? kicked : member,
    };
    this.world.commit(
      { kind: 'blocked', chat: room.chat.id, blocked },
      ...this.update({ my_chat_member: change }),
    );
  }

  /** An update of any shape, as tests need it; a chat that it names becomes known. Returns the update's id. */
  injects(update: Omit<TelegramUpdate, 'update_id'>): number {
    this.check(update);
    const message =
      update.message ?? update.edited_message ?? update.channel_post ?? update.edited_channel_post;
    const entries: Entry[] = [];
    if (message && message.chat.type !== 'private') entries.push({ kind: 'chat', chat: message.chat });
    if (message) entries.push({ kind: 'message', message });
    const full = { update_id: this.world.nextUpdateId(), ...update };
    this.world.commit(...entries, { kind: 'update', update: full, at: this.world.now() });
    return full.update_id;
  }

  /** One update that is none would make every later answer to getUpdates wrong. */
  private check(update: Omit<TelegramUpdate, 'update_id'>): void {
    const wrong = this.desk.schema.find('getUpdates')?.checkResult([{ update_id: 1, ...update }]);
    if (wrong) throw new Impossible('bad-content', `${wrong.path} ${wrong.reason}`);
  }

  private get world(): World {
    return this.desk.world;
  }

  private find(id: number): { person: Person; room: ChatRoom } {
    const person = this.world.people.get(id);
    const room = this.world.chats.get(id);
    if (!person || !room) throw new Impossible('no-person', `没有编号为 ${id} 的人`);
    return { person, room };
  }

  private writer(id: number): { person: Person; room: ChatRoom } {
    const found = this.find(id);
    if (found.room.blocked) throw new Impossible('blocked', '已停用机器人，重新启用后才能发送');
    return found;
  }

  private put(
    room: ChatRoom,
    person: Person,
    contents: readonly Partial<TelegramMessage>[],
    options: SaysOptions,
    files: readonly Entry[] = [],
  ): TelegramMessage[] {
    const date = this.world.now();
    const from = userOf(person);
    const replied = options.replyTo === undefined ? undefined : room.messages.get(options.replyTo)?.message;
    const { reply_to_message: _, ...reply } = replied ?? { reply_to_message: undefined };
    const messages = contents.map(
      (content): TelegramMessage => ({
        message_id: this.world.nextMessageId(),
        from,
        chat: room.chat,
        date,
        ...('message_id' in reply && { reply_to_message: reply }),
        ...(options.forwarded && { forward_origin: { type: 'user' as const, sender_user: from, date } }),
        ...content,
      }),
    );
    this.world.commit(
      ...files,
      ...messages.flatMap((message) => [{ kind: 'message', message } as const, ...this.update({ message })]),
    );
    return messages;
  }

  private update(update: Omit<TelegramUpdate, 'update_id'>): Entry[] {
    const [type = ''] = Object.keys(update);
    const { allowed } = this.world.updates;
    const wanted = allowed && allowed.length > 0 ? allowed.includes(type) : !notByDefault.has(type);
    if (!wanted) return [];
    return [
      { kind: 'update', update: { update_id: this.world.nextUpdateId(), ...update }, at: this.world.now() },
    ];
  }
}

function userOf({ id, name, language }: Person): TelegramUser {
  return { id, is_bot: false, first_name: name, ...(language !== undefined && { language_code: language }) };
}

function pieces4096(text: string): string[] {
  const pieces: string[] = [];
  for (let at = 0; at < text.length; ) {
    let end = Math.min(at + textLimit, text.length);
    if (splitsSurrogates(text, end)) end--;
    pieces.push(text.slice(at, end));
    at = end;
  }
  return pieces;
}
