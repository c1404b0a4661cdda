import { type AnswerKey, type AnswerRow, type Answers, answersAfter, sameKey } from './answers.js';
import { isShown } from './conditions.js';
import type { Form, PlacedQuestion, Run } from './form.js';

/** One question that this person is asked, at its place. */
export interface Step {
  readonly key: AnswerKey;
  readonly placed: PlacedQuestion;
}

/** A step, or a computed field at its place, which is shown and never asked. */
interface Place {
  readonly step: Step;
  readonly asked: boolean;
}

interface Walk {
  readonly form: Form;
  readonly places: readonly Place[];
  readonly steps: readonly Step[];
}

/** One message asks half a dozen times for the same walk through the form. */
const walks = new WeakMap<Answers, Walk>();

/**
 * Every question the person is asked, in order: the paper's sections, those that repeat once for each demand.
 * Computed fields are shown, never asked.
 */
export function steps(form: Form, answers: Answers): readonly Step[] {
  return walk(form, answers).steps;
}

/** As `steps`, with the computed fields at their places: what an overview or a print shows. */
export function places(form: Form, answers: Answers): readonly Place[] {
  return walk(form, answers).places;
}

/** The answers after a change; the walk stays as it was when nothing has changed that other questions look at. */
export function changedAnswers(
  form: Form,
  before: Answers,
  written: readonly AnswerRow[],
  removed: readonly AnswerKey[],
): Answers {
  const after = answersAfter(before, written, removed);
  const known = walks.get(before);
  const turns = [...written, ...removed].some(({ question }) => form.signals.includes(question));
  if (known?.form === form && !turns) walks.set(after, known);
  return after;
}

function walk(form: Form, answers: Answers): Walk {
  const before = walks.get(answers);
  if (before?.form === form) return before;
  const all: Place[] = [];
  const asked: Step[] = [];
  for (const run of form.runs)
    for (const demand of run.repeats ? answers.demands : [0])
      for (const place of placesOf(run, demand))
        if (isShown(form, answers, place.step.placed, demand)) {
          all.push(place);
          if (place.asked) asked.push(place.step);
        }
  const now = { form, places: all, steps: asked };
  walks.set(answers, now);
  return now;
}

/** The places outside the demands are the same for everybody. */
const unitPlaces = new WeakMap<Run, readonly Place[]>();

function placesOf(run: Run, demand: number): readonly Place[] {
  if (demand !== 0) return run.questions.map((placed) => placeAt(placed, demand));
  const known = unitPlaces.get(run) ?? run.questions.map((placed) => placeAt(placed, 0));
  unitPlaces.set(run, known);
  return known;
}

function placeAt(placed: PlacedQuestion, demand: number): Place {
  const step = { key: { demand, question: placed.question.id }, placed };
  return { step, asked: placed.question.kind !== 'computed' };
}

/** The first question without an answer, or undefined when all are answered or skipped. */
export function nextStep(form: Form, answers: Answers): Step | undefined {
  for (const step of steps(form, answers)) if (answers.state(step.key) === 'open') return step;
  return undefined;
}

/** Where the person is: the question somebody jumped to while it is still asked, else the next open one. */
export function currentStep(form: Form, answers: Answers, cursor: AnswerKey | undefined): Step | undefined {
  if (cursor) for (const step of steps(form, answers)) if (sameKey(step.key, cursor)) return step;
  return nextStep(form, answers);
}

/** The question before the current one (before the end, when everything is answered). */
export function stepBefore(form: Form, answers: Answers, current: AnswerKey | undefined): Step | undefined {
  let before: Step | undefined;
  for (const step of steps(form, answers)) {
    if (current && sameKey(step.key, current)) return before;
    before = step;
  }
  return before;
}

/** The question after this one; undefined after the last, and after one that is not asked. */
export function stepAfter(form: Form, answers: Answers, current: AnswerKey): Step | undefined {
  let found = false;
  for (const step of steps(form, answers)) {
    if (found) return step;
    found = sameKey(step.key, current);
  }
  return undefined;
}

/** How far the whole form is: questions answered or skipped, of those asked. */
export function progress(form: Form, answers: Answers): { readonly done: number; readonly total: number } {
  let done = 0;
  let total = 0;
  for (const step of steps(form, answers)) {
    total += 1;
    if (answers.state(step.key) !== 'open') done += 1;
  }
  return { done, total };
}

/** Required questions that were skipped cannot be; this lists what keeps a form from being submitted. */
export function openSteps(form: Form, answers: Answers): Step[] {
  return [...steps(form, answers)].filter(
    (step) =>
      answers.state(step.key) === 'open' ||
      (answers.state(step.key) === 'skipped' && step.placed.question.required),
  );
}
