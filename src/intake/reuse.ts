import { type AnswerKey, type AnswerValue, keyText } from '../survey/answers.js';
import { fits } from '../survey/judging/judge-answer.js';
import { steps } from '../survey/next-step.js';
import type { Draft } from './answering.js';
import type { IntakeStore } from './ports.js';

/*
 * Answers that the same person gave in an earlier questionnaire, offered again where the definitions say that
 * the questions mean the same. Nobody else's ever are: the store reads only this person's.
 */

export type Earlier = ReadonlyMap<string, AnswerValue>;

/** What the person answered before, by the key of the open question that it fits. */
export async function earlierFor(store: IntakeStore, personId: number, draft: Draft): Promise<Earlier> {
  const known = new Map<string, AnswerValue>();
  for (const { formVersionId, answers } of await store.earlierAnswers(personId, draft.submission.id)) {
    const { form } = await store.questionnaire(formVersionId);
    for (const { question, value } of answers) {
      const reuse = form.has(question) ? form.place(question).question.reuse : undefined;
      if (reuse !== undefined && value !== undefined && !known.has(reuse)) known.set(reuse, value);
    }
  }
  const offered = new Map<string, AnswerValue>();
  for (const { key, placed } of steps(draft.form, draft.answers)) {
    const { reuse } = placed.question;
    const value = reuse === undefined ? undefined : known.get(reuse);
    const isOpen = key.demand === 0 && draft.answers.state(key) === 'open';
    if (isOpen && value !== undefined && fits(placed.question, value)) offered.set(keyText(key), value);
  }
  return offered;
}

export function offeredAt(earlier: Earlier, key: AnswerKey): AnswerValue | undefined {
  return earlier.get(keyText(key));
}
