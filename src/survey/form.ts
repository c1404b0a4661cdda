import type { Condition, FormDefinition, Question, SectionDefinition, Term, Words } from './definition.js';

/** A question at its place in the form. */
export interface PlacedQuestion {
  /** Position in the whole form; stable within a form version, so buttons may carry it. */
  readonly index: number;
  /** 1-based number within its section, as the person counts. */
  readonly number: number;
  readonly section: SectionDefinition;
  readonly question: Question;
}

/** A form made ready for the rules: everything that can be known before the first answer. */
export interface Form {
  readonly definition: FormDefinition;
  readonly questions: readonly PlacedQuestion[];
  /** Neighbouring sections that are gone through together: asked once, or once for each demand. */
  readonly runs: readonly Run[];
  /** What is filled in several times, where the form has such sections. */
  readonly demand: DemandDefinition | undefined;
  /** Questions whose values other questions look at (conditions, sums, cross-checks, names of demands). */
  readonly signals: readonly string[];
  place(question: string): PlacedQuestion;
  has(question: string): boolean;
  repeats(question: string): boolean;
}

export interface Run {
  readonly repeats: boolean;
  readonly questions: readonly PlacedQuestion[];
}

type Repeats = NonNullable<SectionDefinition['repeats']>;
export type DemandDefinition = Extract<Repeats, { nameFrom: string }>;

export function prepareForm(definition: FormDefinition): Form {
  const questions: PlacedQuestion[] = [];
  for (const section of definition.sections)
    section.questions.forEach((question, at) => {
      questions.push({ index: questions.length, number: at + 1, section, question });
    });
  const byId = new Map(questions.map((placed) => [placed.question.id, placed]));
  const place = (question: string): PlacedQuestion => {
    const found = byId.get(question);
    if (!found) throw new Error(`form ${definition.id} has no question ${question}`);
    return found;
  };
  return {
    definition,
    questions,
    runs: runsOf(questions),
    demand: demandOf(definition),
    signals: [...signalsOf(definition)],
    place,
    has: (question) => byId.has(question),
    repeats: (question) => place(question).section.repeats !== undefined,
  };
}

function runsOf(questions: readonly PlacedQuestion[]): Run[] {
  const runs: { repeats: boolean; questions: PlacedQuestion[] }[] = [];
  for (const placed of questions) {
    const repeats = placed.section.repeats !== undefined;
    const last = runs.at(-1);
    if (last?.repeats === repeats) last.questions.push(placed);
    else runs.push({ repeats, questions: [placed] });
  }
  return runs;
}

function demandOf(definition: FormDefinition): DemandDefinition | undefined {
  for (const { repeats } of definition.sections) if (repeats && 'nameFrom' in repeats) return repeats;
  return undefined;
}

/** The label with its group, as people read it on the paper: "法定代表人 · 手机". */
export function fullLabel(question: Question, say: (words: Words) => string): string {
  return question.group === undefined
    ? say(question.label)
    : `${say(question.group)} · ${say(question.label)}`;
}

function signalsOf(form: FormDefinition): Set<string> {
  const demand = demandOf(form);
  const signals = new Set<string>(demand && [demand.nameFrom]);
  for (const section of form.sections) {
    for (const question of section.questions) {
      if (question.showIf) for (const id of conditionQuestions(question.showIf)) signals.add(id);
      if (question.kind === 'computed') for (const id of formulaQuestions(question.formula)) signals.add(id);
    }
  }
  for (const check of form.checks)
    for (const id of [...termQuestions(check.left), ...termQuestions(check.right)]) signals.add(id);
  // The region digits of the credit code suggest the area.
  if (form.roles.area !== undefined && form.roles.creditCode !== undefined)
    signals.add(form.roles.creditCode);
  return signals;
}

export function conditionQuestions(condition: Condition): string[] {
  if ('all' in condition) return condition.all.flatMap(conditionQuestions);
  if ('any' in condition) return condition.any.flatMap(conditionQuestions);
  if ('not' in condition) return conditionQuestions(condition.not);
  return [condition.question];
}

export function termQuestions(term: Term): string[] {
  if (typeof term === 'number') return [];
  return typeof term === 'string' ? [term] : term.sum;
}

type Formula = Extract<Question, { kind: 'computed' }>['formula'];

export function formulaQuestions(formula: Formula): string[] {
  if ('percentage' in formula) return formula.percentage;
  return 'sum' in formula ? formula.sum : formula.difference;
}
