import type { Message, Update } from 'grammy/types';
import { longFormAnswer } from '../test/support/long-form.js';
import { questionCount } from './questionnaire.js';

/*
 * Contacts who fill in the long form as fast as the bot lets them: each sends its next answer as soon as the
 * prompt for it arrived.
 */

/** What a bench asks of a crowd. Contacts are named by their chat ids. */
export type Order =
  /** From /start to the first prompt; not timed. */
  | { readonly act: 'begin'; readonly contacts: readonly number[]; readonly atOnce: number }
  /** Every contact answers up to a question, `atOnce` of them at any time. */
  | {
      readonly act: 'advance';
      readonly contacts: readonly number[];
      readonly upTo: number;
      readonly atOnce: number;
    };

export interface Progress {
  readonly steps: number;
  readonly ms: number;
  /** Milliseconds from an answer sent to its prompt received, one a step. */
  readonly latencies: readonly number[];
}

/** How long the bot may take for one reply before the bench gives up, in milliseconds. */
const patience = 30_000;

interface Contact {
  readonly id: number;
  /** The number of the question that is asked now. */
  asked: number;
  hear: ((message: Message) => void) | undefined;
}

type Sent = Readonly<Record<string, unknown>>;

export class Crowd {
  readonly #contacts = new Map<number, Contact>();
  readonly #push: (update: Omit<Update, 'update_id'>) => void;
  #messageId = 0;

  constructor(push: (update: Omit<Update, 'update_id'>) => void) {
    this.#push = push;
  }

  async carryOut(order: Order): Promise<Progress> {
    const latencies: number[] = [];
    const waiting = [...order.contacts];
    const started = performance.now();
    const slot = async (): Promise<void> => {
      for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
        if (order.act === 'begin') await this.#begin(id);
        else await this.#advance(id, order.upTo, latencies);
      }
    };
    await Promise.all(Array.from({ length: order.atOnce }, slot));
    const ms = performance.now() - started;
    if (order.act === 'advance')
      for (const id of order.contacts) if (this.#contact(id).asked > questionCount) this.#contacts.delete(id);
    return { steps: latencies.length, ms, latencies };
  }

  /** The bot has sent or edited a message: gives it as the server answers it. */
  heard(sent: Sent): Message {
    const message = {
      message_id: ++this.#messageId,
      date: Math.floor(Date.now() / 1000),
      chat: { id: Number(sent.chat_id), type: 'private' as const, first_name: '某人' },
      text: String(sent.text),
      ...(sent.reply_markup !== undefined && { reply_markup: markup(sent.reply_markup) }),
    } as Message;
    this.#contacts.get(message.chat.id)?.hear?.(message);
    return message;
  }

  async #begin(id: number): Promise<void> {
    const contact: Contact = { id, asked: 1, hear: undefined };
    this.#contacts.set(id, contact);
    let heard = await this.#exchange(contact, () => this.#says(id, '/start'));
    const accept = heard.reply_markup?.inline_keyboard.flat()[0];
    if (!asks(heard, 1) && accept && 'callback_data' in accept) {
      const shown = heard;
      heard = await this.#exchange(
        contact,
        () => this.#taps(id, shown, accept.callback_data),
        (message) => asks(message, 1),
      );
    }
    if (!asks(heard, 1)) throw new Error(`the first prompt was not understood: ${heard.text}`);
  }

  async #advance(id: number, upTo: number, latencies: number[]): Promise<void> {
    const contact = this.#contact(id);
    for (; contact.asked <= upTo; contact.asked++) {
      const sent = performance.now();
      const heard = await this.#exchange(contact, () => this.#says(id, longFormAnswer(contact.asked)));
      latencies.push(performance.now() - sent);
      if (contact.asked < questionCount && !asks(heard, contact.asked + 1))
        throw new Error(`question ${contact.asked + 1} was expected after an answer, not: ${heard.text}`);
    }
  }

  #exchange(
    contact: Contact,
    send: () => void,
    awaited: (message: Message) => boolean = () => true,
  ): Promise<Message> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no reply within ${patience} ms`)), patience);
      contact.hear = (message) => {
        if (!awaited(message)) return;
        clearTimeout(timer);
        contact.hear = undefined;
        resolve(message);
      };
      send();
    });
  }

  #contact(id: number): Contact {
    const contact = this.#contacts.get(id);
    if (!contact) throw new Error(`contact ${id} has not begun`);
    return contact;
  }

  #says(id: number, text: string): void {
    const command = text.startsWith('/') && {
      entities: [{ type: 'bot_command' as const, offset: 0, length: text.length }],
    };
    this.#push({
      message: {
        message_id: ++this.#messageId,
        date: Math.floor(Date.now() / 1000),
        chat: { id, type: 'private', first_name: '某人' },
        from: { id, is_bot: false, first_name: '某人', language_code: 'zh-hans' },
        text,
        ...command,
      },
    });
  }

  #taps(id: number, message: Message, data: string): void {
    this.#push({
      callback_query: {
        id: String(++this.#messageId),
        from: { id, is_bot: false, first_name: '某人', language_code: 'zh-hans' },
        chat_instance: String(id),
        message,
        data,
      },
    });
  }
}

function asks(message: Message, question: number): boolean {
  return message.text?.includes(`第${question}题`) === true;
}

function markup(sent: unknown): unknown {
  return typeof sent === 'string' ? JSON.parse(sent) : sent;
}
