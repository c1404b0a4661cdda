import { Composer } from 'grammy';
import type { AnswerKey } from '../survey/answers.js';
import { keyText, readKey, sameKey } from '../survey/answers.js';
import { choicesOf, listOf } from '../survey/choices.js';
import { isToCorrect } from '../survey/corrections.js';
import { countText } from '../survey/reading/count.js';
import { cutToLimit } from '../survey/reading/cut.js';
import { type Pressed, textMark, unpack } from '../telegram/callback-data.js';
import type { BotContext } from '../telegram/context.js';
import { type Button, bold, escaped, lines, paragraphs, shorten } from '../telegram/screen.js';
import { replace, show } from '../telegram/show.js';
import {
  currentOf,
  type Decision,
  type Draft,
  decideBack,
  decided,
  decideJump,
  decideKept,
  decideNext,
  decideOn,
  decideReused,
  decideSkip,
  decideStale,
  decideText,
  decideTick,
  decideTicked,
  decideValue,
  declined,
  isLocked,
  placeOf,
} from './answering.js';
import { showCurrent } from './bot-form.js';
import { currentScreen, declineText, headline, replyScreen, sayExpired, tappedScreen } from './bot-reply.js';
import { doubleTapMs, type IntakeOptions, type Settled, Visit } from './bot-visit.js';
import { type Pieces, parkedAt } from './parked.js';
import { earlierFor } from './reuse.js';
import { layoutMark, onQuestion } from './screens/buttons.js';
import { cutButton } from './screens/kept.js';
import { listScreen } from './screens/list.js';
import { type PromptExtras, promptScreen } from './screens/prompt.js';
import { openCorrections } from './screens/sent-back.js';

/*
 * Taps on a question's buttons. The data comes from a client and may be old or forged: the submission must be
 * this person's, the question must be asked as things stand, the value must be one it can have.
 */

type OnQuestion = (visit: Visit, key: AnswerKey, numbers: readonly number[]) => Promise<void>;

export function questionTaps(options: IntakeOptions): Composer<BotContext> {
  const door = new Composer<BotContext>();
  const verbs: Readonly<Record<string, OnQuestion>> = {
    choose: (visit, key, [n]) => answerTap(visit, key, (draft) => decideChoice(draft, key, n ?? -1)),
    entry: (visit, key, [n]) => answerTap(visit, key, (draft) => decideEntry(draft, key, n ?? -1)),
    ticked: async (visit, key) => {
      const stored = await storedChoices(visit, key);
      await answerTap(visit, key, (draft) => decideTicked(draft, key, stored));
    },
    tick: (visit, key, [n]) => tick(visit, key, n ?? -1),
    skip: (visit, key) => answerTap(visit, key, (draft) => decideSkip(draft, key)),
    back: (visit, key) => moveTap(visit, (draft) => backFrom(draft, key)),
    next: (visit, key) => moveTap(visit, (draft) => decideNext(draft, key)),
    jump: (visit, key) => moveTap(visit, (draft) => decideJump(draft, key)),
    keep: keepAnswer,
    'show-old': showOld,
    cut: (visit, key, [mark]) => answerTap(visit, key, (draft) => decideCut(draft, key, mark)),
    insist: (visit, key, [mark]) => answerTap(visit, key, (draft) => decideInsisted(draft, key, mark, false)),
    convert: (visit, key, [mark]) => answerTap(visit, key, (draft) => decideInsisted(draft, key, mark, true)),
    reuse: (visit, key) => reuse(visit, key),
    list: (visit, key, [open, page]) => turnList(visit, key, open ?? 0, page ?? 0),
    guide: showGuide,
    'show-cut': showCut,
  };
  door.on('callback_query:data', async (ctx, next) => {
    const pressed = unpack(ctx.callbackQuery.data);
    const verb = verbs[pressed.verb];
    if (!verb) {
      await next();
      return;
    }
    const visit = await visitFor(ctx, options, pressed);
    if (visit) await verb(visit.visit, visit.key, pressed.numbers.slice(4));
  });
  return door;
}

