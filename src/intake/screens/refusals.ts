import { choicesOf } from '../../survey/choices.js';
import type { Question, Term } from '../../survey/definition.js';
import type { Form } from '../../survey/form.js';
import type { Refusal } from '../../survey/judging/verdict.js';
import { formatNumber } from '../../survey/reading/numbers.js';
import { shorten } from '../../telegram/screen.js';
import { exampleAnswer } from './examples.js';
import type { Wording } from './wording.js';

/** Why an answer is not taken, in the person's language: what was understood, what is wrong, what to do. */
export function refusalText(w: Wording, form: Form, question: Question, refusal: Refusal): string {
  const { t } = w;
  switch (refusal.kind) {
    case 'tooManyCharacters':
    case 'tooMany':
      return t(`refusal-${refusal.kind}`, { count: refusal.count, max: refusal.max });
    case 'beyondCeiling':
      return beyondCeilingText(w, question, refusal);
    case 'fraction':
    case 'negative':
      return t(`refusal-${refusal.kind}`, { value: refusal.value });
    case 'ambiguousNumber':
      return t('refusal-ambiguousNumber', { values: refusal.values.map(formatNumber).join(' / ') });
    case 'outside':
      if (question.kind === 'year')
        return t('refusal-yearRange', { value: refusal.value, min: refusal.min, max: refusal.max });
      return refusal.value < refusal.min
        ? t('refusal-below', { value: refusal.value, min: refusal.min })
        : t('refusal-above', { value: refusal.value, max: refusal.max });
    case 'partNotAChoice':
      return t('refusal-partNotAChoice', { part: shorten(refusal.part, 40) });
    case 'severalChoicesFit':
      return t('refusal-severalChoicesFit', { choices: choiceLabels(w, question, refusal.choices) });
    case 'tooFew':
      return t('refusal-tooFew', { count: refusal.count, min: refusal.min });
    case 'partTooLong':
      return t('refusal-partTooLong', {
        part: shorten(refusal.part, 40),
        count: refusal.count,
        max: refusal.max,
      });
    case 'mobile':
      if (refusal.digits === 0) return t('refusal-mobile-none');
      return refusal.digits === 11
        ? t('refusal-mobile-shape')
        : t('refusal-mobile', { digits: refusal.digits });
    case 'nothing':
      return t(`refusal-nothing-${refusal.instead}`);
    case 'email':
    case 'codeLetters':
      return refusal.likely === undefined
        ? t(`refusal-${refusal.kind}`)
        : t(`refusal-${refusal.kind}-likely`, { likely: refusal.likely });
    case 'postalCode':
      return refusal.digits === 0
        ? t('refusal-postalCode-none')
        : t('refusal-postalCode', { digits: refusal.digits });
    case 'codeShape':
      return refusal.found === 0
        ? t('refusal-codeShape-none')
        : t('refusal-codeShape', { found: refusal.found });
    case 'notANumber':
    case 'numberRange':
    case 'year':
      return t(`refusal-${refusal.kind}`, { example: exampleAnswer(w, question) });
    case 'date':
      return refusal.reason === 'shape' || refusal.reason === 'yearMissing'
        ? t(`refusal-date-${refusal.reason}`, { example: exampleAnswer(w, question) })
        : t(`refusal-date-${refusal.reason}`);
    case 'tooEarly':
      return t('refusal-tooEarly', {
        date: w.answer(question, refusal.date),
        earliest: w.answer(question, refusal.earliest),
      });
    case 'tooLate':
      return t('refusal-tooLate', {
        date: w.answer(question, refusal.date),
        latest: w.answer(question, refusal.latest),
      });
    case 'breaksCheck':
      return t('refusal-breaksCheck', checkWords(w, form, refusal));
    default:
      return t(`refusal-${refusal.kind}`);
  }
}

/** One endless word counts 1: then its characters say how far beyond it is. */
function beyondCeilingText(
  w: Wording,
  question: Question,
  { limit, count, characters }: Extract<Refusal, { kind: 'beyondCeiling' }>,
): string {
  return count <= limit
    ? w.t('refusal-beyondCeiling-run', { count: characters })
    : w.t('refusal-beyondCeiling', { count, limit, unit: w.countUnit(question) });
}

/** What a broken cross-check is told with: its own reason and both sides as people write them. */
export function checkWords(
  w: Wording,
  form: Form,
  broken: { readonly check: string; readonly left: number; readonly right: number },
): { reason: string; left: string; right: string } {
  const check = form.definition.checks.find(({ id }) => id === broken.check);
  if (!check) return { reason: '', left: String(broken.left), right: String(broken.right) };
  return {
    reason: w.say(check.reason),
    left: sideText(w, form, check.left, broken.left),
    right: sideText(w, form, check.right, broken.right),
  };
}

function sideText(w: Wording, form: Form, side: Term, value: number): string {
  const question = typeof side === 'string' ? form.place(side).question : undefined;
  if (question?.kind === 'date')
    return w.answer(question, String(value).replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3'));
  return question ? w.answer(question, value) : formatNumber(value);
}

function choiceLabels(w: Wording, question: Question, ids: readonly string[]): string {
  if (question.kind !== 'chooseOne' && question.kind !== 'chooseSeveral') return ids.join(w.t('list-comma'));
  return choicesOf(question)
    .filter((choice) => ids.includes(choice.id))
    .map((choice) => w.say(choice.label))
    .join(w.t('list-comma'));
}
