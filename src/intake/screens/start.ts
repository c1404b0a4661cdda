import { type Closing, isLate } from '../../survey/closing.js';
import type { CampaignDefinition } from '../../survey/definition.js';
import { nextStep, progress } from '../../survey/next-step.js';
import { textMark } from '../../telegram/callback-data.js';
import {
  type Button,
  bold,
  escaped,
  lines,
  paragraphs,
  type Screen,
  shorten,
} from '../../telegram/screen.js';
import { draftInFull } from '../answering.js';
import type { FullSubmission, OpenForm, Questionnaire } from '../ports.js';
import { onPerson, onSubmission } from './buttons.js';
import { newerButton } from './newer.js';
import { leftCount } from './sent-back.js';
import type { Wording } from './wording.js';

/** A questionnaire of the person, with its form. */
export interface OwnForm {
  readonly questionnaire: Questionnaire;
  readonly full: FullSubmission;
}

/**
 * Why the choice is shown: it was asked for, a link named no open form, a text had no form to go to, or the text
 * was a consent to a notice.
 */
export type ChoiceReason = 'asked' | 'unknownLink' | 'notTaken' | 'agreed';

/** Most of a person's questionnaires that are listed, the newest first. */
const mostOwn = 20;

/** What can be filled in, what was begun, what was submitted. */
export function chooseScreen(
  w: Wording,
  open: readonly OpenForm[],
  own: readonly OwnForm[],
  now: Date,
  because: ChoiceReason,
): Screen {
  if (open.length === 0 && own.length === 0) return { html: escaped(w.t('choose-none')) };
  const rows: Button[][] = [];
  const nameOf = naming(w, [...open, ...own.map(({ questionnaire }) => questionnaire)]);
  const isSomeNewer = own
    .slice(0, mostOwn)
    .some(({ full, questionnaire }) => full.state === 'draft' && hasNewer(open, questionnaire, now));
  for (const { questionnaire, full } of own.slice(0, mostOwn)) {
    const title = shorten(nameOf(questionnaire), 30);
    if (full.state === 'draft') {
      const draft = draftInFull(questionnaire.form, full);
      const at = progress(questionnaire.form, draft.answers);
      rows.push([onSubmission(w.t('choose-draft', { title, ...at }), 'open', full.id)]);
      if (hasNewer(open, questionnaire, now)) rows.push([newerButton(w, full.id, title)]);
    } else if (full.state === 'correcting') {
      const count = leftCount(draftInFull(questionnaire.form, full));
      rows.push([onSubmission(w.t('choose-correcting', { title, count }), 'open', full.id)]);
    } else if (full.receipt)
      rows.push([
        onSubmission(w.t('choose-submitted', { title, number: full.receipt.number }), 'open', full.id),
      ]);
  }
  for (const offered of open) {
    const { formVersionId } = offered;
    const mine = own.filter(({ questionnaire }) => sameForm(questionnaire, offered));
    if (isLate(now, offered) || mine.some(({ full }) => full.state === 'draft')) continue;
    const title = shorten(nameOf(offered), 36);
    rows.push([
      onPerson(w.t(mine.length > 0 ? 'choose-again' : 'choose-begin', { title }), 'form', formVersionId),
    ]);
  }
  return {
    html: paragraphs(
      escaped(w.t(because === 'unknownLink' ? 'choose-unknown-link' : 'choose-title')),
      escaped([...campaignLines(w, open, now)].join('\n')),
      isSomeNewer && escaped(w.t('newer-some')),
      because === 'asked' && escaped(w.t('choose-which')),
      because === 'notTaken' && escaped(w.t('choose-not-taken')),
      because === 'agreed' && escaped(w.t('choose-agreed', { button: w.t('notice-accept') })),
    ),
    buttons: rows,
  };
}

/** A form by its title; by its campaign's, where that asks again what another campaign asked. */
function naming(w: Wording, all: readonly Questionnaire[]): (one: Questionnaire) => string {
  const formTitle = ({ form }: Questionnaire): string => w.say(form.definition.title);
  return (one) => {
    const { campaign } = one;
    const isShared = all.some(
      (other) => other.campaign.id !== campaign.id && formTitle(other) === formTitle(one),
    );
    if (!isShared) return formTitle(one);
    const title = w.say(campaign.title);
    return campaign.forms.length === 1 ? title : `${shorten(title, 18)} · ${formTitle(one)}`;
  };
}

/**
 * What is being collected, once for each campaign and deadline. The buttons name the forms; the text does where
 * forms of one campaign close at different times.
 */
function campaignLines(w: Wording, open: readonly OpenForm[], now: Date): Set<string> {
  const closing = ({ campaign, deadline }: OpenForm): string => w.time(deadline, campaign.timeZone);
  return new Set(
    open.map((offered) => {
      const { campaign, form } = offered;
      const isSplit = open.some(
        (other) =>
          w.say(other.campaign.title) === w.say(campaign.title) && closing(other) !== closing(offered),
      );
      const name = isSplit
        ? `${w.say(campaign.title)} · ${w.say(form.definition.title)}`
        : w.say(campaign.title);
      const left = countdown(w, offered, now);
      return `• ${w.t('choose-line', { title: name, deadline: closing(offered), left })}`;
    }),
  );
}

