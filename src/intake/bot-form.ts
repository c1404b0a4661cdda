import { Composer, InputFile } from 'grammy';
import type { BotContext } from '../telegram/context.js';
import { escaped, paragraphs, type Screen } from '../telegram/screen.js';
import { replace, show } from '../telegram/show.js';
import { decideBack, declined, draftOf } from './answering.js';
import { currentScreen, declineText, headline, replyScreen } from './bot-reply.js';
import { type IntakeOptions, type Settled, Visit } from './bot-visit.js';
import type { Outcome } from './outcome.js';
import { formPaper } from './paper.js';
import type { FullSubmission, OpenForm, Questionnaire } from './ports.js';
import { onSubmission } from './screens/buttons.js';
import { confirmScreen, missingScreen, problemsOf, readBackScreen, receiptScreen } from './screens/finish.js';
import { draftInFull, overviewScreen } from './screens/overview.js';
import { projectName, projectsScreen } from './screens/projects.js';
import {
  type ChoiceReason,
  chooseScreen,
  noticeScreen,
  type OwnForm,
  statusScreen,
} from './screens/start.js';

/* The questionnaire as a whole: choosing it, looking it over, its projects, submitting and withdrawing. */

export function formCommands(options: IntakeOptions): Composer<BotContext> {
  const door = new Composer<BotContext>();
  const command = (name: string, run: (visit: Visit) => Promise<void>): void => {
    door.command(name, async (ctx) => run(await Visit.of(ctx, options)));
  };
  door.command('start', async (ctx) => start(await Visit.of(ctx, options), ctx.match.trim()));
  command('preview', (visit) =>
    withOpen(visit, () => showOverview(visit, visit.standing.active?.id, 0, show)),
  );
  command('back', goBack);
  command('projects', (visit) => withOpen(visit, () => showProjects(visit, undefined)));
  command('status', (visit) => showStatus(visit));
  command('submit', (visit) => withOpen(visit, () => checkAndSubmit(visit, 'asked')));
  command('print', (visit) => withOpen(visit, () => print(visit, visit.standing.active?.id)));
  command('cancel', leave);
  return door;
}

/** Runs on the open questionnaire, or shows what could be opened. */
async function withOpen(visit: Visit, run: () => Promise<void>): Promise<void> {
  if (visit.standing.active) await run();
  else await showChoice(visit, undefined);
}

async function start(visit: Visit, link: string): Promise<void> {
  if (link === '') {
    await showChoice(visit, undefined);
    return;
  }
  const wanted = (await visit.store.openForms()).filter(({ campaign, form }) => {
    return link === campaign.id || link === `${campaign.id}__${form.definition.id}`;
  });
  const [only] = wanted;
  if (wanted.length === 1 && only) await openForm(visit, only, show);
  else if (wanted.length > 1) await showChoice(visit, wanted);
  else await showChoice(visit, undefined, 'unknownLink');
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
  const open = among ?? (await visit.store.openForms());
  const own = await ownForms(visit);
  const [only] = open;
  if (open.length === 1 && only && own.length === 0 && because === 'asked') await openForm(visit, only, show);
  else await show(visit.ctx, chooseScreen(visit.w, open, own, visit.options.now(), because));
}

type Put = (ctx: BotContext, screen: Screen) => Promise<unknown>;

/** Begins or continues a form; its notice is accepted first. */
async function openForm(visit: Visit, open: OpenForm, put: Put): Promise<void> {
  const { campaign } = open;
  const known = await visit.store.hasAccepted(visit.personId, campaign.id, campaign.notice.version);
  if (known) await begin(visit, open, undefined);
  else await put(visit.ctx, noticeScreen(visit.w, open));
}

