import { type AnswerKey, keyText, readKey } from '../survey/answers.js';
import { follows } from '../survey/reading/pieces.js';
import { currentOf, type Decision, type Draft, decideText } from './answering.js';
import type { Parked, Paste } from './parked.js';

/* An answer that a client has split is kept piece by piece, and judged when it is whole. */

export interface Piece {
  readonly text: string;
  readonly messageId: number;
  /** As Telegram dates it, in seconds. */
  readonly date: number;
  readonly forwarded?: boolean | undefined;
}

/** The paste that this message goes on with, if it does. */
export function continued(parked: Parked, date: number): Paste | undefined {
  const { paste } = parked;
  return paste && follows(paste.date, date) ? paste : undefined;
}

/** A piece that may not be the last: kept, judged only when the text is whole. */
export function decidePiece(draft: Draft, piece: Piece): Decision | undefined {
  const before = continued(draft.submission.parked, piece.date);
  const key = before ? readKey(before.key) : currentOf(draft)?.key;
  if (!key) return undefined;
  const paste = joined(before, piece, keyText(key));
  return {
    writes: [],
    cursor: draft.submission.cursor,
    parked: { ...draft.submission.parked, paste: { ...paste, settled: false } },
    outcome: { kind: 'piece', key: paste.key },
  };
}

function joined(before: Paste | undefined, piece: Piece, key: string): Paste {
  return {
    ...before,
    key,
    text: (before?.text ?? '') + piece.text,
    messageIds: [...(before?.messageIds ?? []), piece.messageId],
    pieceLengths: [...(before?.pieceLengths ?? []), piece.text.length],
    ...((before?.forwarded === true || piece.forwarded === true) && { forwarded: true }),
    date: piece.date,
    settled: before?.settled ?? false,
  };
}

/** The last piece of a paste: the whole is judged as one answer. */
export function decideLastPiece(draft: Draft, before: Paste, piece: Piece): Decision {
  return decideWhole(draft, joined(before, piece, before.key), false);
}

/** No more pieces came: what is there is the whole. It is remembered for a piece that comes late all the same. */
export function decideSettled(draft: Draft): Decision | undefined {
  const { paste } = draft.submission.parked;
  return paste && !paste.settled ? decideWhole(draft, paste, true) : undefined;
}

function decideWhole(draft: Draft, paste: Paste, mayGrow: boolean): Decision {
  const key = readKey(paste.key);
  const { paste: _, ...rest } = draft.submission.parked;
  const bare: Draft = { ...draft, submission: { ...draft.submission, parked: rest } };
  const decision = decideText(bare, key, paste.text, paste);
  const parked: Parked = {
    ...(decision.parked ?? rest),
    ...(mayGrow && { paste: { ...paste, settled: true } }),
  };
  return { ...decision, parked, ...tookBack(draft, key, paste, decision) };
}

/**
 * A late piece can make a text too long that had been taken: then it is no answer but a draft over the limit,
 * and the question is open again.
 */
function tookBack(draft: Draft, key: AnswerKey, paste: Paste, decision: Decision): Partial<Decision> {
  const wasTaken = paste.settled && draft.answers.state(key) === 'answered';
  return wasTaken && decision.writes.length === 0 ? { removes: [key], cursor: key } : {};
}
