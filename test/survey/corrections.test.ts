import { describe, expect, it } from 'vitest';
import {
  type AnswerRow,
  type Answers,
  type AnswerValue,
  answersFrom,
  keyText,
} from '../../src/survey/answers.js';
import { brokenChecks } from '../../src/survey/arithmetic.js';
import {
  type Correcting,
  freeSteps,
  leftToCorrect,
  renewedBy,
  reopened,
  settledAnswers,
} from '../../src/survey/corrections.js';
import { nextStep, type Step } from '../../src/survey/next-step.js';
import { smallForm } from './forms-at-hand.js';

const form = smallForm();

function row(question: string, value: AnswerValue, demand = 0): AnswerRow {
  return { demand, question, skipped: false, value };
}

const rows = [
  row('unit-name', '甲公司'),
  row('staff', 10),
  row('researchers', 3),
  row('area', 'west'),
  row('listed', true),
  row('demand-name', '项目', 7),
  row('category', '攻关', 7),
  row('ways', ['转让'], 7),
  row('content', '内容', 7),
  row('total', 100, 7),
  row('public', 40, 7),
  row('field', '农业', 7),
  row('remark', '无'),
];

function round(keys: readonly string[], renewed: readonly string[] = []): Correcting {
  return { keys: new Set(keys), renewed: new Set(renewed) };
}

const names = (steps: readonly Step[]): string[] => steps.map(({ key }) => keyText(key));

/** The answers of a round, and what may be changed in it. */
function at(
  correcting: Correcting,
  given: readonly AnswerRow[] = rows,
): { answers: Answers; free: string[] } {
  const answers = reopened(answersFrom([7], given), correcting);
  return { answers, free: names(freeSteps(form, answers, correcting)) };
}

describe('a form that was sent back', () => {
  it('asks what was named, in the order of the form, until all of it is answered again', () => {
    const named = ['7.content', '0.staff'];
    const { answers, free } = at(round(named));
    expect(names(leftToCorrect(form, answers, round(named)))).toEqual(['0.staff', '7.content']);
    expect(free).toEqual(['0.staff', '7.content']);
    expect(nextStep(form, answers)?.key).toEqual({ demand: 0, question: 'staff' });
    const later = round(named, ['0.staff']);
    expect(nextStep(form, at(later).answers)?.key).toEqual({ demand: 7, question: 'content' });
    expect(at(later).free).toEqual(['0.staff', '7.content']);
    expect(nextStep(form, at(round(named, named)).answers)).toBeUndefined();
  });

  it('keeps the old values in sight of names and conditions', () => {
    const { answers } = at(round(['7.demand-name']));
    const key = { demand: 7, question: 'demand-name' };
    expect([answers.state(key), answers.value(key)]).toEqual(['open', '项目']);
    expect(settledAnswers(answers).value(key)).toBeUndefined();
  });

  it('lets the answers be given that one of this round has brought up, also those known from earlier', () => {
    const east = [...rows.filter(({ question }) => question !== 'area'), row('area', 'east')];
    const done = round(['0.area'], ['0.area']);
    const { answers, free } = at(done, east);
    expect(nextStep(form, answers)?.key.question).toBe('sector');
    expect(free).toEqual(['0.area', '0.sector']);
    expect(at(done, [...east, row('sector', '农业')]).free).toEqual(['0.area', '0.sector']);
    expect(at(round(['0.staff']), [...east, row('sector', '农业')]).free).toEqual(['0.staff']);
  });

  it('lets the other side of a relation be changed once it does not agree any more, and not before', () => {
    const less = [...rows.filter(({ question }) => question !== 'total'), row('total', 30, 7)];
    expect(at(round(['7.total'])).free).toEqual(['7.total']);
    expect(at(round(['7.total'], ['7.total']), less).free).toEqual(['7.total', '7.public']);
    // While it is asked again it breaks nothing.
    const { answers } = at(round(['7.total']), less);
    expect(brokenChecks(form, settledAnswers(answers))).toEqual([]);
  });

  it('counts what is written as answered in this round, and asks again what is taken back', () => {
    const before = round(['0.staff', '7.public'], ['7.public']);
    const after = renewedBy(before, [{ demand: 0, question: 'staff' }], [{ demand: 7, question: 'public' }]);
    expect([...after.renewed]).toEqual(['0.staff']);
  });
});