async function begin(visit: Visit, open: OpenForm, accepts: string | undefined): Promise<void> {
  const { ctx } = visit;
  if (visit.options.now() > open.deadline) {
    await show(ctx, { html: escaped(declineText(visit.w, 'deadlinePassed', deadlineText(visit, open))) });
    return;
  }
  await visit.act(() =>
    visit.store.begin({
      updateId: visit.updateId,
      personId: visit.personId,
      formVersionId: open.formVersionId,
      campaignId: open.campaign.id,
      formId: open.form.definition.id,
      withDemand: open.form.demand !== undefined,
      accepts,
      at: ctx.happenedAt,
    }),
  );
  await visit.load();
  await showCurrent(visit, '');
}

function deadlineText(visit: Visit, { deadline, campaign }: OpenForm): string {
  return visit.w.time(deadline, campaign.timeZone);
}

export async function chooseForm(visit: Visit, formVersionId: number, accepts: boolean): Promise<void> {
  const open = (await visit.store.openForms()).find((form) => form.formVersionId === formVersionId);
  if (!open) await showChoice(visit, undefined, 'unknownLink');
  else if (accepts) await begin(visit, open, open.campaign.notice.version);
  else await openForm(visit, open, show);
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
  await show(ctx, { ...screen, html: paragraphs(before, screen.html) });
}

export async function switchTo(visit: Visit, submission: number): Promise<void> {
  const outcome = await visit.act(() =>
    visit.store.switchTo(visit.updateId, visit.personId, submission, { kind: 'moved' }),
  );
  await visit.load();
  if (outcome.kind === 'declined')
    await show(visit.ctx, { html: escaped(declineText(visit.w, outcome.reason, '')) });
  else await showCurrent(visit, '');
}

async function leave(visit: Visit): Promise<void> {
  await visit.act(() => visit.store.switchTo(visit.updateId, visit.personId, undefined, { kind: 'left' }));
  await show(visit.ctx, { html: escaped(visit.w.t('left')) });
}

