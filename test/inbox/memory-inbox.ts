import type { Finished, InboxStore, IncomingUpdate, Received } from '../../src/inbox/ports.js';

type Act = Exclude<keyof InboxStore, 'prune'>;

interface Row extends Omit<Received, 'state' | 'attempts'> {
  state: Received['state'] | 'replied' | 'parked';
  attempts: number;
}

/** An inbox without a database, which can be away, and tells what was asked of it. */
export class MemoryInbox implements InboxStore {
  readonly rows = new Map<number, Row>();
  readonly owners = new Map<string, number>();
  readonly asked: Act[] = [];
  /** The updates of each call of finish. */
  readonly batches: number[][] = [];
  away = false;
  /** What a call waits for before it looks at anything. */
  before: (act: Act) => Promise<void> = () => Promise.resolve();

  async receive(updates: readonly IncomingUpdate[], worker: number, take: number): Promise<Received[]> {
    await this.#ask('receive');
    const fresh = updates.filter(({ updateId }) => !this.rows.has(updateId));
    for (const update of fresh)
      this.rows.set(update.updateId, {
        ...update,
        state: 'received',
        outcome: undefined,
        attempts: 0,
        receivedAt: new Date(),
      });
    const lanes = new Set(fresh.map(({ lane }) => lane));
    let left = take;
    return [...lanes].flatMap((lane) => {
      const owner = this.owners.get(lane);
      if (owner !== worker && (owner !== undefined || left-- <= 0)) return [];
      this.owners.set(lane, worker);
      return this.#pending(lane);
    });
  }

  async claim(worker: number, dead: readonly number[], take: number, inHand: readonly string[]) {
    await this.#ask('claim');
    const lanes = new Set([...this.rows.values()].filter(isWaiting).map(({ lane }) => lane));
    const free = [...lanes].filter((lane) => {
      const owner = this.owners.get(lane);
      return owner === undefined || dead.includes(owner) || (owner === worker && !inHand.includes(lane));
    });
    for (const lane of free.slice(0, take)) this.owners.set(lane, worker);
    return free.slice(0, take).flatMap((lane) => this.#pending(lane));
  }

  async claimLane(lane: string, worker: number): Promise<Received[]> {
    await this.#ask('claimLane');
    if ((this.owners.get(lane) ?? worker) !== worker) return [];
    this.owners.set(lane, worker);
    return this.#pending(lane);
  }

  async finish(done: readonly Finished[], worker: number): Promise<Received[]> {
    await this.#ask('finish');
    this.batches.push(done.map(({ updateId }) => updateId));
    for (const { updateId } of done) this.#change(updateId, 'replied');
    return done.flatMap(({ lane, free }) => {
      if (!free || this.owners.get(lane) !== worker) return [];
      const waiting = this.#pending(lane);
      if (waiting.length === 0) this.owners.delete(lane);
      return waiting;
    });
  }

  async fail(updateId: number): Promise<number> {
    await this.#ask('fail');
    const row = this.rows.get(updateId);
    return row ? ++row.attempts : 0;
  }

  async park({ updateId }: Received): Promise<void> {
    await this.#ask('park');
    this.#change(updateId, 'parked');
  }

  prune(): Promise<number> {
    return Promise.resolve(0);
  }

  states(): Record<number, string> {
    return Object.fromEntries([...this.rows].map(([id, { state }]) => [id, state]));
  }

  async #ask(act: Act): Promise<void> {
    this.asked.push(act);
    await this.before(act);
    if (this.away) throw new Error('the database is away');
  }

  #pending(lane: string): Received[] {
    return [...this.rows.values()]
      .filter(isWaiting)
      .filter((row) => row.lane === lane)
      .sort((a, b) => a.updateId - b.updateId)
      .map((row) => ({ ...row }));
  }

  #change(updateId: number, state: Row['state']): void {
    const row = this.rows.get(updateId);
    if (row && isWaiting(row)) (row as Row).state = state;
  }
}

function isWaiting(row: Row): row is Row & { state: Received['state'] } {
  return row.state === 'received' || row.state === 'applied';
}
