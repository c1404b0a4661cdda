import { describe, expect, test } from 'vitest';
import { type AnswerRow, type AnswerValue, answersFrom } from '../../src/survey/answers.js';
import { holds, isShown, keyFrom } from '../../src/survey/conditions.js';
import type { Condition } from '../../src/survey/definition.js';
import { smallForm } from './forms-at-hand.js';

describe('a condition on', () => {
  const values: Record<string, AnswerValue | undefined> = {
    area: 'east',
    listed: false,
    staff: 20,
    zero: 0,
    ways: ['转让', '合作'],
    none: [],
    open: undefined,
  };
  const yes: [string, Condition][] = [
    ['a choice that is made', { question: 'area', is: 'east' }],
    ['one of several choices', { question: 'area', isOneOf: ['west', 'east'] }],
    ['no', { question: 'listed', is: false }],
    ['a number', { question: 'staff', is: 20 }],
    ['a number at its lower bound', { question: 'staff', atLeast: 20 }],
    ['a number at its upper bound', { question: 'staff', atMost: 20 }],
    ['nought, which is an answer', { question: 'zero', atMost: 0 }],
    ['a choice among several', { question: 'ways', includes: '合作' }],
    ['an answer that is there', { question: 'listed', answered: true }],
    ['an empty choice, which is an answer', { question: 'none', answered: true }],
    ['an answer that is not there', { question: 'open', answered: false }],
    ['the opposite of what an open question meets', { not: { question: 'open', is: 'x' } }],
    [
      'all parts',
      {
        all: [
          { question: 'area', is: 'east' },
          { question: 'staff', atLeast: 1 },
        ],
      },
    ],
    [
      'any part',
      {
        any: [
          { question: 'area', is: 'west' },
          { question: 'staff', atLeast: 1 },
        ],
      },
    ],
  ];
  const no: [string, Condition][] = [
    ['another choice', { question: 'area', is: 'west' }],
    ['none of several choices', { question: 'area', isOneOf: ['west', 'north'] }],
    ['yes where no was said', { question: 'listed', is: true }],
    ['a number as text', { question: 'staff', is: '20' }],
    ['false where nought was said', { question: 'zero', is: false }],
    ['a number one below', { question: 'staff', atLeast: 21 }],
    ['a number one above', { question: 'staff', atMost: 19 }],
    ['a choice that is not among several', { question: 'ways', includes: '入股' }],
    ['a part of a text, which is no choice', { question: 'area', includes: 'eas' }],
    ['an open question, whatever is asked of it', { question: 'open', is: 'x' }],
    ['an open number from below', { question: 'open', atMost: 5 }],
    ['an open number from above', { question: 'open', atLeast: 0 }],
    ['an open choice of several', { question: 'open', includes: '合作' }],
    ['an open question, to be answered', { question: 'open', answered: true }],
    ['a text, to be compared with a number', { question: 'area', atLeast: 0 }],
    [
      'all parts, when one does not hold',
      {
        all: [
          { question: 'area', is: 'east' },
          { question: 'staff', atMost: 1 },
        ],
      },
    ],
    [
      'any part, when none holds',
      {
        any: [
          { question: 'area', is: 'west' },
          { question: 'staff', atMost: 1 },
        ],
      },
    ],
    ['the opposite of what holds', { not: { question: 'area', is: 'east' } }],
  ];
  test.each(yes)('%s holds', (_, condition) => {
    expect(holds(condition, (question) => values[question])).toBe(true);
  });
  test.each(no)('%s does not hold', (_, condition) => {
    expect(holds(condition, (question) => values[question])).toBe(false);
  });
});

const chained = {
  'sections[0].questions[6].showIf': { question: 'sector', is: '农业' },
  'sections[1].questions[1].showIf': { question: 'listed', is: true },
  'sections[1].questions[2].showIf': { question: 'category', is: '攻关' },
};

describe('a question', () => {
  const form = smallForm(chained);
  const row = (question: string, value: AnswerValue, demand = 0): AnswerRow => ({
    demand,
    question,
    skipped: false,
    value,
  });
  const shown = (question: string, rows: readonly AnswerRow[], demand = 0): boolean =>
    isShown(form, answersFrom([1, 2], rows), form.place(question), demand);
  const path = [row('area', 'east'), row('sector', '农业'), row('listed', true)];

  test('without a condition is always asked', () => {
    expect(shown('unit-name', [])).toBe(true);
  });

  test('is asked once its condition holds', () => {
    expect(shown('sector', [])).toBe(false);
    expect(shown('sector', [row('area', 'west')])).toBe(false);
    expect(shown('sector', [row('area', 'east')])).toBe(true);
  });

  test('is hidden with the question it hangs on, though that one’s answer is kept', () => {
    expect(shown('listed', path)).toBe(true);
    expect(shown('listed', [row('area', 'west'), ...path.slice(1)])).toBe(false);
  });

  test('of a demand can hang on the unit’s answers', () => {
    expect(shown('category', path, 1)).toBe(true);
    expect(shown('category', path.slice(0, 2), 1)).toBe(false);
  });

  test('of a demand hangs on its own demand’s answers, not on another’s', () => {
    const rows = [...path, row('category', '攻关', 1), row('category', '科普', 2)];
    expect(shown('ways', rows, 1)).toBe(true);
    expect(shown('ways', rows, 2)).toBe(false);
  });

  test('that hangs on a skipped question is not asked', () => {
    expect(shown('sector', [{ demand: 0, question: 'area', skipped: true }])).toBe(false);
  });

  test('has its answer under its demand, or under the unit', () => {
    expect(keyFrom(form, 2, 'category')).toEqual({ demand: 2, question: 'category' });
    expect(keyFrom(form, 2, 'area')).toEqual({ demand: 0, question: 'area' });
  });
});

describe('conditions that hang on one another', () => {
  /** Each question hangs on the two before it: looked up afresh each time, the last would take 2^n looks. */
  function ladder(steps: number): Record<string, unknown> {
    const asked = Array.from({ length: steps }, (_, n) => ({
      id: `step-${n}`,
      kind: 'yesNo',
      label: `第${n}步`,
      ...(n >= 2 && {
        showIf: {
          all: [
            { question: `step-${n - 1}`, is: true },
            { question: `step-${n - 2}`, is: true },
          ],
        },
      }),
    }));
    return { 'sections[2].questions': asked };
  }

  test('are looked at once each, however long the chain', () => {
    const form = smallForm(ladder(120));
    const rows = Array.from({ length: 120 }, (_, n) => ({
      demand: 0,
      question: `step-${n}`,
      skipped: false,
      value: true,
    }));
    let looks = 0;
    const answers = answersFrom([], rows);
    const counted = {
      ...answers,
      value: (key: Parameters<typeof answers.value>[0]) => {
        looks += 1;
        if (looks > 100_000) throw new Error('too many looks');
        return answers.value(key);
      },
    };
    expect(isShown(form, counted, form.place('step-119'), 0)).toBe(true);
    expect(looks).toBeLessThan(1000);
  });
});
