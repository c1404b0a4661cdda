import {
  type AnswerKey,
  type AnswerRow,
  type Answers,
  type AnswerValue,
  answersFrom,
  keyText,
  sameKey,
} from '../survey/answers.js';
import { checkQuestions, checksBrokenBy } from '../survey/arithmetic.js';
import { choicesOf } from '../survey/choices.js';
import { isShown, keyFrom } from '../survey/conditions.js';
import { freeSteps, isToCorrect, renewedBy, reopened, settledAnswers } from '../survey/corrections.js';
import type { Question } from '../survey/definition.js';
import type { Form, PlacedQuestion } from '../survey/form.js';
import { judgeText, settleSeveral } from '../survey/judging/judge-answer.js';
import type { Verdict } from '../survey/judging/verdict.js';
import {
  changedAnswers,
  currentStep,
  nextStep,
  type Step,
  stepAfter,
  stepBefore,
} from '../survey/next-step.js';
import { firstGraphemes } from '../survey/reading/graphemes.js';
import type { Outcome } from './outcome.js';
import { type Parked, type Pieces, park, parkedAt, unpark } from './parked.js';
import type { ActiveSubmission, AnswerWrite, FullAnswer, FullSubmission } from './ports.js';

/*
 * What a person's input does to a draft. Pure: from the draft as it was read to the change to be committed and
 * the outcome to be told.
 */

/** A draft as it was read, with its form. */
export interface Draft {
  readonly form: Form;
  readonly submission: ActiveSubmission;
  readonly answers: Answers;
}

export interface Decision {
  readonly writes: readonly AnswerWrite[];
  readonly removes?: readonly AnswerKey[];
  readonly cursor: AnswerKey | undefined;
  /** undefined: as it was. */
  readonly parked?: Parked | undefined;
  readonly outcome: Outcome;
}

export function draftOf(form: Form, submission: ActiveSubmission): Draft {
  const answers = answersFrom(submission.demands, submission.rows);
  const { correcting } = submission;
  return { form, submission, answers: correcting ? reopened(answers, correcting) : answers };
}

/** A submission with all its values, in the shape the rules read. */
export function draftInFull(form: Form, full: FullSubmission): Draft {
  return draftOf(form, {
    id: full.id,
    formVersionId: full.formVersionId,
    state: full.state,
    deadline: full.deadline,
    ...(full.grace !== undefined && { grace: full.grace }),
    shut: full.shut,
    revision: full.revision,
    ...(full.correcting && { correcting: full.correcting }),
    cursor: undefined,
    parked: full.parked,
    demands: full.demands,
    rows: full.answers,
  });
}

/** The question that typed text answers now. */
export function currentOf(draft: Draft): Step | undefined {
  const { form, answers, submission } = draft;
  const { cursor } = submission;
  // A place may have become one that stays as it is, by another device or by the desk.
  if (cursor && isLocked(draft, cursor)) return nextStep(form, answers);
  return currentStep(form, answers, cursor);
}

/** The form was sent back, and this answer is none of those that may be changed. */
export function isLocked({ form, answers, submission }: Draft, key: AnswerKey): boolean {
  const { correcting } = submission;
  if (!correcting) return false;
  return !freeSteps(form, answers, correcting).some((step) => sameKey(step.key, key));
}

/** The question to which "back" leads: while correcting, of those that may be changed. */
export function previousOf(
  { form, answers, submission }: Draft,
  key: AnswerKey | undefined,
): Step | undefined {
  if (!submission.correcting) return stepBefore(form, answers, key);
  const free = freeSteps(form, answers, submission.correcting);
  return free[key === undefined ? free.length - 1 : placeAmong(free, key) - 1];
}

function followingOf({ form, answers, submission }: Draft, key: AnswerKey): Step | undefined {
  if (!submission.correcting) return stepAfter(form, answers, key);
  const free = freeSteps(form, answers, submission.correcting);
  return free[placeAmong(free, key) + 1];
}

function placeAmong(free: readonly Step[], key: AnswerKey): number {
  return free.findIndex((step) => sameKey(step.key, key));
}

