import { expect, it } from 'vitest';
import { afterEarlier, pastYears } from '../../src/publishing/after-earlier.js';
import { type CampaignDefinition, campaignSchema } from '../../src/survey/definition.js';
import { smallCampaign } from '../survey/small-campaign.js';

const now = new Date('2026-12-31T17:00:00Z');
const of = (changes: Record<string, unknown> = {}): CampaignDefinition =>
  campaignSchema.parse(smallCampaign(changes));
const after = (earlier: CampaignDefinition, title = '技术需求征集', taken = [earlier]) =>
  afterEarlier(earlier, { title, now, taken });

it('takes over what was asked and counted, under a name, a number and a prefix of its own', () => {
  const earlier = of({ id: 'river-2021', receiptPrefix: 'LJ2021', year: 2021 });
  const made = after(earlier, '2028年技术需求征集');
  expect(campaignSchema.parse(made)).toEqual(made);
  expect(made).toMatchObject({
    id: 'river-2028',
    receiptPrefix: 'LJ2028',
    year: 2028,
    title: '2028年技术需求征集',
  });
  expect(made.notice.version).toBe('2028-1');
  for (const part of ['forms', 'areas', 'sheets', 'roles', 'organiser', 'responsibility'] as const)
    expect(Reflect.get(made, part)).toEqual(Reflect.get(earlier, part));
});

it('is of the year that it is in its zone when its title names none', () => {
  expect(after(of()).year).toBe(2027);
  expect(after(of({ timeZone: 'America/New_York' })).year).toBe(2026);
  expect(after(of(), '第20210次征集').year).toBe(2027);
});

it('never goes by what is taken', () => {
  const first = of({ id: 'river-2027', receiptPrefix: 'LJ2027' });
  const second = after(first);
  expect([second.id, second.receiptPrefix]).toEqual(['river-2027-2', 'LJ2027X2']);
  const third = after(second, '技术需求征集', [first, second]);
  expect([third.id, third.receiptPrefix]).toEqual(['river-2027-3', 'LJ2027X3']);
});

it('keeps within what an id and a prefix may be', () => {
  const long = of({ id: `a${'-b'.repeat(23)}`, receiptPrefix: 'ABCDEFGHIJKL' });
  expect(campaignSchema.safeParse(after(long)).success).toBe(true);
  const taken = Array.from({ length: 12 }).reduce<CampaignDefinition[]>(
    (all) => [...all, after(long, '技术需求征集', all)],
    [long],
  );
  expect(new Set(taken.map(({ id }) => id)).size).toBe(taken.length);
  for (const one of taken) expect(campaignSchema.safeParse(one).success).toBe(true);
});

it('has its days counted from its opening where the earlier one had dates', () => {
  const dated = of({
    deadlines: { unit: { date: '2021-06-30' }, recommender: { at: '2021-07-15T17:30:00+08:00' } },
  });
  expect(after(dated).deadlines).toEqual({ unit: { days: 30 }, recommender: { days: 45 } });
  const counted = of({ deadlines: { unit: { days: 12 }, recommender: { days: 20 } } });
  expect(after(counted).deadlines).toEqual(counted.deadlines);
});

it('knows the years that its words name though they are over', () => {
  const words = of({
    year: 2027,
    'notice.purpose': '为2021年及“十四五”期间做准备，2026年开始，限12020年',
    'forms[0].title': '2025年度需求表',
  });
  expect(pastYears(words)).toEqual([2021, 2025]);
  expect(pastYears(of({ year: 2027 }))).toEqual([]);
});
