import { randomInt } from 'node:crypto';
import type { TelegramBotCommand, TelegramChat, TelegramMessage, TelegramUser } from '@gramio/types';
import type { ChatEvent, Entry, Passing, ReplyMarkup, StoredFile, TapAnswer } from './entry.js';
import { Journal } from './journal.js';
import { UpdateQueue } from './update-queue.js';

/** Messages kept of one chat, and events kept for pages that come back; older ones are as good as deleted. */
const keptMessages = 1_000;
const keptEvents = 2_000;
const keptTaps = 2_000;

export interface Person {
  readonly id: number;
  readonly name: string;
  readonly role: string;
  /** Language that the client reports; "zh-hans" when nothing is said. */
  readonly language?: string;
}

export interface Stored {
  readonly message: TelegramMessage;
  /** As it was sent: other than inline keyboards do not come back in the message, but bar it from being edited. */
  readonly markup?: ReplyMarkup;
  readonly rev: number;
  /** Emoji that the bot put on it. */
  reaction?: string | undefined;
}

export interface Tap {
  readonly chat: number;
  readonly message: number;
  readonly data: string;
  /** Unix seconds. */
  readonly at: number;
  answer?: TapAnswer;
}

export class ChatRoom {
  readonly messages = new Map<number, Stored>();
  readonly events: ChatEvent[] = [];
  pinned: readonly number[] = [];
  blocked = false;
  /** True once a person has written: until then a bot may not. */
  started = false;

  constructor(public chat: TelegramChat) {}
}

/** Everything that the server knows. It changes only by `commit`, which writes the journal first. */
export class World {
  readonly chats = new Map<number, ChatRoom>();
  readonly people = new Map<number, Person>();
  readonly files = new Map<string, StoredFile>();
  readonly taps = new Map<string, Tap>();
  readonly commands = new Map<string, readonly TelegramBotCommand[]>();
  readonly profile = new Map<string, unknown>();
  readonly updates = new UpdateQueue();
  rev = 0;
  private lastMessage = 0;
  private lastUpdate = randomInt(100_000_000, 900_000_000);
  private lastFile = 0;
  private clockAhead = 0;
  private readonly journal: Journal<Entry>;
  private readonly listeners = new Set<(event: ChatEvent) => void>();

  constructor(
    folder: string,
    readonly bot: TelegramUser,
    people: readonly Person[],
  ) {
    for (const person of people) this.addPerson(person);
    this.journal = new Journal(folder);
    for (const line of this.journal.read()) for (const entry of line) this.apply(entry);
    this.journal.compact(this.snapshot());
  }

  addPerson(person: Person): void {
    this.people.set(person.id, { language: 'zh-hans', ...person });
    const chat: TelegramChat = { id: person.id, type: 'private', first_name: person.name };
    const room = this.chats.get(person.id);
    if (room) room.chat = chat;
    else this.chats.set(person.id, new ChatRoom(chat));
  }

  /** Unix seconds; tests can set the clock ahead. */
  now(): number {
    return Math.floor(Date.now() / 1_000) + this.clockAhead;
  }

  setClockAhead(seconds: number): void {
    this.clockAhead = seconds;
  }

  nextMessageId(): number {
    return ++this.lastMessage;
  }

  nextUpdateId(): number {
    return ++this.lastUpdate;
  }

  nextFileNumber(): number {
    return ++this.lastFile;
  }

  /** All or nothing, on disk before anybody hears of it. */
  commit(...entries: readonly Entry[]): void {
    this.journal.append(entries);
    for (const entry of entries) {
      const event = this.apply(entry);
      if (event) for (const listener of this.listeners) listener(event);
    }
    if (this.journal.wantsCompaction) this.journal.compact(this.snapshot());
  }

  /** Tells whoever listens right now, and keeps nothing. */
  pass(chat: number, entry: Passing): void {
    for (const listener of this.listeners) listener({ rev: this.rev, chat, entry });
  }

