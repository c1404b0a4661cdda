import { describe, expect, test } from 'vitest';
import { typedWord } from '../../src/intake/typed-words.js';
import type { Question } from '../../src/survey/definition.js';
import { smallForm } from '../survey/forms-at-hand.js';

function question(definition: Readonly<Record<string, unknown>>): Question {
  const asked = { id: 'asked', label: '问题', required: false, ...definition };
  return smallForm({ 'sections[2].questions[0]': asked }).place('asked').question;
}

describe('没有 typed at a question that may be left out', () => {
  test.each([
    { kind: 'wholeNumber' },
    { kind: 'number' },
    { kind: 'money', unit: '万元' },
    { kind: 'mobile' },
    { kind: 'phone' },
    { kind: 'email' },
    { kind: 'webAddress' },
    { kind: 'postalCode' },
    { kind: 'creditCode' },
    { kind: 'date' },
    { kind: 'year' },
    { kind: 'chooseOne', choices: ['甲', '乙'] },
    { kind: 'chooseSeveral', choices: ['甲', '乙'] },
    { kind: 'chooseFromList', entries: ['甲', '乙'] },
  ])('skips where it cannot be the answer: %o', (definition) => {
    for (const typed of ['没有', '无', '暂无。', ' 无 ', '/'])
      expect(typedWord(typed, 'zh-CN', question(definition))).toBe('skip');
    expect(typedWord('没有', 'zh-CN', question({ ...definition, required: true }))).toBeUndefined();
  });

  test.each([
    { kind: 'text' },
    { kind: 'longText', limit: 100 },
    { kind: 'shortTexts' },
    { kind: 'yesNo' },
    { kind: 'chooseOne', choices: ['有专利', '没有专利'] },
    { kind: 'chooseSeveral', choices: ['有', '没有'] },
    { kind: 'chooseFromList', entries: ['没有', '乙'] },
  ])('answers where it can be the answer: %o', (definition) => {
    expect(typedWord('没有', 'zh-CN', question(definition))).toBeUndefined();
  });

  test('is only these words', () => {
    for (const typed of ['没有网站', '无锡', '0', '李建国'])
      expect(typedWord(typed, 'zh-CN', question({ kind: 'phone' }))).toBeUndefined();
    expect(typedWord('没有', 'zh-CN', undefined)).toBeUndefined();
  });
});
