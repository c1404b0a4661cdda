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
    const { store, worker, deadWorkers, failed, idleMs } = this.#options;
    while (!this.#stop.signal.aborted) {
      try {
        await store.abandon(await deadWorkers());
        const batch = await store.take(worker, 1);
        for (const delivery of batch) await this.#deliver(delivery);
        if (batch.length > 0) continue;
      } catch (error) {
        failed(error);
      }
      await this.#pause(idleMs);
    }
  }

  async #deliver(delivery: Delivery): Promise<void> {
    const { store, send, paceMs } = this.#options;
    const attempt = await send(delivery);
    if (attempt.kind === 'wait') {
      await store.putBack(delivery.id, new Date(Date.now() + attempt.ms));
      await this.#pause(attempt.ms);
      return;
    }
    await store.end(delivery.id, attempt.kind, {
      ...(attempt.messageId !== undefined && { messageId: attempt.messageId }),
      ...(attempt.reason !== undefined && { reason: attempt.reason }),
    });
    if (attempt.kind === 'blocked') await store.markUnreachable(delivery.chatId);
    await this.#pause(paceMs);
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
