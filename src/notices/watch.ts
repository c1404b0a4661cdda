import { LedLoop, type LedLoopOptions } from './led-loop.js';
import type { Running, RunningStore } from './ports.js';

/*
 * Looks after notices that are on their way: begins those whose time has come, shows their senders how far they are,
 * and ends those of which nothing is left. In the one process that sends.
 */

export interface WatchOptions extends LedLoopOptions {
  readonly store: RunningStore;
  readonly now: () => Date;
  /** There is something new to send. */
  readonly wake: () => void;
  /** Puts the progress into the message that its sender watches. */
  readonly show: (running: Running) => Promise<void>;
}

export class Watch {
  readonly #options: WatchOptions;
  readonly #loop: LedLoop;
  /** What was shown last, by notice. */
  readonly #shown = new Map<number, string>();

  constructor(options: WatchOptions) {
    this.#options = options;
    this.#loop = new LedLoop(() => this.#look(), options);
  }

  start(): void {
    this.#loop.start();
  }

  stop(): Promise<void> {
    return this.#loop.stop();
  }

  async #look(): Promise<void> {
    const { store, now, wake } = this.#options;
    if ((await store.beginDue(now())) > 0) wake();
    const all = await store.running(now());
    for (const id of this.#shown.keys())
      if (all.every(({ notice }) => notice.id !== id)) this.#shown.delete(id);
    for (const running of all) {
      const { notice, tally } = running;
      const isOver = tally.queued + tally.sending === 0 && (await store.finish(notice.id, now()));
      if (isOver) wake();
      const ended = isOver
        ? { ...running, notice: { ...notice, state: 'done' as const, endedAt: now() } }
        : running;
      const seen = JSON.stringify([ended.notice.state, tally]);
      if (this.#shown.get(notice.id) === seen) continue;
      this.#shown.set(notice.id, seen);
      await this.#options.show(ended);
    }
  }
}
