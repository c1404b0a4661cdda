import type { TelegramMessage } from '@gramio/types';
import type { ReplyMarkup, TapAnswer } from '../../src/local-chat/entry.js';
import type { ChatClient } from './chat-client.js';

interface ChatEvent {
  readonly rev: number;
  readonly entry:
    | {
        readonly kind: 'message';
        readonly message: TelegramMessage;
        readonly markup?: ReplyMarkup;
        readonly edit?: true;
      }
    | { readonly kind: 'answered'; readonly query: string; readonly answer: TapAnswer }
    | { readonly kind: 'deleted' | 'pinned' | 'blocked' | 'tapped' | 'reaction' };
}

/** A message of the bot as a person sees it. */
export interface Heard {
  readonly id: number;
  /** Text or caption. */
  readonly text: string;
  /** Texts of the inline buttons, by rows. */
  readonly buttons: readonly (readonly string[])[];
  /** Texts of the reply keyboard that came with it, by rows. */
  readonly keyboard: readonly (readonly string[])[];
  /** True if it was an edit of an earlier message. */
  readonly edited: boolean;
  readonly message: TelegramMessage;
}

export interface Tap {
  readonly query: string;
  /** What the bot answered: a toast, an alert, or nothing but the end of the spinner. */
  answer(within?: number): Promise<TapAnswer>;
}

type Pattern = RegExp | string;

interface ChatState {
  readonly messages: readonly { readonly message: TelegramMessage }[];
  readonly keyboard?: ReplyMarkup;
  readonly commands: readonly { readonly command: string; readonly description: string }[];
  readonly blocked: boolean;
}

/** A person in the local chat. Everything waits for what it needs, 10 s at most. */
export class ChatPerson {
  private heardUpTo = 0;

  constructor(
    private readonly chat: ChatClient,
    readonly id: number,
  ) {}

  /** Sends a text; over 4,096 characters it goes out in pieces, as from a real client. */
  says(
    text: string,
    options: { replyTo?: number; forwarded?: boolean } = {},
  ): Promise<readonly TelegramMessage[]> {
    return this.send('text', { text, ...options });
  }

  /** Opens the bot by a link with a start parameter, or without. */
  starts(parameter?: string): Promise<readonly TelegramMessage[]> {
    return this.send('start', parameter === undefined ? {} : { parameter });
  }

  /** Changes an own message: the one with this id or text, the last one by default. */
  async edits(text: string, which: { id?: number; was?: Pattern } = {}): Promise<void> {
    const own = (await this.messages()).filter(({ from }) => from?.is_bot !== true);
    const message = own.findLast((one) =>
      which.id === undefined ? matches(textOf(one), which.was) : one.message_id === which.id,
    );
    if (!message) throw new Error(`${this.id} has no message of their own to change`);
    await this.send('edit', { message: message.message_id, text });
  }

  /** Taps the newest inline button with this text; a reply keyboard's button is said instead. */
  async taps(text: Pattern, options: { in?: number; late?: boolean; within?: number } = {}): Promise<Tap> {
    const deadline = Date.now() + (options.within ?? 10_000);
    for (;;) {
      const state = await this.state();
      const found = findButton(state, text, options.in);
      if (found) return this.tapOn(found.message, found.data, options.late);
      const plain =
        state.keyboard && 'keyboard' in state.keyboard
          ? findIn(state.keyboard.keyboard.flat(), text)
          : undefined;
      if (plain !== undefined && options.in === undefined) {
        await this.says(plain.text);
        return { query: '', answer: () => Promise.resolve({}) };
      }
      if (Date.now() > deadline) throw new Error(`no button ${String(text)}; there are ${buttonsOf(state)}`);
      await this.eventsAfter((await this.chat.get<{ rev: number }>('/chat/state')).rev, 200);
    }
  }

  /** Sends a callback query by its data, whether or not such a button is there (an old client, a race). */
  tapsData(message: number, data: string): Promise<Tap> {
    return this.tapOn(message, data, true);
  }

