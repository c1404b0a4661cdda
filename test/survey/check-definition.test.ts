import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadLocale } from '../../src/locale/locale.js';
import { checkDefinition } from '../../src/survey/definition-check/check-definition.js';
import { mistakeText, placeText } from '../../src/wording/definition-fault.js';
import { smallCampaign } from './small-campaign.js';

const t = loadLocale(new URL('../../locales/', import.meta.url))('en');

function lines(data: unknown): string[] {
  const verdict = checkDefinition(data);
  return verdict.kind === 'sound'
    ? []
    : verdict.faults.map((fault) => `${placeText(t, fault)}: ${mistakeText(t, fault.mistake)}`);
}

const unit = 'forms[0].sections[0].questions';
const demand = 'forms[0].sections[1].questions';

/** [what is wrong, the changes, the fault's path, words of its reason] */
const shapes: [string, Record<string, unknown>, string, RegExp][] = [
  ['a missing limit', { [`${demand}[3].limit`]: undefined }, `${demand}[3].limit`, /is missing/],
  ['a mistyped key', { [`${demand}[3].limt`]: 300 }, `${demand}[3].limt`, /Did you mean "limit"\?/],
  [
    'a key of nowhere',
    { 'forms[0].colour': 'red' },
    'forms[0].colour',
    /Valid keys here: id, title, filledBy/,
  ],
  [
    'a key of another place',
    { [`${unit}[4].choices[0]`]: { id: 'east', label: '东', divisions: ['430802'] } },
    `${unit}[4].choices[0].divisions`,
    /Valid keys here: id, label\. It belongs to areas\[\]\.divisions\.$/,
  ],
  [
    'a key of another kind of question',
    { [`${unit}[0].limit`]: 300 },
    `${unit}[0].limit`,
    /^(?!.*belongs to)/,
  ],
  [
    'a mistyped kind',
    { [`${unit}[0].kind`]: 'longtext' },
    `${unit}[0].kind`,
    /"longtext".*Did you mean "longText"\?/,
  ],
  ['a kind of nowhere', { [`${unit}[0].kind`]: 'signature' }, `${unit}[0].kind`, /One of: text, longText/],
  ['a missing kind', { [`${unit}[0].kind`]: undefined }, `${unit}[0].kind`, /is missing\. One of: text/],
  ['a limit as text', { [`${demand}[3].limit`]: '300' }, `${demand}[3].limit`, /a number, not "300"/],
  ['a limit of a half', { [`${demand}[3].limit`]: 0.5 }, `${demand}[3].limit`, /whole number/],
  ['a wrong unit', { [`${demand}[4].unit`]: '万' }, `${demand}[4].unit`, /"万" is not known.*万元/],
  ['an empty title', { title: '' }, 'title', /must not be empty/],
  ['a title without Chinese', { title: { en: 'x' } }, 'title.zh-CN', /is missing/],
  ['an id with capitals', { [`${unit}[6].id`]: 'Listed' }, `${unit}[6].id`, /small letters/],
  ['one choice only', { [`${unit}[4].choices`]: ['east'] }, `${unit}[4].choices`, /at least 2 entries/],
  ['no zone', { timeZone: 'Asia/Zhangjiajie' }, 'timeZone', /IANA/],
  [
    'a day that is not',
    { deadlines: { unit: { date: '2026-02-30' }, recommender: { days: 9 } } },
    'deadlines.unit.date',
    /date that exists/,
  ],
  [
    'a deadline of nothing',
    { deadlines: { unit: {}, recommender: { days: 9 } } },
    'deadlines.unit',
    /needs one of: days, date, at/,
  ],
  [
    'a condition of a wrong word',
    { [`${unit}[5].showIf`]: { question: 'area', equals: 'east' } },
    `${unit}[5].showIf.equals`,
    /Valid keys here: question, is, isOneOf/,
  ],
  [
    'a condition of nothing',
    { [`${unit}[5].showIf`]: { question: 'area' } },
    `${unit}[5].showIf`,
    /needs one of: is, isOneOf, includes/,
  ],
  [
    'a condition of two',
    { [`${unit}[5].showIf`]: { question: 'area', is: 'east', answered: true } },
    `${unit}[5].showIf`,
    /cannot hold .* together/,
  ],
  [
    'a nested mistyped condition',
    { [`${unit}[5].showIf`]: { all: [{ not: { question: 'area', iss: 'east' } }] } },
    `${unit}[5].showIf.all[0].not.iss`,
    /Did you mean "is"/,
  ],
  [
    'a choice of a wrong shape',
    { [`${unit}[4].choices[1]`]: { id: 'west' } },
    `${unit}[4].choices[1].label`,
    /is missing/,
  ],
  [
    'a formula of a wrong word',
    { [`${unit}[3].formula`]: { percent: ['researchers', 'staff'] } },
    `${unit}[3].formula.percent`,
    /"percentage"/,
  ],
  ['a column from nowhere', { 'sheets[0].columns[1].from': 'rank' }, 'sheets[0].columns[1].from', /sequence/],
  ['questions that are no list', { [unit]: {} }, unit, /a list, not an object/],
];

