/** One thing to be said to one person who did not just write. */
export interface Delivery {
  readonly id: number;
  /** The chat it goes to. */
  readonly chatId: number;
  readonly kind: string;
  /** What is needed to word it; never the words of an answer. */
  readonly content: unknown;
}

export type DeliveryEnd = 'sent' | 'failed' | 'blocked' | 'unknown';

export interface DeliveryStore {
  /** Takes the most urgent ones, marking them as being sent by this worker. */
  take(worker: number, count: number): Promise<Delivery[]>;
  end(id: number, end: DeliveryEnd, details?: { messageId?: number; reason?: string }): Promise<void>;
  /** Back into the queue: Telegram asked to wait, so it was certainly not sent. */
  putBack(id: number, notBefore: Date): Promise<void>;
  /** What a dead worker was sending may have arrived or not: shown as unknown, never sent again by itself. */
  abandon(dead: readonly number[]): Promise<number>;
  /** Nothing can be said to this chat until its person writes again. */
  markUnreachable(chatId: number): Promise<void>;
}