  /**
   * The next message of the bot (new or edited) after the last one heard whose text matches; others in between are
   * passed over. Fails after 10 s with what was heard instead.
   */
  async hears(pattern?: Pattern, within = 10_000): Promise<Heard> {
    const deadline = Date.now() + within;
    const passed: string[] = [];
    for (;;) {
      for (const { rev, entry } of await this.eventsAfter(
        this.heardUpTo,
        Math.max(0, deadline - Date.now()),
      )) {
        this.heardUpTo = rev;
        if (entry.kind !== 'message' || entry.message.from?.is_bot !== true) continue;
        const heard = heardOf(entry.message, entry.markup, entry.edit === true);
        if (matches(heard.text, pattern)) return heard;
        passed.push(heard.text);
      }
      if (Date.now() >= deadline) {
        throw new Error(
          `${this.id} did not hear ${String(pattern)} within ${within} ms, but: ${JSON.stringify(passed)}`,
        );
      }
    }
  }

  /** What the bot has said that was not heard yet, without waiting. */
  async unheard(): Promise<readonly Heard[]> {
    const events = await this.eventsAfter(this.heardUpTo, 0);
    this.heardUpTo = events.at(-1)?.rev ?? this.heardUpTo;
    return events.flatMap(({ entry }) =>
      entry.kind === 'message' && entry.message.from?.is_bot === true
        ? [heardOf(entry.message, entry.markup, entry.edit === true)]
        : [],
    );
  }

  sendsDocument(name: string, bytes: string | Uint8Array, caption = ''): Promise<readonly TelegramMessage[]> {
    return this.upload([{ name, bytes }], 'document', caption);
  }

  /** Photos; several make an album. */
  sendsPhotos(photos: readonly Uint8Array[], caption = ''): Promise<readonly TelegramMessage[]> {
    return this.upload(
      photos.map((bytes, i) => ({ name: `photo-${i}.png`, bytes })),
      'photo',
      caption,
    );
  }

  /** Any content in the words of the Bot API: `{ sticker: … }`, `{ location: … }`. */
  sends(content: Partial<TelegramMessage>): Promise<readonly TelegramMessage[]> {
    return this.send('content', content);
  }

  async blocks(): Promise<void> {
    await this.chat.post(`/chat/people/${this.id}/block`, { blocked: true });
  }

  async unblocks(): Promise<void> {
    await this.chat.post(`/chat/people/${this.id}/block`, { blocked: false });
  }

  /** Everything in the chat, oldest first. */
  messages(): Promise<readonly TelegramMessage[]> {
    return this.chat.messagesOf(this.id);
  }

  /** The newest message of the bot, as it stands now. */
  async last(): Promise<Heard> {
    const message = (await this.messages()).findLast(({ from }) => from?.is_bot === true);
    if (!message) throw new Error('the bot has said nothing yet');
    return heardOf(message, message.reply_markup as ReplyMarkup | undefined, message.edit_date !== undefined);
  }

  async commands(): Promise<ChatState['commands']> {
    return (await this.state()).commands;
  }

  /** The reply keyboard in force, by rows. */
  async keyboard(): Promise<readonly (readonly string[])[]> {
    return keyboardTexts((await this.state()).keyboard);
  }

  /** The bytes of a file that is in the chat. */
  async download(fileId: string): Promise<Buffer> {
    const response = await fetch(`${this.chat.apiRoot}/chat/files/${fileId}`);
    if (!response.ok) throw new Error(`no file ${fileId}`);
    return Buffer.from(await response.arrayBuffer());
  }

  private state(): Promise<ChatState> {
    return this.chat.get(`/chat/people/${this.id}`);
  }

  private async send(act: string, body: object): Promise<readonly TelegramMessage[]> {
    return (await this.chat.post<{ messages: TelegramMessage[] }>(`/chat/people/${this.id}/${act}`, body))
      .messages;
  }