/**
 * The visit on the tapped question's own submission; says so when there is none of this person's, or its form is in
 * another version by now.
 */
async function visitFor(
  ctx: BotContext,
  options: IntakeOptions,
  { numbers: [submission = Number.NaN, demand = Number.NaN, index = Number.NaN, mark] }: Pressed,
): Promise<{ visit: Visit; key: AnswerKey } | undefined> {
  const wanted = isId(submission) ? submission : -1;
  const visit = await Visit.of(ctx, options, wanted);
  const found = await visit.draft();
  if (!found || found.draft.submission.id !== wanted || Number.isNaN(demand)) {
    await show(ctx, { html: escaped(declineText(visit.w, 'notYours', '')) });
    return undefined;
  }
  const { form } = found.questionnaire;
  const placed = mark === layoutMark(form) ? form.questions[index] : undefined;
  if (!placed) {
    const word = declineText(visit.w, 'otherVersion', '');
    ctx.toast = word;
    if (visit.standing.isElsewhere) await visit.load();
    await showCurrent(visit, escaped(word));
    return undefined;
  }
  return { visit, key: { demand, question: placed.question.id } };
}

/** A number that the database can hold as an id. */
export function isId(number: number | undefined): number is number {
  return number !== undefined && Number.isInteger(number) && number > 0 && number < 2 ** 31;
}

/** A tap that answers: the tapped prompt shows what was chosen, the next question follows. */
async function answerTap(visit: Visit, key: AnswerKey, decide: (draft: Draft) => Decision): Promise<void> {
  const settled = await visit.settle(visit.standing.active?.id, decide);
  if (!settled) return;
  const { outcome } = settled;
  if (outcome.kind === 'recorded') {
    const done = tappedScreen(visit.w, settled.draft, outcome);
    if (done) await replace(visit.ctx, done);
    visit.ctx.toast = visit.w.t('recorded-tapped');
    if (outcome.cut || outcome.note !== undefined || outcome.conflict)
      await show(visit.ctx, await replyScreen(visit, settled));
    else await show(visit.ctx, await currentScreen(visit, settled));
  } else if (outcome.kind === 'declined' && outcome.reason !== 'locked' && (await isDoubleTap(visit, key)))
    visit.ctx.toast = shorten(declineText(visit.w, outcome.reason, ''), 190);
  else await sayAndShow(visit, settled);
}

/** The cut of the text that is kept, typed. */
export async function takeCut(visit: Visit, key: AnswerKey): Promise<void> {
  await moveTap(visit, (draft) => {
    const item = parkedAt(draft.submission.parked, keyText(key));
    return decideCut(draft, key, item?.kind === 'tooLong' ? textMark(item.text) : undefined);
  });
}

/** Skips a question whose button was not tapped but typed. */
export async function skip(visit: Visit, key: AnswerKey): Promise<void> {
  await moveTap(visit, (draft) => decideSkip(draft, key));
}

/** On from a question, typed: past one that has no answer only by skipping it. */
export async function goPast(visit: Visit, key: AnswerKey): Promise<void> {
  await moveTap(visit, (draft) =>
    draft.answers.state(key) === 'open' ? decideSkip(draft, key) : decideNext(draft, key),
  );
}

/** A second tap right after the first needs no message of its own: the next question is there already. */
async function isDoubleTap(visit: Visit, key: AnswerKey): Promise<boolean> {
  const { active } = visit.standing;
  const full =
    active && active.state !== 'submitted' ? await visit.store.full(visit.personId, active.id) : undefined;
  const row = full?.answers.find((answer) => sameKey(answer, key));
  return row !== undefined && visit.ctx.happenedAt.getTime() - row.answeredAt.getTime() < doubleTapMs;
}

/** A tap that only moves: the question it leads to. */
async function moveTap(visit: Visit, decide: (draft: Draft) => Decision): Promise<void> {
  const settled = await visit.settle(visit.standing.active?.id, decide);
  if (settled) await sayAndShow(visit, settled);
}

