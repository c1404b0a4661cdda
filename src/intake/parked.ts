import type { AnswerValue } from '../survey/answers.js';
import type { AskBack } from '../survey/judging/verdict.js';

/*
 * What was typed but is not an answer (yet), kept with the draft under the key of its question, so that nothing
 * typed is lost and an edit of the message still finds its question.
 */

export interface Pieces {
  /** The chat messages the text came in, with the UTF-16 length each had. */
  readonly messageIds: readonly number[];
  readonly pieceLengths: readonly number[];
  /** The text was forwarded, as people do with drafts that they keep in their saved messages. */
  readonly forwarded?: boolean | undefined;
}

export type ParkedItem =
  /** Over the limit: kept until it is replaced or cut. */
  | ({
      readonly kind: 'tooLong';
      readonly text: string;
      /** A few words that came after it, asked back before they take its place. */
      readonly instead?: ({ readonly text: string } & Pieces) | undefined;
    } & Pieces)
  /** Asked back once before it is taken. */
  | ({
      readonly kind: 'askedBack';
      readonly text: string;
      readonly question: AskBack;
      readonly value: AnswerValue;
    } & Pieces)
  | ({ readonly kind: 'refused' } & Pieces)
  /** The answer that it was in an earlier version of the form, in words; it is asked again. */
  | ({ readonly kind: 'former'; readonly text: string } & Pieces)
  /** Ticked so far in a choice of several. */
  | { readonly kind: 'ticked'; readonly ids: readonly string[] };

/** A long text that the client splits over messages, while more may come. */
export interface Paste extends Pieces {
  readonly key: string;
  readonly text: string;
  /** Of the last piece, in seconds as Telegram dates messages. */
  readonly date: number;
  /** The reply that was given when the paste seemed whole; edited when another piece comes. */
  readonly replyId?: number | undefined;
  readonly settled: boolean;
}

export interface Parked {
  readonly items?: Readonly<Record<string, ParkedItem>>;
  readonly paste?: Paste | undefined;
  /** The revision that was read back to the person: the word 提交 submits exactly that. */
  readonly readBack?: number | undefined;
}

export function parkedAt(parked: Parked, key: string): ParkedItem | undefined {
  return parked.items?.[key];
}

export function park(parked: Parked, key: string, item: ParkedItem): Parked {
  return { ...parked, items: { ...parked.items, [key]: item } };
}

/** Without what was parked under the key; the same object when there was nothing. */
export function unpark(parked: Parked, key: string): Parked {
  if (!parked.items || !(key in parked.items)) return parked;
  const { [key]: _, ...rest } = parked.items;
  return { ...parked, items: rest };
}

/** What was typed in a message for a question, when it is not an answer. */
export function itemOfMessage(
  parked: Parked,
  messageId: number,
): { readonly key: string; readonly item: Exclude<ParkedItem, { kind: 'ticked' }> } | undefined {
  for (const [key, item] of Object.entries(parked.items ?? {}))
    if (item.kind !== 'ticked' && item.messageIds.includes(messageId)) return { key, item };
  return undefined;
}
