import { z } from 'zod';

/*
 * The definition of a campaign: the only thing that knows an official form. The JSON Schema that authors
 * use is generated from here, so every field that is not obvious carries a description.
 */

/* The second argument of a pattern is the name of its format in definition-check/fault.ts, which has its words. */

/** Words of a form: Chinese, or Chinese with a translation beside it. */
const words = z
  .union([
    z.string().trim().min(1).max(4000),
    z.strictObject({
      'zh-CN': z.string().trim().min(1).max(4000),
      en: z.string().trim().min(1).max(4000).optional(),
    }),
  ])
  .meta({ id: 'Words', description: 'Chinese words, or Chinese with a translation beside them.' });
export type Words = z.infer<typeof words>;

const id = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,47}$/, 'id')
  .meta({ id: 'Id', description: 'A stable id: never renamed, never used again for something else.' });

const scalar = z.union([z.string(), z.number(), z.boolean()]);

const leafCondition = z.union([
  z
    .strictObject({ question: id, is: scalar })
    .describe('The answer is this: the id of a choice, true or false for yesNo, a number.'),
  z.strictObject({ question: id, isOneOf: z.array(scalar).min(1) }),
  z
    .strictObject({ question: id, includes: z.string() })
    .describe('For chooseSeveral: this choice is among those chosen.'),
  z
    .strictObject({ question: id, answered: z.boolean() })
    .describe('true: answered. false: skipped, or not asked at all.'),
  z.strictObject({ question: id, atLeast: z.number() }),
  z.strictObject({ question: id, atMost: z.number() }),
]);
type LeafCondition = z.infer<typeof leafCondition>;
export type Condition = LeafCondition | { all: Condition[] } | { any: Condition[] } | { not: Condition };
const condition: z.ZodType<Condition> = z
  .union([
    leafCondition,
    z.strictObject({
      all: z
        .array(z.lazy(() => condition))
        .min(1)
        .max(50),
    }),
    z.strictObject({
      any: z
        .array(z.lazy(() => condition))
        .min(1)
        .max(50),
    }),
    z.strictObject({ not: z.lazy(() => condition) }),
  ])
  .meta({ id: 'Condition', description: 'When the question is asked; may look only at earlier questions.' });

const choice = z
  .union([
    z.string().trim().min(1).max(200),
    z.strictObject({ id: z.string().min(1).max(200), label: words }),
  ])
  .meta({
    id: 'Choice',
    description: 'A label as on the paper (which is then its id too), or an id with a label.',
  });

interface EntryInput {
  id?: string | undefined;
  label: Words;
  children?: (string | EntryInput)[] | undefined;
}
const entry: z.ZodType<string | EntryInput> = z
  .union([
    z.string().trim().min(1).max(200),
    z.strictObject({
      id: z.string().min(1).max(200).optional(),
      label: words,
      children: z
        .array(z.lazy(() => entry))
        .min(1)
        .optional(),
    }),
  ])
  .meta({ id: 'ListEntry', description: 'An entry of a long list; with children it is only a heading.' });

const base = {
  id,
  label: words.describe('The label to the letter of the paper.'),
  group: words.optional().describe('The heading that the paper prints over several labels, e.g. 法定代表人.'),
  required: z.boolean().default(true),
  guide: words.optional().describe("The paper's own guidance, shown behind a button."),
  help: words.optional().describe('Our own words of help, shown behind the same button.'),
  example: words.optional(),
  showIf: condition.optional(),
  reuse: id
    .optional()
    .describe('Answers with the same key in earlier questionnaires of the same person are offered again.'),
};

const count = z.enum(['words', 'characters']).default('words');
const moneyUnit = z.enum(['元', '万元', '亿元']);

