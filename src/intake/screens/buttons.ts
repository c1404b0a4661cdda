import type { AnswerKey } from '../../survey/answers.js';
import { choicesOf, listOf } from '../../survey/choices.js';
import type { Question } from '../../survey/definition.js';
import type { Form } from '../../survey/form.js';
import { pack, textMark } from '../../telegram/callback-data.js';
import { type Button, shorten } from '../../telegram/screen.js';

/** What a button on a question does. Its data names submission, demand, the question's place, and in which layout. */
export type QuestionVerb =
  | 'choose'
  | 'tick'
  | 'ticked'
  | 'list'
  | 'entry'
  | 'skip'
  | 'keep'
  | 'show-old'
  | 'back'
  | 'next'
  | 'jump'
  | 'guide'
  | 'cut'
  | 'show-cut'
  | 'insist'
  | 'convert'
  | 'reuse';

/** What a button on a submission does. */
export type SubmissionVerb =
  | 'open'
  | 'go-on'
  | 'overview'
  | 'reuse-all'
  | 'check'
  | 'submit'
  | 'print'
  | 'add'
  | 'projects'
  | 'raise'
  | 'rename'
  | 'ask-delete'
  | 'delete'
  | 'ask-withdraw'
  | 'withdraw'
  | 'ask-discard'
  | 'discard'
  | 'newer';

export type PersonVerb = 'form' | 'accept' | 'status' | 'language' | 'forget' | 'noop';

export function onQuestion(
  text: string,
  verb: QuestionVerb,
  at: { readonly submission: number; readonly form: Form; readonly key: AnswerKey },
  ...more: readonly number[]
): Button {
  const { index } = at.form.place(at.key.question);
  const data = pack(verb, at.submission, at.key.demand, index, layoutMark(at.form), ...more);
  return { text: fitting(text), data };
}

const marks = new WeakMap<Form, number>();

/**
 * Tells versions of a form apart by what buttons name by its place: questions and choices. A draft that moved to
 * another version is not answered by the buttons of the one before.
 */
export function layoutMark(form: Form): number {
  const known = marks.get(form);
  if (known !== undefined) return known;
  const places = form.questions.map(({ question }) => [question.id, question.kind, ...choiceIds(question)]);
  const mark = textMark(JSON.stringify(places));
  marks.set(form, mark);
  return mark;
}

function choiceIds(question: Question): string[] {
  if (question.kind === 'chooseFromList') return listOf(question).all.map(({ id }) => id);
  if (question.kind !== 'chooseOne' && question.kind !== 'chooseSeveral') return [];
  return choicesOf(question).map(({ id }) => id);
}

export function onSubmission(
  text: string,
  verb: SubmissionVerb,
  submission: number,
  ...more: readonly number[]
): Button {
  return { text: fitting(text), data: pack(verb, submission, ...more) };
}

export function onPerson(text: string, verb: PersonVerb, ...more: readonly (number | string)[]): Button {
  return { text: fitting(text), data: pack(verb, ...more) };
}

/** No client shows more of a button. */
function fitting(text: string): string {
  return shorten(text.replaceAll(/\s+/g, ' '), 60);
}

/** Buttons in rows, as many in a row as their words leave room for on a phone. */
export function rowsOf(buttons: readonly Button[], width = 24): Button[][] {
  const rows: Button[][] = [];
  let used = Number.POSITIVE_INFINITY;
  for (const button of buttons) {
    const size = visualWidth(button.text) + 4;
    if (used + size > width * 2 || (rows.at(-1)?.length ?? 0) >= 4) {
      rows.push([]);
      used = 0;
    }
    rows.at(-1)?.push(button);
    used += size;
  }
  return rows;
}

/** In halves of a Chinese character. */
export function visualWidth(text: string): number {
  return Array.from(text).reduce(
    (width, character) => width + ((character.codePointAt(0) ?? 0) > 0x2e7f ? 2 : 1),
    0,
  );
}