  private async upload(
    files: readonly { name: string; bytes: string | Uint8Array }[],
    as: 'document' | 'photo',
    caption: string,
  ): Promise<readonly TelegramMessage[]> {
    const form = new FormData();
    form.set('as', as);
    form.set('caption', caption);
    for (const [i, { name, bytes }] of files.entries())
      form.set(`file${i}`, new Blob([Buffer.from(bytes)]), name);
    return (await this.chat.post<{ messages: TelegramMessage[] }>(`/chat/people/${this.id}/upload`, form))
      .messages;
  }

  private async tapOn(message: number, data: string, late = false): Promise<Tap> {
    const { rev } = await this.chat.get<{ rev: number }>('/chat/state');
    const path = `/chat/people/${this.id}/tap`;
    const { query } = await this.chat.post<{ query: string }>(path, { message, data, late });
    return { query, answer: (within = 10_000) => this.answerOf(query, rev, within) };
  }

  private async answerOf(query: string, after: number, within: number): Promise<TapAnswer> {
    const deadline = Date.now() + within;
    let rev = after;
    while (Date.now() < deadline) {
      for (const event of await this.eventsAfter(rev, Math.max(0, deadline - Date.now()))) {
        rev = event.rev;
        if (event.entry.kind === 'answered' && event.entry.query === query) return event.entry.answer;
      }
    }
    throw new Error(`the tap ${query} was not answered within ${within} ms`);
  }

  private async eventsAfter(rev: number, wait: number): Promise<readonly ChatEvent[]> {
    const path = `/chat/people/${this.id}/events?after=${rev}&wait=${Math.min(wait, 5_000)}`;
    return (await this.chat.get<{ events: ChatEvent[] }>(path)).events;
  }
}

function textOf(message: TelegramMessage): string {
  return message.text ?? message.caption ?? '';
}

function matches(text: string, pattern?: Pattern): boolean {
  if (pattern === undefined) return true;
  return typeof pattern === 'string' ? text.includes(pattern) : pattern.test(text);
}

function heardOf(message: TelegramMessage, markup: ReplyMarkup | undefined, edited: boolean): Heard {
  return {
    id: message.message_id,
    text: textOf(message),
    buttons:
      markup && 'inline_keyboard' in markup
        ? markup.inline_keyboard.map((row) => row.map(({ text }) => text))
        : [],
    keyboard: keyboardTexts(markup),
    edited,
    message,
  };
}

function keyboardTexts(markup: ReplyMarkup | undefined): readonly (readonly string[])[] {
  return markup && 'keyboard' in markup ? markup.keyboard.map((row) => row.map(({ text }) => text)) : [];
}

/** The button with exactly this text, or else one that contains it. */
function findIn<Button extends { readonly text: string }>(
  buttons: readonly Button[],
  text: Pattern,
): Button | undefined {
  return (
    buttons.find((button) => button.text === text) ?? buttons.find((button) => matches(button.text, text))
  );
}

function findButton(
  state: ChatState,
  text: Pattern,
  within?: number,
): { message: number; data: string } | undefined {
  const messages = state.messages.filter(
    ({ message }) => within === undefined || message.message_id === within,
  );
  for (const exactly of [true, false]) {
    for (const { message } of messages.toReversed()) {
      const buttons = inlineOf(message).filter(({ callback_data }) => callback_data !== undefined);
      const found = exactly ? buttons.find((button) => button.text === text) : findIn(buttons, text);
      if (found?.callback_data !== undefined)
        return { message: message.message_id, data: found.callback_data };
    }
  }
  return undefined;
}

function inlineOf(message: TelegramMessage) {
  const markup = message.reply_markup as ReplyMarkup | undefined;
  return markup && 'inline_keyboard' in markup ? markup.inline_keyboard.flat() : [];
}

function buttonsOf(state: ChatState): string {
  return JSON.stringify(
    state.messages.slice(-3).map(({ message }) => inlineOf(message).map(({ text }) => text)),
  );
}