async function goBack(visit: Visit): Promise<void> {
  await withOpen(visit, async () => {
    const settled = await visit.settle(undefined, decideBack);
    if (settled) await show(visit.ctx, await replyScreen(visit, settled));
  });
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

interface InFull {
  readonly full: FullSubmission;
  readonly questionnaire: Questionnaire;
}

/** A submission of this person with all answers; says so when there is none. */
async function inFull(visit: Visit, submission: number | undefined): Promise<InFull | undefined> {
  const full = submission === undefined ? undefined : await visit.store.full(visit.personId, submission);
  if (!full) {
    await show(visit.ctx, { html: escaped(visit.w.t('declined-notYours')) });
    return undefined;
  }
  return { full, questionnaire: await visit.store.questionnaire(full.formVersionId) };
}

/**
 * Lists what is missing, or reads everything back. The word 提交 submits when exactly this revision has been
 * read back already.
 */
export async function checkAndSubmit(visit: Visit, how: 'typed' | 'asked'): Promise<void> {
  const { ctx, w } = visit;
  const { active } = visit.standing;
  if (active?.state === 'draft' && how === 'typed' && active.parked.readBack === active.revision) {
    await submit(visit, active.id, active.revision);
    return;
  }
  if (ctx.received.state === 'applied' && isSubmitted(ctx.received.outcome)) {
    await submit(visit, active?.id ?? 0, 0);
    return;
  }
  const found = await inFull(visit, active?.id);
  if (!found) return;
  if (found.full.state === 'submitted') {
    await showCurrent(visit, escaped(w.t('declined-alreadySubmitted')));
    return;
  }
  const draft = draftInFull(found.questionnaire.form, found.full);
  const problems = problemsOf(w, draft);
  if (problems.length > 0) {
    await show(ctx, missingScreen(w, problems));
    return;
  }
  const settled = await visit.settle(undefined, ({ submission }) => ({
    writes: [],
    cursor: undefined,
    parked: { ...submission.parked, readBack: submission.revision + 1 },
    outcome: { kind: 'readBack' },
  }));
  if (!settled) return;
  const { revision } = settled.draft.submission;
  await show(ctx, readBackScreen(w, found.questionnaire, { ...found.full, revision }, visit.options.now()));
}

function isSubmitted(outcome: unknown): boolean {
  return (outcome as Outcome | undefined)?.kind === 'submitted';
}

/** Submits what was read back; what is said afterwards is the receipt, also when this update comes again. */
export async function submit(visit: Visit, submission: number, revision: number): Promise<void> {
  const { ctx, w } = visit;
  const found = await inFull(visit, submission);
  if (!found) return;
  const { questionnaire, full } = found;
  const deadline = w.time(full.deadline, questionnaire.campaign.timeZone);
  if (ctx.received.state === 'received') {
    const refusal = refusalToSubmit(visit, found);
    if (refusal) {
      await show(ctx, refusal);
      return;
    }
  }
  const outcome = await visit.act(() =>
    visit.store.submit({
      updateId: visit.updateId,
      personId: visit.personId,
      submissionId: submission,
      revision,
      receiptPrefix: questionnaire.campaign.receiptPrefix,
      at: ctx.happenedAt,
    }),
  );
  await visit.load(submission);
  if (outcome.kind === 'declined') {
    await show(ctx, { html: escaped(declineText(w, outcome.reason, deadline)) });
    return;
  }
  await showCurrent(visit, '');
}

function refusalToSubmit(visit: Visit, { full, questionnaire }: InFull): Screen | undefined {
  const { w, ctx } = visit;
  if (full.state === 'submitted' && full.receipt) {
    const screen = receiptScreen(w, questionnaire, full.receipt, full.id);
    return { ...screen, html: paragraphs(escaped(w.t('declined-alreadySubmitted')), screen.html) };
  }
  if (isLate(ctx.happenedAt, full.deadline)) {
    const deadline = w.time(full.deadline, questionnaire.campaign.timeZone);
    return { html: escaped(declineText(w, 'deadlinePassed', deadline)) };
  }
  const problems = problemsOf(w, draftInFull(questionnaire.form, full));
  return problems.length > 0 ? missingScreen(w, problems) : undefined;
}

/** Telegram dates to the second: the whole second of the deadline is in time. */
function isLate(at: Date, deadline: Date): boolean {
  return Math.floor(at.getTime() / 1000) > Math.floor(deadline.getTime() / 1000);
}

export async function askWithdraw(visit: Visit, submission: number): Promise<void> {
  const { w, ctx } = visit;
  const found = await inFull(visit, submission);
  if (!found) return;
  const deadline = w.time(found.full.deadline, found.questionnaire.campaign.timeZone);
  const { receipt } = found.full;
  if (found.full.state !== 'submitted' || !receipt)
    await show(ctx, { html: escaped(w.t('declined-notSubmitted')) });
  else if (isLate(ctx.happenedAt, found.full.deadline))
    await show(ctx, { html: escaped(declineText(w, 'deadlinePassed', deadline)) });
  else {
    const act = onSubmission(w.t('button-withdraw-now'), 'withdraw', submission);
    await show(
      ctx,
      confirmScreen(w, w.t('withdraw-ask', { number: receipt.number, deadline }), act, undefined),
    );
  }
}

export async function withdraw(visit: Visit, submission: number): Promise<void> {
  const { w, ctx } = visit;
  const found = await inFull(visit, submission);
  if (!found) return;
  const deadline = w.time(found.full.deadline, found.questionnaire.campaign.timeZone);
  if (isLate(ctx.happenedAt, found.full.deadline)) {
    await replace(ctx, { html: escaped(declineText(w, 'deadlinePassed', deadline)) });
    return;
  }
  const { updateId, personId } = visit;
  const outcome = await visit.act(() =>
    visit.store.withdraw({ updateId, personId, submissionId: submission, at: ctx.happenedAt }),
  );
  if (outcome.kind === 'declined') {
    await replace(ctx, { html: escaped(declineText(w, outcome.reason, deadline)) });
    return;
  }
  if (outcome.kind === 'withdrawn')
    await replace(ctx, { html: escaped(w.t('withdrawn', { number: outcome.number })) });
  await visit.load(submission);
  await showOverview(visit, submission, 0, show);
}

export async function showStatus(visit: Visit): Promise<void> {
  await show(visit.ctx, statusScreen(visit.w, await ownForms(visit), visit.options.now()));
}

export async function askDiscard(visit: Visit, submission: number): Promise<void> {
  const { w, ctx } = visit;
  const act = onSubmission(w.t('button-delete-now'), 'discard', submission);
  await show(ctx, confirmScreen(w, w.t('draft-delete-ask'), act, undefined));
}

export async function discard(visit: Visit, submission: number): Promise<void> {
  const { updateId, personId, w } = visit;
  const outcome = await visit.act(() =>
    visit.store.deleteDraft({ updateId, personId, submissionId: submission }),
  );
  const word = outcome.kind === 'declined' ? declineText(w, outcome.reason, '') : w.t('draft-deleted');
  await replace(visit.ctx, { html: escaped(word) });
}

/** The demands in order; in place of the list whose button was tapped. */
export async function showProjects(visit: Visit, settled: Settled | undefined): Promise<void> {
  const found = settled ?? (await visit.draft());
  if (!found) return;
  const screen = projectsScreen(visit.w, found.draft);
  const before = settled ? headline(visit.w, settled) : '';
  const put = visit.ctx.callbackQuery ? replace : show;
  await put(visit.ctx, { ...screen, html: paragraphs(before, screen.html) });
}

type DemandAct = 'add' | 'raise' | 'delete';

export async function changeDemands(
  visit: Visit,
  act: DemandAct,
  submission: number,
  demand: number,
): Promise<void> {
  const before = await visit.draft();
  if (!before) return;
  const max = before.draft.form.demand?.max ?? 1;
  const { updateId, personId } = visit;
  const at = { updateId, personId, submissionId: submission, max, at: visit.ctx.happenedAt };
  const outcome = await visit.act(() => {
    if (act === 'add') return visit.store.addDemand(at);
    return act === 'raise'
      ? visit.store.raiseDemand({ ...at, demand })
      : visit.store.deleteDemand({ ...at, demand });
  });
  await visit.load(submission);
  const after = await visit.draft();
  if (!after) return;
  const settled: Settled = { ...after, outcome };
  if (outcome.kind === 'demandAdded') await showCurrent(visit, headline(visit.w, settled));
  else await showProjects(visit, settled);
}

export async function askDeleteDemand(visit: Visit, submission: number, demand: number): Promise<void> {
  const found = await visit.draft();
  if (!found) return;
  const { w, ctx } = visit;
  const name = projectName(w, found.draft, demand);
  const act = onSubmission(w.t('button-delete-now'), 'delete', submission, demand);
  const keep = onSubmission(w.t('button-keep'), 'projects', submission);
  await replace(ctx, confirmScreen(w, w.t('projects-delete-ask', { name }), act, keep));
}

/** Renaming a demand is answering the question that names it. */
export async function rename(visit: Visit, submission: number, demand: number): Promise<void> {
  const settled = await visit.settle(submission, (draft) => {
    const question = draft.form.demand?.nameFrom;
    if (question === undefined || !draft.answers.demands.includes(demand))
      return declined(draft, 'goneQuestion');
    return { writes: [], cursor: { demand, question }, outcome: { kind: 'moved' } };
  });
  if (settled) await show(visit.ctx, await replyScreen(visit, settled));
}

/** The questionnaire as a file to look over on paper. */
export async function print(visit: Visit, submission: number | undefined): Promise<void> {
  const { ctx, w } = visit;
  const found = await inFull(visit, submission);
  if (!found) return;
  await ctx.replyWithChatAction('upload_document');
  const { full, questionnaire } = found;
  const caption = full.receipt
    ? w.t('print-caption-submitted', { number: full.receipt.number })
    : w.t('print-caption');
  const draft = draftOf(questionnaire.form, draftInFull(questionnaire.form, full).submission);
  const file = await formPaper(w, questionnaire, draft, caption);
  const name = `${w.say(questionnaire.form.definition.title).replaceAll(/["\\/:*?<>|“”\s]/g, '')}.docx`;
  await ctx.replyWithDocument(new InputFile(file, name), { caption });
}
