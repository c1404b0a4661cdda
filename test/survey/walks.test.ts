import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AnswerRow, answersFrom } from '../../src/survey/answers.js';
import { brokenChecks, compute } from '../../src/survey/arithmetic.js';
import type { Form } from '../../src/survey/form.js';
import { fits, judgeText } from '../../src/survey/judging/judge-answer.js';
import { nextStep, openSteps, places, progress } from '../../src/survey/next-step.js';
import { showAnswer } from '../../src/survey/show-answer.js';
import { allForms } from './forms-at-hand.js';
import { typedAgain, typedAnswer } from './typed-answers.js';

/* The official forms and the made-up one, filled in from the first question to the last by typing. */

const forms = await allForms();
const words = { language: 'zh-CN', yes: '是', no: '否', comma: '、' } as const;

function fillIn(form: Form, demands: readonly number[], luck: readonly number[]): AnswerRow[] {
  const rows: AnswerRow[] = [];
  for (;;) {
    const answers = answersFrom(demands, rows);
    const step = nextStep(form, answers);
    expect(progress(form, answers).done).toBe(rows.length);
    if (!step) return rows;
    const { question } = step.placed;
    const verdict = judgeText(question, typedAnswer(question, luck[rows.length % luck.length] ?? 0));
    if (verdict.kind !== 'accepted') throw new Error(`${question.id}: ${JSON.stringify(verdict)}`);
    rows.push({ ...step.key, skipped: false, value: verdict.value });
    expect(rows.length).toBeLessThanOrEqual(form.questions.length * (demands.length + 1));
  }
}

const luckyNumbers = fc.array(fc.nat(10_000), { minLength: 1, maxLength: 40 });

describe.each(forms)('%s', (_, form) => {
  const demandsOf = (count: number): number[] =>
    form.demand ? Array.from({ length: count }, (_, n) => n + 1) : [];

  test('can be filled in to its end by typing, whatever is chosen', () => {
    fc.assert(
      fc.property(luckyNumbers, fc.integer({ min: 1, max: 3 }), (luck, count) => {
        const demands = demandsOf(count);
        const answers = answersFrom(demands, fillIn(form, demands, luck));
        const { done, total } = progress(form, answers);
        expect(done).toBe(total);
        expect(openSteps(form, answers)).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  test('keeps answers that can be shown, typed again, and offered again', () => {
    fc.assert(
      fc.property(luckyNumbers, (luck) => {
        for (const { question: id, value } of fillIn(form, demandsOf(1), luck)) {
          const { question } = form.place(id);
          if (value === undefined) throw new Error(`${id} has no value`);
          expect(showAnswer(question, value, words), id).not.toBe('');
          expect(fits(question, value), id).toBe(true);
          expect(judgeText(question, typedAgain(value), true), id).toMatchObject({ kind: 'accepted', value });
        }
      }),
      { numRuns: 25 },
    );
  });

  test('computes its fields and judges its relations, whatever is answered', () => {
    fc.assert(
      fc.property(luckyNumbers, (luck) => {
        const demands = demandsOf(2);
        const answers = answersFrom(demands, fillIn(form, demands, luck));
        for (const { step } of places(form, answers)) {
          const { question } = step.placed;
          if (question.kind !== 'computed') continue;
          const value = compute(form, answers, question, step.key.demand);
          expect(value === undefined || Number.isFinite(value)).toBe(true);
        }
        for (const { left, right } of brokenChecks(form, answers))
          expect([left, right].every(Number.isFinite)).toBe(true);
      }),
      { numRuns: 25 },
    );
  });

  test('takes any text for any question without a fault', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: 'binary' }),
      fc.stringMatching(/^[\d.,-—万亿元年月日个十百%（）\s]{0,12}$/),
    );
    fc.assert(
      fc.property(fc.nat(), text, fc.boolean(), (at, typed, confirmed) => {
        const { question } = form.questions[at % form.questions.length] ?? { question: undefined };
        if (!question) return;
        const verdict = judgeText(question, typed, confirmed);
        if (verdict.kind !== 'accepted') return;
        expect(fits(question, verdict.value)).toBe(true);
        expect(JSON.stringify(verdict.value)).not.toMatch(/\\u0000|\\ud[89a-f]/);
      }),
      { numRuns: 1500 },
    );
  });
});