const question = z.discriminatedUnion('kind', [
  z
    .strictObject({ ...base, kind: z.literal('text'), maxLength: z.int().min(1).max(2000).default(200) })
    .describe('One line of words.'),
  z
    .strictObject({
      ...base,
      kind: z.literal('longText'),
      limit: z.int().min(1).max(20_000).describe('In 字, as the paper says; exactly the limit is accepted.'),
      count: count.describe('words: 字数 as Word and WPS show it. characters: every visible character.'),
    })
    .describe('A text with a limit in 字, as the paper sets it.'),
  z
    .strictObject({
      ...base,
      kind: z.literal('wholeNumber'),
      unit: words.optional(),
      min: z.int().default(0),
      max: z.int().default(1_000_000_000),
    })
    .describe('A whole number, e.g. of people or patents.'),
  z
    .strictObject({
      ...base,
      kind: z.literal('number'),
      unit: words.optional(),
      min: z.number().default(0),
      max: z.number().default(1_000_000_000_000),
    })
    .describe('A number with decimals, e.g. a percentage or a score.'),
  z
    .strictObject({
      ...base,
      kind: z.literal('money'),
      unit: moneyUnit,
      allowNegative: z.boolean().default(false),
      max: z.number().default(1_000_000_000_000),
    })
    .describe('An amount in 元, 万元 or 亿元; what is typed in another of these is converted.'),
  z
    .strictObject({
      ...base,
      kind: z.literal('computed'),
      unit: words.optional(),
      decimals: z.int().min(0).max(6).default(2),
      formula: z.union([
        z
          .strictObject({ percentage: z.tuple([id, id]) })
          .describe('first / second × 100; blank when second is 0'),
        z.strictObject({ sum: z.array(id).min(1) }),
        z.strictObject({ difference: z.tuple([id, id]) }),
      ]),
    })
    .describe('Worked out from other answers and shown, never asked.'),
  z
    .strictObject({ ...base, kind: z.literal('chooseOne'), choices: z.array(choice).min(2).max(60) })
    .describe('One of up to 60 choices, shown as buttons.'),
  z
    .strictObject({
      ...base,
      kind: z.literal('chooseSeveral'),
      choices: z.array(choice).min(2).max(60),
      min: z.int().min(0).default(1),
      max: z.int().min(1).optional(),
    })
    .describe('Several of up to 60 choices.'),
  z
    .strictObject({
      ...base,
      kind: z.literal('chooseFromList'),
      entries: z.array(entry).min(2).describe('Up to three levels; the deepest entries are what is chosen.'),
    })
    .describe('One entry of a long or nested list, paged and found by typing.'),
  z
    .strictObject({
      ...base,
      kind: z.literal('shortTexts'),
      min: z.int().min(0).default(1),
      max: z.int().min(1).max(50).default(5),
      maxLength: z.int().min(1).max(200).default(20).describe('Of each text, in visible characters.'),
    })
    .describe('Several short texts, e.g. keywords.'),
  z.strictObject({ ...base, kind: z.literal('yesNo') }),
  z.strictObject({ ...base, kind: z.literal('mobile') }),
  z.strictObject({ ...base, kind: z.literal('phone') }),
  z.strictObject({ ...base, kind: z.literal('email') }),
  z.strictObject({ ...base, kind: z.literal('webAddress') }),
  z.strictObject({ ...base, kind: z.literal('postalCode') }),
  z.strictObject({ ...base, kind: z.literal('creditCode') }),
  z
    .strictObject({
      ...base,
      kind: z.literal('date'),
      earliest: z.iso.date().optional(),
      latest: z.iso.date().optional(),
    })
    .describe('A day.'),
  z
    .strictObject({
      ...base,
      kind: z.literal('year'),
      min: z.int().min(1000).default(1900),
      max: z.int().max(9999).default(2100),
    })
    .describe('A year of four digits.'),
]);
export type Question = z.infer<typeof question>;
export type QuestionKind = Question['kind'];
export type QuestionOf<K extends QuestionKind> = Extract<Question, { kind: K }>;

const section = z.strictObject({
  id,
  title: words,
  onPaper: z
    .boolean()
    .default(true)
    .describe('false: questions that decide who is responsible but are not on the paper; they stand apart.'),
  repeats: z
    .union([
      z.strictObject({
        noun: words.describe('What one of them is called, e.g. 项目.'),
        max: z.int().min(1).max(100).default(20),
        nameFrom: id.describe('The question whose answer names it in lists.'),
      }),
      z
        .strictObject({ with: id })
        .describe(
          'Repeats together with the named section, which this one follows: one round of both a demand.',
        ),
    ])
    .optional()
    .describe('Present: the section is filled in once for each demand, in order of priority.'),
  questions: z.array(question).min(1).max(300),
});

const term = z.union([id, z.number(), z.strictObject({ sum: z.array(id).min(1) })]);
export type Term = z.infer<typeof term>;

const crossCheck = z
  .strictObject({
    id,
    left: term,
    relation: z.enum(['<', '<=', '=', '>=', '>']),
    right: term,
    reason: words.describe('What the person reads when it does not hold.'),
  })
  .describe('A relation between answers; checked as soon as both sides are answered.');
export type CrossCheck = z.infer<typeof crossCheck>;

