import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AnswerRow, type AnswerValue, answersFrom, keyText, sameKey } from '../../src/survey/answers.js';
import { isShown } from '../../src/survey/conditions.js';
import type { Form } from '../../src/survey/form.js';
import {
  changedAnswers,
  currentStep,
  nextStep,
  openSteps,
  places,
  progress,
  type Step,
  stepBefore,
  steps,
} from '../../src/survey/next-step.js';
import { smallForm } from './forms-at-hand.js';
import { anyAnswers, anyForm, sampleFor } from './random-form.js';

const form = smallForm();
const name = ({ key }: Step): string => keyText(key);
const named = (step: Step | undefined): string | undefined => step && name(step);

function row(question: string, value: AnswerValue | undefined, demand = 0): AnswerRow {
  return { demand, question, skipped: value === undefined, value };
}

const unitPart = ['0.unit-name', '0.staff', '0.researchers', '0.area', '0.sector', '0.listed'];
const demandPart = (demand: number): string[] =>
  ['demand-name', 'category', 'ways', 'content', 'total', 'public', 'field'].map((id) => `${demand}.${id}`);

describe('the questions that are asked', () => {
  const east = row('area', 'east');

  test('come in the order of the paper, a demand’s once for each in their order', () => {
    const answers = answersFrom([7, 3], [east]);
    expect([...steps(form, answers)].map(name)).toEqual([
      ...unitPart,
      ...demandPart(7),
      ...demandPart(3),
      '0.remark',
    ]);
  });

  test('leave out what is hidden and what is computed', () => {
    expect([...steps(form, answersFrom([], [row('area', 'west')]))].map(name)).toEqual([
      ...unitPart.filter((one) => one !== '0.sector'),
      '0.remark',
    ]);
  });

  test('stand among the computed ones in an overview', () => {
    const all = [...places(form, answersFrom([], [east]))];
    const computed = all.filter(({ asked }) => !asked);
    expect(computed.map(({ step }) => name(step))).toEqual(['0.share']);
    expect(all.map(({ step }) => name(step)).slice(1, 5)).toEqual([
      '0.staff',
      '0.researchers',
      '0.share',
      '0.area',
    ]);
  });

  test('go through neighbouring repeated sections together, demand by demand', () => {
    const more = {
      id: 'money',
      title: '经费',
      repeats: { with: 'demand' },
      questions: [{ id: 'sum', kind: 'money', unit: '万元', label: '经费' }],
    };
    const end = { id: 'end', title: '其他', questions: [{ id: 'remark', kind: 'text', label: '备注' }] };
    const together = smallForm({ 'sections[2]': more, 'sections[3]': end });
    const asked = [...steps(together, answersFrom([1, 2], []))].map(name);
    expect(asked.slice(5)).toEqual([...demandPart(1), '1.sum', ...demandPart(2), '2.sum', '0.remark']);
  });
});

describe('the next question', () => {
  test('is the first without an answer; a skipped one has its answer', () => {
    const rows = [row('unit-name', '张家界莓茶'), row('staff', undefined)];
    expect(named(nextStep(form, answersFrom([1], rows)))).toBe('0.researchers');
  });

  test('goes back to what an earlier answer has newly opened', () => {
    const full = unitPart.filter((one) => one !== '0.sector').map((one) => row(one.slice(2), 'west'));
    expect(named(nextStep(form, answersFrom([1], full)))).toBe('1.demand-name');
    const changed = full.map((one) => (one.question === 'area' ? row('area', 'east') : one));
    expect(named(nextStep(form, answersFrom([1], changed)))).toBe('0.sector');
  });

  test('is none when all is answered', () => {
    const rows = [...unitPart, '0.remark'].map((one) => row(one.slice(2), 'x'));
    expect(nextStep(form, answersFrom([], rows))).toBeUndefined();
  });
});

