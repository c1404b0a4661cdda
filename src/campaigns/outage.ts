import type { OutageEffect, PresenceStore } from './ports.js';

export interface PresenceOptions {
  readonly store: PresenceStore;
  /** The clock that deadlines are judged by. */
  readonly now: () => Date;
  /** Milliseconds that nobody sets. */
  readonly steady?: () => number;
  /** What lay in an outage, once for each. */
  readonly crossed: (effects: readonly OutageEffect[]) => void;
}

/** How often it is written down that the bot is at work, in milliseconds. */
const everyMs = 15_000;
/** A longer silence is an outage; a long poll in which nothing comes is not. In milliseconds. */
const outageMs = 60_000;

/** Keeps note that the bot is at work: asks Telegram, is answered, and can write it down. A gap is an outage. */
export class Presence {
  readonly #options: PresenceOptions;
  #notedAt: number | undefined;

  constructor(options: PresenceOptions) {
    this.#options = options;
  }

  /**
   * Telegram has just answered. To be awaited before what it gave is worked on, so that a deadline that passed in an
   * outage is moved by then. Throws while the store is away.
   */
  async atWork(): Promise<void> {
    const { store, now, crossed, steady = () => performance.now() } = this.#options;
    const at = steady();
    if (this.#notedAt !== undefined && at - this.#notedAt < everyMs) return;
    const effects = await store.note(now(), outageMs);
    this.#notedAt = at;
    if (effects.length > 0) crossed(effects);
  }
}
