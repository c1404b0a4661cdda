import type { TelegramMessage, TelegramUpdate } from '@gramio/types';
import type { Fault } from '../../src/local-chat/faults.js';
import { ChatPerson } from './chat-person.js';

export interface ChatStatus {
  readonly rev: number;
  /** Ids of updates that the bot has not confirmed. */
  readonly pending: readonly number[];
  /** Ids of all updates that are still known. */
  readonly updates: readonly number[];
  readonly confirmedBefore: number;
  /** True while a long poll waits. */
  readonly polling: boolean;
  readonly faults: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly warnings: readonly string[];
}

export interface BotCall {
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly code: number;
}

/**
 * The tests' side of a local chat in any process: people, faults, a look inside.
 *
 * ```ts
 * const li = chat.person(1001);
 * await li.says('/start');
 * await li.hears(/欢迎/);
 * await li.taps('同意');
 * ```
 */
export class ChatClient {
  private readonly people = new Map<number, ChatPerson>();

  constructor(
    readonly apiRoot: string,
    /** Whether the bot has nothing in hand, where a test can tell. */
    private readonly isIdle: () => Promise<boolean> = () => Promise.resolve(true),
  ) {}

  /** The same object for the same id, so that it remembers what it has heard. */
  person(id: number): ChatPerson {
    const person = this.people.get(id) ?? new ChatPerson(this, id);
    this.people.set(id, person);
    return person;
  }

  /** Adds somebody who was not there at the start. */
  async newcomer(id: number, name: string, role = '企业联系人', language?: string): Promise<ChatPerson> {
    await this.post('/control/people', { id, name, role, ...(language !== undefined && { language }) });
    return this.person(id);
  }

  /** Orders a fault for the next calls of a method: an error code, a dropped connection, a delay. */
  async fault(method: string, fault: Omit<Fault, 'method'>): Promise<void> {
    await this.post('/control/faults', { method, ...fault });
  }

  async noFaults(): Promise<void> {
    await fetch(`${this.apiRoot}/control/faults`, { method: 'DELETE' });
  }

  /** Has updates delivered once more to the next poll, in this order; without ids the last `last` ones. */
  again(which: { ids?: readonly number[]; last?: number }): Promise<{ ids: number[] }> {
    return this.post('/control/again', which);
  }

  /** Forgets the confirmation of these updates: they wait again until they are confirmed. */
  forgetConfirmation(which: { ids?: readonly number[]; last?: number }): Promise<{ ids: number[] }> {
    return this.post('/control/again', { ...which, forget: true });
  }

  /** Any update at all; returns its id. */
  async inject(update: Omit<TelegramUpdate, 'update_id'>): Promise<number> {
    return (await this.post<{ update_id: number }>('/control/updates', update)).update_id;
  }

  /** Sets the server's clock ahead of the real one, in seconds. */
  async clockAhead(seconds: number): Promise<void> {
    await this.post('/control/clock', { ahead: seconds });
  }

  status(): Promise<ChatStatus> {
    return this.get('/control/status');
  }

  /** The last calls of the bot, without its polls. */
  async calls(method?: string): Promise<readonly BotCall[]> {
    const query = method === undefined ? '' : `?method=${method}`;
    return (await this.get<{ calls: BotCall[] }>(`/control/calls${query}`)).calls;
  }

  /** Waits until the bot has confirmed every update and, where a test can tell, replied to it. */
  async settled(within = 10_000): Promise<void> {
    await this.until(
      async () => (await this.status()).pending.length === 0 && (await this.isIdle()),
      'every update to be confirmed and replied to',
      within,
    );
  }

  /** Asks again and again until it is so. */
  async until(condition: () => Promise<boolean>, what: string, within = 10_000): Promise<void> {
    const deadline = Date.now() + within;
    while (!(await condition())) {
      if (Date.now() > deadline) throw new Error(`waited ${within} ms in vain for ${what}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async messagesOf(chat: number): Promise<readonly TelegramMessage[]> {
    const view = await this.get<{ messages: { message: TelegramMessage }[] }>(`/chat/people/${chat}`);
    return view.messages.map(({ message }) => message);
  }

  async get<Answer>(path: string): Promise<Answer> {
    return read(await fetch(`${this.apiRoot}${path}`), path);
  }

  async post<Answer>(path: string, body: object | FormData): Promise<Answer> {
    const isForm = body instanceof FormData;
    const response = await fetch(`${this.apiRoot}${path}`, {
      method: 'POST',
      body: isForm ? body : JSON.stringify(body),
      ...(!isForm && { headers: { 'content-type': 'application/json' } }),
    });
    return read(response, path);
  }
}

async function read<Answer>(response: Response, path: string): Promise<Answer> {
  const text = await response.text();
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${text}`);
  return JSON.parse(text) as Answer;
}