/** The draft as it will be once the decision is committed: what the reply is rendered from. */
export function decided(draft: Draft, decision: Decision): Draft {
  const { submission, form } = draft;
  const gone = [...decision.writes, ...(decision.removes ?? [])];
  const kept = submission.rows.filter((row) => !gone.some((key) => sameKey(key, row)));
  const written = decision.writes.map(
    (write): AnswerRow => ({
      demand: write.demand,
      question: write.question,
      skipped: write.value === null,
      ...(write.value !== null && { value: write.value }),
    }),
  );
  return {
    form,
    submission: {
      ...submission,
      ...(submission.correcting && {
        correcting: renewedBy(submission.correcting, decision.writes, decision.removes ?? []),
      }),
      revision: submission.revision + 1,
      cursor: decision.cursor,
      parked: decision.parked ?? submission.parked,
      rows: [...kept, ...written],
    },
    answers: changedAnswers(form, draft.answers, written, decision.removes ?? []),
  };
}

const noPieces: Pieces = { messageIds: [], pieceLengths: [] };

/** Only the pieces: a parked item or a paste has more to it, which is no part of an answer. */
function piecesOf({ messageIds, pieceLengths, forwarded }: Pieces): Pieces {
  return { messageIds, pieceLengths, ...(forwarded === true && { forwarded }) };
}

/** A typed text for a question. An edit of an earlier message never moves the place. */
export function decideText(
  draft: Draft,
  key: AnswerKey,
  text: string,
  pieces: Pieces,
  edited = false,
): Decision {
  const placed = placeOf(draft, key);
  if (!placed) return declined(draft, 'goneQuestion');
  if (isLocked(draft, key)) return declined(draft, 'locked');
  const name = keyText(key);
  const before = parkedAt(draft.submission.parked, name);
  const verdict = judgeText(placed.question, text);
  const insists =
    verdict.kind === 'askBack' && before?.kind === 'askedBack' && before.value === verdict.value;
  if (!edited && before?.kind === 'tooLong' && before.instead?.text !== text) {
    const count = fewWords(placed.question, verdict);
    if (count !== undefined) {
      const instead = { text, ...piecesOf(pieces) };
      return {
        writes: [],
        cursor: draft.submission.cursor,
        parked: park(draft.submission.parked, name, { ...before, instead }),
        outcome: { kind: 'insteadOfDraft', key: name, count },
      };
    }
  }
  return decideVerdict(draft, key, insists ? judgeText(placed.question, text, true) : verdict, {
    text,
    pieces: piecesOf(pieces),
    edited,
  });
}

/** So few that they can hardly be the long text made shorter: "好的", or the answer to something else. */
function fewWords(question: Question, verdict: Verdict): number | undefined {
  if (question.kind !== 'longText' || verdict.kind !== 'accepted' || verdict.count === undefined)
    return undefined;
  return verdict.count * 10 < question.limit ? verdict.count : undefined;
}

interface Given {
  readonly text: string;
  readonly pieces: Pieces;
  readonly edited: boolean;
}

