import { pause } from './led-loop.js';
import type { Pace } from './pace.js';
import type { Delivery, DeliveryEnd, DeliveryStore, Ended } from './ports.js';

/*
 * The one sender of what goes to people who did not just write. Each delivery is sent at most once: its row is
 * marked before the attempt, and an attempt whose end nobody saw is `unknown`.
 *
 *   queued -> sending -> sent | failed | blocked | unknown
 *                     -> queued (only when Telegram asked to wait, or the attempt was certainly never begun: it is no
 *                                time for it, or it was taken without our hearing of it)
 *
 * Several are on their way at once, since each waits for Telegram's answer; the pace is kept at their start. What has
 * ended is written down together with whatever ended meanwhile.
 */

/** How an attempt ended. */
export type Attempt =
  | { readonly kind: DeliveryEnd; readonly messageIds?: readonly number[]; readonly reason?: string }
  | { readonly kind: 'wait'; readonly ms: number }
  | Later;

/** It is no time to say this one; the others go on. */
export interface Later {
  readonly kind: 'later';
  readonly notBefore: Date;
}

export interface SenderOptions {
  readonly store: DeliveryStore;
  readonly worker: number;
  /** Whether this process is the one that sends: the pace is that of the bot, not of a process. */
  readonly leads: () => Promise<boolean>;
  readonly send: (delivery: Delivery) => Promise<Attempt>;
  readonly deadWorkers: () => Promise<number[]>;
  readonly failed: (error: unknown) => void;
  readonly pace: Pace;
  /** Deliveries on their way at once; as many can become unknown by a crash. */
  readonly width: number;
  /** Whether somebody's own update is at work here: then fewer are sent at once. */
  readonly isBusy?: () => boolean;
  readonly idleMs: number;
}

/** Deliveries on their way at once while somebody waits for an answer. */
const widthWhenBusy = 6;
/** How often the sender looks for what a dead process has left, in milliseconds. */
const tidyEveryMs = 2_000;

export class Sender {
  readonly #options: SenderOptions;
  readonly #stop = new AbortController();
  /** Taken and not yet written down as ended. */
  readonly #inHand = new Set<number>();
  #ended: Ended[] = [];
  #writing: Promise<void> | undefined;
  #moved: (() => void) | undefined;
  #tidiedAt = Number.NEGATIVE_INFINITY;
  #loop: Promise<void> | undefined;

  constructor(options: SenderOptions) {
    this.#options = options;
  }

  start(): void {
    this.#loop = this.#run();
  }

  /** Takes nothing more; what is on its way is waited for. */
  async stop(): Promise<void> {
    this.#stop.abort();
    this.#moved?.();
    await this.#loop;
    while (this.#inHand.size > 0) {
      const before = this.#inHand.size;
      await this.#movement(1_000);
      await this.#writing;
      if (this.#inHand.size === before) break;
    }
  }

  /** There is something new to send: the sender does not wait for its next look. */
  wake(): void {
    this.#moved?.();
  }

  async #run(): Promise<void> {
    const { leads, failed, idleMs } = this.#options;
    while (!this.#stop.signal.aborted) {
      try {
        if (await leads()) {
          await this.#tidy();
          if (await this.#sendSome()) continue;
        }
      } catch (error) {
        failed(error);
      }
      await this.#movement(idleMs);
    }
  }

  /** False when there is nothing to send now. */
  async #sendSome(): Promise<boolean> {
    const { store, worker, pace, width, isBusy } = this.#options;
    const free = (isBusy?.() === true ? Math.min(widthWhenBusy, width) : width) - this.#inHand.size;
    if (free <= 0) {
      await this.#movement(100);
      return true;
    }
    const count = Math.min(free, pace.room);
    if (count === 0) {
      await pause(Math.min(Math.max(pace.wait, 1), 1_000), this.#stop.signal);
      return true;
    }
    const { deliveries, taken } = await store.take(worker, count);
    for (const delivery of deliveries) {
      // It was put back, and the answer of the store was lost: it is about to be put back once more.
      if (this.#inHand.has(delivery.id)) continue;
      this.#inHand.add(delivery.id);
      pace.spend(1);
      void this.#deliver(delivery);
    }
    // Nothing came, but something is on its way: it may be put back.
    return taken > 0;
  }

  async #tidy(): Promise<void> {
    const { store, worker, deadWorkers } = this.#options;
    const now = performance.now();
    if (now - this.#tidiedAt < tidyEveryMs) return;
    this.#tidiedAt = now;
    const dead = await deadWorkers();
    if (dead.length > 0) await store.abandon(dead);
    // Taken, but the answer of the store was lost: nobody has begun to send these.
    await store.release(worker, [...this.#inHand]);
  }

  async #deliver(delivery: Delivery): Promise<void> {
    const { send, store, pace, failed, worker } = this.#options;
    const { id } = delivery;
    let attempt: Attempt;
    try {
      attempt = await send(delivery);
    } catch (error) {
      // Where the database failed nothing was sent; of anything else nobody knows.
      failed(error);
      attempt = { kind: 'unknown' };
    }
    if (attempt.kind === 'wait') pace.silence(attempt.ms);
    if (attempt.kind === 'wait' || attempt.kind === 'later') {
      const notBefore = attempt.kind === 'later' ? attempt.notBefore : new Date(Date.now() + attempt.ms);
      await this.#insist(() => store.putBack(worker, id, notBefore));
      this.#gone(id);
      return;
    }
    const { kind, messageIds, reason } = attempt;
    this.#ended.push({
      id,
      end: kind,
      chatId: delivery.chatId,
      ...(messageIds && { messageIds }),
      ...(reason !== undefined && { reason }),
    });
    this.#writing ??= this.#write();
  }

  async #write(): Promise<void> {
    while (this.#ended.length > 0) {
      const ends = this.#ended;
      this.#ended = [];
      await this.#insist(() => this.#options.store.end(ends));
      for (const { id } of ends) this.#inHand.delete(id);
      this.#moved?.();
    }
    this.#writing = undefined;
  }

  #gone(id: number): void {
    this.#inHand.delete(id);
    this.#moved?.();
  }

  /** What is known of an attempt is written down, however long the database is away; stopping, it is unknown. */
  async #insist(write: () => Promise<void>): Promise<void> {
    for (;;) {
      try {
        await write();
        return;
      } catch (error) {
        this.#options.failed(error);
        if (this.#stop.signal.aborted) return;
        await pause(this.#options.idleMs, this.#stop.signal);
      }
    }
  }

  /** Until something of what is in hand has ended, somebody wakes the sender, or the time is over. */
  async #movement(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#moved = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#moved = undefined;
  }
}
