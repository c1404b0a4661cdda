import type { Question } from '../../survey/definition.js';
import { formatNumber } from '../../survey/reading/numbers.js';
import type { Wording } from './wording.js';

/** What a number, a year or a day looks like when it is typed: one that the question would take. */
export function exampleAnswer(w: Wording, question: Question): string {
  switch (question.kind) {
    case 'year':
      return String(within(2026, question.min, question.max));
    case 'date':
      return w.answer(question, dayWithin('2026-06-30', question.earliest, question.latest));
    case 'wholeNumber':
    case 'number':
      return formatNumber(within(120, question.min, question.max));
    case 'money':
      return formatNumber(within(120, -question.max, question.max));
    default:
      return formatNumber(120);
  }
}

function within(value: number, min: number, max: number): number {
  return Math.min(Math.max(value, min), max);
}

/** Days as they are stored, which sort as texts. */
function dayWithin(day: string, earliest = day, latest = day): string {
  if (day < earliest) return earliest;
  return day > latest ? latest : day;
}
