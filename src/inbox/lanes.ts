import type { Finished, InboxStore, Received } from './ports.js';

/*
 * One lane per chat: its updates are handled strictly in order, different chats at once. A lane is claimed in
 * the database while there is work, so that two processes can share the chats of one bot.
 */

/** What a handler may look at beside its update. */
export interface LaneView {
  /** The next update of this chat, waiting up to `ms` for it; it stays in the lane. */
  upcoming(ms: number): Promise<Received | undefined>;
}

/** What an error of the handler means: wait and try again, or a fault that counts. */
export type Setback = { readonly kind: 'wait'; readonly ms?: number } | { readonly kind: 'fault' };

export interface LanesOptions {
  readonly store: InboxStore;
  readonly worker: number;
  readonly handle: (received: Received, lane: LaneView) => Promise<void>;
  readonly judge: (error: unknown) => Setback;
  /** Called once when an update has been given up. */
  readonly parked: (received: Received) => Promise<void>;
  /** Chats worked at once. */
  readonly width: number;
  readonly tell: (
    event: 'waiting' | 'failed' | 'parked' | 'store-away',
    error: unknown,
    received?: Received,
  ) => void;
}

const triesBeforeParking = 5;
const longestWait = 5_000;

export class Lanes {
  readonly #queues = new Map<string, Received[]>();
  readonly #running = new Set<Promise<void>>();
  readonly #arrivals = new Map<string, () => void>();
  readonly #options: LanesOptions;
  readonly #stop = new AbortController();
  #finished: { done: Finished; settle: (waiting: Received[]) => void }[] = [];
  #flushing: Promise<void> | undefined;

  constructor(options: LanesOptions) {
    this.#options = options;
  }

  /** How many more chats this worker would take. */
  get room(): number {
    return Math.max(0, this.#options.width - this.#queues.size);
  }

  /** Takes updates of lanes that this worker has claimed. */
  accept(rows: readonly Received[]): void {
    for (const row of rows) {
      const queue = this.#queues.get(row.lane);
      if (!queue) this.#start(row);
      else if (!queue.some((known) => known.updateId === row.updateId)) {
        queue.push(row);
        this.#arrivals.get(row.lane)?.();
      }
    }
  }

  /** Lets the updates in hand be finished for up to `ms`; what is not begun stays written down. */
  async drain(ms: number): Promise<void> {
    this.#stop.abort();
    const all = Promise.all(this.#running);
    await Promise.race([all, pause(ms)]);
  }

  #start(first: Received): void {
    this.#queues.set(first.lane, [first]);
    const run = this.#run(first.lane).finally(() => {
      this.#queues.delete(first.lane);
      this.#running.delete(run);
    });
    this.#running.add(run);
  }

  async #run(lane: string): Promise<void> {
    const queue = this.#queues.get(lane) ?? [];
    for (let row = queue[0]; row && !this.#stop.signal.aborted; row = queue[0]) {
      const settled = await this.#work(row);
      if (!settled) return;
      queue.shift();
      const free = queue.length === 0;
      const waiting = await this.#finish({ updateId: row.updateId, lane, free });
      if (free && queue.length > 0) {
        // Something came while the lane was being freed: it is ours again, or another worker's.
        const ours = await this.#claimAgain(lane);
        queue.splice(0, queue.length, ...ours);
      } else this.#merge(queue, waiting);
      if (queue.length === 0) this.#queues.delete(lane);
    }
  }

  #merge(queue: Received[], rows: readonly Received[]): void {
    for (const row of rows) if (!queue.some((known) => known.updateId === row.updateId)) queue.push(row);
    queue.sort((a, b) => a.updateId - b.updateId);
  }

  /** Handles one update until it is replied to or parked; undefined when the process stops first. */
  async #work(row: Received): Promise<'replied' | 'parked' | undefined> {
    const { handle, judge, store, parked, tell } = this.#options;
    for (let wait = 250; ; wait = Math.min(wait * 2, longestWait)) {
      try {
        await handle(row, { upcoming: (ms) => this.#upcoming(row.lane, ms) });
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
            await this.#insist(() => store.park(row.updateId));
            tell('parked', error, row);
            await this.#insist(() => parked(row));
            return 'parked';
          }
          await this.#pause(1000 * 2 ** (failures - 1));
        }
        if (this.#stop.signal.aborted) return undefined;
      }
    }
  }

  async #upcoming(lane: string, ms: number): Promise<Received | undefined> {
    const queue = this.#queues.get(lane) ?? [];
    if (queue[1]) return queue[1];
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#arrivals.set(lane, () => {
        clearTimeout(timer);
        resolve();
      });
    });
    this.#arrivals.delete(lane);
    // Another process may be the one that receives: what it wrote down is only in the database.
    if (!queue[1]) this.#merge(queue, await this.#claimAgain(lane));
    return queue[1];
  }

  async #claimAgain(lane: string): Promise<Received[]> {
    return (await this.#insist(() => this.#options.store.claimLane(lane, this.#options.worker))) ?? [];
  }

  /** Marks an update as done, together with those of other lanes that end meanwhile. */
  #finish(done: Finished): Promise<Received[]> {
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
            batch.map(({ done }) => done),
            this.#options.worker,
          ),
        true,
      );
      for (const { done, settle } of batch) settle((rows ?? []).filter((row) => row.lane === done.lane));
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
        if (this.#stop.signal.aborted && (!evenStopping || tries > 2)) return undefined;
        await this.#pause(Math.min(250 * 2 ** tries, 2_000));
      }
    }
  }

  #pause(ms: number): Promise<void> {
    return pause(ms, this.#stop.signal);
  }
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
