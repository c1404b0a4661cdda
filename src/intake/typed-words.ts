import { choicesOf, matchChoice } from '../survey/choices.js';
import type { Language, Question } from '../survey/definition.js';

/* Words that people type instead of tapping the button of the same name. */

export type TypedWord = 'submit' | 'skip' | 'back' | 'overview' | 'guide';

const chinese: Readonly<Record<string, TypedWord>> = {
  提交: 'submit',
  确认提交: 'submit',
  检查并提交: 'submit',
  跳过: 'skip',
  上一题: 'back',
  返回上一题: 'back',
  总览: 'overview',
  填写说明: 'guide',
};

/** English words are taken only where the interface is English: elsewhere they may be an answer. */
const english: Readonly<Record<string, TypedWord>> = {
  submit: 'submit',
  submitnow: 'submit',
  skip: 'skip',
  back: 'back',
  overview: 'overview',
  guide: 'guide',
};

/** Longer texts are answers. UTF-16 units. */
const longest = 20;

/** What a typed text asks for, if it is no answer: whatever marks and blanks stand around the word. */
export function typedWord(
  text: string,
  language: Language,
  question: Question | undefined,
): TypedWord | undefined {
  if (text.length > longest) return undefined;
  const bare = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}\p{S}\p{Cf}]+/gu, '');
  const word = Object.hasOwn(chinese, bare) ? chinese[bare] : undefined;
  const found = word ?? (language === 'en' && Object.hasOwn(english, bare) ? english[bare] : undefined);
  return found !== undefined && isChoice(question, text) ? undefined : found;
}

function isChoice(question: Question | undefined, text: string): boolean {
  const hasChoices = question?.kind === 'chooseOne' || question?.kind === 'chooseSeveral';
  return hasChoices && matchChoice(choicesOf(question), text).kind === 'one';
}