const form = z.strictObject({
  id,
  title: words.describe('The title of the paper to the letter.'),
  filledBy: z.enum(['unit', 'recommender']).describe('Decides which of the two deadlines holds.'),
  note: words.optional().describe('The paper’s foot note, e.g. 注：….'),
  sections: z.array(section).min(1).max(40),
  checks: z.array(crossCheck).max(300).default([]),
  roles: z
    .strictObject({
      unitName: id,
      creditCode: id.optional(),
      area: id.optional(),
      sector: id.optional(),
      field: id.optional(),
      category: id.optional(),
      demandName: id.optional(),
      contactPhone: id.optional(),
      content: id
        .optional()
        .describe('The long text from which a first brief description is proposed to the reviewer.'),
    })
    .describe('Which question says what the lists and sheets need to know.'),
});

const sheet = z.strictObject({
  id,
  title: words,
  form: id,
  of: z.enum(['area', 'unit', 'recommender']).describe('Whose demands one sheet lists.'),
  head: z
    .array(
      z.union([
        words,
        z.strictObject({
          label: words,
          from: z.union([z.enum(['office', 'date']), z.strictObject({ question: id })]),
        }),
      ]),
    )
    .max(60)
    .default([])
    .describe(
      'Lines above the table: words alone, or a label with the office that makes the sheet, its date, or the answer to a question asked once.',
    ),
  columns: z
    .array(
      z.strictObject({
        label: words,
        from: z.union([z.enum(['sequence', 'brief', 'recommendation']), z.strictObject({ question: id })]),
      }),
    )
    .min(1)
    .max(100),
  briefLimit: z.int().min(10).max(2000).default(100).describe('Of a brief description, in 字.'),
  most: z.int().min(1).max(1000).optional().describe('No more demands than this on one sheet.'),
  note: words.optional(),
});
export type SheetDefinition = z.infer<typeof sheet>;

const deadline = z.union([
  z
    .strictObject({ days: z.int().min(1).max(3650) })
    .describe('Days after the campaign first opens; the last day whole.'),
  z.strictObject({ date: z.iso.date() }).describe('The whole day, in the zone of the campaign.'),
  z.strictObject({ at: z.iso.datetime({ offset: true }) }),
]);
export type Deadline = z.infer<typeof deadline>;

const timeZone = z.string().refine((zone) => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}, 'timeZone');

export const campaignSchema = z.strictObject({
  $schema: z.string().optional(),
  id,
  title: words,
  year: z.int().min(2000).max(2100),
  timeZone,
  receiptPrefix: z.string().regex(/^[A-Z][A-Z0-9]{1,11}$/, 'prefix'),
  organiser: words.describe('Who collects.'),
  notice: z
    .strictObject({
      version: z.string().min(1).max(40).describe('Changes when the text changes: people are asked again.'),
      purpose: words,
      kept: words.describe('What is kept.'),
      retention: words.describe('How long, and who sees it.'),
      contact: words.describe('Whom to ask or phone.'),
      rights: words.describe('How to see and delete it.'),
    })
    .describe('What a person reads and accepts before the first question.'),
  deadlines: z.strictObject({ unit: deadline, recommender: deadline }),
  reminders: z
    .array(z.string().regex(/^[1-9]\d?[dh]$/, 'reminder'))
    .max(6)
    .optional()
    .describe(
      'How long before a deadline those are reminded who have not filed or reported: days (7d) or hours (4h). Without it 7d, 2d and 4h; an empty list reminds nobody.',
    ),
  areas: z
    .array(
      z.strictObject({
        id: z.string().min(1).max(60),
        label: words,
        divisions: z
          .array(z.string().regex(/^\d{6}$/, 'division'))
          .optional()
          .describe('Administrative divisions; a credit code registered there suggests this area.'),
      }),
    )
    .default([]),
  responsibility: z
    .array(
      z.strictObject({
        name: words,
        areas: z.array(z.string()).default([]),
        sectors: z.array(z.string()).default([]).describe('Sectors of city departments.'),
        categories: z.array(z.string()).default([]).describe('Demand categories filed by city departments.'),
      }),
    )
    .default([]),
  forms: z.array(form).min(1).max(20),
  sheets: z.array(sheet).max(50).default([]),
});

export type CampaignDefinition = z.infer<typeof campaignSchema>;
export type FormDefinition = CampaignDefinition['forms'][number];
export type SectionDefinition = FormDefinition['sections'][number];

export type Language = 'zh-CN' | 'en';

/** The words of a form in a language; Chinese where there is no translation. */
export function say(text: Words, language: Language): string {
  if (typeof text === 'string') return text;
  return (language === 'en' ? text.en : undefined) ?? text['zh-CN'];
}
