import { type AnswerKey, type Answers, keyText } from './answers.js';
import { brokenChecks, checkQuestions } from './arithmetic.js';
import { keyFrom } from './conditions.js';
import { conditionQuestions, type Form } from './form.js';
import { type Step, steps } from './next-step.js';

/*
 * A form that was sent back: the answers that a reviewer named are asked again, the others stay as they are. Which
 * may be changed is worked out from the answers, so that nothing but what was sent back has to be remembered.
 */

export const correctionReasons = ['missing', 'unclear', 'wrong', 'overScope', 'other'] as const;
export type CorrectionReason = (typeof correctionReasons)[number];

/** As it is stored with a submission that was sent back. */
export interface Unlocked {
  /** The submission's revision when it was sent back: answers that are newer were given in this round. */
  readonly revision: number;
  /** An instant, ISO 8601. */
  readonly dueAt: string;
  /** As keyText writes them. */
  readonly keys: readonly string[];
}

/** How far a round of corrections is. */
export interface Correcting {
  /** What the reviewer named, as keyText writes it. */
  readonly keys: ReadonlySet<string>;
  /** What was answered, changed or kept since. */
  readonly renewed: ReadonlySet<string>;
}

/** The reviewer named it and it has not been answered again. */
export function isToCorrect({ keys, renewed }: Correcting, key: AnswerKey): boolean {
  const name = keyText(key);
  return keys.has(name) && !renewed.has(name);
}

/** The answers with those open that are to be corrected. Their values stay in sight of conditions and names. */
export function reopened(answers: Answers, correcting: Correcting): Answers {
  return {
    demands: answers.demands,
    state: (key) => (isToCorrect(correcting, key) ? 'open' : answers.state(key)),
    value: (key) => answers.value(key),
  };
}

/** The answers as cross-checks see them: an answer that is asked again breaks nothing until it is given. */
export function settledAnswers(answers: Answers): Answers {
  return {
    demands: answers.demands,
    state: (key) => answers.state(key),
    value: (key) => (answers.state(key) === 'open' ? undefined : answers.value(key)),
  };
}

export function renewedBy(
  { keys, renewed }: Correcting,
  written: readonly AnswerKey[],
  removed: readonly AnswerKey[],
): Correcting {
  const now = new Set(renewed);
  for (const key of written) now.add(keyText(key));
  for (const key of removed) now.delete(keyText(key));
  return { keys, renewed: now };
}

/** What is still to be corrected, in the order of the form; what other answers hide by now is not. */
export function leftToCorrect(form: Form, answers: Answers, correcting: Correcting): Step[] {
  return steps(form, answers).filter(({ key }) => isToCorrect(correcting, key));
}

/**
 * The questions that may be answered in this round: those that were named, those without an answer, those that an
 * answer of this round has brought up or does not agree with.
 */
export function freeSteps(form: Form, answers: Answers, correcting: Correcting): Step[] {
  const clashing = new Set(
    brokenChecks(form, settledAnswers(answers)).flatMap(({ check, demand }) =>
      checkQuestions(check).map((question) => keyText(keyFrom(form, demand, question))),
    ),
  );
  const isTouched = (key: AnswerKey): boolean => {
    const name = keyText(key);
    return correcting.keys.has(name) || correcting.renewed.has(name);
  };
  return steps(form, answers).filter(({ key, placed: { question } }) => {
    if (isTouched(key) || clashing.has(keyText(key)) || answers.state(key) === 'open') return true;
    const looksAt = question.showIf ? conditionQuestions(question.showIf) : [];
    return looksAt.some((id) => correcting.renewed.has(keyText(keyFrom(form, key.demand, id))));
  });
}
