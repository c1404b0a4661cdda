import type { Begin, DemandAct, FullSubmission, IntakeStore, Outcome, Submit } from '../intake/ports.js';
import { keyText } from '../survey/answers.js';
import type { Unlocked } from '../survey/corrections.js';
import { receiptNumber } from '../survey/receipt-number.js';
import { applyOnce } from './apply-once.js';
import { recordAct } from './audit-chain.js';
import { questionnaires } from './campaign-store.js';
import { isStillOffered, refusedNow } from './campaign-takes.js';
import { committer, readOutcome } from './draft-store.js';
import { fileDemands, lockDemands, resubmitted, unfileDemands } from './filing-store.js';
import { isOpenToItsPerson } from './in-force.js';
import { answerIn, earlierAnswers, fullSubmission, ownSubmissions } from './own-store.js';
import { recordPaper, rightToFile } from './paper-right.js';
import { enterPerson, everythingAbout, forgetPerson } from './person-store.js';
import type { Prisma } from './prisma/client.js';
import { standingReader } from './standing-store.js';
import type { Store } from './store.js';
import { moveVersion } from './version-store.js';

type Tx = Prisma.TransactionClient;
type Own = Prisma.SubmissionGetPayload<object>;
type Work = (tx: Tx) => Promise<Outcome>;

/** What the intake needs of the database. Every act marks its update in the transaction of its change. */
export function intakeStore(store: Store, botId: number): IntakeStore {
  const { prisma } = store;
  const once = (updateId: number, work: Work): Promise<Outcome | undefined> =>
    applyOnce(prisma, botId, updateId, work);
  const versions = questionnaires(prisma);
  return {
    standing: standingReader(store, (formVersionId) => versions.byId(formVersionId)),
    questionnaire: (formVersionId) => versions.byId(formVersionId),
    openForms: (personId) => versions.open(personId),
    commit: committer(store, botId),
    outcomeOf: (updateId) => readOutcome(store, botId, updateId),
    hasAccepted: async (personId, campaignId, textVersion) =>
      (await prisma.consent.count({ where: { personId, campaignId, textVersion } })) > 0,
    own: (personId) => ownSubmissions(prisma, personId),
    full: (personId, submissionId) => fullSubmission(prisma, personId, submissionId),
    earlierAnswers: (personId, except) => earlierAnswers(prisma, personId, except),
    answerIn: (personId, messageId) => answerIn(prisma, personId, messageId),
    everything: (identity) => everythingAbout(prisma, botId, identity),
    begin: (act) => once(act.updateId, (tx) => begin(tx, act)),
    switchTo: (updateId, personId, submissionId, outcome) =>
      once(updateId, async (tx) => {
        const own = submissionId === undefined || (await ownOf(tx, personId, submissionId));
        if (!own) return { kind: 'declined', reason: 'notYours' };
        await tx.person.updateMany({
          where: { id: personId },
          data: { activeSubmissionId: submissionId ?? null },
        });
        return outcome;
      }),
    chooseLanguage: (updateId, identity, chosen, outcome) =>
      once(updateId, async (tx) => {
        const personId = await enterPerson(tx, identity);
        await tx.person.update({ where: { id: personId }, data: { language: chosen } });
        return outcome;
      }),
    addDemand: (act) => once(act.updateId, (tx) => onDraft(tx, act, () => addDemand(tx, act))),
    raiseDemand: (act) => once(act.updateId, (tx) => onDraft(tx, act, () => raiseDemand(tx, act))),
    deleteDemand: (act) => once(act.updateId, (tx) => onDraft(tx, act, () => deleteDemand(tx, act))),
    submit: (act) => once(act.updateId, (tx) => submit(tx, act)),
    moveVersion: (act) => once(act.updateId, (tx) => moveVersion(tx, act)),
    withdraw: (act) => once(act.updateId, (tx) => withdraw(tx, act)),
    deleteDraft: (act) =>
      once(act.updateId, async (tx) => {
        const own = await ownOf(tx, act.personId, act.submissionId);
        const { count } = await tx.submission.deleteMany({
          where: { id: own?.id ?? 0, state: 'draft', receipts: { none: {} } },
        });
        if (!own || count === 0) return { kind: 'declined', reason: 'notYours' };
        await recordPaper(tx, own, 'deletePaper', new Date());
        await tx.person.updateMany({
          where: { id: act.personId, activeSubmissionId: act.submissionId },
          data: { activeSubmissionId: null },
        });
        return { kind: 'draftDeleted' };
      }),
    forget: (updateId, identity) => once(updateId, (tx) => forgetPerson(tx, botId, updateId, identity)),
  };
}

