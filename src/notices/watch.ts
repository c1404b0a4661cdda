import type { Running, RunningStore } from './ports.js';

/*
 * Looks after notices that are on their way: begins those whose time has come, shows their senders how far they are,
 * and ends those of which nothing is left. In the one process that sends.
 */

export interface WatchOptions {
  readonly store: RunningStore;
  readonly leads: () => Promise<boolean>;
  readonly now: () => Date;
  /** There is something new to send. */
  readonly wake: () => void;
  /** Puts the progress into the message that its sender watches. */
  readonly show: (running: Running) => Promise<void>;
  readonly failed: (error: unknown) => void;
  /** Milliseconds between two looks. */
  readonly everyMs: number;
}

export class Watch {
  readonly #options: WatchOptions;
  readonly #stop = new AbortController();
  /** What was shown last, by notice. */
  readonly #shown = new Map<number, string>();
  #loop: Promise<void> | undefined;

  constructor(options: WatchOptions) {
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
    const { leads, failed, everyMs } = this.#options;
    while (!this.#stop.signal.aborted) {
      try {
        if (await leads()) await this.#look();
      } catch (error) {
        failed(error);
      }
      await pause(everyMs, this.#stop.signal);
    }
  }

  async #look(): Promise<void> {
    const { store, now, wake } = this.#options;
    if ((await store.beginDue(now())) > 0) wake();
    for (const running of await store.running()) {
      const { notice, tally } = running;
      const isOver = tally.queued + tally.sending === 0 && (await store.finish(notice.id, now()));
      if (isOver) wake();
      const ended = isOver
        ? { ...running, notice: { ...notice, state: 'done' as const, endedAt: now() } }
        : running;
      const seen = JSON.stringify([ended.notice.state, tally]);
      if (this.#shown.get(notice.id) === seen) continue;
      this.#shown.set(notice.id, seen);
      if (isOver) this.#shown.delete(notice.id);
      await this.#options.show(ended);
    }
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', end);
      resolve();
    }, ms);
    signal.addEventListener('abort', end, { once: true });
  });
}