describe('where a person is', () => {
  const answers = answersFrom([1], [row('unit-name', '张家界莓茶'), row('area', 'west')]);
  const at = (question: string, demand = 0): string | undefined =>
    named(currentStep(form, answers, { demand, question }));

  test('is the question they jumped to, answered or not', () => {
    expect(at('unit-name')).toBe('0.unit-name');
    expect(at('public', 1)).toBe('1.public');
  });

  test.each([
    ['hidden', 'sector', 0],
    ['computed', 'share', 0],
    ['of a demand that is gone', 'public', 9],
    ['of a demand, without one', 'public', 0],
    ['of the unit, in a demand', 'staff', 1],
    ['not in the form', 'gone', 0],
  ])('is the next open one when that question is %s', (_, question, demand) => {
    expect(at(question, demand)).toBe('0.staff');
  });

  test('is nowhere when all is answered, until they jump', () => {
    const rows = [...unitPart, '0.remark'].map((one) => row(one.slice(2), 'west'));
    const all = answersFrom([], rows);
    expect(currentStep(form, all, undefined)).toBeUndefined();
    expect(named(currentStep(form, all, { demand: 0, question: 'remark' }))).toBe('0.remark');
  });
});

describe('the question before', () => {
  const answers = answersFrom([1, 2], [row('area', 'west')]);
  const before = (question: string, demand = 0): string | undefined =>
    named(stepBefore(form, answers, { demand, question }));

  test('leaves out what is hidden or computed', () => {
    expect(before('listed')).toBe('0.area');
    expect(before('area')).toBe('0.researchers');
  });

  test('goes over the border of a section and of a demand', () => {
    expect(before('demand-name', 1)).toBe('0.listed');
    expect(before('demand-name', 2)).toBe('1.field');
  });

  test('is none before the first, and the last when all is answered', () => {
    expect(before('unit-name')).toBeUndefined();
    expect(named(stepBefore(form, answers, undefined))).toBe('0.remark');
  });
});

describe('what keeps a form from being submitted', () => {
  test('is what is open, and what is required and was skipped', () => {
    const optional = smallForm({ 'sections[2].questions[0].required': false });
    const rows = unitPart.map((one) => row(one.slice(2), one === '0.staff' ? undefined : 'east'));
    const left = (more: AnswerRow[]): string[] =>
      openSteps(optional, answersFrom([], [...rows, ...more])).map(name);
    expect(left([])).toEqual(['0.staff', '0.remark']);
    expect(left([row('remark', undefined)])).toEqual(['0.staff']);
  });
});

/** Answers the next question until none is left; gives what was asked. */
function walk(
  on: Form,
  demands: readonly number[],
  given: readonly AnswerRow[],
  luck: readonly number[],
): Step[] {
  const rows = [...given];
  const asked: Step[] = [];
  const most = on.questions.length * (demands.length + 1);
  for (;;) {
    const answers = answersFrom(demands, rows);
    const step = nextStep(on, answers);
    const share = progress(on, answers);
    expect(share.done).toBeLessThanOrEqual(share.total);
    expect(share.done === share.total).toBe(step === undefined);
    if (given.length === 0) expect(share.done).toBe(asked.length);
    if (!step) return asked;
    expect(asked.length, 'a walk that does not end').toBeLessThan(most);
    expect(asked.some(({ key }) => sameKey(key, step.key))).toBe(false);
    asked.push(step);
    const drawn = luck[asked.length % luck.length] ?? 0;
    const skips = !step.placed.question.required && drawn % 3 === 0;
    rows.push({
      ...step.key,
      skipped: skips,
      value: skips ? undefined : sampleFor(on, step.key.question, drawn),
    });
  }
}

const formAndAnswers = anyForm.chain((drawn) => fc.tuple(fc.constant(drawn), anyAnswers(drawn)));
const luckyNumbers = fc.array(fc.nat(1000), { minLength: 1, maxLength: 20 });
const runs = { numRuns: 400 };

