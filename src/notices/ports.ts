/** One thing to be said to one person who did not just write. */
export interface Delivery {
  readonly id: number;
  /** The chat it goes to. */
  readonly chatId: number;
  readonly kind: string;
  /** What is needed to word it; never the words of an answer. */
  readonly content: unknown;
  /** The notice to many that it is a part of. */
  readonly notice?: number | undefined;
}

export type DeliveryEnd = 'sent' | 'failed' | 'blocked' | 'unknown';

/** An attempt that has come to its end. */
export interface Ended {
  readonly id: number;
  readonly chatId: number;
  readonly end: DeliveryEnd;
  readonly messageIds?: readonly number[];
  readonly reason?: string;
}

export interface DeliveryStore {
  /**
   * Takes up to `count`, marking them as being sent by this worker: what is for one person first, then notices to
   * many, in turns. `taken` counts also those that were ended at once, since nobody can be reached by them.
   */
  take(worker: number, count: number): Promise<{ readonly deliveries: Delivery[]; readonly taken: number }>;
  /** Who has blocked the bot is marked unreachable, too. */
  end(ends: readonly Ended[]): Promise<void>;
  /** Back into the queue: Telegram asked to wait, so it was certainly not sent. */
  putBack(id: number, notBefore: Date): Promise<void>;
  /** What a dead worker was sending may have arrived or not: shown as unknown, never sent again by itself. */
  abandon(dead: readonly number[]): Promise<number>;
  /** Back into the queue: what this living worker is said to be sending and does not have in hand. */
  release(worker: number, inHand: readonly number[]): Promise<number>;
  /** Nothing can be said to this chat until its person writes again. */
  markUnreachable(chatId: number): Promise<void>;
}
