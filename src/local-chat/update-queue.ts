import type { TelegramUpdate } from '@gramio/types';
import { Refusal } from './refusal.js';

/** Telegram keeps a tap on a button for 150 s and everything else for 24 h. */
const tapLives = 150;
const updateLives = 86_400;
/** Confirmed updates kept so that tests can have them delivered again. */
const keptConfirmed = 1_000;

interface Queued {
  readonly update: TelegramUpdate;
  /** Unix seconds. */
  readonly at: number;
}

export interface Poll {
  readonly offset: number;
  readonly limit: number;
  /** Seconds. */
  readonly timeout: number;
}

interface Waiting {
  readonly poll: Poll;
  readonly answer: (updates: TelegramUpdate[]) => void;
  readonly fail: (reason: Refusal) => void;
  readonly timer: NodeJS.Timeout;
}

/** Updates of the bot, in order, until it confirms them by asking for later ones. One poller at a time. */
export class UpdateQueue {
  /** Types that the bot asked for last; undefined means Telegram's default. */
  allowed: readonly string[] | undefined;
  /** Updates with a smaller id are confirmed. */
  confirmedBefore = 0;
  private queue: Queued[] = [];
  private again: TelegramUpdate[] = [];
  private waiting: Waiting | undefined;

  add(update: TelegramUpdate, at: number): void {
    this.queue.push({ update, at });
    const surplus = this.queue.findIndex(({ update: { update_id } }) => update_id >= this.confirmedBefore);
    const cut = (surplus < 0 ? this.queue.length : surplus) - keptConfirmed;
    if (cut > keptConfirmed) this.queue.splice(0, cut);
    this.wake(at);
  }

  all(): readonly Queued[] {
    return this.queue;
  }

  confirm(before: number): void {
    this.confirmedBefore = Math.max(this.confirmedBefore, before);
  }

  /** Makes confirmed updates from this id on wait again, as if their confirmation had never arrived. */
  forget(from: number): void {
    this.confirmedBefore = Math.min(this.confirmedBefore, from);
  }

  /** Has the next polls receive these once more, in this order, whatever offset they name. */
  deliverAgain(ids: readonly number[], now: number): void {
    const known = new Map(this.queue.map(({ update }) => [update.update_id, update]));
    this.again.push(...ids.flatMap((id) => known.get(id) ?? []));
    this.wake(now);
  }

  pending(now: number): TelegramUpdate[] {
    return this.queue
      .filter(({ update, at }) => update.update_id >= this.confirmedBefore && !isStale(update, at, now))
      .map(({ update }) => update);
  }

  get isPolled(): boolean {
    return this.waiting !== undefined;
  }

  /** A new poll ends the one that waits, with Telegram's 409. */
  poll(poll: Poll, now: number, whenGone: (listener: () => void) => void): Promise<TelegramUpdate[]> {
    this.end(
      new Refusal(
        409,
        'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
      ),
    );
    const ready = this.take(poll, now);
    if (ready.length > 0 || poll.timeout <= 0) return Promise.resolve(ready);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.settle([]), poll.timeout * 1_000);
      this.waiting = { poll, answer: resolve, fail: reject, timer };
      whenGone(() => {
        if (this.waiting?.timer === timer) this.settle([]);
      });
    });
  }

  close(): void {
    this.settle([]);
  }

  private take({ offset, limit }: Poll, now: number): TelegramUpdate[] {
    const again = this.again.splice(0, limit);
    const pending = this.pending(now).filter(({ update_id }) => update_id >= offset);
    return [...again, ...pending].slice(0, limit);
  }

  private wake(now: number): void {
    if (!this.waiting) return;
    const updates = this.take(this.waiting.poll, now);
    if (updates.length > 0) this.settle(updates);
  }

  private settle(updates: TelegramUpdate[]): void {
    const { waiting } = this;
    this.waiting = undefined;
    if (!waiting) return;
    clearTimeout(waiting.timer);
    waiting.answer(updates);
  }

  private end(reason: Refusal): void {
    const { waiting } = this;
    this.waiting = undefined;
    if (!waiting) return;
    clearTimeout(waiting.timer);
    waiting.fail(reason);
  }
}

function isStale(update: TelegramUpdate, at: number, now: number): boolean {
  return now - at > (update.callback_query ? tapLives : updateLives);
}