const relations: [string, Record<string, unknown>, string, RegExp][] = [
  [
    'an id used twice',
    { [`${demand}[3].id`]: 'staff' },
    `${demand}[3].id`,
    /already used at forms\[0\]\.sections\[0\]\.questions\[1\]\.id/,
  ],
  ['ids apart by a hyphen', { [`${demand}[3].id`]: 'unitname' }, `${demand}[3].id`, /differ only by hyphens/],
  [
    'a choice twice',
    { [`${demand}[1].choices`]: ['攻关', '攻关', '科普'] },
    `${demand}[1].choices[1]`,
    /already used/,
  ],
  [
    'a day that can never be given',
    {
      [`${unit}[0]`]: {
        id: 'unit-name',
        kind: 'date',
        label: '日期',
        earliest: '2026-09-01',
        latest: '2026-08-31',
      },
    },
    `${unit}[0].latest`,
    /2026-08-31 is before earliest \(2026-09-01\)/,
  ],
  [
    'choices that read alike',
    { [`${demand}[1].choices`]: ['攻关', '科普', '科 普'] },
    `${demand}[1].choices[2]`,
    /cannot be told apart/,
  ],
  [
    'two ids of one label',
    { [`${demand}[1].choices[2]`]: { id: 'c', label: '攻关' } },
    `${demand}[1].choices[2]`,
    /cannot be told apart/,
  ],
  [
    'a condition on nothing',
    { [`${unit}[5].showIf.question`]: 'aera' },
    `${unit}[5].showIf.question`,
    /Did you mean "area"/,
  ],
  [
    'a condition on a later question',
    { [`${unit}[1].showIf`]: { question: 'area', is: 'east' } },
    `${unit}[1].showIf.question`,
    /comes later/,
  ],
  [
    'a condition on itself',
    { [`${unit}[4].showIf`]: { question: 'area', is: 'east' } },
    `${unit}[4].showIf.question`,
    /itself/,
  ],
  [
    'a look into the demands',
    { 'forms[0].sections[2].questions[0].showIf': { question: 'category', is: '攻关' } },
    'forms[0].sections[2].questions[0].showIf.question',
    /for each demand/,
  ],
  [
    'a condition on no choice',
    { [`${unit}[5].showIf.is`]: 'north' },
    `${unit}[5].showIf.is`,
    /not a choice of "area".*east, west/,
  ],
  [
    'is on several choices',
    { [`${demand}[3].showIf`]: { question: 'ways', is: '转让' } },
    `${demand}[3].showIf.is`,
    /use includes/,
  ],
  [
    'includes on one choice',
    { [`${unit}[5].showIf`]: { question: 'area', includes: 'east' } },
    `${unit}[5].showIf.includes`,
    /use is/,
  ],
  [
    'a text compared',
    { [`${unit}[5].showIf`]: { question: 'unit-name', is: '甲' } },
    `${unit}[5].showIf.is`,
    /answered/,
  ],
  [
    'a choice compared as number',
    { [`${unit}[5].showIf`]: { question: 'area', atLeast: 1 } },
    `${unit}[5].showIf.atLeast`,
    /can be compared/,
  ],
  [
    'yes as a word',
    { [`${demand}[3].showIf`]: { question: 'listed', is: '是' } },
    `${demand}[3].showIf.is`,
    /true or false/,
  ],
  [
    'a condition on a computed field',
    { [`${unit}[5].showIf`]: { question: 'share', atLeast: 3 } },
    `${unit}[5].showIf.question`,
    /computed/,
  ],
  [
    'a condition on a heading of a list',
    {
      'forms[0].sections[1].questions[6].showIf': undefined,
      [`${demand}[7]`]: {
        id: 'more',
        kind: 'text',
        label: '补充',
        showIf: { question: 'field', is: '制造' },
      },
    },
    `${demand}[7].showIf.is`,
    /not a choice/,
  ],
  [
    'a sum of words',
    { [`${unit}[3].formula`]: { sum: ['staff', 'unit-name'] } },
    `${unit}[3].formula.sum[1]`,
    /"unit-name" is a text question/,
  ],
  [
    'a unit sum over demands',
    { [`${unit}[3].formula`]: { sum: ['staff', 'total'] } },
    `${unit}[3].formula.sum[1]`,
    /for each demand/,
  ],
  [
    'a sum of computed fields',
    { [`${unit}[3].formula`]: { sum: ['share'] } },
    `${unit}[3].formula.sum[0]`,
    /computed question/,
  ],
  [
    'a check of nothing',
    { 'forms[0].checks[0].left': 'publik' },
    'forms[0].checks[0].left',
    /Did you mean "public"/,
  ],
  [
    'a check of two numbers',
    { 'forms[0].checks[0].left': 1, 'forms[0].checks[0].right': 2 },
    'forms[0].checks[0]',
    /two fixed numbers/,
  ],
  [
    'a check across units',
    { [`${demand}[5].unit`]: '元' },
    'forms[0].checks[0].right',
    /asked in 万元 but "public" in 元/,
  ],
  [
    'two things that repeat',
    { 'forms[0].sections[2].repeats': { noun: '条', nameFrom: 'remark' } },
    'forms[0].sections[2].repeats',
    /only one thing of a form can repeat/,
  ],
  [
    'a section that repeats with one that does not',
    { 'forms[0].sections[2].repeats': { with: 'unit' } },
    'forms[0].sections[2].repeats.with',
    /"unit" is not the section/,
  ],
  [
    'a name from elsewhere',
    { 'forms[0].sections[1].repeats.nameFrom': 'unit-name' },
    'forms[0].sections[1].repeats.nameFrom',
    /that repeats/,
  ],
  [
    'a name of 300 字',
    { 'forms[0].sections[1].repeats.nameFrom': 'content' },
    'forms[0].sections[1].repeats.nameFrom',
    /a name has at most 100/,
  ],
  ['reuse in the demands', { [`${demand}[0].reuse`]: 'name' }, `${demand}[0].reuse`, /cannot be reused/],
  ['one key for two', { [`${unit}[1].reuse`]: 'unit-name' }, `${unit}[1].reuse`, /already used/],
  [
    'a role without its question',
    { 'forms[0].roles.creditCode': 'code' },
    'forms[0].roles.creditCode',
    /no question/,
  ],
  [
    'a role of a wrong kind',
    { 'forms[0].roles.area': 'staff' },
    'forms[0].roles.area',
    /chooseOne, chooseFromList/,
  ],
  [
    'a unit named by each demand',
    { 'forms[0].roles.unitName': 'demand-name' },
    'forms[0].roles.unitName',
    /asked once/,
  ],
  [
    'a demand named once',
    { 'forms[0].roles.demandName': 'unit-name' },
    'forms[0].roles.demandName',
    /repeated section/,
  ],
  [
    'no name of a demand',
    { 'forms[0].roles.demandName': undefined },
    'forms[0].roles.demandName',
    /is missing/,
  ],
  [
    'a choice that is no area',
    { areas: [{ id: 'east', label: '河东' }] },
    'forms[0].roles.area',
    /"west", which is not among the areas/,
  ],
  [
    'two who answer for one area',
    { 'responsibility[1]': { name: '另一组', areas: ['east'] } },
    'responsibility[1].areas[0]',
    /Only one/,
  ],
  [
    'an answer for no area',
    { 'responsibility[0].areas': ['est'] },
    'responsibility[0].areas[0]',
    /Did you mean "east"/,
  ],
  [
    'a sector nobody can choose',
    { 'responsibility[0].sectors': ['渔业'] },
    'responsibility[0].sectors[0]',
    /roles\.sector/,
  ],
  [
    'a category nobody can choose',
    { 'responsibility[0].categories': ['其他'] },
    'responsibility[0].categories[0]',
    /roles\.category/,
  ],
  ['a sheet of no form', { 'sheets[0].form': 'demands' }, 'sheets[0].form', /Did you mean "demand"/],
  [
    'a column of no question',
    { 'sheets[0].columns[1].from': { question: 'name' } },
    'sheets[0].columns[1].from.question',
    /no question/,
  ],
  [
    'a head from each demand',
    { 'sheets[0].head[1].from.question': 'total' },
    'sheets[0].head[1].from.question',
    /belongs in a column/,
  ],
  [
    'a reporter before the unit',
    { deadlines: { unit: { days: 45 }, recommender: { days: 30 } } },
    'deadlines.recommender',
    /before the deadline of the unit/,
  ],
  [
    'a deadline of another year',
    { deadlines: { unit: { date: '2025-12-31' }, recommender: { date: '2026-06-30' } } },
    'deadlines.unit',
    /before the year/,
  ],
  [
    'a minimum above the maximum',
    { [`${unit}[1].min`]: 5, [`${unit}[1].max`]: 4 },
    `${unit}[1].min`,
    /more than max/,
  ],
  [
    'more choices than there are',
    { [`${demand}[2].max`]: 3 },
    `${demand}[2].max`,
    /more than there are choices/,
  ],
  [
    'a fourth level',
    {
      [`${demand}[6].entries[0].children[0]`]: {
        label: '甲',
        children: [{ label: '乙', children: ['丙', '丁'] }],
      },
    },
    `${demand}[6].entries[0].children[0].children[0].children`,
    /at most 3 levels/,
  ],
  [
    'one leaf under two headings',
    { [`${demand}[6].entries[1]`]: { label: '农业', children: ['机床', '农机'] } },
    `${demand}[6].entries[1].children[0]`,
    /an id of its own/,
  ],
];

