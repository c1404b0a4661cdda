import type { AnswerKey, Answers } from './answers.js';
import { isShown, keyFrom } from './conditions.js';
import type { CrossCheck, QuestionOf, Term } from './definition.js';
import { type Form, termQuestions } from './form.js';

/** A number, or a date as the number 20260630, which compares as dates do. */
function comparableAt(form: Form, answers: Answers, demand: number, question: string): number | undefined {
  const value = numberAt(form, answers, demand, question);
  if (value !== undefined || form.place(question).question.kind !== 'date') return value;
  const date = isShown(form, answers, form.place(question), demand)
    ? answers.value(keyFrom(form, demand, question))
    : undefined;
  return typeof date === 'string' ? Number(date.replaceAll('-', '')) : undefined;
}

/** The number an answer stands for, or undefined while it is open, skipped or hidden. */
function numberAt(form: Form, answers: Answers, demand: number, question: string): number | undefined {
  const placed = form.place(question);
  if (!isShown(form, answers, placed, demand)) return undefined;
  const value = answers.value(keyFrom(form, demand, question));
  return typeof value === 'number' ? value : undefined;
}

/** A computed field, rounded half away from zero to its decimals; undefined where the paper stays blank. */
export function compute(
  form: Form,
  answers: Answers,
  question: QuestionOf<'computed'>,
  demand: number,
): number | undefined {
  const { formula } = question;
  const at = (id: string): number | undefined => numberAt(form, answers, demand, id);
  if ('sum' in formula) {
    const parts = formula.sum.map(at).filter((part) => part !== undefined);
    return parts.length === 0 ? undefined : round(total(parts), question.decimals);
  }
  const [first, second] = ('percentage' in formula ? formula.percentage : formula.difference).map(at);
  if (first === undefined || second === undefined) return undefined;
  if ('difference' in formula) return round(first - second, question.decimals);
  return second === 0 ? undefined : round((first / second) * 100, question.decimals);
}

export interface BrokenCheck {
  readonly check: CrossCheck;
  readonly demand: number;
  readonly left: number;
  readonly right: number;
}

/** The cross-checks that do not hold. A check with an open side holds. */
export function brokenChecks(form: Form, answers: Answers): BrokenCheck[] {
  return form.definition.checks.flatMap((check) => {
    const demands = checkQuestions(check).some((id) => form.repeats(id)) ? answers.demands : [0];
    return demands.flatMap((demand) => {
      const left = termValue(form, answers, demand, check.left);
      const right = termValue(form, answers, demand, check.right);
      if (left === undefined || right === undefined || relates(left, check.relation, right)) return [];
      return [{ check, demand, left, right }];
    });
  });
}

/** The checks that an answer to this question takes part in and breaks. */
export function checksBrokenBy(form: Form, answers: Answers, key: AnswerKey): BrokenCheck[] {
  return brokenChecks(form, answers).filter(
    ({ check, demand }) =>
      checkQuestions(check).includes(key.question) && (key.demand === 0 || demand === key.demand),
  );
}

export function checkQuestions(check: CrossCheck): string[] {
  return [...termQuestions(check.left), ...termQuestions(check.right)];
}

function termValue(form: Form, answers: Answers, demand: number, term: Term): number | undefined {
  if (typeof term === 'number') return term;
  if (typeof term === 'string') return comparableAt(form, answers, demand, term);
  const parts = term.sum.map((id) => numberAt(form, answers, demand, id));
  return parts.every((part) => part !== undefined) ? total(parts) : undefined;
}

function total(parts: readonly number[]): number {
  return round(
    parts.reduce((sum, part) => sum + part, 0),
    6,
  );
}

/** Half away from zero, as people round: 15 digits are taken, since in binary 23/160 × 100 is just below 14.375. */
function round(value: number, decimals: number): number {
  const scale = 10 ** decimals;
  const size = Math.round(Number((Math.abs(value) * scale).toPrecision(15))) / scale;
  return size === 0 ? 0 : Math.sign(value) * size;
}

function relates(left: number, relation: CrossCheck['relation'], right: number): boolean {
  switch (relation) {
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '=':
      return left === right;
    case '>=':
      return left >= right;
    case '>':
      return left > right;
  }
}
