import { InputFile } from 'grammy';
import { isLate } from '../survey/closing.js';
import { textMark } from '../telegram/callback-data.js';
import type { BotContext } from '../telegram/context.js';
import { escaped, lines, paragraphs, type Screen } from '../telegram/screen.js';
import { replace, show } from '../telegram/show.js';
import { filledForm, formPaperOf } from '../wording/form-paper.js';
import { decideOn, draftInFull } from './answering.js';
import { withNewerOffer } from './bot-newer.js';
import { currentScreen, declineText, lateText, replyScreen } from './bot-reply.js';
import type { Visit } from './bot-visit.js';
import { isConsent } from './consent-words.js';
import { formPaper } from './paper.js';
import type { FullSubmission, OpenForm, Questionnaire, SubmissionState } from './ports.js';
import { receiptScreen } from './screens/finish.js';
import { overviewScreen } from './screens/overview.js';
import { onPaper, paperHeading } from './screens/paper-forms.js';
import { sentBackScreen } from './screens/sent-back.js';
import {
  type ChoiceReason,
  chooseScreen,
  noticeScreen,
  type OwnForm,
  statusScreen,
} from './screens/start.js';
import type { Wording } from './screens/wording.js';

/* The questionnaire as a whole: choosing it, coming back to it, looking it over. */

/** `/start`, by itself or from a link that names a campaign or one of its forms. */
export async function start(visit: Visit, link: string): Promise<void> {
  if (link === '') {
    await showChoice(visit, undefined);
    return;
  }
  const wanted = (await visit.store.openForms(visit.personId)).filter(({ campaign, form }) => {
    return link === campaign.id || link === `${campaign.id}__${form.definition.id}`;
  });
  const [only] = wanted;
  if (wanted.length === 1 && only) await openLinked(visit, only);
  else if (wanted.length > 1) await showChoice(visit, wanted);
  else await showChoice(visit, undefined, 'unknownLink');
}

/** What was sent back comes before a new one of the same form. */
async function openLinked(visit: Visit, open: OpenForm): Promise<void> {
  const sentBack = await ownOf(visit, open, 'correcting');
  const draft = await ownOf(visit, open, 'draft');
  if (sentBack !== undefined && draft === undefined) await switchTo(visit, sentBack);
  else await openForm(visit, open, show);
}

async function ownForms(visit: Visit): Promise<OwnForm[]> {
  const own: OwnForm[] = [];
  for (const { id } of await visit.store.own(visit.personId)) {
    const full = await visit.store.full(visit.personId, id);
    if (full) own.push({ full, questionnaire: await visit.store.questionnaire(full.formVersionId) });
  }
  return own;
}

/** What can be begun or continued. With one form open and none begun there is nothing to choose. */
export async function showChoice(
  visit: Visit,
  among: readonly OpenForm[] | undefined,
  because: ChoiceReason = 'asked',
): Promise<void> {
  visit.unhead();
  const open = among ?? (await visit.store.openForms(visit.personId));
  const own = await ownForms(visit);
  const [only] = open;
  if (open.length === 1 && only && own.length === 0 && because === 'asked') await openForm(visit, only, show);
  else await show(visit.ctx, chooseScreen(visit.w, open, own, visit.options.now(), because));
}

/**
 * To a text that has no form to go to. A typed consent counts for nothing, since no form is open to say which notice
 * it is for: that notice comes again, where only one can be meant.
 */
export async function showNotTaken(visit: Visit, text: string): Promise<void> {
  const waiting = isConsent(text) ? await unaccepted(visit) : [];
  const [only] = waiting;
  if (!only) await showChoice(visit, undefined, 'notTaken');
  else if (waiting.length > 1) await showChoice(visit, undefined, 'agreed');
  else {
    const { w, ctx } = visit;
    const notice = noticeScreen(w, only, visit.options.now(), await hasFiledIn(visit, only.campaign.id));
    const word = escaped(w.t('notice-typed', { button: w.t('notice-accept') }));
    await show(ctx, { ...notice, html: paragraphs(word, notice.html) });
  }
}

/** The open forms whose notice the person has not accepted. */
async function unaccepted(visit: Visit): Promise<OpenForm[]> {
  const waiting: OpenForm[] = [];
  for (const open of await visit.store.openForms(visit.personId)) {
    const { id, notice } = open.campaign;
    const known = await visit.store.hasAccepted(visit.personId, id, notice.version);
    if (!known && !isLate(visit.options.now(), open)) waiting.push(open);
  }
  return waiting;
}

type Put = (ctx: BotContext, screen: Screen) => Promise<unknown>;

