import type { Update } from 'grammy/types';
import { laneKey } from './lane-key.js';
import { Lanes, type LanesOptions, pause } from './lanes.js';
import { withoutNames } from './names.js';
import type { IncomingUpdate } from './ports.js';

/*
 * The way of an update into the house: asked for, written down, only then confirmed (by asking for the next),
 * and worked in the lane of its chat. One process polls; every process works lanes.
 */

export interface InboxOptions extends LanesOptions {
  /** Long-polls Telegram from `offset`; asking for an offset confirms what came before it. */
  readonly fetch: (offset: number, signal: AbortSignal) => Promise<Update[]>;
  /** The clock by which taps are dated: when they were received. */
  readonly now?: () => Date;
  /** Whether this process is the one that polls. */
  readonly leads: () => Promise<boolean>;
  /** Workers that are known to be gone; their lanes may be taken. */
  readonly deadWorkers: () => Promise<number[]>;
  /** Milliseconds to wait after a failed poll; undefined when the error is no passing one. */
  readonly pollAgainAfter: (error: unknown) => number;
  readonly sweepEveryMs?: number;
}

/** Replied updates are kept this long, to know them again; Telegram keeps unconfirmed ones 24 hours. */
const keptMs = 3 * 24 * 3600 * 1000;

export class Inbox {
  readonly lanes: Lanes;
  readonly #options: InboxOptions;
  readonly #stop = new AbortController();
  #loops: Promise<unknown> | undefined;

  constructor(options: InboxOptions) {
    this.#options = options;
    this.lanes = new Lanes(options);
  }

  start(): void {
    this.#loops = Promise.all([this.#poll(), this.#sweep(), this.#prune()]);
  }

  /** Stops asking, finishes what is in hand; resolves within about `ms`. */
  async stop(ms: number): Promise<void> {
    this.#stop.abort();
    await this.lanes.drain(ms);
    await Promise.race([this.#loops, pause(1_000)]);
  }

  async #poll(): Promise<void> {
    const { signal } = this.#stop;
    let offset = 0;
    for (let leading = false; !signal.aborted; ) {
      try {
        if (!leading) offset = 0;
        leading = await this.#options.leads();
        if (!leading) {
          await pause(500, signal);
          continue;
        }
        const updates = await this.#options.fetch(offset, signal);
        await this.write(updates);
        if (updates.length > 0) offset = Math.max(...updates.map((update) => update.update_id)) + 1;
      } catch (error) {
        if (this.#stopping()) return;
        this.#options.tell('waiting', error);
        await pause(this.#options.pollAgainAfter(error), signal);
      }
    }
  }

  /** Writes updates down and begins on them; does not return before they are durable, unless the process stops. */
  async write(updates: readonly Update[]): Promise<void> {
    if (updates.length === 0) return;
    const receivedAt = this.#options.now?.() ?? new Date();
    const incoming: IncomingUpdate[] = updates.map((update) => ({
      updateId: update.update_id,
      lane: laneKey(update),
      payload: withoutNames(update),
    }));
    for (;;) {
      try {
        const { store, worker } = this.#options;
        const askedAt = performance.now();
        this.lanes.accept(await store.receive(incoming, worker, this.lanes.room, receivedAt), askedAt);
        return;
      } catch (error) {
        this.#options.tell('store-away', error);
        if (this.#stopping()) throw error;
        await pause(500, this.#stop.signal);
      }
    }
  }

  /** Finds lanes with work that nobody has: left by a process that died, or written down by another. */
  async #sweep(): Promise<void> {
    const { store, worker, deadWorkers, sweepEveryMs = 400 } = this.#options;
    while (!this.#stopping()) {
      try {
        const dead = await deadWorkers();
        const { room, inHand } = this.lanes;
        if (room > 0) this.lanes.accept(await store.claim(worker, dead, room, inHand));
      } catch (error) {
        this.#options.tell('store-away', error);
      }
      await pause(sweepEveryMs, this.#stop.signal);
    }
  }

  #stopping(): boolean {
    return this.#stop.signal.aborted;
  }

  async #prune(): Promise<void> {
    while (!this.#stopping()) {
      try {
        await this.#options.store.prune(new Date(Date.now() - keptMs));
      } catch (error) {
        this.#options.tell('store-away', error);
      }
      await pause(3600_000, this.#stop.signal);
    }
  }
}