/** A submission that the person may open, be it their own or entered by them from paper. */
async function ownOf(tx: Tx, personId: number, id: number): Promise<Own | undefined> {
  const row = await tx.submission.findFirst({ where: { id, personId } });
  return row && (await isOpenToItsPerson(tx, row)) ? row : undefined;
}

async function begin(tx: Tx, act: Begin): Promise<Outcome> {
  const personId = await enterPerson(tx, act.identity);
  // Two taps on "begin" at once: the second waits and finds the draft that the first began.
  await tx.$queryRaw`SELECT 1 FROM person WHERE id = ${personId}::int FOR UPDATE`;
  const { campaignId, formId, formVersionId } = act;
  const draft = await tx.submission.findFirst({
    where: { personId, campaignId, formId, state: 'draft', enteredBy: null },
  });
  // A draft can be read when its time is over; nothing new is begun.
  if (!draft) {
    const refused = await refusedNow(tx, { campaignId, formVersionId, personId, unlocked: null }, act.at);
    if (refused) return { kind: 'declined', reason: refused };
    if (!(await isStillOffered(tx, act))) return { kind: 'declined', reason: 'expired' };
  }
  if (act.accepts !== undefined)
    await tx.consent.createMany({
      data: [{ personId, campaignId, textVersion: act.accepts, acceptedAt: act.at }],
      skipDuplicates: true,
    });
  const submission =
    draft ??
    (await tx.submission.create({
      data: {
        personId,
        campaignId,
        formId,
        formVersionId,
        state: 'draft',
        startedAt: act.at,
        changedAt: act.at,
        ...(act.withDemand && { demands: { create: { rank: 1, createdAt: act.at } } }),
      },
    }));
  await tx.person.update({ where: { id: personId }, data: { activeSubmissionId: submission.id } });
  return { kind: 'begun', resumed: draft !== null };
}

/** Locks the person's own draft, counts the change, and runs the work. */
async function onDraft(tx: Tx, act: DemandAct, work: () => Promise<Outcome>): Promise<Outcome> {
  if (!(await ownOf(tx, act.personId, act.submissionId))) return { kind: 'declined', reason: 'notYours' };
  const locked = await tx.$executeRaw`
    UPDATE submission SET revision = revision + 1, changed_at = ${act.at}::timestamptz
    WHERE id = ${act.submissionId}::int AND person_id = ${act.personId}::int AND state = 'draft'`;
  return locked === 0 ? { kind: 'declined', reason: 'notYours' } : work();
}

function demandsOf(tx: Tx, submissionId: number): Promise<{ id: number }[]> {
  return tx.demand.findMany({
    where: { submissionId },
    orderBy: [{ rank: 'asc' }, { id: 'asc' }],
    select: { id: true },
  });
}

async function rerank(tx: Tx, ordered: readonly number[]): Promise<void> {
  for (const [at, id] of ordered.entries()) await tx.demand.update({ where: { id }, data: { rank: at + 1 } });
}

async function addDemand(tx: Tx, act: DemandAct & { first: string | undefined }): Promise<Outcome> {
  const demands = await demandsOf(tx, act.submissionId);
  if (demands.length >= act.max) return { kind: 'demandsFull', max: act.max };
  const added = await tx.demand.create({
    data: { submissionId: act.submissionId, rank: demands.length + 1, createdAt: act.at },
  });
  const { first: question, submissionId } = act;
  const cursor = question === undefined ? null : keyText({ demand: added.id, question });
  await tx.submission.update({ where: { id: submissionId }, data: { cursor } });
  await tx.person.update({ where: { id: act.personId }, data: { activeSubmissionId: submissionId } });
  return { kind: 'demandAdded', demand: added.id };
}

