import type { z } from 'zod';
import type { campaignSchema } from '../../src/survey/definition.js';

type CampaignInput = z.input<typeof campaignSchema>;
type QuestionInput = CampaignInput['forms'][number]['sections'][number]['questions'][number];

/** How many questions a section of the long form holds at most. */
const sectionSize = 40;

/**
 * A campaign whose one form asks n plain questions (texts, long texts, numbers and choices in turn), all
 * required and none repeated: every step weighs the same, whatever was answered before.
 */
export function longForm(n: number): CampaignInput {
  const questions = Array.from({ length: n }, (_, at) => plainQuestion(at + 1));
  const sections = Array.from({ length: Math.ceil(n / sectionSize) }, (_, at) => ({
    id: `part-${at + 1}`,
    title: `第${at + 1}部分`,
    questions: questions.slice(at * sectionSize, (at + 1) * sectionSize),
  }));
  return {
    id: `long-${n}`,
    title: `${n} 个问题的问卷`,
    year: 2026,
    timeZone: 'Asia/Shanghai',
    receiptPrefix: `LONG${n}`,
    organiser: '测试单位',
    notice: {
      version: '1',
      purpose: '测量每一步的开销。',
      kept: '回答。',
      retention: '测量期间。',
      contact: '无。',
      rights: '/mydata、/forget。',
    },
    deadlines: { unit: { days: 30 }, recommender: { days: 45 } },
    forms: [
      { id: 'long', title: `${n} 个问题的表`, filledBy: 'unit', sections, roles: { unitName: 'question-1' } },
    ],
  };
}

function plainQuestion(number: number): QuestionInput {
  const own = { id: `question-${number}`, label: `第${number}题` };
  if (number === 1) return { ...own, kind: 'text' };
  switch (number % 4) {
    case 1:
      return { ...own, kind: 'longText', limit: 300 };
    case 2:
      return { ...own, kind: 'wholeNumber', unit: '人' };
    case 3:
      return { ...own, kind: 'chooseOne', choices: ['甲', '乙', '丙'] };
    default:
      return { ...own, kind: 'text' };
  }
}

/** A text that the question of this number accepts. */
export function longFormAnswer(number: number): string {
  if (number === 1) return '测试单位';
  switch (number % 4) {
    case 1:
      return `第${number}题的回答，说明了需求的背景与意义。`;
    case 2:
      return String(number);
    case 3:
      return '乙';
    default:
      return `第${number}题的回答`;
  }
}
