import { Composer } from 'grammy';
import type { Message } from 'grammy/types';
import { type AnswerKey, readKey } from '../survey/answers.js';
import type { BotContext } from '../telegram/context.js';
import { escaped, paragraphs } from '../telegram/screen.js';
import { edit, show } from '../telegram/show.js';
import { currentOf, type Decision, type Draft, decideText } from './answering.js';
import { showChoice } from './bot-form.js';
import { currentScreen, declineText, headline, replyScreen } from './bot-reply.js';
import { checkAndSubmit } from './bot-submitting.js';
import { type IntakeOptions, type Settled, Visit } from './bot-visit.js';
import { keyOfMessage } from './parked.js';
import { continued, decideLastPiece, decidePiece, decideSettled, mayContinue } from './pasting.js';

/* What a person types, edits or sends: it answers the current question, whatever was shown last. */

/** How long the reply to a piece of a long text waits for the next, in milliseconds. */
const pieceWaitMs = 2_500;

export function answersByMessage(options: IntakeOptions): Composer<BotContext> {
  const door = new Composer<BotContext>();
  door.on('message:text', async (ctx) => {
    await answerText(await Visit.of(ctx, options), ctx.message.text, ctx.message);
  });
  door.on('message:contact', async (ctx) => {
    await answerText(await Visit.of(ctx, options), ctx.message.contact.phone_number, ctx.message);
  });
  door.on('edited_message:text', async (ctx) => {
    await correct(await Visit.of(ctx, options), ctx.editedMessage.text, ctx.editedMessage.message_id);
  });
  door.on('message', async (ctx) => {
    const visit = await Visit.of(ctx, options);
    const word = visit.w.t(ctx.message.caption === undefined ? 'only-text' : 'only-text-caption');
    const found = await visit.draft();
    if (!found || found.draft.submission.state === 'submitted') {
      await show(ctx, { html: escaped(word) });
      return;
    }
    const screen = await currentScreen(visit, found);
    await show(ctx, { ...screen, html: paragraphs(escaped(word), screen.html) });
  });
  return door;
}

const submitWord = /^[“"「]?(提交|确认提交)[”"」]?[。.！!]?$/;

async function answerText(visit: Visit, text: string, message: Message): Promise<void> {
  const { ctx, w } = visit;
  if (/^\/[A-Za-z_]{1,32}(@\w+)?(\s|$)/.test(text)) {
    await show(ctx, { html: escaped(w.t('unknown-command')) });
    return;
  }
  if (!visit.standing.active) {
    await showChoice(visit, undefined, 'notTaken');
    return;
  }
  if (submitWord.test(text.trim())) {
    await checkAndSubmit(visit, 'typed');
    return;
  }
  const piece = { text, messageId: message.message_id, date: message.date };
  const settled = await visit.settle(undefined, (draft) => decideTyped(draft, piece));
  if (!settled) return;
  if (settled.outcome.kind === 'piece') await answerPiece(visit, settled);
  else if (settled.outcome.kind === 'nothingToAnswer') await sayNothingToAnswer(visit, settled);
  else await replyInPlace(visit, settled);
}

type Typed = Parameters<typeof decideLastPiece>[2];

function decideTyped(draft: Draft, piece: Typed): Decision {
  const stay = { writes: [], cursor: draft.submission.cursor };
  const nothing: Decision = { ...stay, outcome: { kind: 'nothingToAnswer' } };
  if (mayContinue(piece.text)) return decidePiece(draft, piece) ?? nothing;
  const before = continued(draft.submission.parked, piece.date);
  if (before) return decideLastPiece(draft, before, piece);
  const step = currentOf(draft);
  if (!step) return nothing;
  const pieces = { messageIds: [piece.messageId], pieceLengths: [piece.text.length] };
  return decideText(draft, step.key, piece.text, pieces);
}