/** Begins or continues a form; its notice is accepted first, and again when it reads otherwise. */
async function openForm(visit: Visit, open: OpenForm, put: Put): Promise<void> {
  const { campaign } = open;
  const known = await visit.store.hasAccepted(visit.personId, campaign.id, campaign.notice.version);
  if (known) await begin(visit, open, undefined);
  else
    await put(
      visit.ctx,
      noticeScreen(visit.w, open, visit.options.now(), await hasFiledIn(visit, campaign.id)),
    );
}

async function hasFiledIn(visit: Visit, campaignId: string): Promise<boolean> {
  for (const { formVersionId } of await visit.store.own(visit.personId))
    if ((await visit.store.questionnaire(formVersionId)).campaign.id === campaignId) return true;
  return false;
}

async function begin(visit: Visit, open: OpenForm, accepts: string | undefined): Promise<void> {
  const { ctx } = visit;
  if (isLate(ctx.happenedAt, open)) {
    const draft = await ownOf(visit, open, 'draft');
    if (draft !== undefined) await switchTo(visit, draft);
    else await show(ctx, { html: escaped(lateText(visit.w, open, open.campaign.timeZone)) });
    return;
  }
  const outcome = await visit.act(() =>
    visit.store.begin({
      updateId: visit.updateId,
      identity: visit.identity,
      formVersionId: open.formVersionId,
      campaignId: open.campaign.id,
      formId: open.form.definition.id,
      withDemand: open.form.demand !== undefined,
      accepts,
      at: ctx.happenedAt,
    }),
  );
  if (outcome.kind === 'declined') {
    // Closed since it was found open.
    const deadline = visit.w.time(open.deadline, open.campaign.timeZone);
    await show(ctx, { html: escaped(declineText(visit.w, outcome.reason, deadline)) });
    return;
  }
  await visit.load();
  await showOpened(visit);
}

/** The newest of this form that stands so. */
async function ownOf(
  visit: Visit,
  { campaign, form }: OpenForm,
  wanted: SubmissionState,
): Promise<number | undefined> {
  for (const { id, formVersionId, state } of await visit.store.own(visit.personId)) {
    const own = await visit.store.questionnaire(formVersionId);
    const same = own.campaign.id === campaign.id && own.form.definition.id === form.definition.id;
    if (state === wanted && same) return id;
  }
  return undefined;
}

/** A tap on a form, or on the consent below its notice; `accepts` is the mark of the notice that was read. */
export async function chooseForm(
  visit: Visit,
  formVersionId: number,
  accepts: number | undefined,
): Promise<void> {
  const open = (await visit.store.openForms(visit.personId)).find(({ versions }) =>
    versions.includes(formVersionId),
  );
  const version = open?.campaign.notice.version;
  if (!open || version === undefined) await showChoice(visit, undefined, 'unknownLink');
  else if (accepts === textMark(version)) await begin(visit, open, version);
  else await openForm(visit, open, show);
}

/** The notice anew, in the language that was just chosen below it; false when it was no notice. */
export async function showNoticeAgain(visit: Visit, formVersionId: number): Promise<boolean> {
  const open = (await visit.store.openForms(visit.personId)).find(({ versions }) =>
    versions.includes(formVersionId),
  );
  if (open)
    await replace(
      visit.ctx,
      noticeScreen(visit.w, open, visit.options.now(), await hasFiledIn(visit, open.campaign.id)),
    );
  return open !== undefined;
}

/** A questionnaire that was just opened: its draft with the newer version of its form, where there is one. */
async function showOpened(visit: Visit): Promise<void> {
  const found = await visit.draft();
  if (found?.draft.submission.state !== 'draft' || visit.standing.noticeRenewed) {
    await showCurrent(visit, '');
    return;
  }
  const { draft, questionnaire } = found;
  const screen = await currentScreen(visit, found);
  await show(visit.ctx, await withNewerOffer(visit, draft.submission.id, questionnaire, screen));
}

/** The current question of the open questionnaire, or its receipt, with a word before it. */
export async function showCurrent(visit: Visit, before: string): Promise<void> {
  const { ctx, w } = visit;
  const found = await visit.draft();
  if (!found) {
    await showChoice(visit, undefined);
    return;
  }
  const full =
    found.draft.submission.state === 'submitted'
      ? await visit.store.full(visit.personId, found.draft.submission.id)
      : undefined;
  const screen = full?.receipt
    ? receiptScreen(w, found.questionnaire, full.receipt, full.id)
    : await currentScreen(visit, found);
  const buttons = full?.paper
    ? [...(screen.buttons ?? []), [onPaper(w.t('button-paper-more'), 'paper')]]
    : screen.buttons;
  await show(ctx, { html: paragraphs(before, screen.html), ...(buttons && { buttons }) });
}

