import type { Update } from 'grammy/types';

/** An update as it was written down. */
export interface Received {
  readonly updateId: number;
  /** The chat it belongs to; updates of one lane are worked strictly in order. */
  readonly lane: string;
  readonly payload: Update;
  /** applied: its change is committed, only the reply may be missing. */
  state: 'received' | 'applied';
  /** Set once this handling has committed the change, which marks what was applied before in the chat as replied. */
  hasCommitted?: true;
  /** What the apply decided, for rendering the reply again. */
  outcome: unknown;
  /** How often the handler has failed on it. */
  readonly attempts: number;
  readonly receivedAt: Date;
  /**
   * What the store read along about whoever has this chat, for the store alone to read. It is dropped when something
   * else of the chat was worked on meanwhile.
   */
  known?: unknown;
  /** Whether a staff dialog of this chat waits for an answer; absent when nobody has looked. Dropped as `known` is. */
  inDialog?: boolean;
}

export interface InboxStore {
  /**
   * Writes a batch down, each update once however often it comes, and claims the lanes of up to `take` chats
   * that nobody works on. Gives the new updates of lanes that are now this worker's. `at`: when they were received,
   * by the clock that deadlines are judged by; the database's own without one.
   */
  receive(updates: readonly IncomingUpdate[], worker: number, take: number, at?: Date): Promise<Received[]>;
  /**
   * Takes lanes that have work and no living worker; gives their updates in order. A lane of this worker that it
   * does not have in hand counts too: the claim was made, but its answer was lost.
   */
  claim(
    worker: number,
    dead: readonly number[],
    take: number,
    inHand: readonly string[],
  ): Promise<Received[]>;
  /** Takes one lane, if nobody else has it, and gives its updates in order. */
  claimLane(lane: string, worker: number): Promise<Received[]>;
  /**
   * Marks updates as replied and forgets what they said; frees lanes in which nothing waits. Gives the updates
   * that wait in lanes which were to be freed and are still this worker's.
   */
  finish(done: readonly Finished[], worker: number): Promise<Received[]>;
  /** Counts a failure of the handler; gives the number of failures so far. */
  fail(updateId: number): Promise<number>;
  /** Gives an update up; what tells its person is queued in the same transaction. */
  park(received: Received): Promise<void>;
  /** Drops replied updates that Telegram cannot send again. */
  prune(before: Date): Promise<number>;
}

export interface IncomingUpdate {
  readonly updateId: number;
  readonly lane: string;
  readonly payload: Update;
}

export interface Finished {
  readonly updateId: number;
  readonly lane: string;
  /** The worker has nothing more for this lane in hand. */
  readonly free: boolean;
}
