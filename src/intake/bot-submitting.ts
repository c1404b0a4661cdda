import { isLate } from '../survey/closing.js';
import { filedDemands } from '../survey/filing.js';
import { steps } from '../survey/next-step.js';
import { escaped, paragraphs, type Screen } from '../telegram/screen.js';
import { replace, show } from '../telegram/show.js';
import { draftInFull } from './answering.js';
import { type InFull, inFull, sendOfficialForm, showCurrent, showOverview } from './bot-form.js';
import { declineText, lateText, sayExpired } from './bot-reply.js';
import { doubleTapMs, type Visit } from './bot-visit.js';
import type { Outcome } from './outcome.js';
import type { FullSubmission } from './ports.js';
import { onQuestion, onSubmission } from './screens/buttons.js';
import {
  confirmScreen,
  keepButton,
  missingScreen,
  problemsOf,
  readBackScreen,
  receiptScreen,
} from './screens/finish.js';
import { labelWithDemand } from './screens/wording.js';

/* The last look, submitting, withdrawing, deleting a draft. */

/**
 * Lists what is missing, or reads everything back. The word 提交 submits when exactly this revision has been
 * read back already.
 */
export async function checkAndSubmit(visit: Visit, how: 'typed' | 'asked'): Promise<void> {
  const { ctx, w } = visit;
  const { active } = visit.standing;
  // Read back by this very update, and come again: then the reading was interrupted, and is repeated.
  const isNew = ctx.received.state === 'received';
  if (
    isNew &&
    active &&
    active.state !== 'submitted' &&
    how === 'typed' &&
    active.parked.readBack === active.revision
  ) {
    await submit(visit, active.id, active.revision);
    return;
  }
  if (ctx.received.state === 'applied' && isSubmitted(ctx.received.outcome)) {
    await submit(visit, active?.id ?? 0, 0);
    return;
  }
  const found = await inFull(visit, active?.id);
  if (!found) return;
  if (found.full.state === 'submitted') {
    await showCurrent(visit, escaped(w.t('declined-alreadySubmitted')));
    return;
  }
  if (found.full.shut === 'archived') {
    await show(ctx, { html: escaped(w.t('declined-archived')) });
    return;
  }
  const draft = draftInFull(found.questionnaire.form, found.full);
  const problems = problemsOf(w, draft);
  if (problems.length > 0) {
    await show(ctx, missingScreen(w, problems));
    return;
  }
  const settled = await visit.settle(undefined, ({ submission }) => ({
    writes: [],
    cursor: undefined,
    parked: { ...submission.parked, readBack: submission.revision + 1 },
    outcome: { kind: 'readBack' },
  }));
  if (!settled) return;
  const { revision } = settled.draft.submission;
  await show(ctx, readBackScreen(w, found.questionnaire, { ...found.full, revision }, visit.options.now()));
}

function isSubmitted(outcome: unknown): boolean {
  return (outcome as Outcome | undefined)?.kind === 'submitted';
}

/** Submits what was read back; what is said afterwards is the receipt, also when this update comes again. */
export async function submit(visit: Visit, submission: number, revision: number): Promise<void> {
  const { ctx, w } = visit;
  const found = await inFull(visit, submission);
  if (!found) return;
  const { questionnaire, full } = found;
  const draft = draftInFull(questionnaire.form, full);
  const deadline = w.time(full.deadline, questionnaire.campaign.timeZone);
  if (ctx.received.state === 'received') {
    if (ctx.callbackQuery && isSecondTap(ctx.happenedAt, full)) {
      ctx.toast = w.t('declined-alreadySubmitted');
      return;
    }
    const refusal = refusalToSubmit(visit, found);
    if (refusal) {
      await show(ctx, refusal);
      return;
    }
  }
  const outcome = await visit.act(() =>
    visit.store.submit({
      updateId: visit.updateId,
      personId: visit.personId,
      submissionId: submission,
      revision,
      receiptPrefix: questionnaire.campaign.receiptPrefix,
      filed: filedDemands(questionnaire.form, draft.answers),
      asked: Array.from(steps(questionnaire.form, draft.answers), ({ key }) => key),
      receivedLate: isLate(ctx.received.receivedAt, full) ? ctx.received.receivedAt : undefined,
      at: ctx.happenedAt,
    }),
  );
  await visit.load(submission);
  if (outcome.kind === 'notCovered') {
    await show(ctx, notCoveredScreen(visit, found, outcome));
    return;
  }
  if (outcome.kind === 'declined') {
    await show(ctx, { html: escaped(declineText(w, outcome.reason, deadline)) });
    return;
  }
  await showCurrent(visit, '');
  const filed = await visit.store.full(visit.personId, submission);
  if (filed) await sendOfficialForm(visit, { full: filed, questionnaire });
}