async function raiseDemand(tx: Tx, act: DemandAct & { demand: number }): Promise<Outcome> {
  const ids = (await demandsOf(tx, act.submissionId)).map(({ id }) => id);
  const at = ids.indexOf(act.demand);
  const above = ids[at - 1];
  if (above === undefined) return { kind: 'demandRaised' };
  ids[at - 1] = act.demand;
  ids[at] = above;
  await rerank(tx, ids);
  return { kind: 'demandRaised' };
}

async function deleteDemand(tx: Tx, act: DemandAct & { demand: number }): Promise<Outcome> {
  const ids = (await demandsOf(tx, act.submissionId)).map(({ id }) => id);
  if (!ids.includes(act.demand)) return { kind: 'declined', reason: 'goneQuestion' };
  if (ids.length === 1) return { kind: 'declined', reason: 'lastDemand' };
  const of = { submissionId: act.submissionId, demandId: act.demand };
  await tx.answer.deleteMany({ where: of });
  await tx.answerHistory.deleteMany({ where: of });
  await tx.correction.deleteMany({ where: of });
  await tx.demand.delete({ where: { id: act.demand } });
  await tx.submission.update({ where: { id: act.submissionId }, data: { cursor: null } });
  await rerank(
    tx,
    ids.filter((id) => id !== act.demand),
  );
  return { kind: 'demandDeleted' };
}

/**
 * Submits exactly what was read: a change in between asks the person to look again. A form that was sent back keeps
 * its number, in the next version.
 */
async function submit(tx: Tx, act: Submit): Promise<Outcome> {
  await lockDemands(tx, act.submissionId);
  const [before] = await tx.$queryRaw<{ campaign_id: string; form_id: string; unlocked: Unlocked | null }[]>`
    SELECT campaign_id, form_id, unlocked FROM submission
    WHERE id = ${act.submissionId}::int AND person_id = ${act.personId}::int
      AND state IN ('draft', 'correcting') AND revision = ${act.revision}::int FOR UPDATE`;
  if (!before) return { kind: 'declined', reason: 'changedMeanwhile' };
  const { campaign_id: campaignId, form_id: formId, unlocked } = before;
  const own = await ownOf(tx, act.personId, act.submissionId);
  if (!own) return { kind: 'declined', reason: 'notYours' };
  const right = own.enteredBy === null ? undefined : await rightToFile(tx, act, campaignId);
  if (right && 'kind' in right) return right;
  const refused = await refusedNow(tx, own, act.at);
  if (refused) return { kind: 'declined', reason: refused };
  await tx.$executeRaw`
    UPDATE submission SET state = 'submitted', submitted_at = ${act.at}::timestamptz,
      changed_at = ${act.at}::timestamptz, cursor = NULL, parked = NULL, unlocked = NULL
    WHERE id = ${act.submissionId}::int`;
  await fileDemands(tx, act, { campaignId, formId });
  if (unlocked) await resubmitted(tx, act, unlocked);
  const full = await fullSubmission(tx, act.personId, act.submissionId);
  if (!full) throw new Error('a submission that cannot be read back');
  const issued = unlocked ? await nextVersion(tx, act) : await nextNumber(tx, act, campaignId);
  await tx.receipt.create({
    data: {
      campaignId,
      ...issued,
      submissionId: act.submissionId,
      revision: act.revision,
      content: receiptContent(act, full),
      submittedAt: act.at,
    },
  });
  if (right)
    await recordAct(tx, {
      campaignId,
      personId: act.personId,
      role: right.role,
      appointmentId: right.id,
      act: 'enterPaper',
      subject: `submission:${act.submissionId}`,
      after: { receipt: issued.number, version: issued.version },
      at: act.at,
    });
  return { kind: 'submitted', number: issued.number, submissionId: act.submissionId };
}

