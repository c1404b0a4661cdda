import { choicesOf, matchChoice, searchList } from '../survey/choices.js';
import type { Language, Question } from '../survey/definition.js';
import { plainText, saysNone } from '../survey/reading/plain-text.js';

/* Words that people type instead of tapping the button of the same name. */

export type TypedWord = 'submit' | 'skip' | 'back' | 'next' | 'overview' | 'guide';

const chinese: Readonly<Record<string, TypedWord>> = {
  提交: 'submit',
  确认提交: 'submit',
  检查并提交: 'submit',
  跳过: 'skip',
  上一题: 'back',
  返回上一题: 'back',
  下一题: 'next',
  总览: 'overview',
  填写说明: 'guide',
};

/** Taken where the interface is English; elsewhere only `submit`, which answers nothing: the others may. */
const english: Readonly<Record<string, TypedWord>> = {
  submit: 'submit',
  submitnow: 'submit',
  skip: 'skip',
  back: 'back',
  next: 'next',
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
  if (question && leavesOut(question, text)) return 'skip';
  const bare = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}\p{S}\p{Cf}]+/gu, '');
  const found = wordOf(bare, language);
  return found !== undefined && isChoice(question, text) ? undefined : found;
}

function wordOf(bare: string, language: Language): TypedWord | undefined {
  if (Object.hasOwn(chinese, bare)) return chinese[bare];
  const word = Object.hasOwn(english, bare) ? english[bare] : undefined;
  return language === 'en' || word === 'submit' ? word : undefined;
}

/** 无 where nothing has to stand and nothing of the kind can mean it; a text may be 无, and a yesNo is answered by it. */
function leavesOut(question: Question, text: string): boolean {
  if (question.required || !saysNone(plainText(text))) return false;
  switch (question.kind) {
    case 'text':
    case 'longText':
    case 'shortTexts':
    case 'yesNo':
    case 'computed':
      return false;
    case 'chooseFromList':
      return searchList(question, text).kind === 'none';
    case 'chooseOne':
    case 'chooseSeveral':
      return matchChoice(choicesOf(question), text).kind === 'none';
    default:
      return true;
  }
}

function isChoice(question: Question | undefined, text: string): boolean {
  const hasChoices = question?.kind === 'chooseOne' || question?.kind === 'chooseSeveral';
  return hasChoices && matchChoice(choicesOf(question), text).kind === 'one';
}
