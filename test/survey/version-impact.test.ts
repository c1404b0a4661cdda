import { describe, expect, it } from 'vitest';
import type { AnswerRow, AnswerValue } from '../../src/survey/answers.js';
import { campaignSchema, type FormDefinition } from '../../src/survey/definition.js';
import { prepareForm } from '../../src/survey/form.js';
import { changedIdentities } from '../../src/survey/question-identity.js';
import { emptyTally, tallied, versionChange } from '../../src/survey/version-impact.js';
import { smallCampaign } from './small-campaign.js';

const unit = 'forms[0].sections[0].questions';
const need = 'forms[0].sections[1].questions';
const last = 'forms[0].sections[2].questions';

function formWith(changes: Record<string, unknown> = {}): FormDefinition {
  const [form] = campaignSchema.parse(smallCampaign(changes)).forms;
  if (!form) throw new Error('a campaign without a form');
  return form;
}

const answers: Readonly<Record<string, AnswerValue>> = {
  '0.unit-name': '甲公司',
  '0.staff': 120,
  '0.researchers': 18,
  '0.area': 'east',
  '0.sector': '农业',
  '0.listed': true,
  '7.demand-name': '莓茶',
  '7.category': '攻关',
  '7.ways': ['转让', '合作'],
  '7.content': '保鲜技术研究',
  '7.total': 320,
  '7.public': 100,
  '7.field': '机床',
};

function rowsOf(given: Readonly<Record<string, AnswerValue | null>>): AnswerRow[] {
  return Object.entries(given).map(([key, value]) => {
    const [demand = '', question = ''] = key.split('.');
    return { demand: Number(demand), question, skipped: value === null, ...(value !== null && { value }) };
  });
}

const full = rowsOf({ ...answers, '0.remark': '无' });

function impact(changes: Record<string, unknown>, rows = full, demands: readonly number[] = [7]) {
  return versionChange(prepareForm(formWith()), prepareForm(formWith(changes)))({ demands, rows });
}

function told(changes: Record<string, unknown>, rows = full): string[] {
  const { affected, more, clashes } = impact(changes, rows);
  return [
    ...affected.map(({ row, fate }) => `${fate.kind} ${row.demand}.${row.question}`),
    ...more.map(({ demand, question }) => `more ${demand}.${question}`),
    ...(clashes > 0 ? [`clashes ${clashes}`] : []),
  ];
}

const email = { id: 'email', kind: 'email', label: '邮箱' };

