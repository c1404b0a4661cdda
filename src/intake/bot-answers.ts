import { Composer } from 'grammy';
import type { Message } from 'grammy/types';
import { keyText } from '../survey/answers.js';
import type { Step } from '../survey/next-step.js';
import { mayContinue, pieceWaitMs } from '../survey/reading/pieces.js';
import type { BotContext } from '../telegram/context.js';
import { escaped, paragraphs } from '../telegram/screen.js';
import { edit, show } from '../telegram/show.js';
import { currentOf, type Decision, type Draft, decideText, hasSeenCorrections } from './answering.js';
import { goBack } from './bot-commands.js';
import { correct } from './bot-corrections.js';
import { showCurrent, showNotTaken, showOverview, showSentBack } from './bot-form.js';
import { currentScreen, replyScreen } from './bot-reply.js';
import { checkAndSubmit } from './bot-submitting.js';
import { goPast, showGuide, skip, takeCut } from './bot-taps.js';
import { type IntakeOptions, type Settled, Visit } from './bot-visit.js';
import { isConsent } from './consent-words.js';
import { parkedAt } from './parked.js';
import { continued, decideLastPiece, decidePiece, decideSettled } from './pasting.js';
import { type TypedWord, typedWord } from './typed-words.js';

/* What a person types, edits or sends: it answers the current question, whatever was shown last. */

export function answersByMessage(options: IntakeOptions): Composer<BotContext> {
  const door = new Composer<BotContext>();
  door.on('message:text', async (ctx) => {
    await answerText(await Visit.of(ctx, options), ctx.message.text, ctx.message);
  });
  door.on('message:contact', async (ctx, next) => {
    const visit = await Visit.of(ctx, options);
    const found = await visit.draft();
    const kind = found && currentOf(found.draft)?.placed.question.kind;
    if (kind === 'mobile' || kind === 'phone')
      await answerText(visit, ctx.message.contact.phone_number, ctx.message);
    else await next();
  });
  door.on('edited_message:text', async (ctx) => {
    await correct(await Visit.of(ctx, options), ctx.editedMessage.text, ctx.editedMessage.message_id);
  });
  return door;
}

async function answerText(visit: Visit, text: string, message: Message): Promise<void> {
  const { ctx, w } = visit;
  if (/^[/／][A-Za-z_]{1,32}(@\w+)?(\s|$)/.test(text)) {
    await show(ctx, { html: escaped(w.t('unknown-command')) });
    return;
  }
  const found = await visit.draft();
  if (!found) {
    const isElsewhere = !isConsent(text) && (await visit.options.strayText?.(ctx));
    if (!isElsewhere) await showNotTaken(visit, text);
    return;
  }
  const isSubmitted = found.draft.submission.state === 'submitted';
  const step = isSubmitted ? undefined : currentOf(found.draft);
  const word = typedWord(text, visit.standing.language, step?.placed.question);
  if (isSubmitted && word !== 'overview' && word !== 'submit')
    await showCurrent(visit, escaped(w.t('declined-alreadySubmitted')));
  else if (isUnaware(visit, found.draft) && word !== 'overview' && word !== 'submit')
    await showSentBack(visit, escaped(w.t('sent-back-not-taken')));
  else if (step && isCutWord(visit, found.draft, step, text)) await takeCut(visit, step.key);
  else if (word) await doAsTyped(visit, word, step);
  else await answerBy(visit, text, message);
}

/** It was sent back while the person thought of something else: what they type is no answer to that. */
function isUnaware({ ctx }: Visit, draft: Draft): boolean {
  return ctx.received.state === 'received' && !hasSeenCorrections(draft);
}

/** The words of the button that takes the text as it was cut, while there is such a text. */
function isCutWord({ w }: Visit, draft: Draft, { key }: Step, text: string): boolean {
  return (
    parkedAt(draft.submission.parked, keyText(key))?.kind === 'tooLong' &&
    text.trim().toLowerCase().startsWith(w.t('word-cut').toLowerCase())
  );
}

/** A button's word, typed. */
async function doAsTyped(visit: Visit, word: TypedWord, step: Step | undefined): Promise<void> {
  switch (word) {
    case 'submit':
      return checkAndSubmit(visit, 'typed');
    case 'back':
      return goBack(visit);
    case 'overview':
      return showOverview(visit, visit.standing.active?.id, 0, show);
    case 'skip':
      return step ? skip(visit, step.key) : showCurrent(visit, '');
    case 'next':
      return step ? goPast(visit, step.key) : showCurrent(visit, '');
    case 'guide':
      return step ? showGuide(visit, step.key) : showCurrent(visit, '');
  }
}

async function answerBy(visit: Visit, text: string, message: Message): Promise<void> {
  const forwarded = message.forward_origin !== undefined;
  const piece = { text, messageId: message.message_id, date: message.date, forwarded };
  const settled = await visit.settle(undefined, (draft) => decideTyped(draft, piece));
  if (!settled) return;
  const { outcome } = settled;
  if (outcome.kind === 'piece') await answerPiece(visit, settled);
  else if (outcome.kind === 'nothingToAnswer') await sayNothingToAnswer(visit, settled);
  else if (outcome.kind === 'declined' && outcome.reason === 'alreadySubmitted')
    await showCurrent(visit, escaped(visit.w.t('declined-alreadySubmitted')));
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
  const pieces = {
    messageIds: [piece.messageId],
    pieceLengths: [piece.text.length],
    forwarded: piece.forwarded,
  };
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
