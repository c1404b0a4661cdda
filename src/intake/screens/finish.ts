import { keyText } from '../../survey/answers.js';
import { brokenChecks, checkQuestions } from '../../survey/arithmetic.js';
import { openSteps } from '../../survey/next-step.js';
import { countText } from '../../survey/reading/count.js';
import { type Button, bold, escaped, lines, paragraphs, type Screen } from '../../telegram/screen.js';
import { type Draft, draftInFull } from '../answering.js';
import { parkedAt } from '../parked.js';
import type { FullSubmission, Questionnaire } from '../ports.js';
import { onPerson, onQuestion, onSubmission, rowsOf } from './buttons.js';
import { readBackText } from './overview.js';
import { checkWords } from './refusals.js';
import { labelWithDemand, type Wording } from './wording.js';

/** Everything is answered: what can be done now. */
export function readyScreen(w: Wording, draft: Draft): Screen {
  const { id } = draft.submission;
  const repeats = draft.form.demand;
  const noun = repeats && w.say(repeats.noun);
  const rows: Button[][] = [[onSubmission(w.t('button-submit'), 'check', id)]];
  if (noun !== undefined)
    rows.push([
      onSubmission(w.t('button-add-project', { noun }), 'add', id),
      onSubmission(w.t('button-projects', { noun }), 'projects', id),
    ]);
  rows.push([
    onSubmission(w.t('button-overview'), 'overview', id, 0),
    onSubmission(w.t('button-print'), 'print', id),
  ]);
  return {
    html: paragraphs(
      bold(w.t('ready-title')),
      escaped(noun === undefined ? w.t('ready-hint-single') : w.t('ready-hint', { noun })),
      escaped(w.t('ready-typed')),
    ),
    buttons: rows,
  };
}

interface Problem {
  readonly text: string;
  readonly button: Button;
}

/** What keeps a form from being submitted: open questions, drafts over the limit, broken relations. */
export function problemsOf(w: Wording, draft: Draft): Problem[] {
  const { form, answers, submission } = draft;
  const at = (key: {
    demand: number;
    question: string;
  }): { submission: number; form: typeof form; key: typeof key } => ({
    submission: submission.id,
    form,
    key,
  });
  const open = openSteps(form, answers).map(({ key, placed: { question } }): Problem => {
    const label = labelWithDemand(w, form, answers, key);
    const item = parkedAt(submission.parked, keyText(key));
    if (item?.kind === 'tooLong' && question.kind === 'longText') {
      const count = countText(item.text, question.count);
      const text = w.t('missing-too-long', { label, count, excess: count - question.limit });
      return { text, button: onQuestion(w.label(question), 'jump', at(key)) };
    }
    return { text: w.t('missing-open', { label }), button: onQuestion(w.label(question), 'jump', at(key)) };
  });
  const broken = brokenChecks(form, answers).map(({ check, demand, left, right }): Problem => {
    const question = checkQuestions(check).at(-1) ?? '';
    const key = { demand: form.repeats(question) ? demand : 0, question };
    const label = labelWithDemand(w, form, answers, key);
    const text = w.t('missing-check', { label, ...checkWords(w, form, { check: check.id, left, right }) });
    return { text, button: onQuestion(w.label(form.place(question).question), 'jump', at(key)) };
  });
  return [...open, ...broken];
}

const mostProblems = 15;

export function missingScreen(w: Wording, problems: readonly Problem[]): Screen {
  const shown = problems.slice(0, mostProblems);
  return {
    html: paragraphs(
      bold(w.t('missing-title', { count: problems.length })),
      escaped(shown.map(({ text }) => `• ${text}`).join('\n')),
      problems.length > shown.length &&
        escaped(w.t('missing-more', { count: problems.length - shown.length })),
    ),
    buttons: rowsOf(shown.map(({ button }) => button)),
  };
}

/**
 * The read-back: everything that will be submitted, over as many messages as it needs, and the one button that
 * submits exactly this revision.
 */
export function readBackScreen(
  w: Wording,
  { form, campaign }: Questionnaire,
  full: FullSubmission,
  now: Date,
): Screen {
  const draft = draftInFull(form, full);
  const html = paragraphs(
    bold(w.t('readback-title')),
    bold(w.say(form.definition.title)),
    readBackText(w, form, full, draft.answers),
    escaped(w.t('readback-rest')),
    bold(
      w.t('readback-confirm', {
        deadline: w.time(full.deadline, campaign.timeZone),
        left: w.left(full.deadline, now),
      }),
    ),
  );
  return {
    html,
    buttons: [
      [onSubmission(w.t('button-submit-now'), 'submit', full.id, full.revision)],
      [
        onSubmission(w.t('button-change'), 'overview', full.id, 0),
        onSubmission(w.t('button-print'), 'print', full.id),
      ],
    ],
  };
}

export function receiptScreen(
  w: Wording,
  { campaign, form }: Questionnaire,
  receipt: { readonly number: string; readonly submittedAt: Date },
  submission: number,
): Screen {
  return {
    html: paragraphs(
      bold(w.t('receipt-title')),
      lines(
        escaped(w.t('receipt-form', { form: w.say(form.definition.title) })),
        `${escaped(w.t('receipt-number', { number: '' }))}<code>${escaped(receipt.number)}</code>`,
        escaped(w.t('receipt-time', { time: w.time(receipt.submittedAt, campaign.timeZone) })),
      ),
      escaped(w.t('receipt-keep')),
    ),
    buttons: [
      [
        onSubmission(w.t('button-overview'), 'overview', submission, 0),
        onSubmission(w.t('button-print-submitted'), 'print', submission),
      ],
      [
        onSubmission(w.t('button-withdraw'), 'ask-withdraw', submission),
        onPerson(w.t('button-status'), 'status'),
      ],
    ],
  };
}

/** A question before something that cannot be undone: the act, and the way out first. */
export function confirmScreen(w: Wording, question: string, act: Button, keep: Button | undefined): Screen {
  return { html: escaped(question), buttons: [[keep ?? onPerson(w.t('button-keep'), 'noop'), act]] };
}
