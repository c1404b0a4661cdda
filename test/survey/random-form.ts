import fc from 'fast-check';
import { type AnswerRow, type Answers, type AnswerValue, answersFrom } from '../../src/survey/answers.js';
import type { Condition } from '../../src/survey/definition.js';
import { checkDefinition } from '../../src/survey/definition-check/check-definition.js';
import { type Form, prepareForm } from '../../src/survey/form.js';
import { smallCampaign } from './small-campaign.js';

/*
 * Forms of any shape that a definition can have, as far as the order of questions goes: conditions of any depth
 * on what comes before, sections that repeat together, computed fields, optional questions.
 */

const kinds = ['yesNo', 'wholeNumber', 'chooseOne', 'chooseSeveral', 'text', 'computed'] as const;
type Kind = (typeof kinds)[number];
const choices = ['甲', '乙', '丙'];

/** How a condition was drawn; which questions it looks at is known only when the form is put together. */
type ConditionSeed =
  | { readonly pick: number; readonly value: number; readonly way: number }
  | { readonly join: 'all' | 'any'; readonly parts: readonly ConditionSeed[] }
  | { readonly not: ConditionSeed };

interface QuestionSeed {
  readonly kind: Kind;
  readonly required: boolean;
  readonly showIf: ConditionSeed | undefined;
}

interface Earlier {
  readonly id: string;
  readonly kind: Kind;
}

const { condition } = fc.letrec<{ condition: ConditionSeed; leaf: ConditionSeed }>((tie) => ({
  leaf: fc.record({ pick: fc.nat(40), value: fc.nat(5), way: fc.nat(2) }),
  condition: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    tie('leaf'),
    fc.record({
      join: fc.constantFrom('all' as const, 'any' as const),
      parts: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }),
    }),
    fc.record({ not: tie('condition') }),
  ),
}));

const questionSeed: fc.Arbitrary<QuestionSeed> = fc.record({
  kind: fc.constantFrom(...kinds),
  required: fc.boolean(),
  showIf: fc.option(condition, { nil: undefined }),
});
const sectionSeed = fc.array(questionSeed, { minLength: 1, maxLength: 6 });
const sectionsSeed = fc.record({
  before: fc.array(sectionSeed, { minLength: 1, maxLength: 3 }),
  repeated: fc.array(sectionSeed, { maxLength: 2 }),
  after: fc.array(sectionSeed, { maxLength: 2 }),
});

function leafOf({ id, kind }: Earlier, value: number, way: number): Condition {
  const choice = choices[value % choices.length] ?? '';
  if (way === 0 || kind === 'text') return { question: id, answered: value % 2 === 0 };
  switch (kind) {
    case 'yesNo':
      return { question: id, is: value % 2 === 0 };
    case 'wholeNumber':
      return way === 1 ? { question: id, atLeast: value } : { question: id, atMost: value };
    case 'chooseSeveral':
      return { question: id, includes: choice };
    default:
      return way === 1 ? { question: id, is: choice } : { question: id, isOneOf: [choice, '丙'] };
  }
}

function conditionOf(seed: ConditionSeed, earlier: readonly Earlier[]): Condition {
  if ('not' in seed) return { not: conditionOf(seed.not, earlier) };
  if ('join' in seed) {
    const parts = seed.parts.map((part) => conditionOf(part, earlier));
    return seed.join === 'all' ? { all: parts } : { any: parts };
  }
  return leafOf(earlier[seed.pick % earlier.length] as Earlier, seed.value, seed.way);
}

function questionOf(seed: QuestionSeed, id: string, earlier: readonly Earlier[]): Record<string, unknown> {
  const numbers = earlier.filter(({ kind }) => kind === 'wholeNumber').map((one) => one.id);
  const kind = seed.kind === 'computed' && numbers.length === 0 ? 'text' : seed.kind;
  const seen = earlier.filter((one) => one.kind !== 'computed');
  return {
    id,
    kind,
    label: id,
    required: seed.required,
    ...(kind.startsWith('choose') && { choices }),
    ...(kind === 'computed' && { formula: { sum: numbers } }),
    ...(seed.showIf && seen.length > 0 && { showIf: conditionOf(seed.showIf, seen) }),
  };
}