interface Issued {
  readonly sequence: number;
  readonly number: string;
  readonly version: number;
}

async function nextNumber(tx: Tx, { receiptPrefix }: Submit, campaignId: string): Promise<Issued> {
  const { lastReceipt: sequence } = await tx.campaign.update({
    where: { id: campaignId },
    data: { lastReceipt: { increment: 1 } },
  });
  return { sequence, number: receiptNumber(receiptPrefix, sequence), version: 1 };
}

/** The receipt of the version before stays, as replaced. */
async function nextVersion(tx: Tx, { submissionId, at }: Submit): Promise<Issued> {
  const last = await tx.receipt.findFirstOrThrow({
    where: { submissionId, withdrawnAt: null },
    orderBy: { version: 'desc' },
  });
  await tx.receipt.updateMany({ where: { submissionId, withdrawnAt: null }, data: { withdrawnAt: at } });
  return { sequence: last.sequence, number: last.number, version: last.version + 1 };
}

/** What was submitted, as the person saw it: answers that others hide are not in it. */
function receiptContent({ asked, receivedLate }: Submit, full: FullSubmission): Prisma.InputJsonObject {
  const isAsked = new Set(asked.map(keyText));
  return {
    formVersionId: full.formVersionId,
    demands: [...full.demands],
    answers: full.answers
      .filter((answer) => isAsked.has(keyText(answer)))
      .map(({ demand, question, skipped, value, note }) => ({
        demand,
        question,
        skipped,
        value: value ?? null,
        note: note ?? null,
      })),
    ...(receivedLate && { receivedLate: receivedLate.toISOString() }),
  };
}

async function withdraw(tx: Tx, act: { personId: number; submissionId: number; at: Date }): Promise<Outcome> {
  await tx.$queryRaw`SELECT 1 FROM person WHERE id = ${act.personId}::int FOR UPDATE`;
  const filed = await lockDemands(tx, act.submissionId);
  await tx.$queryRaw`SELECT 1 FROM submission WHERE id = ${act.submissionId}::int FOR UPDATE`;
  const submission = await tx.submission.findFirst({
    where: { id: act.submissionId, personId: act.personId },
    include: { receipts: { where: { withdrawnAt: null } } },
  });
  if (!submission || !(await isOpenToItsPerson(tx, submission)))
    return { kind: 'declined', reason: 'notYours' };
  if (submission.state === 'correcting') return { kind: 'declined', reason: 'correctingWithdraw' };
  if (submission.state !== 'submitted') return { kind: 'declined', reason: 'notSubmitted' };
  const { personId, campaignId, formId } = submission;
  const otherDraft = { personId, campaignId, formId, state: 'draft', enteredBy: null };
  if (submission.enteredBy === null && (await tx.submission.findFirst({ where: otherDraft })))
    return { kind: 'declined', reason: 'otherDraftOpen' };
  if (filed.some(({ state }) => state === 'accepted' || state === 'sentBack'))
    return { kind: 'declined', reason: 'underReview' };
  const refused = await refusedNow(tx, submission, act.at);
  if (refused) return { kind: 'declined', reason: refused };
  await unfileDemands(tx, submission.id);
  await tx.submission.update({
    where: { id: submission.id },
    data: {
      state: 'draft',
      submittedAt: null,
      unitAcceptedAt: null,
      changedAt: act.at,
      revision: { increment: 1 },
      cursor: null,
    },
  });
  await tx.receipt.updateMany({
    where: { submissionId: submission.id, withdrawnAt: null },
    data: { withdrawnAt: act.at },
  });
  await tx.person.update({ where: { id: personId }, data: { activeSubmissionId: submission.id } });
  await recordPaper(tx, submission, 'withdrawPaper', act.at);
  return { kind: 'withdrawn', number: submission.receipts[0]?.number ?? '' };
}
