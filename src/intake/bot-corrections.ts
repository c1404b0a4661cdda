import { type AnswerKey, readKey } from '../survey/answers.js';
import { escaped, paragraphs } from '../telegram/screen.js';
import { show } from '../telegram/show.js';
import { decideText } from './answering.js';
import { headline, replyScreen } from './bot-reply.js';
import type { Visit } from './bot-visit.js';
import { itemOfMessage, type Pieces } from './parked.js';

/* People mend what they wrote by editing the message they sent. */

/** What a message that was edited was sent for: an answer, or a text that is none (yet). */
interface Mended {
  readonly key: AnswerKey;
  readonly submission: number | undefined;
  readonly before: Pieces;
  /** The text as it was kept; undefined where it was not. */
  readonly text: string | undefined;
}

/** A person edited a message: if it holds an answer, the answer follows. The place does not move. */
export async function correct(visit: Visit, text: string, messageId: number): Promise<void> {
  const { ctx, w } = visit;
  const mended = await mendedBy(visit, messageId);
  if (!mended) {
    await show(ctx, { html: escaped(w.t('edit-unknown')) });
    return;
  }
  const whole = mended.before.messageIds.length > 1 ? spliced(mended, messageId, text) : text;
  if (whole === undefined) {
    await show(ctx, { html: escaped(w.t('part-of-long-text')) });
    return;
  }
  const { submission, before, key } = mended;
  if (submission !== undefined && submission !== visit.standing.active?.id) await visit.load(submission);
  const pieces: Pieces = {
    ...before,
    pieceLengths: before.messageIds.map((id, n) =>
      id === messageId ? text.length : (before.pieceLengths[n] ?? 0),
    ),
  };
  const settled = await visit.settle(undefined, (draft) => decideText(draft, key, whole, pieces, true));
  if (!settled) return;
  const { outcome, draft } = settled;
  if (outcome.kind === 'declined') {
    const stays = outcome.reason === 'locked' && escaped(w.t('correct-edit-stays'));
    await show(ctx, { html: paragraphs(headline(w, settled), stays) });
  } else if (
    outcome.kind === 'recorded' &&
    outcome.changed &&
    !outcome.conflict &&
    !draft.submission.correcting
  )
    await show(ctx, { html: headline(w, settled) });
  else await show(ctx, await replyScreen(visit, settled));
}

async function mendedBy(visit: Visit, messageId: number): Promise<Mended | undefined> {
  const parked = itemOfMessage(visit.standing.active?.parked ?? {}, messageId);
  if (parked) {
    const { key, item } = parked;
    const text = 'text' in item ? item.text : undefined;
    return { key: readKey(key), submission: undefined, before: onlyPieces(item), text };
  }
  const stored = await visit.store.answerIn(visit.personId, messageId);
  if (!stored) return undefined;
  const { answer, submissionId } = stored;
  const { demand, question, value } = answer;
  const text = typeof value === 'string' ? value : undefined;
  return { key: { demand, question }, submission: submissionId, before: onlyPieces(answer), text };
}

function onlyPieces({ messageIds, pieceLengths, forwarded }: Pieces): Pieces {
  return { messageIds, pieceLengths, forwarded };
}

/** The whole text with one of its pieces exchanged; undefined when the pieces no longer make it up. */
function spliced({ before, text: kept }: Mended, messageId: number, text: string): string | undefined {
  const total = before.pieceLengths.reduce((sum, length) => sum + length, 0);
  if (kept?.length !== total) return undefined;
  const at = before.messageIds.indexOf(messageId);
  const start = before.pieceLengths.slice(0, at).reduce((sum, length) => sum + length, 0);
  return kept.slice(0, start) + text + kept.slice(start + (before.pieceLengths[at] ?? 0));
}
