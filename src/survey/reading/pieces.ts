/*
 * Clients split a paste of more than 4,096 characters into several messages. Pieces that follow one another
 * closely are one text and belong to one answer; the rest of it is never taken as the next answer.
 */

/** A message at least this long, in UTF-16 units, may be followed by the rest of its text. */
const pieceLength = 4000;
/** Seconds between the dates of two pieces of one text. */
const pieceGap = 2;
/** How long the reply to a piece waits for the next, in milliseconds. */
export const pieceWaitMs = 2_500;

export function mayContinue(text: string): boolean {
  return text.length >= pieceLength;
}

/** Whether a message follows a piece so closely that it is its rest; dates in seconds, as Telegram gives them. */
export function follows(pieceDate: number, date: number): boolean {
  return date >= pieceDate && date - pieceDate <= pieceGap;
}
