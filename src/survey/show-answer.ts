import type { AnswerValue } from './answers.js';
import { choicesOf, entryPath, listOf } from './choices.js';
import { type Language, type Question, say } from './definition.js';
import { formatNumber } from './reading/numbers.js';

/** Interface words that answers are shown with. */
export interface AnswerWords {
  readonly language: Language;
  readonly yes: string;
  readonly no: string;
  /** Between the parts of an answer of several. */
  readonly comma: string;
}

/** An answer as people read it, with its unit. Texts are given as typed. */
export function showAnswer(question: Question, value: AnswerValue, words: AnswerWords): string {
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (typeof value === 'number') {
    const unit = unitOf(question, words.language);
    if (unit === undefined) return formatNumber(value);
    return unit === '%' ? `${formatNumber(value)}%` : `${formatNumber(value)} ${unit}`;
  }
  if (typeof value !== 'string')
    return value.map((part) => choiceLabel(question, part, words.language)).join(words.comma);
  return question.kind === 'date'
    ? showDate(value, words.language)
    : choiceLabel(question, value, words.language);
}

export function unitOf(question: Question, language: Language): string | undefined {
  if (!('unit' in question) || question.unit === undefined) return undefined;
  return say(question.unit, language);
}

function choiceLabel(question: Question, id: string, language: Language): string {
  if (question.kind === 'chooseOne' || question.kind === 'chooseSeveral') {
    const choice = choicesOf(question).find((one) => one.id === id);
    return choice ? say(choice.label, language) : id;
  }
  if (question.kind === 'chooseFromList') {
    const leaf = listOf(question).leaves.get(id);
    return leaf ? entryPath(leaf, language) : id;
  }
  return id;
}

function showDate(date: string, language: Language): string {
  const [year, month, day] = date.split('-').map(Number);
  return language === 'en' ? date : `${year}年${month}月${day}日`;
}