/** On with the form from wherever one has looked: to the first question without an answer. */
export async function goOn(visit: Visit, submission: number): Promise<void> {
  const settled = await visit.settle(submission, decideOn);
  if (settled?.outcome.kind === 'declined')
    await showCurrent(visit, escaped(visit.w.t('declined-alreadySubmitted')));
  else if (settled) await sayAndShow(visit, settled);
}

async function sayAndShow(visit: Visit, settled: Settled): Promise<void> {
  const { outcome } = settled;
  if (outcome.kind === 'declined') {
    const { deadline } = settled.draft.submission;
    const word = declineText(
      visit.w,
      outcome.reason,
      visit.w.time(deadline, settled.questionnaire.campaign.timeZone),
    );
    visit.ctx.toast = shorten(word, 190);
    if (outcome.reason === 'alreadySubmitted') {
      await show(visit.ctx, { html: escaped(word) });
      return;
    }
    if (visit.standing.isElsewhere) {
      // Nothing was done: what is typed next goes where it went before, so that is the question to be shown.
      await visit.load();
      await showCurrent(visit, escaped(word));
      return;
    }
  }
  await show(visit.ctx, await replyScreen(visit, settled));
}

function decideChoice(draft: Draft, key: AnswerKey, n: number): Decision {
  const stale = decideStale(draft, key);
  if (stale) return stale;
  const question = placeOf(draft, key)?.question;
  if (question?.kind === 'yesNo' && (n === 0 || n === 1)) return decideValue(draft, key, n === 1);
  const choice = question?.kind === 'chooseOne' ? choicesOf(question)[n] : undefined;
  return choice ? decideValue(draft, key, choice.id) : declined(draft, 'goneQuestion');
}

function decideEntry(draft: Draft, key: AnswerKey, n: number): Decision {
  const stale = decideStale(draft, key);
  if (stale) return stale;
  const question = placeOf(draft, key)?.question;
  const entry = question?.kind === 'chooseFromList' ? listOf(question).all[n] : undefined;
  return entry && entry.children.length === 0
    ? decideValue(draft, key, entry.id)
    : declined(draft, 'goneQuestion');
}

function backFrom(draft: Draft, key: AnswerKey): Decision {
  const { submission } = draft;
  return decideBack({ ...draft, submission: { ...submission, cursor: key } });
}

/** The cut of the draft that the button was made for, not of another that came after it. */
function decideCut(draft: Draft, key: AnswerKey, mark: number | undefined): Decision {
  const question = placeOf(draft, key)?.question;
  const item = parkedAt(draft.submission.parked, keyText(key));
  if (question?.kind !== 'longText' || item?.kind !== 'tooLong') return declined(draft, 'alreadyAnswered');
  if (textMark(item.text) !== mark) return declined(draft, 'changedMeanwhile');
  const cut = cutToLimit(item.text, question.limit, question.count);
  return decideValue(draft, key, cut.text, { pieces: item, count: cut.count, cut: true });
}

function decideInsisted(draft: Draft, key: AnswerKey, mark: number | undefined, convert: boolean): Decision {
  const item = parkedAt(draft.submission.parked, keyText(key));
  if (item?.kind === 'tooLong' && item.instead) return decideInstead(draft, key, item.instead, mark);
  if (item?.kind !== 'askedBack') return declined(draft, 'alreadyAnswered');
  if (textMark(item.text) !== mark) return declined(draft, 'changedMeanwhile');
  const asked = item.question;
  if (asked.kind === 'unusualCode')
    return decideValue(draft, key, item.value, { pieces: item, note: 'unusual-credit-code' });
  return decideValue(draft, key, convert ? asked.inUnit : item.value, { pieces: item });
}

/** The few words rather than the long text before them. */
function decideInstead(
  draft: Draft,
  key: AnswerKey,
  instead: { readonly text: string } & Pieces,
  mark: number | undefined,
): Decision {
  return textMark(instead.text) === mark
    ? decideText(draft, key, instead.text, instead)
    : declined(draft, 'changedMeanwhile');
}