function decideVerdict(draft: Draft, key: AnswerKey, verdict: Verdict, given: Given): Decision {
  const name = keyText(key);
  const { parked } = draft.submission;
  const stay = { writes: [], cursor: draft.submission.cursor };
  const answered = draft.answers.state(key) === 'answered';
  // What is typed next goes to the question at hand, so that an edit can only be mended by another.
  const atHand = currentOf(draft);
  const mends = given.edited && (answered || atHand === undefined || !sameKey(atHand.key, key));
  const kept = { ...(answered && { keepsAnswer: true }), ...(mends && { edited: true }) };
  switch (verdict.kind) {
    case 'accepted':
      return decideValue(draft, key, verdict.value, {
        pieces: given.pieces,
        edited: given.edited,
        ...(verdict.note !== undefined && { note: verdict.note }),
        ...(verdict.count !== undefined && { count: verdict.count }),
        ...(verdict.echo !== undefined && { echo: verdict.echo }),
      });
    case 'refused':
      // The message is remembered: people mend what they sent by editing it.
      return {
        ...stay,
        ...(!answered && { parked: keepOr(parked, name, { kind: 'refused', ...given.pieces }) }),
        outcome: {
          kind: 'refused',
          key: name,
          refusal: verdict.refusal,
          ...(given.edited && { edited: true }),
        },
      };
    case 'tooLong':
      return {
        ...stay,
        parked: park(parked, name, { kind: 'tooLong', text: verdict.text, ...given.pieces }),
        outcome: {
          kind: 'tooLong',
          key: name,
          count: verdict.count,
          limit: verdict.limit,
          ...kept,
        },
      };
    case 'askBack':
      return {
        ...stay,
        parked: park(parked, name, {
          kind: 'askedBack',
          text: given.text,
          question: verdict.question,
          value: verdict.value,
          ...given.pieces,
        }),
        outcome: { kind: 'askedBack', key: name, ...kept },
      };
    case 'found':
      return {
        ...stay,
        ...(!answered && { parked: keepOr(parked, name, { kind: 'refused', ...given.pieces }) }),
        outcome: { kind: 'found', key: name, query: shortened(given.text) },
      };
  }
}

/** The words that were looked for, as they are said again. */
function shortened(text: string): string {
  return firstGraphemes(text.trim(), 40);
}

/** A refused text pushes out neither a long draft that is still to be cut, nor what is ticked, nor a former answer. */
function keepOr(parked: Parked, name: string, item: Parameters<typeof park>[2]): Parked {
  const kind = parkedAt(parked, name)?.kind;
  const stays = kind === 'tooLong' || kind === 'ticked' || kind === 'former';
  return stays ? parked : park(parked, name, item);
}

export interface ValueExtras {
  readonly pieces?: Pieces;
  readonly note?: string;
  readonly count?: number;
  readonly echo?: boolean;
  readonly cut?: boolean;
  readonly edited?: boolean;
}

/** A value that is known to fit its question. Cross-checks are judged here. */
export function decideValue(
  draft: Draft,
  key: AnswerKey,
  value: AnswerValue,
  extras: ValueExtras = {},
): Decision {
  const name = keyText(key);
  const placed = placeOf(draft, key);
  if (!placed) return declined(draft, 'goneQuestion');
  if (isLocked(draft, key)) return declined(draft, 'locked');
  const pieces = piecesOf(extras.pieces ?? noPieces);
  const { messageIds, pieceLengths, forwarded } = pieces;
  const note = [extras.note, forwarded && 'forwarded'].filter(Boolean).join(' ') || undefined;
  const write: AnswerWrite = { ...key, value, note, messageIds, pieceLengths };
  const parked = unpark(draft.submission.parked, name);
  const atHand = currentOf(draft);
  const isCurrent = atHand !== undefined && sameKey(atHand.key, key);
  const decision: Decision = {
    writes: [write],
    cursor: isCurrent ? undefined : draft.submission.cursor,
    ...(parked !== draft.submission.parked && { parked }),
    outcome: {
      kind: 'recorded',
      key: name,
      changed: draft.answers.state(key) === 'answered' || isSentBack(draft, key),
      ...(extras.count !== undefined && { count: extras.count }),
      ...(extras.echo && { echo: true }),
      ...(extras.cut && { cut: true }),
      ...(extras.note !== undefined && { note: extras.note }),
    },
  };
  return heldToChecks(draft, key, decision, pieces, extras.edited === true);
}

/**
 * The answer that completes a relation must fit it. An earlier answer may be changed against a later one:
 * then the later one is asked again, since otherwise neither could ever be mended.
 */