describe('for any form and any answers', () => {
  test('only what is shown and not computed is asked, each once, of demands that are there', () => {
    fc.assert(
      fc.property(formAndAnswers, ([drawn, { demands, answers }]) => {
        const asked = [...steps(drawn, answers)];
        expect(new Set(asked.map(name)).size).toBe(asked.length);
        for (const { key, placed } of asked) {
          expect(placed.question.kind).not.toBe('computed');
          expect(isShown(drawn, answers, placed, key.demand)).toBe(true);
          expect(drawn.repeats(key.question) ? demands.includes(key.demand) : key.demand === 0).toBe(true);
        }
      }),
      runs,
    );
  });

  test('there is a next question, or all is done', () => {
    fc.assert(
      fc.property(formAndAnswers, ([drawn, { answers }]) => {
        const next = nextStep(drawn, answers);
        const { done, total } = progress(drawn, answers);
        expect(done).toBeGreaterThanOrEqual(0);
        expect(done).toBeLessThanOrEqual(total);
        expect(next === undefined).toBe(done === total);
        if (next) expect(answers.state(next.key)).toBe('open');
        expect(openSteps(drawn, answers).length).toBeGreaterThanOrEqual(total - done);
      }),
      runs,
    );
  });

  test('answers to what is hidden change nothing', () => {
    fc.assert(
      fc.property(formAndAnswers, ([drawn, { demands, rows, answers }]) => {
        const asked = [...steps(drawn, answers)];
        const seen = rows.filter((one) => asked.some(({ key }) => sameKey(key, one)));
        const without = answersFrom(demands, seen);
        expect([...steps(drawn, without)].map(name)).toEqual(asked.map(name));
        expect(progress(drawn, without)).toEqual(progress(drawn, answers));
      }),
      runs,
    );
  });

  test('a jump to what is not asked falls back to the next open question', () => {
    fc.assert(
      fc.property(formAndAnswers, fc.nat(4), fc.nat(50), ([drawn, { answers }], demand, at) => {
        const question = drawn.questions[at % drawn.questions.length]?.question.id ?? '';
        const asked = [...steps(drawn, answers)].find(({ key }) => sameKey(key, { demand, question }));
        expect(named(currentStep(drawn, answers, { demand, question }))).toBe(
          named(asked ?? nextStep(drawn, answers)),
        );
      }),
      runs,
    );
  });

  test('going back from the end passes every question once and ends at the first', () => {
    fc.assert(
      fc.property(formAndAnswers, ([drawn, { answers }]) => {
        const passed: string[] = [];
        for (let at = stepBefore(drawn, answers, undefined); at; at = stepBefore(drawn, answers, at.key)) {
          passed.unshift(name(at));
          expect(passed.length).toBeLessThan(200);
        }
        expect(passed).toEqual([...steps(drawn, answers)].map(name));
      }),
      runs,
    );
  });

  test('answering one question after another comes to an end, from nothing to all', () => {
    fc.assert(
      fc.property(formAndAnswers, luckyNumbers, ([drawn, { demands, rows }], luck) => {
        expect(progress(drawn, answersFrom(demands, [])).done).toBe(0);
        walk(drawn, demands, [], luck);
        walk(drawn, demands, rows, luck);
      }),
      runs,
    );
  });
});

describe('answers after a change', () => {
  test('are those that would have been read, and ask the same questions', () => {
    const drawn = anyForm.chain((one) => fc.tuple(fc.constant(one), anyAnswers(one), anyAnswers(one)));
    fc.assert(
      fc.property(drawn, ([one, { demands, rows, answers }, given]) => {
        // The walk is known before, and must not outlive a change that other questions look at.
        steps(one, answers);
        const written = given.rows.slice(0, 2);
        const removed = rows.slice(0, 2).filter((row) => !written.some((other) => sameKey(other, row)));
        const changed = [...written, ...removed];
        const kept = rows.filter((row) => !changed.some((other) => sameKey(other, row)));
        const read = answersFrom(demands, [...kept, ...written]);
        const after = changedAnswers(one, answers, written, removed);
        expect(steps(one, after).map(name)).toEqual(steps(one, read).map(name));
        for (const key of [...rows, ...changed])
          expect([after.state(key), after.value(key)]).toEqual([read.state(key), read.value(key)]);
      }),
    );
  });
});