/** Waits for the rest of a long text; when none comes, what is there is the whole. */
async function answerPiece(visit: Visit, before: Settled): Promise<void> {
  const { ctx } = visit;
  const { paste } = before.draft.submission.parked;
  const next = await ctx.lane.upcoming(pieceWaitMs);
  const follows =
    next?.payload.message?.text !== undefined && paste && continued({ paste }, next.payload.message.date);
  if (follows) return;
  await visit.load();
  const settled = await visit.settle(
    undefined,
    (draft) =>
      decideSettled(draft) ?? { writes: [], cursor: draft.submission.cursor, outcome: before.outcome },
    true,
  );
  if (!settled) return;
  const shown = await replyInPlace(visit, settled);
  await visit.settle(
    undefined,
    (draft) => {
      const { parked, cursor } = draft.submission;
      const remembered = parked.paste && { ...parked, paste: { ...parked.paste, replyId: shown } };
      return { writes: [], cursor, parked: remembered, outcome: settled.outcome };
    },
    true,
  );
}

/** Replies; a reply that spoke of a part of a long text is made to speak of the whole. */
async function replyInPlace(visit: Visit, settled: Settled): Promise<number> {
  const screen = await replyScreen(visit, settled);
  const earlier = visit.standing.active?.parked.paste?.replyId;
  const message = visit.ctx.message;
  const goesOn = message && continued(visit.standing.active?.parked ?? {}, message.date);
  if (goesOn && earlier !== undefined && (await edit(visit.ctx, earlier, screen))) return earlier;
  return (await show(visit.ctx, screen)).message_id;
}

async function sayNothingToAnswer(visit: Visit, settled: Settled): Promise<void> {
  const screen = await currentScreen(visit, settled);
  await show(visit.ctx, {
    ...screen,
    html: paragraphs(escaped(visit.w.t('nothing-to-answer')), screen.html),
  });
}

/** A person edited a message: if it holds an answer, the answer follows. The place does not move. */
async function correct(visit: Visit, text: string, messageId: number): Promise<void> {
  const { ctx, w } = visit;
  const parkedKey = keyOfMessage(visit.standing.active?.parked ?? {}, messageId);
  const stored = parkedKey === undefined ? await visit.store.answerIn(visit.personId, messageId) : undefined;
  const key: AnswerKey | undefined = parkedKey === undefined ? stored?.answer : readKey(parkedKey);
  if (!key) {
    await show(ctx, { html: escaped(w.t('edit-unknown')) });
    return;
  }
  const whole =
    stored && stored.answer.messageIds.length > 1 ? spliced(stored.answer, messageId, text) : text;
  if (whole === undefined) {
    await show(ctx, { html: escaped(w.t('part-of-long-text')) });
    return;
  }
  const pieces =
    stored && stored.answer.messageIds.length > 1
      ? {
          messageIds: stored.answer.messageIds,
          pieceLengths: stored.answer.messageIds.map((id, n) =>
            id === messageId ? text.length : (stored.answer.pieceLengths[n] ?? 0),
          ),
        }
      : { messageIds: [messageId], pieceLengths: [text.length] };
  const submission = stored?.submissionId;
  if (submission !== undefined && submission !== visit.standing.active?.id) await visit.load(submission);
  const asked = { demand: key.demand, question: key.question };
  const settled = await visit.settle(undefined, (draft) => decideText(draft, asked, whole, pieces, true));
  if (!settled) return;
  const deadline = w.time(settled.draft.submission.deadline, settled.questionnaire.campaign.timeZone);
  if (settled.outcome.kind === 'declined')
    await show(ctx, { html: escaped(declineText(w, settled.outcome.reason, deadline)) });
  else if (settled.outcome.kind === 'recorded' && settled.outcome.changed && !settled.outcome.conflict)
    await show(ctx, { html: headline(w, settled) });
  else await show(ctx, await replyScreen(visit, settled));
}

/** The whole text with one of its pieces exchanged; undefined when the pieces no longer make up the answer. */
function spliced(
  answer: { value?: unknown; messageIds: readonly number[]; pieceLengths: readonly number[] },
  messageId: number,
  text: string,
): string | undefined {
  const total = answer.pieceLengths.reduce((sum, length) => sum + length, 0);
  if (typeof answer.value !== 'string' || answer.value.length !== total) return undefined;
  const at = answer.messageIds.indexOf(messageId);
  const start = answer.pieceLengths.slice(0, at).reduce((sum, length) => sum + length, 0);
  return answer.value.slice(0, start) + text + answer.value.slice(start + (answer.pieceLengths[at] ?? 0));
}