  listen(listener: (event: ChatEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  close(): void {
    this.updates.close();
    this.journal.close();
  }

  private apply(entry: Entry): ChatEvent | undefined {
    this.rev++;
    switch (entry.kind) {
      case 'message':
        return this.applyMessage(entry);
      case 'deleted':
        for (const id of entry.ids) this.chats.get(entry.chat)?.messages.delete(id);
        return this.told(entry.chat, entry);
      case 'pinned':
        this.room(entry.chat).pinned = entry.ids;
        return this.told(entry.chat, entry);
      case 'blocked':
        this.room(entry.chat).blocked = entry.blocked;
        return this.told(entry.chat, entry);
      case 'tapped':
        this.taps.set(entry.query, {
          chat: entry.chat,
          message: entry.message,
          data: entry.data,
          at: entry.at,
        });
        forgetOldest(this.taps, keptTaps);
        return this.told(entry.chat, entry);
      case 'answered': {
        const tap = this.taps.get(entry.query);
        if (tap) tap.answer = entry.answer;
        return this.told(entry.chat, entry);
      }
      case 'reaction': {
        const stored = this.chats.get(entry.chat)?.messages.get(entry.message);
        if (stored) stored.reaction = entry.emoji;
        return this.told(entry.chat, entry);
      }
      default:
        this.applyQuiet(entry);
        // Chat 0 stands for all: what the bot says of itself shows in everybody's chat.
        return entry.kind === 'commands' || entry.kind === 'profile'
          ? { rev: this.rev, chat: 0, entry }
          : undefined;
    }
  }

  private applyQuiet(
    entry: Exclude<
      Entry,
      { kind: 'message' | 'deleted' | 'pinned' | 'blocked' | 'tapped' | 'answered' | 'reaction' }
    >,
  ): void {
    switch (entry.kind) {
      case 'update':
        this.lastUpdate = Math.max(this.lastUpdate, entry.update.update_id);
        this.updates.add(entry.update, entry.at);
        return;
      case 'confirmed':
        this.updates.confirm(entry.before);
        return;
      case 'forgotten':
        this.updates.forget(entry.from);
        return;
      case 'allowed':
        this.updates.allowed = entry.types;
        return;
      case 'file':
        this.files.set(entry.file.id, entry.file);
        this.lastFile = Math.max(this.lastFile, entry.file.number);
        return;
      case 'chat':
        this.room(entry.chat.id).chat = entry.chat;
        this.room(entry.chat.id).started = true;
        return;
      case 'commands':
        setOrDelete(this.commands, entry.key, entry.commands);
        return;
      case 'profile':
        setOrDelete(this.profile, entry.key, entry.value);
        return;
      case 'counters':
        this.rev = Math.max(this.rev, entry.rev);
        this.lastMessage = Math.max(this.lastMessage, entry.message);
        this.lastUpdate = entry.update;
        this.lastFile = entry.file;
    }
  }

  private applyMessage(entry: Extract<Entry, { kind: 'message' }>): ChatEvent {
    const { message, markup } = entry;
    const room = this.room(message.chat.id);
    this.lastMessage = Math.max(this.lastMessage, message.message_id);
    if (message.from?.is_bot !== true) room.started = true;
    room.messages.set(message.message_id, { message, ...(markup && { markup }), rev: this.rev });
    forgetOldest(room.messages, keptMessages);
    return this.told(message.chat.id, entry);
  }

  private room(id: number): ChatRoom {
    const room = this.chats.get(id) ?? new ChatRoom({ id, type: id > 0 ? 'private' : 'group' });
    this.chats.set(id, room);
    return room;
  }

  private told(chat: number, entry: Entry): ChatEvent {
    const event = { rev: this.rev, chat, entry };
    const { events } = this.room(chat);
    events.push(event);
    if (events.length > keptEvents) events.splice(0, events.length - keptEvents / 2);
    return event;
  }

  /** Entries that lead to the present state, for a fresh journal. */
  private *snapshot(): Generator<Entry[]> {
    for (const file of this.files.values()) yield [{ kind: 'file', file }];
    for (const [key, commands] of this.commands) yield [{ kind: 'commands', key, commands }];
    for (const [key, value] of this.profile) yield [{ kind: 'profile', key, value }];
    for (const [id, room] of this.chats) {
      if (room.chat.type !== 'private') yield [{ kind: 'chat', chat: room.chat }];
      for (const { message, markup } of room.messages.values()) {
        yield [{ kind: 'message', message, ...(markup && { markup }) }];
      }
      if (room.blocked) yield [{ kind: 'blocked', chat: id, blocked: true }];
      if (room.pinned.length > 0) yield [{ kind: 'pinned', chat: id, ids: room.pinned }];
    }
    for (const [query, tap] of this.taps) {
      yield [{ kind: 'tapped', query, chat: tap.chat, message: tap.message, data: tap.data, at: tap.at }];
      if (tap.answer) yield [{ kind: 'answered', query, chat: tap.chat, answer: tap.answer }];
    }
    if (this.updates.allowed) yield [{ kind: 'allowed', types: this.updates.allowed }];
    for (const { update, at } of this.updates.all()) yield [{ kind: 'update', update, at }];
    yield [{ kind: 'confirmed', before: this.updates.confirmedBefore }];
    yield [
      {
        kind: 'counters',
        rev: this.rev,
        message: this.lastMessage,
        update: this.lastUpdate,
        file: this.lastFile,
      },
    ];
  }
}

function forgetOldest(map: Map<unknown, unknown>, keep: number): void {
  for (const key of map.keys()) {
    if (map.size <= keep) return;
    map.delete(key);
  }
}

function setOrDelete<K, V>(map: Map<K, V>, key: K, value: V | undefined): void {
  if (value === undefined) map.delete(key);
  else map.set(key, value);
}
