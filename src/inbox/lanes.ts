import type { Finished, InboxStore, Received } from './ports.js';

/*
 * One lane per chat: its updates are handled strictly in order, different chats at once. A lane is claimed in
 * the database while there is work, so that two processes can share the chats of one bot.
 */

/** What a handler may look at beside its update. */
export interface LaneView {
  /** The next update of this chat, waiting up to `ms` for it; it stays in the lane. */
  upcoming(ms: number): Promise<Received | undefined>;
  /**
   * To be awaited before anything is said. What was handled before in this chat is marked by then, so that a crash
   * repeats one update's reply and no more; a change made for this update has marked it already.
   */
  beforeReply(): Promise<void>;
}

/** What an error of the handler means: wait and try again, or a fault that counts. */
export type Setback = { readonly kind: 'wait'; readonly ms?: number } | { readonly kind: 'fault' };

export interface LanesOptions {
  readonly store: InboxStore;
  readonly worker: number;
  readonly handle: (received: Received, lane: LaneView) => Promise<void>;
  readonly judge: (error: unknown) => Setback;
  /** Chats worked at once. */
  readonly width: number;
  /**
   * How long a chat stays in hand after a change, in milliseconds: what comes in this time marks the update before
   * with its own change. Until then a crash repeats that update's reply.
   */
  readonly lingerMs?: number;
  readonly tell: (
    event: 'waiting' | 'failed' | 'parked' | 'store-away',
    error: unknown,
    received?: Received,
  ) => void;
}

const triesBeforeParking = 5;
const longestWait = 5_000;
/** More than can end while one statement of the store is on its way. */
const rememberedEnds = 1_000;

interface Lane {
  readonly key: string;
  /** In order; the one at work is not among them. */
  readonly waiting: Received[];
  current: number | undefined;
  /** When its last update was handled; undefined while one is. In milliseconds, as `performance.now()`. */
  idleSince: number | undefined;
  /** Handled, and not marked as such yet. */
  ended: Received[];
  arrived: (() => void) | undefined;
}

export class Lanes {
  readonly #lanes = new Map<string, Lane>();
  readonly #running = new Set<Promise<void>>();
  readonly #ended = new Set<number>();
  readonly #options: LanesOptions;
  readonly #stop = new AbortController();
  #finished: { done: readonly Finished[]; settle: (waiting: Received[]) => void }[] = [];
  #flushing: Promise<void> | undefined;

  constructor(options: LanesOptions) {
    this.#options = options;
  }

  /** How many more chats this worker would take. */
  get room(): number {
    return Math.max(0, this.#options.width - this.#lanes.size);
  }

  /** Whether an update is being worked on now. */
  get isAtWork(): boolean {
    for (const { idleSince } of this.#lanes.values()) if (idleSince === undefined) return true;
    return false;
  }

  /** The chats that this worker has at work. */
  get inHand(): string[] {
    return [...this.#lanes.keys()];
  }

  /** Takes updates of lanes that this worker has claimed, as the store gave them when it was asked at `askedAt`. */
  accept(rows: readonly Received[], askedAt = performance.now()): void {
    for (const row of rows) {
      const lane = this.#lanes.get(row.lane);
      if (lane) {
        if (lane.waiting.length > 0 || lane.idleSince === undefined || lane.idleSince > askedAt) {
          delete row.known;
          delete row.inDialog;
        }
        this.#add(lane, [row]);
        lane.arrived?.();
      } else if (!this.#ended.has(row.updateId)) this.#start(row);
    }
  }

  /** Lets the updates in hand be finished for up to `ms`; what is not begun stays written down. */
  async drain(ms: number): Promise<void> {
    this.#stop.abort();
    const all = Promise.all(this.#running);
    await Promise.race([all, pause(ms)]);
  }

  #start(first: Received): void {
    const lane: Lane = {
      key: first.lane,
      waiting: [first],
      current: undefined,
      idleSince: undefined,
      ended: [],
      arrived: undefined,
    };
    this.#lanes.set(lane.key, lane);
    const run = this.#run(lane).finally(() => {
      if (this.#lanes.get(lane.key) === lane) this.#lanes.delete(lane.key);
      this.#running.delete(run);
    });
    this.#running.add(run);
  }

  async #run(lane: Lane): Promise<void> {
    for (let row = lane.waiting.shift(); row && !this.#stop.signal.aborted; row = lane.waiting.shift()) {
      lane.current = row.updateId;
      lane.idleSince = undefined;
      const settled = await this.#work(row, lane);
      lane.idleSince = performance.now();
      if (!settled) break;
      this.#remember(row.updateId);
      const changed = settled === 'replied' && marksEnded(lane, row);
      lane.ended = changed ? [row] : [...lane.ended, row];
      if (changed && (await this.#followed(lane))) continue;
      await this.#mark(lane, lane.waiting.length === 0);
      if (lane.waiting.length === 0) this.#lanes.delete(lane.key);
    }
    if (lane.ended.length > 0) await this.#mark(lane, false);
  }

  /** Whether there is something more in the chat, or comes soon: its change then marks the one before. */
  async #followed(lane: Lane): Promise<boolean> {
    const { lingerMs = 0 } = this.#options;
    if (lane.waiting.length === 0 && lingerMs > 0) await arrival(lane, lingerMs);
    return lane.waiting.length > 0 && !this.#stop.signal.aborted;
  }

  async #mark(lane: Lane, free: boolean): Promise<void> {
    const more = await this.#finish(lane, free);
    lane.current = undefined;
    // What is given still waits in a lane that is ours.
    if (free && more.length === 0 && lane.waiting.length > 0) {
      // Something came while the lane was being freed: it is ours again, or another worker's.
      const ours = await this.#claimAgain(lane);
      lane.waiting.length = 0;
      this.#add(lane, ours);
    } else this.#add(lane, more);
  }

  /** Puts rows in their order, each once: a statement that looked before an update ended may name it still. */
  #add(lane: Lane, rows: readonly Received[]): void {
    for (const row of rows) {
      const known =
        this.#ended.has(row.updateId) ||
        row.updateId === lane.current ||
        lane.waiting.some((other) => other.updateId === row.updateId);
      if (!known) lane.waiting.push(row);
    }
    lane.waiting.sort((a, b) => a.updateId - b.updateId);
  }

  #remember(updateId: number): void {
    this.#ended.add(updateId);
    const [oldest] = this.#ended;
    if (this.#ended.size > rememberedEnds && oldest !== undefined) this.#ended.delete(oldest);
  }

  /** Handles one update until it is replied to or parked; undefined when the process stops first. */
  async #work(row: Received, lane: Lane): Promise<'replied' | 'parked' | undefined> {
    const { handle, judge, store, tell } = this.#options;
    const view: LaneView = {
      upcoming: (ms) => this.#upcoming(lane, ms),
      beforeReply: async () => {
        if (lane.ended.length > 0 && !marksEnded(lane, row)) await this.#finish(lane, false);
      },
    };
    for (let wait = 250; ; wait = Math.min(wait * 2, longestWait)) {
      try {
        await handle(row, view);
        return 'replied';
      } catch (error) {
        const setback = judge(error);
        if (setback.kind === 'wait') {
          tell('waiting', error, row);
          await this.#pause(setback.ms ?? wait);
        } else {
          const failures = await this.#insist(() => store.fail(row.updateId));
          if (failures === undefined) return undefined;
          tell('failed', error, row);
          if (failures >= triesBeforeParking) {
            const isParked = await this.#insist(() => store.park(row).then(() => true));
            if (!isParked) return undefined;
            tell('parked', error, row);
            return 'parked';
          }
          await this.#pause(1000 * 2 ** (failures - 1));
        }
        if (this.#stopping()) return undefined;
      }
    }
  }

  async #upcoming(lane: Lane, ms: number): Promise<Received | undefined> {
    if (lane.waiting[0]) return lane.waiting[0];
    await arrival(lane, ms);
    // Another process may be the one that receives: what it wrote down is only in the database.
    if (lane.waiting.length === 0) this.#add(lane, await this.#claimAgain(lane));
    return lane.waiting[0];
  }