describe('a definition', () => {
  it('is sound where nothing is wrong', () => {
    expect(lines(smallCampaign())).toEqual([]);
  });

  it('may limit the name of a demand in 字', () => {
    const changes = { [`${demand}[0]`]: { id: 'demand-name', kind: 'longText', label: '名称', limit: 25 } };
    expect(lines(smallCampaign(changes))).toEqual([]);
  });

  it.each([
    ['every kind, with conditions both ways and a nested list', 'made-up/definition.json'],
    ['a survey of technical problems as offices issue them', 'office-forms/hard-problems.json'],
    ['a survey of research results as offices issue them', 'office-forms/results.json'],
  ])('of %s is sound', (_what, file) => {
    const text = readFileSync(new URL(file, import.meta.url), 'utf8');
    expect(lines(JSON.parse(text))).toEqual([]);
  });

  it.each([...shapes, ...relations])(
    'with %s is refused with path and reason',
    (_name, changes, path, reason) => {
      const all = lines(smallCampaign(changes));
      const found = all.filter((line) => line.startsWith(`${path}: `));
      expect(found, all.join('\n')).toHaveLength(1);
      expect(found[0]).toMatch(reason);
    },
  );

  it('has all its faults named at once, those of shape and those between parts', () => {
    const faults = lines(
      smallCampaign({
        year: 'soon',
        [`${unit}[1].unti`]: '人',
        [`${unit}[5].showIf.question`]: 'aera',
        [`${demand}[3].limit`]: undefined,
        'forms[0].checks[0].relation': '=<',
        'sheets[0].form': 'demands',
        'responsibility[0].areas': ['est'],
      }),
    );
    expect(faults.map((line) => line.slice(0, line.indexOf(': ')))).toEqual([
      'year',
      `${unit}[1].unti`,
      `${demand}[3].limit`,
      'forms[0].checks[0].relation',
      `${unit}[5].showIf.question`,
      'responsibility[0].areas[0]',
      'sheets[0].form',
    ]);
  });

  it('says nothing of a faulty question but its fault', () => {
    const faults = lines(smallCampaign({ [`${unit}[4].kind`]: 'choseOne', [`${unit}[1].kind`]: 'number!' }));
    expect(faults.map((line) => line.slice(0, line.indexOf(': ')))).toEqual([
      `${unit}[1].kind`,
      `${unit}[4].kind`,
    ]);
  });

  it('of any shape gets a verdict, and a refusal names a place and a reason', () => {
    const paths = pathsOf(smallCampaign());
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...paths), fc.jsonValue({ maxDepth: 2 })), {
          minLength: 1,
          maxLength: 3,
        }),
        (changes) => {
          const data = changes.reduce<unknown>(
            (made, [path, value]) => replaced(made, path, value),
            smallCampaign(),
          );
          const verdict = checkDefinition(data);
          if (verdict.kind === 'sound') return;
          expect(verdict.faults.length).toBeGreaterThan(0);
          for (const fault of verdict.faults) {
            expect(placeText(t, fault)).not.toBe('');
            expect(mistakeText(t, fault.mistake)).not.toMatch(/undefined|\[object|^$/);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it.each([null, [], 'x', 1, {}])('of %j is refused', (data) => {
    expect(lines(data).length).toBeGreaterThan(0);
  });
});

function pathsOf(data: unknown): string[][] {
  if (typeof data !== 'object' || data === null) return [[]];
  return [
    [],
    ...Object.entries(data).flatMap(([key, value]) => pathsOf(value).map((path) => [key, ...path])),
  ];
}

function replaced(data: unknown, [step, ...rest]: string[], value: unknown): unknown {
  if (step === undefined) return value;
  if (typeof data !== 'object' || data === null || !Object.hasOwn(data, step)) return data;
  const copy = (Array.isArray(data) ? [...(data as unknown[])] : { ...data }) as Record<string, unknown>;
  copy[step] = replaced(copy[step], rest, value);
  return copy;
}
