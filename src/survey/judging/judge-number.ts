import { type QuestionOf, say } from '../definition.js';
import { looksLikeYuan, readMoney, readNumber, readWhole } from '../reading/numbers.js';
import { type Refusal, refused, type Verdict } from './verdict.js';

/* Typed numbers against the question's unit and bounds. What was understood is echoed by the reply. */

export function judgeWhole(question: QuestionOf<'wholeNumber'>, text: string): Verdict {
  const read = readWhole(text, unitText(question));
  switch (read.kind) {
    case 'whole':
      return within(read.value, question.min, question.max);
    case 'notWhole':
      if (read.reason === 'fraction') return refused({ kind: 'fraction', value: read.value });
      return within(read.value, question.min, question.max);
    case 'ambiguous':
      return refused({ kind: 'ambiguousNumber', values: read.values });
    case 'unreadable':
      return refused(unreadable(read.reason));
  }
}

export function judgeNumber(question: QuestionOf<'number'>, text: string): Verdict {
  const read = readNumber(text, unitText(question));
  switch (read.kind) {
    case 'number':
      return within(read.value, question.min, question.max);
    case 'ambiguous':
      return refused({ kind: 'ambiguousNumber', values: read.values });
    case 'unreadable':
      return refused(unreadable(read.reason));
  }
}

export function judgeMoney(question: QuestionOf<'money'>, text: string, confirmed: boolean): Verdict {
  const read = readMoney(text, question.unit);
  switch (read.kind) {
    case 'money': {
      const { value, explicitUnit } = read;
      if (value < 0 && !question.allowNegative) return refused({ kind: 'negative', value });
      const verdict = within(value, -question.max, question.max);
      if (verdict.kind !== 'accepted' || confirmed || question.unit !== '万元') return verdict;
      if (!looksLikeYuan(value, explicitUnit)) return verdict;
      return { kind: 'askBack', question: { kind: 'maybeYuan', value, inUnit: value / 10_000 }, value };
    }
    case 'ambiguous':
      return refused({ kind: 'ambiguousNumber', values: read.values });
    case 'unreadable':
      return refused(unreadable(read.reason));
  }
}

function within(value: number, min: number, max: number): Verdict {
  if (value < 0 && min === 0) return refused({ kind: 'negative', value });
  if (value < min || value > max) return refused({ kind: 'outside', value, min, max });
  return { kind: 'accepted', value };
}

function unreadable(reason: string): Refusal {
  if (reason === 'range') return { kind: 'numberRange' };
  if (reason === 'tooLarge') return { kind: 'numberTooLarge' };
  return reason === 'currency' || reason === 'unit' ? { kind: 'wrongUnit' } : { kind: 'notANumber' };
}

function unitText(question: QuestionOf<'wholeNumber'> | QuestionOf<'number'>): string {
  return question.unit === undefined ? '' : say(question.unit, 'zh-CN');
}