function heldToChecks(
  draft: Draft,
  key: AnswerKey,
  decision: Decision,
  pieces: Pieces,
  edited: boolean,
): Decision {
  if (!draft.form.definition.checks.some((check) => checkQuestions(check).includes(key.question)))
    return decision;
  const after = decided(draft, decision);
  const [broken] = checksBrokenBy(draft.form, settledAnswers(after.answers), key);
  if (!broken || decision.outcome.kind !== 'recorded') return decision;
  const data = { check: broken.check.id, left: broken.left, right: broken.right };
  const others = checkQuestions(broken.check).filter((id) => id !== key.question);
  const at = (question: string): AnswerKey => keyFrom(draft.form, broken.demand, question);
  // What was not sent back could not be changed to fit: it is taken, and the other side may be changed then.
  const isBound = others.some((id) => isLocked(draft, at(id)));
  const last = lastQuestion(draft.form, isBound ? others : checkQuestions(broken.check));
  if (last === key.question) {
    return {
      writes: [],
      cursor: draft.submission.cursor,
      ...(draft.answers.state(key) !== 'answered' && {
        parked: keepOr(draft.submission.parked, keyText(key), { kind: 'refused', ...pieces }),
      }),
      outcome: {
        kind: 'refused',
        key: keyText(key),
        refusal: { kind: 'breaksCheck', ...data },
        ...(edited && { edited }),
      },
    };
  }
  return { ...decision, cursor: at(last), outcome: { ...decision.outcome, conflict: data } };
}

function lastQuestion(form: Form, questions: readonly string[]): string {
  return questions.reduce((last, id) => (form.place(id).index > form.place(last).index ? id : last));
}

/**
 * What a tap on a question's button comes to when its moment has passed: the question is not asked any more, or
 * it has its answer and is not the one at hand. Undefined while the button may act.
 */
export function decideStale(draft: Draft, key: AnswerKey): Decision | undefined {
  if (!placeOf(draft, key)) return declined(draft, 'goneQuestion');
  if (isLocked(draft, key)) return declined(draft, 'locked');
  const atHand = currentOf(draft);
  const isFree = draft.answers.state(key) === 'open' || (atHand !== undefined && sameKey(atHand.key, key));
  return isFree ? undefined : declined(draft, 'alreadyAnswered');
}

export function decideSkip(draft: Draft, key: AnswerKey): Decision {
  const stale = decideStale(draft, key);
  if (stale) return stale;
  if (placeOf(draft, key)?.question.required) return declined(draft, 'required');
  return {
    writes: [{ ...key, value: null, ...noPieces }],
    cursor: undefined,
    parked: unpark(draft.submission.parked, keyText(key)),
    outcome: { kind: 'skipped', key: keyText(key) },
  };
}

/** Leaves an answer that was sent back as it is, which counts as having corrected it. */
export function decideKept(draft: Draft, key: AnswerKey, kept: FullAnswer | undefined): Decision {
  if (!placeOf(draft, key)) return declined(draft, 'goneQuestion');
  if (!kept || !isSentBack(draft, key)) return declined(draft, 'alreadyAnswered');
  const decision = kept.value === undefined ? decideSkip(draft, key) : decideValue(draft, key, kept.value);
  const { outcome } = decision;
  if ((outcome.kind !== 'recorded' || outcome.conflict) && outcome.kind !== 'skipped') return decision;
  const { note, messageIds, pieceLengths } = kept;
  const writes = decision.writes.map((write) => ({ ...write, note, messageIds, pieceLengths }));
  return { ...decision, writes, outcome: { kind: 'kept', key: keyText(key) } };
}

/** Ticks or unticks one choice of several. */
export function decideTick(
  draft: Draft,
  key: AnswerKey,
  choice: number,
  stored: readonly string[],
): Decision {
  const stale = decideStale(draft, key);
  if (stale) return stale;
  const placed = placeOf(draft, key);
  if (placed?.question.kind !== 'chooseSeveral') return declined(draft, 'goneQuestion');
  const id = choicesOf(placed.question)[choice]?.id;
  if (id === undefined) return declined(draft, 'goneQuestion');
  const name = keyText(key);
  const ticked = tickedOf(draft, name, stored);
  const { max } = placed.question;
  if (max !== undefined && ticked.length >= max && !ticked.includes(id))
    return { writes: [], cursor: draft.submission.cursor, outcome: { kind: 'ticked', key: name, full: max } };
  const ids = ticked.includes(id) ? ticked.filter((other) => other !== id) : [...ticked, id];
  return {
    writes: [],
    cursor: key,
    parked: park(draft.submission.parked, name, { kind: 'ticked', ids }),
    outcome: { kind: 'ticked', key: name },
  };
}