/** What is to be corrected in the open questionnaire, with a word before it. */
export async function showSentBack(visit: Visit, before: string): Promise<void> {
  const found = await inFull(visit, visit.standing.active?.id);
  if (!found) return;
  const screen = sentBackScreen(visit.w, found.questionnaire, found.full);
  if (screen) await show(visit.ctx, { ...screen, html: paragraphs(before, screen.html) });
  else await showCurrent(visit, before);
}

/** Opens one of the person's questionnaires; a notice that has changed since comes before its question. */
export async function switchTo(visit: Visit, submission: number): Promise<void> {
  if (visit.standing.active?.id !== submission) await visit.load(submission);
  if (visit.standing.active?.state === 'correcting') {
    const settled = await visit.settle(submission, decideOn);
    if (settled) await show(visit.ctx, await replyScreen(visit, settled));
    return;
  }
  const outcome = await visit.act(() =>
    visit.store.switchTo(visit.updateId, visit.personId, submission, { kind: 'moved' }),
  );
  await visit.load();
  if (outcome.kind === 'declined')
    await show(visit.ctx, { html: escaped(declineText(visit.w, outcome.reason, '')) });
  else await showOpened(visit);
}

export async function showOverview(
  visit: Visit,
  submission: number | undefined,
  page: number,
  put: Put = replace,
): Promise<void> {
  const found = await inFull(visit, submission);
  if (found) await put(visit.ctx, overviewScreen(visit.w, found.questionnaire.form, found.full, page));
}

export interface InFull {
  readonly full: FullSubmission;
  readonly questionnaire: Questionnaire;
}

/** A submission of this person with all answers; says so when there is none. */
export async function inFull(visit: Visit, submission: number | undefined): Promise<InFull | undefined> {
  const full = submission === undefined ? undefined : await visit.store.full(visit.personId, submission);
  if (!full) {
    await show(visit.ctx, { html: escaped(visit.w.t('declined-notYours')) });
    return undefined;
  }
  return { full, questionnaire: await visit.store.questionnaire(full.formVersionId) };
}

export async function showStatus(visit: Visit): Promise<void> {
  visit.unhead();
  await show(visit.ctx, statusScreen(visit.w, await ownForms(visit), visit.options.now()));
}

/** The questionnaire on paper: what is submitted as its organiser's own form, else a draft to look over. */
export async function print(visit: Visit, submission: number | undefined): Promise<void> {
  const found = await inFull(visit, submission);
  if (!found) return;
  await visit.ctx.replyWithChatAction('upload_document');
  if (await sendOfficialForm(visit, found)) return;
  const { w } = visit;
  const { full, questionnaire } = found;
  const caption = printCaption(w, full);
  const draft = draftInFull(questionnaire.form, full);
  const file = await formPaper(w, questionnaire, draft, caption, full.correcting ? undefined : full.receipt);
  await sendPaper(visit, questionnaire, file, caption);
}

/** The form to print and stamp; false where nothing is submitted, or the campaign has no template. */
export async function sendOfficialForm(visit: Visit, { full, questionnaire }: InFull): Promise<boolean> {
  const { receipt, correcting } = full;
  const { form, campaign } = questionnaire;
  const template = visit.options.template(campaign.id, form.definition);
  if (!template || !receipt || correcting) return false;
  const file = await filledForm(formPaperOf(visit.w, form, template, { ...full, receipt }));
  await sendPaper(
    visit,
    questionnaire,
    file,
    `${printCaption(visit.w, full)}${visit.w.t('print-caption-official')}`,
  );
  return true;
}

async function sendPaper(
  visit: Visit,
  { form }: Questionnaire,
  file: Buffer,
  caption: string,
): Promise<void> {
  const { ctx, w } = visit;
  const name = `${w.say(form.definition.title).replaceAll(/["\\/:*?<>|“”\s]/g, '')}.docx`;
  const { paper } = visit.standing.active ?? {};
  await ctx.replyWithDocument(new InputFile(file, name), {
    caption: lines(paper && paperHeading(w, paper), caption),
  });
}

function printCaption(w: Wording, { receipt, correcting }: FullSubmission): string {
  if (!receipt) return w.t('print-caption');
  const { number, version } = receipt;
  if (correcting) return w.t('print-caption-correcting', { number });
  return version > 1
    ? w.t('print-caption-version', { number, version })
    : w.t('print-caption-submitted', { number });
}