  async #claimAgain({ key }: Lane): Promise<Received[]> {
    return (await this.#insist(() => this.#options.store.claimLane(key, this.#options.worker))) ?? [];
  }

  /** Marks what has ended in a lane as done, together with that of other lanes that end meanwhile. */
  #finish(lane: Lane, free: boolean): Promise<Received[]> {
    const done = lane.ended.map(({ updateId }) => ({ updateId, lane: lane.key, free }));
    lane.ended = [];
    const waiting = new Promise<Received[]>((settle) => this.#finished.push({ done, settle }));
    this.#flushing ??= this.#flush();
    return waiting;
  }

  async #flush(): Promise<void> {
    while (this.#finished.length > 0) {
      const batch = this.#finished;
      this.#finished = [];
      const rows = await this.#insist(
        () =>
          this.#options.store.finish(
            batch.flatMap(({ done }) => done),
            this.#options.worker,
          ),
        true,
      );
      for (const { done, settle } of batch) settle((rows ?? []).filter((row) => row.lane === done[0]?.lane));
    }
    this.#flushing = undefined;
  }

  /** Repeats what needs the database until it is back; gives up only when the process stops. */
  async #insist<T>(act: () => Promise<T>, evenStopping = false): Promise<T | undefined> {
    for (let tries = 0; ; tries++) {
      try {
        return await act();
      } catch (error) {
        this.#options.tell('store-away', error);
        if (this.#stopping() && (!evenStopping || tries > 2)) return undefined;
        await this.#pause(Math.min(250 * 2 ** tries, 2_000));
      }
    }
  }

  #stopping(): boolean {
    return this.#stop.signal.aborted;
  }

  #pause(ms: number): Promise<void> {
    return pause(ms, this.#stop.signal);
  }
}

/** Whether handling an update has committed a change, and with it the marks of what ended before in its chat. */
function marksEnded({ ended }: Lane, row: Received): boolean {
  // An earlier update that came late does not mark later ones.
  return row.hasCommitted === true && ended.every((other) => other.updateId < row.updateId);
}

/** Waits for the next update of a chat, `ms` at most. */
async function arrival(lane: Lane, ms: number): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    lane.arrived = () => {
      clearTimeout(timer);
      resolve();
    };
  });
  lane.arrived = undefined;
}

/** Waits, or ends early when the process stops. */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  if (signal?.aborted) return new Promise((resolve) => setTimeout(resolve, Math.min(ms, 50)));
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal?.addEventListener('abort', end, { once: true });
  });
}
