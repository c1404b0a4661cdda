import type { AnswerKey, Answers, AnswerValue } from './answers.js';
import type { Condition } from './definition.js';
import type { Form, PlacedQuestion } from './form.js';

/** Whether a condition holds; a question that is not answered meets nothing but `answered: false`. */
export function holds(condition: Condition, value: (question: string) => AnswerValue | undefined): boolean {
  if ('all' in condition) return condition.all.every((part) => holds(part, value));
  if ('any' in condition) return condition.any.some((part) => holds(part, value));
  if ('not' in condition) return !holds(condition.not, value);
  const answer = value(condition.question);
  if ('answered' in condition) return (answer !== undefined) === condition.answered;
  if (answer === undefined) return false;
  if ('is' in condition) return answer === condition.is;
  if ('isOneOf' in condition) return condition.isOneOf.some((option) => option === answer);
  if ('includes' in condition) return Array.isArray(answer) && answer.includes(condition.includes);
  if (typeof answer !== 'number') return false;
  return 'atLeast' in condition ? answer >= condition.atLeast : answer <= condition.atMost;
}

/** The key under which a question's answer is kept, seen from a demand (0: from the unit's part). */
export function keyFrom(form: Form, demand: number, question: string): AnswerKey {
  return { demand: form.repeats(question) ? demand : 0, question };
}

/** Whether the question is asked. What hangs on a hidden question is hidden with it. */
export function isShown(form: Form, answers: Answers, placed: PlacedQuestion, demand: number): boolean {
  if (!placed.question.showIf) return true;
  // Conditions hang on one another: without a note of what is known, a chain of them would be walked 2^n times.
  const known = new Map<string, boolean>();
  const shown = ({ question }: PlacedQuestion): boolean => {
    if (!question.showIf) return true;
    const before = known.get(question.id);
    if (before !== undefined) return before;
    const now = holds(question.showIf, (id) =>
      shown(form.place(id)) ? answers.value(keyFrom(form, demand, id)) : undefined,
    );
    known.set(question.id, now);
    return now;
  };
  return shown(placed);
}
