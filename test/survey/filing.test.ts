import { describe, expect, it } from 'vitest';
import { type AnswerRow, type AnswerValue, answersFrom } from '../../src/survey/answers.js';
import { filedAgain, filedDemands } from '../../src/survey/filing.js';
import { smallForm } from './forms-at-hand.js';

const form = smallForm();

function row(question: string, value: AnswerValue, demand = 0): AnswerRow {
  return { demand, question, skipped: false, value };
}

describe('what the desk is told of a demand', () => {
  const rows = [
    row('unit-name', '甲公司'),
    row('area', 'east'),
    row('sector', '农业'),
    row('demand-name', '第二个', 3),
    row('category', '攻关', 3),
    row('demand-name', '第一个', 7),
  ];

  it('is what the roles of the form say, for each demand at its place', () => {
    expect(filedDemands(form, answersFrom([7, 3], rows))).toEqual([
      {
        demand: 7,
        place: 1,
        area: 'east',
        sector: '农业',
        category: undefined,
        field: undefined,
        name: '第一个',
        unit: '甲公司',
        creditCode: undefined,
      },
      {
        demand: 3,
        place: 2,
        area: 'east',
        sector: '农业',
        category: '攻关',
        field: undefined,
        name: '第二个',
        unit: '甲公司',
        creditCode: undefined,
      },
    ]);
  });

  it('leaves out what other answers hide, though it is stored', () => {
    const west = [...rows.filter(({ question }) => question !== 'area'), row('area', 'west')];
    expect(filedDemands(form, answersFrom([7], west))[0]).toMatchObject({ area: 'west', sector: undefined });
  });

  it('is one demand where no part of the form repeats, with its id once it has one', () => {
    const single = smallForm({ 'sections[1].repeats': undefined });
    const given = [row('demand-name', '一个项目'), row('unit-name', '某厅')];
    expect(filedDemands(single, answersFrom([], given))).toMatchObject([
      { demand: 0, place: 1, name: '一个项目', unit: '某厅' },
    ]);
    expect(filedDemands(single, answersFrom([12], given))).toMatchObject([{ demand: 12, name: '一个项目' }]);
  });

  it('has no name where the form asks for none', () => {
    const roles = { ...form.definition.roles, demandName: undefined };
    const nameless = smallForm({ 'sections[1].repeats': undefined, roles });
    expect(filedDemands(nameless, answersFrom([], [row('unit-name', '某厅')]))).toMatchObject([{ name: '' }]);
  });
});

describe('a demand that is filed again', () => {
  it.each([
    ['withdrawn', false, 'waiting'],
    ['sentBack', false, 'corrected'],
    ['sentBack', true, 'corrected'],
    ['accepted', false, 'accepted'],
    ['accepted', true, 'corrected'],
    ['waiting', true, 'waiting'],
    ['corrected', true, 'corrected'],
  ] as const)('that was %s (changed: %s) is %s', (before, changed, after) => {
    expect(filedAgain(before, changed)).toBe(after);
  });
});
