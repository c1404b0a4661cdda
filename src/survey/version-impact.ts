import { type AnswerKey, type AnswerRow, type AnswerValue, answersFrom, keyText } from './answers.js';
import { brokenChecks } from './arithmetic.js';
import type { Question } from './definition.js';
import type { Form } from './form.js';
import { fits } from './judging/judge-answer.js';
import { steps } from './next-step.js';
import { countText } from './reading/count.js';

/*
 * What a newer version of a form means for a draft that was begun on an earlier one. The same judgement tells the
 * administrator before publishing, tells the contact before moving, and is what moving does.
 */

export interface AffectedAnswer {
  readonly row: AnswerRow;
  readonly fate: /** The form has no such question any more. */
    | { readonly kind: 'gone' }
    | { readonly kind: 'overLimit'; readonly count: number; readonly limit: number }
    /** No answer of this question any more: its choice is gone, its number is out of range. */
    | { readonly kind: 'invalid' }
    /** It was skipped, which the question no longer allows. */
    | { readonly kind: 'nowRequired' };
}

export interface VersionImpact {
  /** Answers that do not go along. All but the gone ones are asked again. */
  readonly affected: readonly AffectedAnswer[];
  /** Questions to answer that were not to be answered before. */
  readonly more: readonly AnswerKey[];
  /** Relations between answers that held, or were not asked for, and do not hold now. */
  readonly clashes: number;
}

export interface DraftAnswers {
  readonly demands: readonly number[];
  /** With their values. */
  readonly rows: readonly AnswerRow[];
}

/** Stands for the first demand of a form that has had none. */
const firstDemand = -1;

/** Judges drafts of one version against another. Made once for all drafts of the version. */
export function versionChange(before: Form, after: Form): (draft: DraftAnswers) => VersionImpact {
  const same = new Set(
    before.questions.flatMap(({ question, section }) => {
      const now = after.has(question.id) ? after.place(question.id) : undefined;
      const isSame =
        now !== undefined &&
        (now.section.repeats === undefined) === (section.repeats === undefined) &&
        JSON.stringify(now.question) === JSON.stringify(question);
      return isSame ? [question.id] : [];
    }),
  );
  return ({ demands, rows }) => {
    const affected = rows.flatMap((row): AffectedAnswer[] => {
      const fate = same.has(row.question) ? undefined : fateOf(after, row);
      return fate ? [{ row, fate }] : [];
    });
    const lost = new Set(affected.map(({ row }) => keyText(row)));
    const asked = new Set(affected.flatMap(({ row, fate }) => (isAskedAgain(fate.kind) ? keyText(row) : [])));
    const was = answersFrom(demands, rows);
    const open = new Set(
      steps(before, was).flatMap(({ key }) => (was.state(key) === 'open' ? keyText(key) : [])),
    );
    const is = answersFrom(
      after.demand && demands.length === 0 ? [firstDemand] : demands,
      rows.filter((row) => !lost.has(keyText(row))),
    );
    const more = steps(after, is).flatMap(({ key }) => {
      const name = keyText(key);
      return is.state(key) === 'open' && !open.has(name) && !asked.has(name) ? [key] : [];
    });
    const broken = new Set(brokenChecks(before, was).map(({ check, demand }) => `${check.id} ${demand}`));
    const clashes = brokenChecks(after, is).filter(
      ({ check, demand }) => !broken.has(`${check.id} ${demand}`),
    ).length;
    return { affected, more, clashes };
  };
}

/** A question that must not be skipped any more counts as one more to answer. */
function isAskedAgain(kind: AffectedAnswer['fate']['kind']): boolean {
  return kind === 'overLimit' || kind === 'invalid';
}

function fateOf(after: Form, { question: id, demand, skipped, value }: AnswerRow) {
  const placed = after.has(id) ? after.place(id) : undefined;
  if (!placed || placed.question.kind === 'computed') return { kind: 'gone' } as const;
  if ((placed.section.repeats !== undefined) !== (demand !== 0)) return { kind: 'gone' } as const;
  if (skipped) return placed.question.required ? ({ kind: 'nowRequired' } as const) : undefined;
  return value === undefined ? undefined : valueFate(placed.question, value);
}

function valueFate(question: Question, value: AnswerValue) {
  const over = excessOf(question, value);
  if (over) return { kind: 'overLimit', ...over } as const;
  return fits(question, value) ? undefined : ({ kind: 'invalid' } as const);
}

function excessOf(
  question: Question,
  value: AnswerValue,
): { readonly count: number; readonly limit: number } | undefined {
  if (typeof value !== 'string' || (question.kind !== 'longText' && question.kind !== 'text'))
    return undefined;
  const isLong = question.kind === 'longText';
  const limit = isLong ? question.limit : question.maxLength;
  const count = countText(value, isLong ? question.count : 'characters');
  return count > limit ? { count, limit } : undefined;
}

/** How many drafts something concerns, and how often the least and the most concerned of them. */
export interface Spread {
  readonly drafts: number;
  readonly least: number;
  readonly most: number;
}

const concerns = ['more', 'overLimit', 'invalid', 'gone', 'clashes'] as const;
export type Concern = (typeof concerns)[number];

export interface ImpactTally extends Readonly<Record<Concern, Spread>> {
  readonly drafts: number;
  readonly unaffected: number;
}

const none: Spread = { drafts: 0, least: 0, most: 0 };

export const emptyTally: ImpactTally = {
  drafts: 0,
  unaffected: 0,
  more: none,
  overLimit: none,
  invalid: none,
  gone: none,
  clashes: none,
};

/** The tally with one more draft in it. */
export function tallied(tally: ImpactTally, { affected, more, clashes }: VersionImpact): ImpactTally {
  const of = (kind: AffectedAnswer['fate']['kind']): number =>
    affected.filter(({ fate }) => fate.kind === kind).length;
  const counts: Readonly<Record<Concern, number>> = {
    more: more.length,
    overLimit: of('overLimit'),
    invalid: of('invalid'),
    gone: of('gone'),
    clashes,
  };
  const isAffected = concerns.some((concern) => counts[concern] > 0);
  const after = { ...tally, drafts: tally.drafts + 1, unaffected: tally.unaffected + (isAffected ? 0 : 1) };
  for (const concern of concerns) after[concern] = widened(tally[concern], counts[concern]);
  return after;
}

function widened(spread: Spread, count: number): Spread {
  if (count === 0) return spread;
  return {
    drafts: spread.drafts + 1,
    least: spread.drafts === 0 ? count : Math.min(spread.least, count),
    most: Math.max(spread.most, count),
  };
}
