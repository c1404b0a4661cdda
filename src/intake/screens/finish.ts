import { type AnswerKey, keyText } from '../../survey/answers.js';
import { brokenChecks, checkQuestions } from '../../survey/arithmetic.js';
import { isToCorrect, settledAnswers } from '../../survey/corrections.js';
import { openSteps } from '../../survey/next-step.js';
import { countText } from '../../survey/reading/count.js';
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
import { parkedAt } from '../parked.js';
import type { FullSubmission, Questionnaire, ValidReceipt } from '../ports.js';
import { onPerson, onQuestion, onSubmission, rowsOf } from './buttons.js';
import { readBackText } from './overview.js';
import { checkWords } from './refusals.js';
import { labelWithDemand, type Wording } from './wording.js';

/** Everything is answered: what can be done now. */
export function readyScreen(w: Wording, draft: Draft): Screen {
  const { id } = draft.submission;
  const repeats = draft.form.demand;
  const noun = repeats && !draft.submission.correcting ? w.say(repeats.noun) : undefined;
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
  if (draft.submission.correcting)
    return {
      html: paragraphs(bold(w.t('correct-done-title')), escaped(w.t('correct-done-hint'))),
      buttons: rows,
    };
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
  const at = (key: AnswerKey): { submission: number; form: typeof form; key: AnswerKey } => ({
    submission: submission.id,
    form,
    key,
  });
  const open = openSteps(form, answers).map(({ key, placed: { question } }): Problem => {
    const label = labelWithDemand(w, form, answers, key);
    const button = onQuestion(jumpLabel(w, draft, key), 'jump', at(key));
    const item = parkedAt(submission.parked, keyText(key));
    if (item?.kind === 'tooLong' && question.kind === 'longText') {
      const count = countText(item.text, question.count);
      const excess = count - question.limit;
      const text = w.t('missing-too-long', { label, count, excess, unit: w.countUnit(question) });
      return { text, button };
    }
    const { correcting } = submission;
    const isSentBack = correcting !== undefined && isToCorrect(correcting, key);
    return { text: w.t(isSentBack ? 'missing-correction' : 'missing-open', { label }), button };
  });
  const broken = brokenChecks(form, settledAnswers(answers)).map(
    ({ check, demand, left, right }): Problem => {
      const question = checkQuestions(check).at(-1) ?? '';
      const key = { demand: form.repeats(question) ? demand : 0, question };
      const label = labelWithDemand(w, form, answers, key);
      const text = w.t('missing-check', { label, ...checkWords(w, form, { check: check.id, left, right }) });
      return { text, button: onQuestion(jumpLabel(w, draft, key), 'jump', at(key)) };
    },
  );
  return [...open, ...broken];
}

/** "项目 2 · 3、项目需求内容描述": with several demands the same question is missing in more than one. */
function jumpLabel(w: Wording, { form, answers }: Draft, key: AnswerKey): string {
  const label = w.label(form.place(key.question).question);
  const number = answers.demands.indexOf(key.demand) + 1;
  if (!form.demand || number === 0 || answers.demands.length === 1) return label;
  const noun = shorten(w.say(form.demand.noun), 20);
  return `${w.t('project-unnamed', { noun, number })} · ${label}`;
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
      w.t(full.correcting ? 'readback-confirm-correcting' : 'readback-confirm', {
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
  receipt: ValidReceipt,
  submission: number,
): Screen {
  return {
    html: paragraphs(
      bold(w.t('receipt-title')),
      lines(
        escaped(w.t('receipt-form', { form: w.say(form.definition.title) })),
        `${escaped(w.t('receipt-number', { number: '' }))}<code>${escaped(receipt.number)}</code>`,
        receipt.version > 1 && escaped(w.t('receipt-version', { version: receipt.version })),
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
export function confirmScreen(question: string, act: Button, keep: Button): Screen {
  return { html: escaped(question), buttons: [[keep, act]] };
}

/** What was asked about, by the name of the button that led to the question. */
const keepable = {
  withdraw: 'button-withdraw',
  discard: 'button-delete-draft',
  forget: 'command-forget',
} as const;

export type Keepable = keyof typeof keepable;

export function isKeepable(word: string | undefined): word is Keepable {
  return word !== undefined && Object.hasOwn(keepable, word);
}

/** The way out; `id` is the submission that stays as it is, or the person. */
export function keepButton(w: Wording, asked: Keepable, id: number): Button {
  return onPerson(w.t('button-keep'), 'noop', asked, id);
}

/** In place of the question, so that it can be seen later what became of it. */
export function keptScreen(w: Wording, asked: Keepable): Screen {
  return { html: escaped(w.t('joined-label', { label: w.t(keepable[asked]), value: w.t('kept') })) };
}
