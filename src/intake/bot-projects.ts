import { answersFrom } from '../survey/answers.js';
import { steps } from '../survey/next-step.js';
import { escaped, paragraphs } from '../telegram/screen.js';
import { replace, show } from '../telegram/show.js';
import { type Draft, declined, isLocked } from './answering.js';
import { showCurrent } from './bot-form.js';
import { headline, replyScreen } from './bot-reply.js';
import type { Settled, Visit } from './bot-visit.js';
import type { Outcome } from './outcome.js';
import type { DemandAct } from './ports.js';
import { onSubmission } from './screens/buttons.js';
import { confirmScreen } from './screens/finish.js';
import { pageOf, projectName, projectsScreen } from './screens/projects.js';

/* What is filled in several times: adding, ordering, naming, deleting. */

/** The demands in order; in place of the list whose button was tapped. */
export async function showProjects(visit: Visit, page = 0, settled?: Settled): Promise<void> {
  const found = settled ?? (await visit.draft());
  if (!found) return;
  const fixed = fixedBy(found.draft);
  if (fixed) {
    await sayFixed(visit, fixed);
    return;
  }
  const screen = projectsScreen(visit.w, found.draft, page);
  const before = settled ? headline(visit.w, settled) : '';
  const put = visit.ctx.callbackQuery ? replace : show;
  await put(visit.ctx, { ...screen, html: paragraphs(before, screen.html) });
}

type Changes = (at: DemandAct) => Promise<Outcome | undefined>;

/** A change of the demands, once; decided on what the button was made for. */
async function change(
  visit: Visit,
  submission: number,
  refused: (draft: Draft) => Outcome | undefined,
  changes: Changes,
): Promise<Settled | undefined> {
  const before = await visit.draft();
  if (!before) return undefined;
  const isNew = visit.ctx.received.state === 'received';
  const fixed = fixedBy(before.draft);
  const refusal: Outcome | undefined = fixed ? { kind: 'declined', reason: fixed } : refused(before.draft);
  if (isNew && refusal) return { ...before, outcome: refusal };
  const { updateId, personId } = visit;
  const max = before.draft.form.demand?.max ?? 1;
  const at = { updateId, personId, submissionId: submission, max, at: visit.ctx.happenedAt };
  const outcome = await visit.act(() => changes(at));
  await visit.load(submission);
  const after = await visit.draft();
  return after && { ...after, outcome };
}

/**
 * One more demand, where the place is then. While the last one is still empty, that is the one to fill in (and no
 * second tap adds two).
 */
export async function addDemand(visit: Visit, submission: number): Promise<void> {
  const draft = (await visit.draft())?.draft;
  if (!draft) return;
  const empty = emptyDemand(draft);
  const settled = await (empty === undefined
    ? change(
        visit,
        submission,
        ({ form }) => (form.demand ? undefined : { kind: 'declined', reason: 'goneQuestion' }),
        (at) => visit.store.addDemand({ ...at, first: firstQuestion(draft, toCome) }),
      )
    : goToEmpty(visit, submission, empty));
  if (!settled) return;
  const { kind } = settled.outcome;
  if (kind === 'demandAdded' || kind === 'demandStillEmpty')
    await show(visit.ctx, await replyScreen(visit, settled));
  else await showProjects(visit, 0, settled);
}

function emptyDemand({ form, submission: { demands, rows, correcting } }: Draft): number | undefined {
  if (!form.demand || correcting) return undefined;
  const last = demands.at(-1);
  return last === undefined || rows.some(({ demand }) => demand === last) ? undefined : last;
}

function goToEmpty(visit: Visit, submission: number, demand: number): Promise<Settled | undefined> {
  return visit.settle(submission, (draft) => {
    const question = firstQuestion(draft, demand);
    return {
      writes: [],
      cursor: question === undefined ? undefined : { demand, question },
      outcome: { kind: 'demandStillEmpty', demand },
    };
  });
}

/** Stands for a demand that is not stored yet. */
const toCome = -1;

/** What a demand begins with, as the other answers stand. */
function firstQuestion({ form, submission }: Draft, demand: number): string | undefined {
  const demands = [...submission.demands.filter((other) => other !== demand), demand];
  const all = steps(form, answersFrom(demands, submission.rows));
  return all.find(({ key }) => key.demand === demand)?.key.question;
}

/** Puts a demand before the one above it, if it still stands where its button saw it. */
export async function raiseDemand(
  visit: Visit,
  submission: number,
  demand: number,
  place: number,
): Promise<void> {
  const settled = await change(
    visit,
    submission,
    ({ answers }) =>
      answers.demands[place] === demand ? undefined : { kind: 'declined', reason: 'expired' },
    (at) => visit.store.raiseDemand({ ...at, demand }),
  );
  if (settled) await showProjects(visit, pageOf(settled.draft, demand), settled);
}

export async function deleteDemand(
  visit: Visit,
  submission: number,
  demand: number,
  revision: number,
): Promise<void> {
  const settled = await change(
    visit,
    submission,
    (draft) => (draft.submission.revision === revision ? undefined : { kind: 'declined', reason: 'expired' }),
    (at) => visit.store.deleteDemand({ ...at, demand }),
  );
  if (settled) await showProjects(visit, 0, settled);
}

export async function askDeleteDemand(visit: Visit, submission: number, demand: number): Promise<void> {
  const found = await visit.draft();
  if (!found) return;
  const { w, ctx } = visit;
  const fixed = fixedBy(found.draft);
  if (fixed) {
    await sayFixed(visit, fixed);
    return;
  }
  if (!found.draft.answers.demands.includes(demand)) {
    await showProjects(visit, 0, { ...found, outcome: { kind: 'declined', reason: 'expired' } });
    return;
  }
  const name = projectName(w, found.draft, demand);
  const { revision } = found.draft.submission;
  const act = onSubmission(w.t('button-delete-now'), 'delete', submission, demand, revision);
  const keep = onSubmission(w.t('button-keep'), 'projects', submission, pageOf(found.draft, demand));
  await replace(ctx, confirmScreen(w.t('projects-delete-ask', { name }), act, keep));
}

/** Renaming a demand is answering the question that names it. */
export async function rename(visit: Visit, submission: number, demand: number): Promise<void> {
  const settled = await visit.settle(submission, (draft) => {
    const question = draft.form.demand?.nameFrom;
    if (question === undefined || !draft.answers.demands.includes(demand))
      return declined(draft, 'goneQuestion');
    if (isLocked(draft, { demand, question })) return declined(draft, 'correctingProjects');
    return { writes: [], cursor: { demand, question }, outcome: { kind: 'moved' } };
  });
  if (settled?.draft.submission.state === 'submitted') await sayFixed(visit, 'alreadySubmitted');
  else if (settled) await show(visit.ctx, await replyScreen(visit, settled));
}

type Fixed = 'alreadySubmitted' | 'archived' | 'correctingProjects';

/** Why the demands stay as they are: they are with the desk. */
function fixedBy({ submission }: Draft): Fixed | undefined {
  if (submission.state === 'submitted') return 'alreadySubmitted';
  if (submission.shut === 'archived') return 'archived';
  return submission.state === 'correcting' ? 'correctingProjects' : undefined;
}

async function sayFixed(visit: Visit, why: Fixed): Promise<void> {
  await showCurrent(visit, escaped(visit.w.t(`declined-${why}`)));
}
