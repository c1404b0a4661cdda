import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { builtInCampaigns, loadCampaigns } from '../../src/config/campaign-files.js';
import { choicesOf } from '../../src/survey/choices.js';
import type { FormDefinition, Question, SectionDefinition, Words } from '../../src/survey/definition.js';
import { say } from '../../src/survey/definition.js';

/** A field as the transcription of the paper has it. */
const field = z.object({
  group: z.string().optional(),
  label: z.string(),
  kind: z.string(),
  unit: z.string().optional(),
  limit: z.number().optional(),
  guide: z.string().optional(),
  choices: z.array(z.string()).optional(),
});
type Field = z.infer<typeof field>;
const fields = z.array(field);
const sections = z.array(z.object({ title: z.string(), fields }));
const sheet = z.object({ title: z.string(), head: z.array(z.string()), columns: z.array(z.string()) });

function paper<T>(name: string, schema: z.ZodType<T>): T {
  return schema.parse(JSON.parse(readFileSync(new URL(`papers/${name}.json`, import.meta.url), 'utf8')));
}

/** How the transcription words a kind, and what it says beyond it. */
function kindOf(text: string): string {
  const known: [RegExp, string][] = [
    [/^long text$/, 'longText'],
    [/^text$/, 'text'],
    [/^unified social credit code/, 'creditCode'],
    [/^postal code/, 'postalCode'],
    [/^mainland mobile/, 'mobile'],
    [/^phone, landline or mobile$/, 'phone'],
    [/^email$/, 'email'],
    [/^whole number/, 'wholeNumber'],
    [/^money/, 'money'],
    [/^computed/, 'computed'],
    [/^choose one$/, 'chooseOne'],
  ];
  return known.find(([pattern]) => pattern.test(text))?.[1] ?? `unknown: ${text}`;
}

const zh = (words: Words): string => say(words, 'zh-CN');

function onPaper({ label, group, kind, unit, limit, guide, choices }: Field) {
  return { group, label, kind: kindOf(kind), unit, limit, guide, choices };
}

function asDefined(question: Question) {
  return {
    group: question.group && zh(question.group),
    label: zh(question.label),
    kind: question.kind,
    unit: 'unit' in question && question.unit !== undefined ? zh(question.unit) : undefined,
    limit: question.kind === 'longText' ? question.limit : undefined,
    guide: question.guide && zh(question.guide),
    choices: question.kind === 'chooseOne' ? choicesOf(question).map(({ label }) => zh(label)) : undefined,
  };
}

const paperSections = (form: FormDefinition): SectionDefinition[] =>
  form.sections.filter((section) => section.onPaper);

/** "not above X" of the paper is a cross-check of the form; "may be negative" a property of the question. */
function expectKindsInFull(form: FormDefinition, transcribed: readonly Field[]): void {
  const questions = paperSections(form).flatMap((section) => section.questions);
  const idOf = (label: string): string | undefined => questions.find((one) => zh(one.label) === label)?.id;
  const limits = transcribed.flatMap(({ label, kind }) => {
    const other = /not above (.+)$/.exec(kind)?.[1];
    return other === undefined ? [] : [{ left: idOf(label), relation: '<=', right: idOf(other) }];
  });
  expect(form.checks.map(({ left, relation, right }) => ({ left, relation, right }))).toEqual(limits);
  const negative = transcribed
    .filter(({ kind }) => kind.includes('may be negative'))
    .map(({ label }) => label);
  const defined = questions.filter((one) => one.kind === 'money' && one.allowNegative);
  expect(defined.map(({ label }) => zh(label))).toEqual(negative);
}

const campaigns = new Map(
  (await loadCampaigns([builtInCampaigns])).map((campaign) => [campaign.id, campaign] as const),
);
function campaignOf(id: string) {
  const campaign = campaigns.get(id);
  if (!campaign) throw new Error(`no campaign ${id}`);
  return campaign;
}
function formOf(id: string, form: string): FormDefinition {
  const found = campaignOf(id).forms.find((one) => one.id === form);
  if (!found) throw new Error(`no form ${form}`);
  return found;
}
function sheetOf(id: string, at: number) {
  const found = campaignOf(id).sheets[at];
  if (!found) throw new Error(`no sheet ${at}`);
  const head = found.head.map((line) => zh(typeof line === 'object' && 'from' in line ? line.label : line));
  return { title: zh(found.title), head, columns: found.columns.map(({ label }) => zh(label)) };
}