async function tickExtras(
  visit: Visit,
  { submission }: Draft,
  key: AnswerKey,
  current: readonly string[],
): Promise<PromptExtras> {
  if (!submission.correcting || !isToCorrect(submission.correcting, key)) return { current };
  const full = await visit.store.full(visit.personId, submission.id);
  return { current, corrections: full ? openCorrections(full, key) : [] };
}

async function storedChoices(visit: Visit, key: AnswerKey): Promise<readonly string[]> {
  const submission = visit.standing.active;
  if (!submission) return [];
  const full = await visit.store.full(visit.personId, submission.id);
  const row = full?.answers.find(
    (answer) => answer.demand === key.demand && answer.question === key.question,
  );
  return Array.isArray(row?.value) ? (row.value as readonly string[]) : [];
}

async function tick(visit: Visit, key: AnswerKey, n: number): Promise<void> {
  const stored = await storedChoices(visit, key);
  const settled = await visit.settle(visit.standing.active?.id, (draft) => decideTick(draft, key, n, stored));
  if (!settled) return;
  const { outcome } = settled;
  const step = currentOf(settled.draft);
  if (outcome.kind !== 'ticked' || !step) await sayAndShow(visit, settled);
  else if (outcome.full !== undefined) visit.ctx.toast = visit.w.t('tick-full', { max: outcome.full });
  else
    await replace(
      visit.ctx,
      promptScreen(visit.w, settled.draft, step, await tickExtras(visit, settled.draft, step.key, stored)),
    );
}

/** An answer that was sent back stays as it is: the reviewer's word is answered with it. */
async function keepAnswer(visit: Visit, key: AnswerKey): Promise<void> {
  const settled = await visit.settle(visit.standing.active?.id, async (draft) => {
    const full = await visit.store.full(visit.personId, draft.submission.id);
    return decideKept(
      draft,
      key,
      full?.answers.find((row) => sameKey(row, key)),
    );
  });
  if (!settled) return;
  if (settled.outcome.kind === 'kept') {
    await replace(visit.ctx, { html: headline(visit.w, settled) });
    visit.ctx.toast = visit.w.t('kept');
    await show(visit.ctx, await currentScreen(visit, settled));
  } else if (settled.outcome.kind === 'declined' && (await isDoubleTap(visit, key)))
    visit.ctx.toast = shorten(declineText(visit.w, settled.outcome.reason, ''), 190);
  else await sayAndShow(visit, settled);
}

/** The whole of an answer that was sent back, to be copied. */
async function showOld(visit: Visit, key: AnswerKey): Promise<void> {
  const { w, ctx } = visit;
  const found = await visit.draft();
  const full = found && (await visit.store.full(visit.personId, found.draft.submission.id));
  const before = full && openCorrections(full, key).at(-1)?.before;
  if (!found || before === undefined) {
    await sayExpired(visit);
    return;
  }
  const { question } = found.draft.form.place(key.question);
  await show(ctx, {
    html: lines(
      bold(w.t('correct-old-title', { label: w.label(question) })),
      `<pre>${escaped(w.answer(question, before))}</pre>`,
    ),
  });
}

async function reuse(visit: Visit, key: AnswerKey): Promise<void> {
  const found = await visit.draft();
  if (!found) return;
  const value = (await earlierFor(visit.store, visit.personId, found.draft)).get(keyText(key));
  await answerTap(visit, key, (draft) => {
    const stale = decideStale(draft, key);
    if (stale) return stale;
    return value === undefined ? declined(draft, 'alreadyAnswered') : decideReused(draft, key, value);
  });
}

