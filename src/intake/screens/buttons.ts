import type { AnswerKey } from '../../survey/answers.js';
import type { Form } from '../../survey/form.js';
import { pack } from '../../telegram/callback-data.js';
import { type Button, shorten } from '../../telegram/screen.js';

/** What a button on a question does. Its data names submission, demand and the question's place. */
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
  | 'discard';

export type PersonVerb = 'form' | 'accept' | 'status' | 'language' | 'forget' | 'noop';

export function onQuestion(
  text: string,
  verb: QuestionVerb,
  at: { readonly submission: number; readonly form: Form; readonly key: AnswerKey },
  ...more: readonly number[]
): Button {
  const { index } = at.form.place(at.key.question);
  return { text: fitting(text), data: pack(verb, at.submission, at.key.demand, index, ...more) };
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