/** Forms that the check of definitions lets pass. */
export const anyForm: fc.Arbitrary<Form> = sectionsSeed.map(({ before, repeated, after }) => {
  const all = [
    ...before.map((seeds) => ({ seeds, repeats: false })),
    ...repeated.map((seeds) => ({ seeds, repeats: true })),
    ...after.map((seeds) => ({ seeds, repeats: false })),
  ];
  const earlier: (Earlier & { repeats: boolean })[] = [];
  const first = all.findIndex(({ repeats }) => repeats);
  const sections = all.map(({ seeds, repeats }, s) => {
    const questions = seeds.map((seed, q) => {
      const named =
        (s === 0 || s === first) && q === 0 ? { ...seed, kind: 'text' as const, showIf: undefined } : seed;
      const seen = earlier.filter((one) => repeats || !one.repeats);
      const question = questionOf(named, `q-${s}-${q}`, seen);
      earlier.push({ id: `q-${s}-${q}`, kind: question.kind as Kind, repeats });
      return question;
    });
    const noun = { noun: '项目', nameFrom: `q-${first}-0` };
    const together = repeats && { repeats: s === first ? noun : { with: `s-${first}` } };
    return { id: `s-${s}`, title: `第${s + 1}部分`, questions, ...together };
  });
  const roles = { unitName: 'q-0-0', ...(first >= 0 && { demandName: `q-${first}-0` }) };
  const form = { id: 'any', title: '任意', filledBy: 'unit', sections, roles };
  const verdict = checkDefinition(
    smallCampaign({ forms: [form], sheets: undefined, areas: undefined, responsibility: undefined }),
  );
  const definition = verdict.kind === 'sound' ? verdict.campaign.forms[0] : undefined;
  if (verdict.kind !== 'sound' || !definition) throw new Error(JSON.stringify(verdict));
  return prepareForm(definition);
});

const anyValue: fc.Arbitrary<AnswerValue> = fc.oneof(
  fc.boolean(),
  fc.nat(5),
  fc.constantFrom(...choices),
  fc.subarray(choices),
);

/** What a question can be answered with in a walk: a value that fits its kind. */
export function sampleFor(form: Form, question: string, luck: number): AnswerValue {
  switch (form.place(question).question.kind) {
    case 'yesNo':
      return luck % 2 === 0;
    case 'wholeNumber':
      return luck % 6;
    case 'chooseSeveral':
      return choices.filter((_, n) => (luck >> n) % 2 === 1);
    default:
      return choices[luck % 3] ?? '';
  }
}

/** Answers of any kind to any of the form's questions, also hidden ones, also of demands that are gone. */
export function anyAnswers(
  form: Form,
): fc.Arbitrary<{ demands: number[]; rows: AnswerRow[]; answers: Answers }> {
  const row = fc
    .record({
      demand: fc.nat(4),
      place: fc.nat(form.questions.length - 1),
      value: fc.option(anyValue, { nil: undefined }),
    })
    .map(({ demand, place, value }): AnswerRow => {
      const question = form.questions[place]?.question.id ?? '';
      return { demand: form.repeats(question) ? demand : 0, question, skipped: value === undefined, value };
    });
  const key = (one: AnswerRow): string => `${one.demand}.${one.question}`;
  return fc
    .record({
      demands: fc.shuffledSubarray(form.demand ? [1, 2, 3] : []),
      rows: fc.uniqueArray(row, { maxLength: 30, selector: key }),
    })
    .map(({ demands, rows }) => ({ demands, rows, answers: answersFrom(demands, rows) }));
}
