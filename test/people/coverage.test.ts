import { describe, expect, it } from 'vitest';
import type { Appointment } from '../../src/people/appointment.js';
import { type BegunForm, coversUnit, type ExpectedUnit, matchForms } from '../../src/people/coverage.js';

const unit = (id: number, other: Partial<ExpectedUnit> = {}): ExpectedUnit => ({
  id,
  name: `第${id}公司`,
  creditCode: null,
  personId: null,
  ...other,
});
const form = (submission: number, other: Partial<BegunForm> = {}): BegunForm => ({
  submission,
  personId: 100 + submission,
  name: null,
  creditCode: null,
  state: 'draft',
  changedAt: new Date(submission * 1000),
  ...other,
});
const matched = (units: readonly ExpectedUnit[], forms: readonly BegunForm[]) => {
  const { byUnit, others } = matchForms(units, forms);
  return {
    units: Object.fromEntries([...byUnit].map(([id, { submission }]) => [id, submission])),
    others: others.map(({ submission }) => submission),
  };
};

describe('the form of a unit', () => {
  it('is that of its bound person, before it says anything', () => {
    expect(matched([unit(1, { personId: 7 })], [form(1, { personId: 7 })])).toEqual({
      units: { 1: 1 },
      others: [],
    });
  });

  it('is found by the credit code, whatever name stands beside it, else by the name', () => {
    const units = [unit(1, { creditCode: 'A' }), unit(2)];
    expect(matched(units, [form(1, { creditCode: 'A', name: '第2公司' })])).toEqual({
      units: { 1: 1 },
      others: [],
    });
    expect(matched(units, [form(1, { creditCode: 'B', name: ' 第２公司' })])).toEqual({
      units: { 2: 1 },
      others: [],
    });
  });

  it('is not one with a name that only begins alike', () => {
    expect(matched([unit(1)], [form(1, { name: '第1公司分公司' })])).toEqual({ units: {}, others: [1] });
  });

  it('of a bound person counts before another that names the unit', () => {
    const units = [unit(1, { personId: 7, creditCode: 'A' })];
    const forms = [form(1, { personId: 7 }), form(2, { creditCode: 'A', state: 'submitted' })];
    expect(matched(units, forms)).toEqual({ units: { 1: 1 }, others: [] });
  });

  it('of a person who fills in for two units is the one that it names', () => {
    const units = [unit(1, { personId: 7 }), unit(2, { personId: 7 }), unit(3)];
    expect(matched(units, [form(1, { personId: 7, name: '第2公司' })]).units).toEqual({ 2: 1 });
    expect(matched(units, [form(1, { personId: 7, name: '第3公司' })]).units).toEqual({ 3: 1 });
  });

  it('that was entered by somebody else is not of the unit that this person is bound to', () => {
    expect(matched([unit(1, { personId: 7 })], [form(1, { personId: null })]).others).toEqual([1]);
  });

  it('is, of several, the one that was sent back, then the submitted, then the newest draft', () => {
    const named = { name: '第1公司' };
    const draft = [form(1, named), form(2, named)];
    const submitted = form(3, { ...named, state: 'submitted', changedAt: new Date(0) });
    const sentBack = form(4, { ...named, state: 'correcting', changedAt: new Date(0) });
    expect(matched([unit(1)], draft).units).toEqual({ 1: 2 });
    expect(matched([unit(1)], [submitted, ...draft]).units).toEqual({ 1: 3 });
    expect(matched([unit(1)], [sentBack, submitted, ...draft]).units).toEqual({ 1: 4 });
  });
});

describe('a unit of the roster', () => {
  const appointment = (other: Partial<Appointment>): Appointment => ({
    id: 1,
    campaignId: 'c',
    role: 'responsible',
    title: '某科',
    scopes: [],
    ...other,
  });
  const here = { campaignId: 'c', area: '慈利县', sector: '农业' };

  it.each([
    ['its area', appointment({ scopes: [{ kind: 'area', value: '慈利县' }] }), true],
    ['another area', appointment({ scopes: [{ kind: 'area', value: '永定区' }] }), false],
    ['its sector in a county', appointment({ scopes: [{ kind: 'sector', value: '农业' }] }), false],
    ['a category', appointment({ scopes: [{ kind: 'category', value: '农业' }] }), false],
    ['the whole campaign', appointment({ role: 'planner' }), true],
    ['another campaign', appointment({ role: 'planner', campaignId: 'd' }), false],
  ])('is the business of whoever has %s: as expected', (_, one, is) => {
    expect(coversUnit(one, here, ['市直部门'])).toBe(is);
  });

  it('of a city department is the business of whoever has its sector', () => {
    const farming = appointment({ scopes: [{ kind: 'sector', value: '农业' }] });
    expect(coversUnit(farming, { ...here, area: '市直部门' }, ['市直部门'])).toBe(true);
  });
});