/** Takes over everything that was answered before and still fits; each can be changed in the overview. */
export async function reuseAll(visit: Visit): Promise<void> {
  const found = await visit.draft();
  if (!found) return;
  const earlier = await earlierFor(visit.store, visit.personId, found.draft);
  const settled = await visit.settle(visit.standing.active?.id, (draft) => {
    // A button from before the form was sent back.
    if (draft.submission.correcting) return declined(draft, 'expired');
    let after = draft;
    const writes = [];
    for (const [name, value] of earlier) {
      const key = readKey(name);
      if (after.answers.state(key) !== 'open') continue;
      const decision = decideReused(after, key, value);
      if (decision.outcome.kind !== 'recorded') continue;
      writes.push(...decision.writes);
      after = decided(after, decision);
    }
    return { writes, cursor: undefined, outcome: { kind: 'reused', count: writes.length } };
  });
  if (settled) await sayAndShow(visit, settled);
}

async function turnList(visit: Visit, key: AnswerKey, open: number, page: number): Promise<void> {
  const found = await visit.draft();
  const question = found && placeOf(found.draft, key)?.question;
  if (!found || question?.kind !== 'chooseFromList' || decideStale(found.draft, key)) {
    visit.ctx.toast = visit.w.t('list-gone');
    return;
  }
  const at = { submission: found.draft.submission.id, form: found.draft.form, key };
  const heading = open > 0 ? listOf(question).all[open - 1] : undefined;
  await replace(visit.ctx, listScreen(visit.w, at, question, heading, Number.isNaN(page) ? 0 : page));
}

/** The paper's own guidance on a question and our help with it. */
export async function showGuide(visit: Visit, key: AnswerKey): Promise<void> {
  const { w, ctx } = visit;
  const draft = (await visit.draft())?.draft;
  if (!draft?.form.has(key.question)) return;
  const { question } = draft.form.place(key.question);
  const texts = [question.guide, question.help].flatMap((words) =>
    words === undefined ? [] : [escaped(w.say(words))],
  );
  const body = texts.length === 0 ? [escaped(w.t('guide-none'))] : texts;
  const then = guideThen(visit, draft, key);
  await show(ctx, {
    html: paragraphs(bold(`${w.t('guide-title')} · ${w.label(question)}`), ...body, escaped(then.text)),
    buttons: then.buttons,
  });
}

/** Typed text answers the question at hand: the guide to another says which that is, and leads to its own. */
function guideThen(
  { standing, w }: Visit,
  draft: Draft,
  key: AnswerKey,
): { readonly text: string; readonly buttons: Button[][] } {
  const atHand = currentOf(draft);
  if (!standing.isElsewhere && atHand && sameKey(atHand.key, key))
    return { text: w.t('guide-then'), buttons: [] };
  const isAsked =
    draft.submission.state !== 'submitted' && placeOf(draft, key) !== undefined && !isLocked(draft, key);
  const at = { submission: draft.submission.id, form: draft.form, key };
  const buttons = isAsked ? [[onQuestion(w.t('button-go-there'), 'jump', at)]] : [];
  if (standing.isElsewhere) return { text: w.t('guide-elsewhere'), buttons };
  const text = atHand
    ? w.t('guide-not-at-hand', { label: w.label(atHand.placed.question) })
    : w.t('guide-all-answered');
  return { text, buttons };
}

async function showCut(visit: Visit, key: AnswerKey): Promise<void> {
  const { w, ctx } = visit;
  const draft = (await visit.draft())?.draft;
  const question = draft?.form.place(key.question).question;
  const item = draft && parkedAt(draft.submission.parked, keyText(key));
  if (!draft || question?.kind !== 'longText' || item?.kind !== 'tooLong') {
    ctx.toast = w.t('declined-alreadyAnswered');
    return;
  }
  const cut = cutToLimit(item.text, question.limit, question.count);
  const count = countText(cut.text, question.count);
  await show(ctx, {
    html: paragraphs(
      bold(w.t('cut-preview', { count, limit: question.limit, unit: w.countUnit(question) })),
      escaped(shorten(cut.text, 3600)),
    ),
    buttons: [[cutButton(w, draft, key, item, question)]],
  });
}
