import { describe, expect, test } from 'vitest';
import type { AnswerValue } from '../../src/survey/answers.js';
import type { Language } from '../../src/survey/definition.js';
import { type AnswerWords, showAnswer, unitOf } from '../../src/survey/show-answer.js';
import { smallForm } from './forms-at-hand.js';

const words = (language: Language): AnswerWords =>
  language === 'en'
    ? { language, yes: 'Yes', no: 'No', comma: ', ' }
    : { language, yes: '是', no: '否', comma: '、' };

function asked(definition: Readonly<Record<string, unknown>>): Parameters<typeof showAnswer>[0] {
  const form = smallForm({ 'sections[2].questions[0]': { id: 'asked', label: '问题', ...definition } });
  return form.place('asked').question;
}

const foreign = { id: 'foreign', label: { 'zh-CN': '外资企业', en: 'Foreign enterprise' } };
const entries = [{ label: { 'zh-CN': '制造', en: 'Manufacturing' }, children: [foreign, '机床'] }, '农业'];

describe('an answer is shown', () => {
  const cases: [string, Record<string, unknown>, AnswerValue, string, string][] = [
    ['as yes', { kind: 'yesNo' }, true, '是', 'Yes'],
    ['as no', { kind: 'yesNo' }, false, '否', 'No'],
    [
      'with its unit',
      { kind: 'wholeNumber', unit: { 'zh-CN': '人', en: 'people' } },
      1200,
      '1200 人',
      '1200 people',
    ],
    [
      'without separators or noise',
      { kind: 'money', unit: '万元' },
      1234567.1,
      '1234567.1 万元',
      '1234567.1 万元',
    ],
    ['as nought', { kind: 'money', unit: '万元' }, 0, '0 万元', '0 万元'],
    ['without a unit where there is none', { kind: 'year' }, 2021, '2021', '2021'],
    [
      'by the label of its choice',
      { kind: 'chooseOne', choices: ['国有', foreign] },
      'foreign',
      '外资企业',
      'Foreign enterprise',
    ],
    [
      'by the path of its entry',
      { kind: 'chooseFromList', entries },
      'foreign',
      '制造 › 外资企业',
      'Manufacturing › Foreign enterprise',
    ],
    [
      'by its id, where the choice is gone',
      { kind: 'chooseOne', choices: ['国有', foreign] },
      'gone',
      'gone',
      'gone',
    ],
    ['as a day', { kind: 'date' }, '2026-06-30', '2026年6月30日', '2026-06-30'],
    ['as typed', { kind: 'text' }, '<b>张家界</b> & 莓茶', '<b>张家界</b> & 莓茶', '<b>张家界</b> & 莓茶'],
    ['as typed, also when it looks like a day', { kind: 'text' }, '2026-06-30', '2026-06-30', '2026-06-30'],
  ];
  test.each(cases)('%s', (_, definition, value, chinese, english) => {
    expect(showAnswer(asked(definition), value, words('zh-CN'))).toBe(chinese);
    expect(showAnswer(asked(definition), value, words('en'))).toBe(english);
  });

  test('with all its choices or keywords', () => {
    const several = asked({ kind: 'chooseSeveral', choices: ['国有', foreign] });
    expect(showAnswer(several, ['国有', 'foreign'], words('zh-CN'))).toBe('国有、外资企业');
    expect(showAnswer(several, ['国有', 'foreign'], words('en'))).toMatch(/^国有, /);
    expect(showAnswer(asked({ kind: 'shortTexts' }), ['莓茶', '葛根'], words('zh-CN'))).toBe('莓茶、葛根');
  });
});

describe('a unit', () => {
  test('is said in the language, where a question has one', () => {
    expect(unitOf(asked({ kind: 'wholeNumber', unit: { 'zh-CN': '人', en: 'people' } }), 'en')).toBe(
      'people',
    );
    expect(unitOf(asked({ kind: 'wholeNumber' }), 'zh-CN')).toBeUndefined();
    expect(unitOf(asked({ kind: 'text' }), 'zh-CN')).toBeUndefined();
  });
});