/** 还剩 2 天 3 小时, or 已截止. */
function countdown(w: Wording, { shut, deadline }: Closing, now: Date): string {
  return shut === undefined ? w.left(deadline, now) : w.t('time-over');
}

/** The form of a draft can still be filled in, and reads otherwise by now. */
function hasNewer(open: readonly OpenForm[], draft: Questionnaire, now: Date): boolean {
  const offered = open.find((one) => sameForm(draft, one));
  return offered !== undefined && !isLate(now, offered) && offered.formVersionId !== draft.formVersionId;
}

function sameForm(own: Questionnaire, offered: Questionnaire): boolean {
  return own.campaign.id === offered.campaign.id && own.form.definition.id === offered.form.definition.id;
}

/** Who collects, for what, what is kept: read and accepted before the first question. */
export function noticeScreen(w: Wording, open: OpenForm, now: Date, renewed: boolean): Screen {
  const { campaign, form, deadline } = open;
  const { notice } = campaign;
  const html = paragraphs(
    renewed && escaped(w.t('notice-renewed')),
    bold(w.say(campaign.title)),
    lines(
      escaped(w.t('notice-organiser', { organiser: w.say(campaign.organiser) })),
      escaped(w.t('notice-form', { form: w.say(form.definition.title) })),
      escaped(
        w.t('notice-deadline', {
          deadline: w.time(deadline, campaign.timeZone),
          left: countdown(w, open, now),
        }),
      ),
    ),
    escaped(w.t('notice-purpose', { text: w.say(notice.purpose) })),
    escaped(w.t('notice-kept', { text: w.say(notice.kept) })),
    escaped(w.t('notice-retention', { text: w.say(notice.retention) })),
    escaped(w.t('notice-contact', { text: w.say(notice.contact) })),
    escaped(w.t('notice-rights', { text: w.say(notice.rights) })),
  );
  return {
    html,
    buttons: [
      [onPerson(w.t('notice-accept'), 'accept', open.formVersionId, textMark(notice.version))],
      [
        w.language === 'en'
          ? onPerson('中文', 'language', 'zh-CN', open.formVersionId)
          : onPerson('English', 'language', 'en', open.formVersionId),
      ],
    ],
  };
}

/** How each questionnaire of the person stands. */
export function statusScreen(w: Wording, own: readonly OwnForm[], now: Date): Screen {
  if (own.length === 0) return { html: escaped(w.t('status-none')) };
  const rows: Button[][] = [];
  const parts = own.slice(0, mostOwn).map(({ questionnaire, full }, at) => {
    const { campaign, form } = questionnaire;
    const title = `${own.length > 1 ? `${at + 1}. ` : ''}${w.say(form.definition.title)}`;
    rows.push(statusButtons(w, full, own.length > 1 ? `${at + 1}. ` : ''));
    return lines(
      bold(title),
      escaped(stateLine(w, questionnaire, full)),
      escaped(deadlineLine(w, campaign, full, now)),
    );
  });
  const older = own.length - parts.length;
  return {
    html: paragraphs(
      bold(w.t('status-title')),
      ...parts,
      older > 0 && escaped(w.t('status-older', { count: older })),
    ),
    buttons: rows,
  };
}

function stateLine(w: Wording, { campaign, form }: Questionnaire, full: FullSubmission): string {
  if (full.state === 'submitted' && full.receipt)
    return w.t('status-submitted', {
      number: full.receipt.number,
      time: w.time(full.receipt.submittedAt, campaign.timeZone),
    });
  const draft = draftInFull(form, full);
  const { answers } = draft;
  const next = nextStep(form, answers);
  if (full.state === 'correcting')
    return next
      ? w.t('status-correcting', { count: leftCount(draft), next: w.label(next.placed.question) })
      : w.t('status-correcting-done');
  return next
    ? w.t('status-draft', { ...progress(form, answers), next: w.label(next.placed.question) })
    : w.t('status-complete');
}

function deadlineLine(w: Wording, campaign: CampaignDefinition, full: FullSubmission, now: Date): string {
  if (full.shut !== undefined) return w.t(full.shut === 'archived' ? 'prompt-archived' : 'status-shut');
  const deadline = w.time(full.deadline, campaign.timeZone);
  const left = w.left(full.deadline, now);
  if (full.state === 'correcting')
    return now > full.deadline
      ? w.t('status-due-passed', { deadline })
      : w.t('status-due', { deadline, left });
  return now > full.deadline
    ? w.t('status-closed', { deadline })
    : w.t('status-deadline', { deadline, left });
}

function statusButtons(w: Wording, full: FullSubmission, prefix: string): Button[] {
  if (full.state === 'correcting') return [onSubmission(prefix + w.t('button-correct'), 'open', full.id)];
  const open = onSubmission(
    prefix + w.t(full.state === 'draft' ? 'button-continue' : 'button-overview'),
    full.state === 'draft' ? 'open' : 'overview',
    full.id,
    ...(full.state === 'draft' ? [] : [0]),
  );
  return full.state === 'draft'
    ? [open, ...(full.wasSubmitted ? [] : [onSubmission(w.t('button-delete-draft'), 'ask-discard', full.id)])]
    : [open, onSubmission(w.t('button-withdraw'), 'ask-withdraw', full.id)];
}
