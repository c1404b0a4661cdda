import { type AnswerValue, readKey, sameKey } from '../survey/answers.js';
import { searchList } from '../survey/choices.js';
import { type Closing, isLate } from '../survey/closing.js';
import { freeSteps, isToCorrect } from '../survey/corrections.js';
import type { Step } from '../survey/next-step.js';
import { suggestedArea } from '../survey/suggested-area.js';
import { bold, escaped, lines, paragraphs, type Screen, shorten } from '../telegram/screen.js';
import { show } from '../telegram/show.js';
import { currentOf, type Draft } from './answering.js';
import type { Settled, Visit } from './bot-visit.js';
import type { Outcome } from './outcome.js';
import type { OpenForm, Questionnaire } from './ports.js';
import { earlierFor, offeredAt } from './reuse.js';
import { readyScreen } from './screens/finish.js';
import { askedBackScreen, insteadScreen, tooLongScreen } from './screens/kept.js';
import { foundScreen } from './screens/list.js';
import { type PromptExtras, promptScreen } from './screens/prompt.js';
import { checkWords, refusalText } from './screens/refusals.js';
import { openCorrections } from './screens/sent-back.js';
import { noticeScreen } from './screens/start.js';
import { labelWithDemand, type Wording } from './screens/wording.js';

/* From what an update came to, to what the person reads: always rendered from the state. */

/** The current question, or what can be done when all are answered. */
export async function currentScreen(
  visit: Visit,
  { draft, questionnaire }: Omit<Settled, 'outcome'>,
): Promise<Screen> {
  const step = currentOf(draft);
  const now = visit.options.now();
  const closed = isLate(now, draft.submission);
  const renewed = visit.standing.noticeRenewed && !closed ? await openAs(visit, questionnaire) : undefined;
  if (renewed) return noticeScreen(visit.w, renewed, now, true);
  if (!step) return readyScreen(visit.w, draft);
  const isArea = step.placed.question.id === draft.form.definition.roles.area;
  return promptScreen(visit.w, draft, step, {
    ...(isArea && { suggested: suggestedArea(questionnaire.campaign, draft.form, draft.answers) }),
    ...(await promptExtras(visit, draft, step)),
    ...(closed && { closed: closedText(visit.w, draft, questionnaire.campaign.timeZone) }),
  });
}

/** Why nothing can be submitted any more, above a question that can still be read. */
function closedText(w: Wording, { submission }: Draft, timeZone: string): string {
  if (submission.shut === 'archived') return w.t('prompt-archived');
  if (submission.shut === 'closed') return w.t('prompt-shut');
  const deadline = w.time(submission.deadline, timeZone);
  return w.t(submission.correcting ? 'correct-closed' : 'prompt-closed', { deadline });
}

async function openAs(
  { store, personId }: Visit,
  { campaign, form }: Questionnaire,
): Promise<OpenForm | undefined> {
  return (await store.openForms(personId)).find(
    (open) => open.campaign.id === campaign.id && open.form.definition.id === form.definition.id,
  );
}

async function promptExtras(visit: Visit, draft: Draft, step: Step): Promise<PromptExtras> {
  const { correcting } = draft.submission;
  if (correcting && isToCorrect(correcting, step.key)) {
    const full = await visit.store.full(visit.personId, draft.submission.id);
    const current = full?.answers.find((row) => sameKey(row, step.key))?.value;
    return { corrections: full ? openCorrections(full, step.key) : [], current };
  }
  if (draft.answers.state(step.key) === 'answered') return { current: await answerValue(visit, draft, step) };
  if (correcting || !visit.standing.hasOthers || step.placed.question.reuse === undefined) return {};
  const earlier = await earlierFor(visit.store, visit.personId, draft);
  const value = offeredAt(earlier, step.key);
  return value === undefined ? {} : { earlier: { value, others: earlier.size - 1 } };
}

/** The value of an answer; only those that rules look at are loaded with the standing. */
async function answerValue(visit: Visit, draft: Draft, { key }: Step): Promise<AnswerValue | undefined> {
  const loaded = draft.answers.value(key);
  if (loaded !== undefined) return loaded;
  const full = await visit.store.full(visit.personId, draft.submission.id);
  return full?.answers.find((row) => row.demand === key.demand && row.question === key.question)?.value;
}

/** The reply to an answer: what became of it, and the question that follows. */
export async function replyScreen(visit: Visit, settled: Settled): Promise<Screen> {
  const { outcome, draft } = settled;
  const { w } = visit;
  switch (outcome.kind) {
    case 'tooLong':
      return tooLongScreen(w, draft, outcome);
    case 'askedBack':
      return askedBackScreen(w, draft, outcome);
    case 'insteadOfDraft':
      return insteadScreen(w, draft, outcome);
    case 'found':
      return foundAgain(w, draft, outcome);
    default: {
      const head = headline(w, settled);
      if (outcome.kind === 'refused' && outcome.edited) return { html: head };
      const screen = await currentScreen(visit, settled);
      return { ...screen, html: paragraphs(head, screen.html) };
    }
  }
}

