import { type AnswerKey, sameKey } from '../../survey/answers.js';
import { leftToCorrect } from '../../survey/corrections.js';
import {
  type Button,
  bold,
  escaped,
  lines,
  paragraphs,
  type Screen,
  shorten,
} from '../../telegram/screen.js';
import { type Draft, draftInFull } from '../answering.js';
import type { Correction, FullSubmission, Questionnaire } from '../ports.js';
import { onQuestion, onSubmission } from './buttons.js';
import { labelWithDemand, type Wording } from './wording.js';

/** Answers that are listed, each with a button of its own, so that it is one message; the questions tell all. */
const mostListed = 8;
/** UTF-16 units in the list: of a question's label, and of a reviewer's words on it. */
const labelLength = 80;
const wordsLength = 150;

/**
 * A form was sent back: what is to be corrected, why, by when, with buttons straight there. Undefined once it is not
 * being corrected any more.
 */
export function sentBackScreen(
  w: Wording,
  { form, campaign }: Questionnaire,
  full: FullSubmission,
): Screen | undefined {
  const draft = draftInFull(form, full);
  const { correcting } = full;
  if (!correcting) return undefined;
  const left = leftToCorrect(form, draft.answers, correcting);
  const labelled = left.slice(0, mostListed).map(({ key }, n) => ({
    key,
    label: shorten(`${n + 1}. ${labelWithDemand(w, form, draft.answers, key)}`, labelLength),
  }));
  const texts = labelled.map(({ key, label }) => {
    const why = openCorrections(full, key)
      .slice(-2)
      .map((one) => escaped(`　${reasonText(w, one, wordsLength)}`));
    return lines(escaped(label), ...why);
  });
  const jumps =
    left.length > 1
      ? labelled.map(({ key, label }): Button[] => [
          onQuestion(label, 'jump', { submission: full.id, form, key }),
        ])
      : [];
  const title = shorten(w.say(form.definition.title), labelLength);
  const first: Button =
    left.length > 0
      ? onSubmission(w.t('button-correct'), 'open', full.id)
      : onSubmission(w.t('button-submit'), 'check', full.id);
  return {
    html: paragraphs(
      bold(
        left.length > 0
          ? w.t('sent-back-title', { title, count: left.length })
          : w.t('sent-back-done', { title }),
      ),
      lines(
        ...texts,
        left.length > labelled.length &&
          escaped(w.t('missing-more', { count: left.length - labelled.length })),
      ),
      escaped(w.t('sent-back-due', { deadline: w.time(full.deadline, campaign.timeZone) })),
    ),
    buttons: [[first], ...jumps],
  };
}

/** What reviewers say of an answer that is to be corrected now. */
export function openCorrections({ corrections }: FullSubmission, key: AnswerKey): Correction[] {
  return corrections.filter((one) => one.state === 'open' && sameKey(one, key));
}

export function reasonText(w: Wording, { reason, words }: Correction, max = 2000): string {
  const name = w.t(`correction-${reason}`);
  return words === undefined ? name : w.t('joined-label', { label: name, value: shorten(words, max) });
}

/** How many answers are still to be corrected. */
export function leftCount({ form, answers, submission }: Draft): number {
  return submission.correcting ? leftToCorrect(form, answers, submission.correcting).length : 0;
}
