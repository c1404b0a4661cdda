import type { AnswerValue } from '../../src/survey/answers.js';
import { choicesOf, listOf } from '../../src/survey/choices.js';
import { type Question, say } from '../../src/survey/definition.js';

/** What somebody could type that this question takes; `luck` picks among the possible. */
export function typedAnswer(question: Question, luck: number): string {
  switch (question.kind) {
    case 'text':
      return '张家界莓茶'.slice(0, question.maxLength);
    case 'longText':
      return '字'.repeat(Math.min(question.limit, 1 + (luck % 400)));
    case 'wholeNumber':
    case 'number':
    case 'year':
      return String(Math.min(question.max, question.min + (luck % 5)));
    case 'money':
      return String(Math.min(question.max, luck % 1000));
    case 'computed':
      return '';
    case 'chooseOne':
      return pick(
        choicesOf(question).map((choice) => say(choice.label, 'zh-CN')),
        luck,
      );
    case 'chooseSeveral': {
      const labels = choicesOf(question).map((choice) => say(choice.label, 'zh-CN'));
      const count = Math.max(question.min, 1 + (luck % (question.max ?? labels.length)));
      return labels.slice(0, count).join('\n');
    }
    case 'chooseFromList':
      return pick([...listOf(question).leaves.keys()], luck);
    case 'shortTexts':
      return ['莓茶', '葛根', '杜仲', '大鲵', '旅游'].slice(0, Math.max(question.min, 1)).join('、');
    case 'date':
      return question.earliest ?? question.latest ?? '2026-06-30';
    default:
      return plain[question.kind];
  }
}

const plain = {
  yesNo: '是',
  mobile: '13800000000',
  phone: '0744-8222222',
  email: 'name@example.com',
  webAddress: 'www.example.com',
  postalCode: '427000',
  creditCode: '91110000600037341L',
} as const;

function pick(from: readonly string[], luck: number): string {
  return from[luck % from.length] ?? '';
}

/** A stored value as somebody would type it again. */
export function typedAgain(value: AnswerValue): string {
  if (typeof value === 'boolean') return value ? '是' : '否';
  return typeof value === 'string' || typeof value === 'number' ? String(value) : value.join('、');
}
