import { describe, expect, test } from 'vitest';
import { say } from '../../src/survey/definition.js';
import {
  conditionQuestions,
  formulaQuestions,
  fullLabel,
  prepareForm,
  termQuestions,
} from '../../src/survey/form.js';
import { allForms, smallForm } from './forms-at-hand.js';

const forms = await allForms();

describe('a prepared form', () => {
  const form = smallForm();

  test('numbers its questions through the form, and within each section as people count', () => {
    expect(form.questions.map(({ index }) => index)).toEqual(form.questions.map((_, n) => n));
    expect(form.place('unit-name')).toMatchObject({ index: 0, number: 1 });
    expect(form.place('demand-name')).toMatchObject({ index: 7, number: 1 });
    expect(form.place('remark')).toMatchObject({ index: 14, number: 1 });
  });

  test('knows what it has and what it asks once for each demand', () => {
    expect([form.has('staff'), form.has('gone')]).toEqual([true, false]);
    expect([form.repeats('total'), form.repeats('staff')]).toEqual([true, false]);
    expect(form.demand).toMatchObject({ noun: '需求', nameFrom: 'demand-name', max: 20 });
  });

  test('throws on a question that it does not have', () => {
    expect(() => form.place('gone')).toThrow('form demand has no question gone');
    expect(() => form.repeats('gone')).toThrow('form demand has no question gone');
  });

  test('goes through neighbouring sections together, where they repeat or do not alike', () => {
    const more = {
      id: 'money',
      title: '经费',
      repeats: { with: 'demand' },
      questions: [{ id: 'sum', kind: 'money', unit: '万元', label: '经费' }],
    };
    const end = { id: 'end', title: '其他', questions: [{ id: 'remark', kind: 'text', label: '备注' }] };
    const longer = smallForm({
      'sections[2]': more,
      'sections[3]': end,
      'sections[4]': { ...end, id: 'last', questions: [{ id: 'sign', kind: 'text', label: '签字' }] },
    });
    expect(longer.runs.map(({ repeats, questions }) => [repeats, questions.length])).toEqual([
      [false, 7],
      [true, 8],
      [false, 2],
    ]);
    expect(longer.runs.flatMap(({ questions }) => questions)).toEqual(longer.questions);
  });

  test('loads the values of just the questions that others look at', () => {
    const looked = smallForm({
      'sections[1].questions[2].showIf': {
        not: {
          any: [
            { question: 'listed', is: true },
            { question: 'category', answered: true },
          ],
        },
      },
      checks: [
        { id: 'sums', left: { sum: ['public', 'total'] }, relation: '>=', right: 10, reason: '请核对' },
      ],
    });
    expect([...looked.signals].sort()).toEqual(
      ['area', 'category', 'demand-name', 'listed', 'public', 'researchers', 'staff', 'total'].sort(),
    );
  });

  test('without a repeated section has no demand', () => {
    const single = prepareForm({
      ...form.definition,
      sections: form.definition.sections.filter((section) => !section.repeats),
      checks: [],
    });
    expect(single.demand).toBeUndefined();
    expect(single.runs).toHaveLength(1);
  });
});

describe('a label', () => {
  const words =
    (language: 'zh-CN' | 'en') =>
    (text: Parameters<typeof say>[0]): string =>
      say(text, language);
  const mobile = smallForm({
    'sections[2].questions[0]': {
      id: 'mobile',
      kind: 'mobile',
      label: '手机',
      group: { 'zh-CN': '法定代表人', en: 'Legal representative' },
    },
  }).place('mobile').question;

  test('stands behind its group', () => {
    expect(fullLabel(mobile, words('zh-CN'))).toBe('法定代表人 · 手机');
  });

  test('is Chinese where it is not translated', () => {
    expect(fullLabel(mobile, words('en'))).toBe('Legal representative · 手机');
  });

  test('stands alone where it has no group', () => {
    expect(fullLabel(smallForm().place('staff').question, words('zh-CN'))).toBe('职工');
  });
});

describe('the questions that are looked at', () => {
  test('by a condition are those of all its parts', () => {
    const condition = {
      all: [
        { question: 'a', is: 1 },
        { any: [{ not: { question: 'b', answered: true } }, { question: 'c', includes: 'x' }] },
      ],
    };
    expect(conditionQuestions(condition)).toEqual(['a', 'b', 'c']);
  });

  test.each([
    [5, []],
    ['a', ['a']],
    [{ sum: ['a', 'b'] }, ['a', 'b']],
  ])('by the side %j of a relation are %j', (term, wanted) => {
    expect(termQuestions(term)).toEqual(wanted);
  });

  test.each([
    [{ percentage: ['a', 'b'] as [string, string] }, ['a', 'b']],
    [{ difference: ['a', 'b'] as [string, string] }, ['a', 'b']],
    [{ sum: ['a', 'b', 'c'] }, ['a', 'b', 'c']],
  ])('by the formula %j are %j', (formula, wanted) => {
    expect(formulaQuestions(formula)).toEqual(wanted);
  });
});

describe.each(forms)('%s', (_, form) => {
  test('has every question at its place, in one run', () => {
    for (const placed of form.questions) expect(form.place(placed.question.id)).toBe(placed);
    expect(form.runs.flatMap(({ questions }) => questions)).toEqual(form.questions);
    expect(form.signals.every((id) => form.has(id))).toBe(true);
  });
});