describe('the Zhangjiajie campaign of 2021', () => {
  const transcribed = paper(
    'zhangjiajie-2021',
    z.object({
      campaign: z.object({ title: z.string(), year: z.number(), time_zone: z.string() }),
      form: z.object({ title: z.string(), sections }),
      summary_sheet: sheet,
      responsibility: z.object({
        groups: z.array(
          z.object({
            name: z.string(),
            regions: z.array(z.string()),
            city_department_sectors: z.array(z.string()),
            demand_categories_from_city_departments: z.array(z.string()).default([]),
          }),
        ),
      }),
    }),
  );
  const form = formOf('zhangjiajie-2021', 'survey');

  it('has the title, year and zone of the plan', () => {
    const { title, year, timeZone } = campaignOf('zhangjiajie-2021');
    const { title: printed, year: of, time_zone } = transcribed.campaign;
    expect([zh(title), year, timeZone]).toEqual([printed, of, time_zone]);
  });

  it('asks what annex 1 asks, in its order and to the letter', () => {
    expect(zh(form.title)).toBe(transcribed.form.title);
    const defined = paperSections(form).map(({ title, questions }) => ({
      title: zh(title),
      fields: questions.map(asDefined),
    }));
    const printed = transcribed.form.sections.map(({ title, fields: of }) => ({
      title,
      fields: of.map(onPaper),
    }));
    expect(defined).toEqual(printed);
    expect(defined.flatMap((section) => section.fields)).toHaveLength(24);
    expectKindsInFull(
      form,
      transcribed.form.sections.flatMap((section) => section.fields),
    );
  });

  it('repeats only the section of the project', () => {
    expect(paperSections(form).map((section) => section.repeats !== undefined)).toEqual([false, true]);
  });

  it('computes the research share from research spending and sales', () => {
    const share = form.sections[0]?.questions.find((question) => question.kind === 'computed');
    expect(share?.kind === 'computed' && share.formula).toEqual({
      percentage: ['research-spending', 'revenue'],
    });
  });

  it('asks for the sector apart from the paper, and only city departments', () => {
    const apart = form.sections.filter((section) => !section.onPaper);
    expect(apart.flatMap((section) => section.questions.map(({ id, showIf }) => ({ id, showIf })))).toEqual([
      { id: 'sector', showIf: { question: 'region', is: '市直行业部门' } },
    ]);
  });

  it('has the summary sheet of annex 2', () => {
    const { title, head, columns } = transcribed.summary_sheet;
    // The blank that the paper leaves for the day is filled in when the sheet is made.
    const undated = head.map((line) => line.replace(/\d{4}年.*$/, ''));
    expect(sheetOf('zhangjiajie-2021', 0)).toEqual({ title, head: undated, columns });
  });

  it('has the areas of the form and the responsibility of the plan', () => {
    const { areas, responsibility } = campaignOf('zhangjiajie-2021');
    const region = form.sections[0]?.questions.find(({ id }) => id === 'region');
    expect(region && asDefined(region).choices).toEqual(areas.map(({ label }) => zh(label)));
    expect(responsibility).toEqual(
      transcribed.responsibility.groups.map((group) => ({
        name: group.name,
        areas: group.regions,
        sectors: group.city_department_sectors,
        categories: group.demand_categories_from_city_departments,
      })),
    );
  });
});