describe('a newer version of a form means for a draft', () => {
  it.each<[string, Record<string, unknown>, string[]]>([
    ['nothing where it reads the same', {}, []],
    ['nothing where only words change', { [`${unit}[1].label`]: '职工总数（人）' }, []],
    ['nothing where a limit grows', { [`${need}[3].limit`]: 400 }, []],
    ['nothing at exactly the limit', { [`${need}[3].limit`]: 6 }, []],
    ['an answer over its limit', { [`${need}[3].limit`]: 5 }, ['overLimit 7.content']],
    ['a line over its length', { [`${unit}[0].maxLength`]: 2 }, ['overLimit 0.unit-name']],
    ['a choice that is gone', { [`${need}[1].choices`]: ['科普', '推广'] }, ['invalid 7.category']],
    ['one of several choices gone', { [`${need}[2].choices`]: ['合作', '委托'] }, ['invalid 7.ways']],
    ['nothing where a choice is added', { [`${need}[2].choices`]: ['转让', '合作', '委托'] }, []],
    ['an entry that is gone', { [`${need}[6].entries`]: ['农业', '林业'] }, ['invalid 7.field']],
    ['a number out of range', { [`${unit}[1].max`]: 100 }, ['invalid 0.staff']],
    ['one more question', { [`${last}[1]`]: email }, ['more 0.email']],
    ['one more for each demand', { [`${need}[7]`]: email }, ['more 7.email']],
    ['one more, that may be skipped', { [`${last}[1]`]: { ...email, required: false } }, ['more 0.email']],
    [
      'nothing for a question that is not asked here',
      { [`${unit}[7]`]: { ...email, showIf: { question: 'area', is: 'west' } } },
      [],
    ],
    [
      'an answer whose question is gone, and one that it hid',
      { [`${unit}[5].showIf`]: { question: 'area', is: 'west' }, [last]: [email] },
      ['gone 0.remark', 'more 0.email'],
    ],
    [
      'a relation that does not hold',
      { 'forms[0].checks[1]': { id: 'few', left: 'staff', relation: '<=', right: 100, reason: '太多' } },
      ['clashes 1'],
    ],
  ])('%s', (_, changes, expected) => {
    expect(told(changes)).toEqual(expected);
  });

  it('nothing more for questions that were open before, and what is asked again is no further one', () => {
    const begun = rowsOf({ '0.unit-name': '甲公司', '7.content': '保鲜技术研究' });
    expect(told({ [`${need}[3].limit`]: 5 }, begun)).toEqual(['overLimit 7.content']);
  });

  it('one more answer where a skipped question may not be skipped any more', () => {
    const before = prepareForm(formWith({ [`${last}[0].required`]: false }));
    const judge = versionChange(before, prepareForm(formWith()));
    const rows = rowsOf({ ...answers, '0.remark': null });
    const { affected, more } = judge({ demands: [7], rows });
    expect(affected.map(({ fate }) => fate.kind)).toEqual(['nowRequired']);
    expect(more).toEqual([{ demand: 0, question: 'remark' }]);
  });

  it('a first demand where the form had none', () => {
    const now = formWith();
    const before = prepareForm({
      ...now,
      sections: now.sections.filter(({ id }) => id !== 'demand'),
      checks: [],
    });
    expect(before.demand).toBeUndefined();
    const { more } = versionChange(before, prepareForm(now))({ demands: [], rows: [] });
    expect(more).toHaveLength(7);
  });

  it('what is tallied over all drafts', () => {
    const changes = { [`${need}[3].limit`]: 5, [`${last}[1]`]: email };
    const short = rowsOf({ ...answers, '7.content': '保鲜', '0.remark': '无' });
    const two = rowsOf({ ...answers, '8.content': '再来一个保鲜', '0.remark': '无' });
    const drafts = [impact({}), impact(changes, short), impact(changes, full), impact(changes, two, [7, 8])];
    expect(drafts.reduce(tallied, emptyTally)).toMatchObject({
      drafts: 4,
      unaffected: 1,
      more: { drafts: 3, least: 1, most: 1 },
      overLimit: { drafts: 2, least: 1, most: 2 },
      invalid: { drafts: 0 },
    });
  });
});

describe('an id stands for one question', () => {
  it.each<[string, Record<string, unknown>, string[]]>([
    ['whatever its words and limit', { [`${unit}[0].label`]: '名称', [`${need}[3].limit`]: 10 }, []],
    ['not of another kind', { [`${last}[0].kind`]: 'yesNo' }, ['kind remark text yesNo']],
    [
      'not once and then for each demand',
      { [last]: [email], [`${need}[7]`]: { id: 'remark', kind: 'text', label: '备注' } },
      ['repeats remark false true'],
    ],
    [
      'not in another unit',
      { [`${need}[4].unit`]: '元', [`${need}[5].unit`]: '元' },
      ['unit total 万元 元', 'unit public 万元 元'],
    ],
    ['but may get a unit', { [`${unit}[1].unit`]: '人' }, []],
  ])('%s', (_, changes, expected) => {
    const faults = changedIdentities([formWith()], formWith(changes));
    expect(
      faults.map(({ kind, question, before, after }) => `${kind} ${question} ${before} ${after}`),
    ).toEqual(expected);
  });

  it('of any earlier version, not only the last', () => {
    const without = formWith({ [last]: [email] });
    const [fault] = changedIdentities([formWith(), without], formWith({ [`${last}[0].kind`]: 'yesNo' }));
    expect(fault).toMatchObject({ question: 'remark', path: 'sections[2].questions[0]', kind: 'kind' });
  });
});