/** One line (or two) on what an update came to; empty where the next question says it all. */
export function headline(w: Wording, { outcome, draft, questionnaire }: Settled): string {
  switch (outcome.kind) {
    case 'recorded':
      return recordedText(w, draft, outcome);
    case 'reused':
      return escaped(w.t('recorded-reused', { count: outcome.count }));
    case 'skipped':
      return escaped(
        w.t('joined-label', { label: w.t('recorded-skipped'), value: labelOf(w, draft, outcome.key) }),
      );
    case 'refused': {
      const { question } = draft.form.place(readKey(outcome.key).question);
      const why = `⚠️ ${refusalText(w, draft.form, question, outcome.refusal)}`;
      return lines(
        outcome.edited && escaped(labelOf(w, draft, outcome.key)),
        escaped(why),
        outcome.edited && escaped(w.t('edit-wrong')),
      );
    }
    case 'kept':
      return escaped(w.t('correct-kept', { label: labelOf(w, draft, outcome.key) }));
    case 'declined': {
      const deadline = w.time(draft.submission.deadline, questionnaire.campaign.timeZone);
      return lines(
        escaped(declineText(w, outcome.reason, deadline)),
        outcome.reason === 'locked' && escaped(freeText(w, draft)),
      );
    }
    case 'demandAdded':
      return escaped(w.t('projects-added', { noun: nounOf(w, draft) }));
    case 'demandsFull':
      return escaped(w.t('projects-full', { noun: nounOf(w, draft), max: outcome.max }));
    case 'demandStillEmpty': {
      const number = draft.answers.demands.indexOf(outcome.demand) + 1;
      return escaped(w.t('projects-still-empty', { noun: nounOf(w, draft), number }));
    }
    case 'demandRaised':
      return escaped(w.t('projects-raised'));
    case 'demandDeleted':
      return escaped(w.t('projects-deleted'));
    case 'withdrawn':
      return escaped(w.t('withdrawn', { number: outcome.number }));
    default:
      return '';
  }
}

/** Most answers that are named where another one may not be changed. */
const mostNamed = 5;

/** Which answers may be changed while the form is being corrected. */
function freeText(w: Wording, { form, answers, submission }: Draft): string {
  if (!submission.correcting) return '';
  const free = freeSteps(form, answers, submission.correcting);
  const named = free.slice(0, mostNamed).map(({ key }) => labelWithDemand(w, form, answers, key));
  const labels = named.join(w.t('list-comma'));
  const count = free.length;
  return w.t('correct-free', {
    labels: count > mostNamed ? w.t('correct-free-more', { labels, count }) : labels,
  });
}

/** To a tap whose moment has passed: over the chat and in it, since taps that come late cannot be answered. */
export async function sayExpired({ ctx, w }: Visit): Promise<void> {
  ctx.toast = w.t('declined-expired');
  await show(ctx, { html: escaped(w.t('declined-expired')) });
}

export function declineText(
  w: Wording,
  reason: Extract<Outcome, { kind: 'declined' }>['reason'],
  deadline: string,
): string {
  return reason === 'deadlinePassed'
    ? w.t('declined-deadlinePassed', { deadline })
    : w.t(`declined-${reason}`);
}

/** To what comes too late: why, and what to do. */
export function lateText(w: Wording, { shut, deadline }: Closing, timeZone: string): string {
  return declineText(w, shut ?? 'deadlinePassed', w.time(deadline, timeZone));
}

function nounOf(w: Wording, draft: Draft): string {
  const noun = draft.form.demand?.noun;
  return noun === undefined ? '' : w.say(noun);
}

function labelOf(w: Wording, draft: Draft, key: string): string {
  return w.label(draft.form.place(readKey(key).question).question);
}

/** "✓ 已记下 职工总数：120 人" with the live count of a long text. */
function recordedText(w: Wording, draft: Draft, outcome: Extract<Outcome, { kind: 'recorded' }>): string {
  const key = readKey(outcome.key);
  const { question } = draft.form.place(key.question);
  const value = draft.answers.value(key);
  const word = w.t(outcome.changed ? 'recorded-changed' : 'recorded');
  const long = question.kind === 'longText';
  const count =
    long &&
    outcome.count !== undefined &&
    w.t('recorded-count', { count: outcome.count, limit: question.limit, unit: w.countUnit(question) });
  const label = escaped(`${word} ${w.label(question)}`);
  const first =
    value === undefined || long
      ? label
      : w.t('joined-label', { label, value: bold(shorten(w.answer(question, value), 120)) });
  const { conflict } = outcome;
  return lines(
    [first, count !== false && escaped(count), outcome.cut && escaped(w.t('recorded-cut'))]
      .filter(Boolean)
      .join(' '),
    outcome.note !== undefined && escaped(w.t('recorded-note-code')),
    conflict && escaped(`⚠️ ${w.t('recorded-conflict', checkWords(w, draft.form, conflict))}`),
  );
}

function foundAgain(w: Wording, draft: Draft, outcome: Extract<Outcome, { kind: 'found' }>): Screen {
  const key = readKey(outcome.key);
  const { question } = draft.form.place(key.question);
  if (question.kind !== 'chooseFromList') return { html: bold(w.label(question)) };
  const match = searchList(question, outcome.query);
  const found = match.kind === 'several' ? match.found : match.kind === 'one' ? [match.found] : [];
  return foundScreen(w, { submission: draft.submission.id, form: draft.form, key }, outcome.query, found);
}

/** What stays of a prompt once its button was tapped: the question and what was chosen; of a cut no text. */
export function tappedScreen(
  w: Wording,
  draft: Draft,
  outcome: Extract<Outcome, { kind: 'recorded' }>,
): Screen | undefined {
  const key = readKey(outcome.key);
  const { question } = draft.form.place(key.question);
  const label = escaped(w.label(question));
  if (outcome.cut) return { html: `${label} ✓` };
  const value = draft.answers.value(key);
  if (value === undefined) return undefined;
  const chosen = bold(shorten(w.answer(question, value), 400));
  return { html: `${w.t('joined-label', { label, value: chosen })} ✓` };
}