export function decideTicked(draft: Draft, key: AnswerKey, stored: readonly string[]): Decision {
  const stale = decideStale(draft, key);
  if (stale) return stale;
  const placed = placeOf(draft, key);
  if (placed?.question.kind !== 'chooseSeveral') return declined(draft, 'goneQuestion');
  const verdict = settleSeveral(placed.question, tickedOf(draft, keyText(key), stored));
  if (verdict.kind === 'accepted') return decideValue(draft, key, verdict.value);
  if (verdict.kind !== 'refused') return declined(draft, 'goneQuestion');
  return {
    writes: [],
    cursor: draft.submission.cursor,
    outcome: { kind: 'refused', key: keyText(key), refusal: verdict.refusal },
  };
}

/** An answer from an earlier questionnaire, with the remark that it had there. */
export function decideReused(draft: Draft, key: AnswerKey, value: AnswerValue): Decision {
  const question = placeOf(draft, key)?.question;
  const verdict = question?.kind === 'creditCode' ? judgeText(question, String(value), true) : undefined;
  return decideValue(draft, key, value, {
    ...(verdict?.kind === 'accepted' && verdict.note !== undefined && { note: verdict.note }),
  });
}

/** What is ticked now: the half-made choice, or the answer that is being changed. */
export function tickedOf(draft: Draft, name: string, stored: readonly string[]): readonly string[] {
  const item = parkedAt(draft.submission.parked, name);
  return item?.kind === 'ticked' ? item.ids : stored;
}

export function decideMove(to: AnswerKey | undefined): Decision {
  return { writes: [], cursor: to, outcome: { kind: 'moved' } };
}

export function decideBack(draft: Draft): Decision {
  const before = previousOf(draft, currentOf(draft)?.key);
  return decideMove(before?.key ?? draft.submission.cursor);
}

/** Past a question that stays as it is: to the one after it, or to the first open one. */
export function decideNext(draft: Draft, key: AnswerKey): Decision {
  return decideMove(followingOf(draft, key)?.key);
}

/** To a question that somebody chose to answer. */
export function decideJump(draft: Draft, key: AnswerKey): Decision {
  if (!placeOf(draft, key)) return declined(draft, 'goneQuestion');
  return isLocked(draft, key) ? declined(draft, 'locked') : decideMove(key);
}

/**
 * On with the form: to the first open question. While correcting, the place is kept, which tells that the person has
 * seen what is to be corrected.
 */
export function decideOn({ form, answers, submission }: Draft): Decision {
  return decideMove(submission.correcting ? nextStep(form, answers)?.key : undefined);
}

/** Whether the person has seen, since it was sent back, what is to be corrected: before, nothing typed is an answer. */
export function hasSeenCorrections({ submission: { correcting, cursor, parked } }: Draft): boolean {
  return !correcting || correcting.renewed.size > 0 || cursor !== undefined || parked.readBack !== undefined;
}

function isSentBack({ submission: { correcting } }: Draft, key: AnswerKey): boolean {
  return correcting !== undefined && isToCorrect(correcting, key);
}

export function declined(draft: Draft, reason: Extract<Outcome, { kind: 'declined' }>['reason']): Decision {
  return { writes: [], cursor: draft.submission.cursor, outcome: { kind: 'declined', reason } };
}

/** The question's place, if it is asked in this draft as things stand. */
export function placeOf(draft: Draft, key: AnswerKey): PlacedQuestion | undefined {
  if (!draft.form.has(key.question)) return undefined;
  const placed = draft.form.place(key.question);
  const demandFits = placed.section.repeats ? draft.answers.demands.includes(key.demand) : key.demand === 0;
  if (!demandFits || placed.question.kind === 'computed') return undefined;
  return isShown(draft.form, draft.answers, placed, key.demand) ? placed : undefined;
}
