import type { FormPaper, FormPart } from '../office/form-file.js';
import { contentHash } from '../office/form-hash.js';
import { type AnswerRow, type Answers, answersFrom } from '../survey/answers.js';
import { compute } from '../survey/arithmetic.js';
import type { Form } from '../survey/form.js';
import { places, steps } from '../survey/next-step.js';
import type { Wording } from './wording.js';

/** A submission as its receipt has it. */
export interface Submitted {
  readonly demands: readonly number[];
  readonly answers: readonly AnswerRow[];
  readonly receipt: { readonly number: string; readonly version: number };
  /** The demands that the reader may see; all without it. */
  readonly covered?: readonly number[];
}

/** The official form filled in, as a Word file. What fills it is loaded with the first form, not at every start. */
export async function filledForm(paper: FormPaper): Promise<Buffer> {
  const { formFile } = await import('../office/form-file.js');
  return formFile(paper);
}

/** What the official form is filled in with: each answer in words, choices by their boxes. */
export function formPaperOf(w: Wording, form: Form, template: Buffer, submitted: Submitted): FormPaper {
  const answers = answersFrom(submitted.demands, submitted.answers);
  const { number, version } = submitted.receipt;
  return {
    template,
    ...partOf(w, form, answers, 0),
    demands: submitted.demands
      .filter((demand) => submitted.covered?.includes(demand) ?? true)
      .map((demand) => partOf(w, form, answers, demand)),
    receipt: { number, version, hash: hashOf(form, answers, submitted) },
  };
}

function partOf(w: Wording, form: Form, answers: Answers, demand: number): FormPart {
  const values = new Map<string, string>();
  const chosen = new Map<string, readonly string[]>();
  for (const { step } of places(form, answers)) {
    const { key, placed } = step;
    if (key.demand !== demand) continue;
    const { question } = placed;
    const value =
      question.kind === 'computed' ? compute(form, answers, question, demand) : answers.value(key);
    if (value === undefined) continue;
    // The paper prints the unit of an amount beside the field.
    values.set(question.id, withoutUnit(w.answer(question, value), w, question));
    if (typeof value === 'string') chosen.set(question.id, [value]);
    else if (typeof value === 'object') chosen.set(question.id, value);
  }
  return { values, chosen };
}

function withoutUnit(text: string, w: Wording, question: Parameters<Wording['label']>[0]): string {
  if (!('unit' in question) || question.unit === undefined) return text;
  const unit = w.say(question.unit);
  return text.endsWith(unit) ? text.slice(0, -unit.length).trim() : text;
}

/** Over what is asked as things stand: answers that others hide are kept, but not handed in. */
function hashOf(form: Form, answers: Answers, { demands }: Submitted): string {
  const place = new Map(demands.map((demand, at) => [demand, at + 1]));
  return contentHash(
    steps(form, answers).flatMap(({ key }) => {
      const value = answers.value(key);
      return value === undefined ? [] : [[place.get(key.demand) ?? 0, key.question, value]];
    }),
  );
}
