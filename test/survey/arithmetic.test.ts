import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AnswerRow, type Answers, type AnswerValue, answersFrom } from '../../src/survey/answers.js';
import { brokenChecks, checkQuestions, checksBrokenBy, compute } from '../../src/survey/arithmetic.js';
import type { Form } from '../../src/survey/form.js';
import { smallForm } from './forms-at-hand.js';

function answered(values: Readonly<Record<string, AnswerValue>>, demand = 0): AnswerRow[] {
  return Object.entries(values).map(([question, value]) => ({ demand, question, skipped: false, value }));
}

function computed(form: Form, answers: Answers, id: string, demand = 0): number | undefined {
  const { question } = form.place(id);
  if (question.kind !== 'computed') throw new Error(`${id} is not computed`);
  return compute(form, answers, question, demand);
}

const demandAt = 'sections[1].questions';
const form = smallForm({
  [`${demandAt}[7]`]: { id: 'sum', kind: 'computed', label: '合计', formula: { sum: ['total', 'public'] } },
  [`${demandAt}[8]`]: {
    id: 'own',
    kind: 'computed',
    label: '自筹',
    decimals: 1,
    formula: { difference: ['total', 'public'] },
  },
});

describe('a computed share', () => {
  const share = (
    researchers: AnswerValue | undefined,
    staff: AnswerValue | undefined,
  ): number | undefined => {
    const values = {
      ...(researchers !== undefined && { researchers }),
      ...(staff !== undefined && { staff }),
    };
    return computed(form, answersFrom([], answered(values)), 'share');
  };

  test.each([
    [30, 120, 25],
    [0, 120, 0],
    [120, 120, 100],
    [1, 3, 33.33],
    [2, 3, 66.67],
    [1, 800, 0.13],
    // 23 / 160 × 100 is 14.375, in binary a little less; people round it up.
    [23, 160, 14.38],
    [41, 160, 25.63],
  ])('of %d in %d is %d', (researchers, staff, wanted) => {
    expect(share(researchers, staff)).toBe(wanted);
  });

  test('is blank while a part is open, and when the whole is nought', () => {
    expect(share(undefined, 120)).toBeUndefined();
    expect(share(30, undefined)).toBeUndefined();
    expect(share(30, 0)).toBeUndefined();
  });

  test('is blank when a part was skipped or is no number', () => {
    const rows: AnswerRow[] = [
      ...answered({ staff: 120 }),
      { demand: 0, question: 'researchers', skipped: true },
    ];
    expect(computed(form, answersFrom([], rows), 'share')).toBeUndefined();
    expect(share('30', 120)).toBeUndefined();
  });

  test('is rounded half up for any whole numbers, as on paper', () => {
    fc.assert(
      fc.property(
        fc.nat(2000),
        fc.oneof(fc.constantFrom(160, 320, 800, 1600), fc.integer({ min: 1, max: 1_000_000 })),
        (part, whole) => {
          const exact = (20_000n * BigInt(part) + BigInt(whole)) / (2n * BigInt(whole));
          expect(share(part, whole)).toBe(Number(exact) / 100);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('a computed sum and difference', () => {
  const of = (id: string, values: Readonly<Record<string, AnswerValue>>): number | undefined =>
    computed(form, answersFrom([1], answered(values, 1)), id, 1);

  test('show no binary noise', () => {
    expect(of('sum', { total: 0.1, public: 0.2 })).toBe(0.3);
    expect(of('own', { total: 0.3, public: 0.1 })).toBe(0.2);
    expect(of('sum', { total: 1.005, public: 0 })).toBe(1.01);
  });

  test('a sum takes what is there, and is blank when nothing is', () => {
    expect(of('sum', { total: 12.5 })).toBe(12.5);
    expect(of('sum', {})).toBeUndefined();
  });

  test('a difference needs both, and can be below nought', () => {
    expect(of('own', { total: 12.5 })).toBeUndefined();
    expect(of('own', { total: 1, public: 3.25 })).toBe(-2.3);
  });

  test('a difference of nearly nothing is nought, not minus nought', () => {
    expect(of('own', { total: 1, public: 1.01 })).toBe(0);
  });

  test('belong to their own demand', () => {
    const rows = [...answered({ total: 10, public: 2 }, 1), ...answered({ total: 20, public: 3 }, 2)];
    const answers = answersFrom([1, 2], rows);
    expect(computed(form, answers, 'sum', 1)).toBe(12);
    expect(computed(form, answers, 'sum', 2)).toBe(23);
  });

  test('hold of amounts up to the largest, to the cent', () => {
    const cents = fc.integer({ min: 0, max: 100_000_000_000 });
    fc.assert(
      fc.property(cents, cents, (a, b) => {
        expect(of('sum', { total: a / 100, public: b / 100 })).toBe((a + b) / 100);
      }),
    );
  });
});

describe('a part that is hidden', () => {
  const hiding = smallForm({ 'sections[0].questions[2].showIf': { question: 'staff', atLeast: 10 } });

  test('does not count, though its answer is kept', () => {
    expect(computed(hiding, answersFrom([], answered({ staff: 10, researchers: 5 })), 'share')).toBe(50);
    expect(
      computed(hiding, answersFrom([], answered({ staff: 8, researchers: 5 })), 'share'),
    ).toBeUndefined();
  });
});

function withCheck(check: Readonly<Record<string, unknown>>, more: Record<string, unknown> = {}): Form {
  return smallForm({ ...more, checks: [{ id: 'the-check', reason: '请核对', ...check }] });
}

describe('a relation between answers', () => {
  const relations: [string, number, number, boolean][] = [
    ['<', 1, 2, true],
    ['<', 2, 2, false],
    ['<=', 2, 2, true],
    ['<=', 2.01, 2, false],
    ['=', 2, 2, true],
    ['=', 2, 2.000001, false],
    ['>=', 2, 2, true],
    ['>=', 1.99, 2, false],
    ['>', 3, 2, true],
    ['>', 2, 2, false],
  ];
  test.each(relations)('%s between %d and %d: %s', (relation, left, right, holds) => {
    const checked = withCheck({ left: 'public', relation, right: 'total' });
    const answers = answersFrom([1], answered({ public: left, total: right }, 1));
    expect(brokenChecks(checked, answers)).toEqual(
      holds ? [] : [{ check: checked.definition.checks[0], demand: 1, left, right }],
    );
  });

  test('holds while a side is open, skipped or hidden', () => {
    const checked = withCheck({ left: 'public', relation: '<=', right: 'total' });
    expect(brokenChecks(checked, answersFrom([1], answered({ public: 5 }, 1)))).toEqual([]);
    const skipped: AnswerRow[] = [
      ...answered({ public: 5 }, 1),
      { demand: 1, question: 'total', skipped: true },
    ];
    expect(brokenChecks(checked, answersFrom([1], skipped))).toEqual([]);
    const hiding = withCheck(
      { left: 'public', relation: '<=', right: 'total' },
      { [`${demandAt}[5].showIf`]: { question: 'category', is: '科普' } },
    );
    const rows = answered({ category: '攻关', public: 5, total: 1 }, 1);
    expect(brokenChecks(hiding, answersFrom([1], rows))).toEqual([]);
  });

  test('is judged in each demand by itself', () => {
    const checked = withCheck({ left: 'public', relation: '<=', right: 'total' });
    const rows = [
      ...answered({ public: 5, total: 1 }, 1),
      ...answered({ public: 1, total: 5 }, 2),
      ...answered({ public: 9, total: 1 }, 3),
    ];
    const broken = brokenChecks(checked, answersFrom([3, 1, 2], rows));
    expect(broken.map(({ demand }) => demand)).toEqual([3, 1]);
  });

  test('with the unit’s own answers is judged in each demand', () => {
    const checked = withCheck({ left: 'public', relation: '<=', right: 'staff' });
    const rows = [...answered({ staff: 3 }), ...answered({ public: 5 }, 1), ...answered({ public: 1 }, 2)];
    expect(brokenChecks(checked, answersFrom([1, 2], rows)).map(({ demand }) => demand)).toEqual([1]);
  });

  test('of a sum waits for all its parts', () => {
    const checked = withCheck({ left: { sum: ['public', 'total'] }, relation: '>=', right: 10 });
    expect(brokenChecks(checked, answersFrom([1], answered({ public: 5 }, 1)))).toEqual([]);
    const [broken] = brokenChecks(checked, answersFrom([1], answered({ public: 5, total: 4.9 }, 1)));
    expect(broken).toMatchObject({ left: 9.9, right: 10 });
  });

  test('of a sum knows no binary noise', () => {
    const checked = withCheck(
      { left: { sum: ['public', 'total'] }, relation: '=', right: 'land' },
      {
        [`${demandAt}[7]`]: { id: 'land', kind: 'money', unit: '万元', label: '土地' },
      },
    );
    const amount = fc.integer({ min: 0, max: 1_000_000_000 });
    fc.assert(
      fc.property(amount, amount, fc.integer({ min: 0, max: 6 }), (a, b, decimals) => {
        const scale = 10 ** decimals;
        const rows = answered({ public: a / scale, total: b / scale, land: (a + b) / scale }, 1);
        expect(brokenChecks(checked, answersFrom([1], rows))).toEqual([]);
      }),
    );
  });

  test('between days compares days', () => {
    const days = {
      [`${demandAt}[7]`]: { id: 'begin', kind: 'date', label: '开始' },
      [`${demandAt}[8]`]: { id: 'finish', kind: 'date', label: '结束' },
    };
    const checked = withCheck({ left: 'begin', relation: '<', right: 'finish' }, days);
    const broken = (begin: string, finish: string): number =>
      brokenChecks(checked, answersFrom([1], answered({ begin, finish }, 1))).length;
    expect(broken('2026-06-30', '2026-07-01')).toBe(0);
    expect(broken('2026-06-30', '2026-06-30')).toBe(1);
    expect(broken('2026-12-01', '2026-06-30')).toBe(1);
  });

  test('names the questions on both sides', () => {
    const checked = withCheck({ left: { sum: ['public', 'total'] }, relation: '>=', right: 'staff' });
    expect(checked.definition.checks.map(checkQuestions)).toEqual([['public', 'total', 'staff']]);
  });
});

describe('the relations that an answer breaks', () => {
  const checked = withCheck({ left: 'public', relation: '<=', right: 'staff' });
  const rows = [...answered({ staff: 3 }), ...answered({ public: 5 }, 1), ...answered({ public: 9 }, 2)];
  const answers = answersFrom([1, 2], rows);
  const by = (question: string, demand: number): number[] =>
    checksBrokenBy(checked, answers, { question, demand }).map((broken) => broken.demand);

  test('are those of its own demand', () => {
    expect(by('public', 2)).toEqual([2]);
  });

  test('are those of every demand for an answer of the unit', () => {
    expect(by('staff', 0)).toEqual([1, 2]);
  });

  test('are none for a question that takes no part', () => {
    expect(by('total', 1)).toEqual([]);
  });
});