/** A form from paper is of an area that its office does not cover: which answer is to be corrected. */
function notCoveredScreen(
  { w }: Visit,
  { full, questionnaire: { form } }: InFull,
  { of, demand }: Extract<Outcome, { kind: 'notCovered' }>,
): Screen {
  const question = form.definition.roles[of];
  if (question === undefined) return { html: escaped(w.t('paper-not-covered-form')) };
  const key = { demand: form.repeats(question) ? demand : 0, question };
  const draft = draftInFull(form, full);
  const label = labelWithDemand(w, form, draft.answers, key);
  const value = draft.answers.value(key);
  const shown = value === undefined ? '' : w.answer(form.place(question).question, value);
  return {
    html: escaped(w.t('paper-not-covered', { label, value: shown })),
    buttons: [[onQuestion(w.t('button-go-there'), 'jump', { submission: full.id, form, key })]],
  };
}

/** A second tap right after the first needs no message of its own: the receipt is there already. */
function isSecondTap(at: Date, { state, receipt }: FullSubmission): boolean {
  return state === 'submitted' && !!receipt && at.getTime() - receipt.submittedAt.getTime() < doubleTapMs;
}

function refusalToSubmit(visit: Visit, { full, questionnaire }: InFull): Screen | undefined {
  const { w, ctx } = visit;
  if (full.state === 'submitted' && full.receipt) {
    const screen = receiptScreen(w, questionnaire, full.receipt, full.id);
    return { ...screen, html: paragraphs(escaped(w.t('declined-alreadySubmitted')), screen.html) };
  }
  if (isLate(ctx.happenedAt, full))
    return { html: escaped(lateText(w, full, questionnaire.campaign.timeZone)) };
  const problems = problemsOf(w, draftInFull(questionnaire.form, full));
  return problems.length > 0 ? missingScreen(w, problems) : undefined;
}

export async function askWithdraw(visit: Visit, submission: number): Promise<void> {
  const { w, ctx } = visit;
  const found = await inFull(visit, submission);
  if (!found) return;
  const deadline = w.time(found.full.deadline, found.questionnaire.campaign.timeZone);
  const { receipt } = found.full;
  if (found.full.state === 'correcting' || (found.full.state === 'submitted' && found.full.isReviewed)) {
    const reason = found.full.state === 'correcting' ? 'correctingWithdraw' : 'underReview';
    await show(ctx, { html: escaped(w.t(`declined-${reason}`)) });
  } else if (found.full.state !== 'submitted' || !receipt)
    await show(ctx, { html: escaped(w.t('declined-notSubmitted')) });
  else if (isLate(ctx.happenedAt, found.full))
    await show(ctx, { html: escaped(lateText(w, found.full, found.questionnaire.campaign.timeZone)) });
  else {
    const act = onSubmission(w.t('button-withdraw-now'), 'withdraw', submission, found.full.revision);
    const keep = keepButton(w, 'withdraw', submission);
    await show(ctx, confirmScreen(w.t('withdraw-ask', { number: receipt.number, deadline }), act, keep));
  }
}

export async function withdraw(visit: Visit, submission: number, revision: number): Promise<void> {
  const { w, ctx } = visit;
  const found = await inFull(visit, submission);
  if (!found) return;
  const { full, questionnaire } = found;
  const deadline = w.time(full.deadline, questionnaire.campaign.timeZone);
  if (ctx.received.state === 'received') {
    if (full.state !== 'submitted' || full.revision !== revision) {
      await sayExpired(visit);
      return;
    }
    if (isLate(ctx.happenedAt, full)) {
      await replace(ctx, { html: escaped(lateText(w, full, questionnaire.campaign.timeZone)) });
      return;
    }
  }
  const { updateId, personId } = visit;
  const outcome = await visit.act(() =>
    visit.store.withdraw({ updateId, personId, submissionId: submission, at: ctx.happenedAt }),
  );
  if (outcome.kind === 'declined') {
    await replace(ctx, { html: escaped(declineText(w, outcome.reason, deadline)) });
    return;
  }
  if (outcome.kind === 'withdrawn')
    await replace(ctx, { html: escaped(w.t('withdrawn', { number: outcome.number })) });
  await visit.load(submission);
  await showOverview(visit, submission, 0, show);
}

export async function askDiscard(visit: Visit, submission: number): Promise<void> {
  const { w, ctx } = visit;
  const found = await inFull(visit, submission);
  if (!found) return;
  const { state, wasSubmitted } = found.full;
  if (state !== 'draft' || wasSubmitted) {
    const reason = state === 'submitted' ? 'alreadySubmitted' : 'filedBefore';
    await show(ctx, { html: escaped(w.t(`declined-${reason}`)) });
    return;
  }
  const act = onSubmission(w.t('button-delete-now'), 'discard', submission, found.full.revision);
  const title = w.say(found.questionnaire.form.definition.title);
  const keep = keepButton(w, 'discard', submission);
  await show(ctx, confirmScreen(w.t('draft-delete-ask', { title }), act, keep));
}

export async function discard(visit: Visit, submission: number, revision: number): Promise<void> {
  const { updateId, personId, w, ctx } = visit;
  if (ctx.received.state === 'received') {
    const found = await inFull(visit, submission);
    if (!found) return;
    if (found.full.revision !== revision) {
      await sayExpired(visit);
      return;
    }
  }
  const outcome = await visit.act(() =>
    visit.store.deleteDraft({ updateId, personId, submissionId: submission }),
  );
  const word = outcome.kind === 'declined' ? declineText(w, outcome.reason, '') : w.t('draft-deleted');
  await replace(ctx, { html: escaped(word) });
}