describe('the Xinjiang campaign of 2023', () => {
  const transcribed = paper(
    'xinjiang-2023',
    z.object({
      campaign: z.object({ title: z.string(), year: z.number(), time_zone: z.string() }),
      annex_1_list: sheet,
      annex_2_form: z.object({ title: z.string(), fields }),
      annex_3_form: z.object({ title: z.string(), sections }),
      annex_4_summary: sheet,
    }),
  );

  it('has the title, year and zone of the notice', () => {
    const { title, year, timeZone } = campaignOf('xinjiang-2023');
    const { title: printed, year: of, time_zone } = transcribed.campaign;
    expect([zh(title), year, timeZone]).toEqual([printed, of, time_zone]);
  });

  it('asks the unit once for the head of annex 1 and for each project what annex 2 asks', () => {
    const form = formOf('xinjiang-2023', 'key-technology');
    expect(zh(form.title)).toBe(transcribed.annex_2_form.title);
    expect(form.filledBy).toBe('unit');
    const [once, each, ...more] = form.sections;
    expect(more).toEqual([]);
    const [stamp, ...head] = transcribed.annex_1_list.head;
    expect(stamp).toBe('提交单位（盖章）');
    expect(once?.questions.map(({ label, kind }) => [zh(label), kind])).toEqual(
      head.map((label) => [label, { 办公电话: 'phone', 手机: 'mobile' }[label] ?? 'text']),
    );
    expect(each?.repeats).toBeDefined();
    expect(each?.questions.map(asDefined)).toEqual(transcribed.annex_2_form.fields.map(onPaper));
    expectKindsInFull(form, transcribed.annex_2_form.fields);
  });

  it('asks the recommender what annex 3 asks, under its headings and in its order', () => {
    const form = formOf('xinjiang-2023', 'recommended-project');
    expect(zh(form.title)).toBe(transcribed.annex_3_form.title);
    expect(form.filledBy).toBe('recommender');
    const defined = form.sections.flatMap(({ title, questions }) =>
      questions.map((question) => ({ ...asDefined(question), group: zh(title) })),
    );
    const printed = transcribed.annex_3_form.sections.flatMap(({ title, fields: of }) =>
      of.map((one) => ({ ...onPaper(one), group: title })),
    );
    expect(defined).toEqual(printed);
    expectKindsInFull(
      form,
      transcribed.annex_3_form.sections.flatMap((section) => section.fields),
    );
  });

  it('asks a recommender once who it is, and for at most five projects', () => {
    const [once, each] = formOf('xinjiang-2023', 'recommended-project').sections;
    expect(once?.questions.map(({ label }) => zh(label))).toEqual([
      '推荐单位',
      '联系部门',
      '联系人',
      '联系电话',
    ]);
    expect(once?.repeats).toBeUndefined();
    expect(each?.repeats).toMatchObject({ max: 5 });
  });

  it('has the list of annex 1 and the summary of annex 4', () => {
    const withColons = (head: string[]) => head.map((line) => line.replace(/）$/, '）：'));
    const { annex_1_list: list, annex_4_summary: summary } = transcribed;
    expect(sheetOf('xinjiang-2023', 0)).toEqual({ ...list, head: withColons(list.head) });
    expect(sheetOf('xinjiang-2023', 1)).toEqual({ ...summary, head: withColons(summary.head) });
  });
});

describe('both official campaigns', () => {
  it('give the unit 30 days and the recommender 45', () => {
    expect([...campaigns.values()].map(({ deadlines }) => deadlines)).toEqual(
      [...campaigns].map(() => ({ unit: { days: 30 }, recommender: { days: 45 } })),
    );
    expect(campaigns.size).toBe(2);
  });

  it('ask everything that the paper asks: nothing is optional', () => {
    const questions = [...campaigns.values()].flatMap(({ forms }) =>
      forms.flatMap((form) => form.sections.flatMap((section) => section.questions)),
    );
    expect(questions.filter(({ required }) => !required)).toEqual([]);
  });

  it('share reuse keys only between questions of one kind', () => {
    const kinds = new Map<string, Set<string>>();
    for (const { forms } of campaigns.values())
      for (const { reuse, kind } of forms.flatMap((form) =>
        form.sections.flatMap(({ questions }) => questions),
      ))
        if (reuse !== undefined) kinds.set(reuse, (kinds.get(reuse) ?? new Set()).add(kind));
    expect([...kinds].filter(([, of]) => of.size > 1)).toEqual([]);
    expect([...kinds.keys()]).toEqual(
      expect.arrayContaining(['unit-name', 'contact-name', 'contact-mobile']),
    );
  });
});
