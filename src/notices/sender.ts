import type { Delivery, DeliveryEnd, DeliveryStore } from './ports.js';

/*
 * The one sender of what goes to people who did not just write. Each delivery is sent at most once: its row is
 * marked before the attempt, and an attempt whose end nobody saw is `unknown`.
 *
 *   queued -> sending -> sent | failed | blocked | unknown
 *                     -> queued (only when Telegram asked to wait)
 */

/** How an attempt ended. */
export type Attempt =
  | { readonly kind: DeliveryEnd; readonly messageId?: number; readonly reason?: string }
  | { readonly kind: 'wait'; readonly ms: number };

export interface SenderOptions {
  readonly store: DeliveryStore;
  readonly worker: number;
  /** Whether this process is the one that sends: the pace is that of the bot, not of a process. */
  readonly leads: () => Promise<boolean>;
  readonly send: (delivery: Delivery) => Promise<Attempt>;
  readonly deadWorkers: () => Promise<number[]>;
  readonly failed: (error: unknown) => void;
  /** Milliseconds between two messages; Telegram allows about 30 a second over all chats. */
  readonly paceMs: number;
  readonly idleMs: number;
}

export class Sender {
  readonly #options: SenderOptions;
  readonly #stop = new AbortController();
  #loop: Promise<void> | undefined;

  constructor(options: SenderOptions) {
    this.#options = options;
  }

  start(): void {
    this.#loop = this.#run();
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#loop;
  }

  async #run(): Promise<void> {
    const { leads, failed, idleMs } = this.#options;
    while (!this.#stop.signal.aborted) {
      try {
        if ((await leads()) && (await this.#sendNext())) continue;
      } catch (error) {
        failed(error);
      }
      await this.#pause(idleMs);
    }
  }

  /** False when there is nothing to send now. */
  async #sendNext(): Promise<boolean> {
    const { store, worker, deadWorkers } = this.#options;
    // One at a time: what this worker is still said to be sending was taken, and the answer was lost.
    await store.abandon([...(await deadWorkers()), worker]);
    const [delivery] = await store.take(worker, 1);
    if (delivery) await this.#deliver(delivery);
    return delivery !== undefined;
  }

  async #deliver(delivery: Delivery): Promise<void> {
    const { store, send, paceMs } = this.#options;
    const attempt = await send(delivery);
    if (attempt.kind === 'wait') {
      const notBefore = new Date(Date.now() + attempt.ms);
      await this.#insist(() => store.putBack(delivery.id, notBefore));
      await this.#pause(attempt.ms);
      return;
    }
    const { kind, messageId, reason } = attempt;
    const details = {
      ...(messageId !== undefined && { messageId }),
      ...(reason !== undefined && { reason }),
    };
    await this.#insist(() => store.end(delivery.id, kind, details));
    if (kind === 'blocked') await this.#insist(() => store.markUnreachable(delivery.chatId));
    await this.#pause(paceMs);
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
        await this.#pause(this.#options.idleMs);
      }
    }
  }

  #pause(ms: number): Promise<void> {
    const { signal } = this.#stop;
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, ms);
      signal.addEventListener('abort', end, { once: true });
    });
  }
}
