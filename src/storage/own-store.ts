import type {
  Correction,
  FullAnswer,
  FullSubmission,
  OwnSubmission,
  Paper,
  Parked,
} from '../intake/ports.js';
import type { Identity } from '../people/staff-port.js';
import { type AnswerRow, type AnswerValue, keyText } from '../survey/answers.js';
import { campaignStateOf } from '../survey/campaign-state.js';
import { type Closing, closingOf, closingOfCorrections } from '../survey/closing.js';
import type { Correcting, Unlocked } from '../survey/corrections.js';
import type { FormDefinition } from '../survey/definition.js';
import { extensionsOf } from './extended.js';
import { isOpenToItsPerson } from './in-force.js';
import type { PrismaClient } from './prisma/client.js';
import { Prisma } from './prisma/client.js';

/* What a person reads of their own. Every query names the person: an id from a button is never enough. */

type Reader = PrismaClient | Prisma.TransactionClient;

const standing = {
  campaignId: true,
  campaign: {
    select: {
      state: true,
      unitDeadline: true,
      recommenderDeadline: true,
      unitGrace: true,
      recommenderGrace: true,
    },
  },
  definition: true,
} as const;

const validReceipt = {
  where: { withdrawnAt: null },
  orderBy: { sequence: 'desc' },
  take: 1,
  select: { number: true, version: true, submittedAt: true },
} as const;

interface WithForm {
  unlocked: Prisma.JsonValue;
  formVersion: {
    definition: Prisma.JsonValue;
    campaignId: string;
    campaign: {
      state: string;
      unitDeadline: Date;
      recommenderDeadline: Date;
      unitGrace: number;
      recommenderGrace: number;
    };
  };
}

/** Written by the desk when it sends a submission back; its shape is `Unlocked`. */
function unlockedOf(stored: Prisma.JsonValue): Unlocked | undefined {
  return (stored as Unlocked | null) ?? undefined;
}

function closing(
  { unlocked, formVersion: { definition, campaign, campaignId } }: WithForm,
  extended: ReadonlyMap<string, Date>,
): Closing {
  const clock = { ...campaign, state: campaignStateOf(campaign.state) };
  const round = unlockedOf(unlocked);
  if (round) return closingOfCorrections(clock, new Date(round.dueAt));
  const filledBy = (definition as { filledBy?: string }).filledBy === 'unit' ? 'unit' : 'recommender';
  return closingOf(clock, filledBy, extended.get(campaignId));
}

export async function ownSubmissions(prisma: Reader, personId: number): Promise<OwnSubmission[]> {
  const rows = await prisma.submission.findMany({
    where: { personId, enteredBy: null },
    orderBy: [{ changedAt: 'desc' }, { id: 'desc' }],
    include: { formVersion: { select: standing }, receipts: validReceipt },
  });
  const extended = await extensionsOf(prisma, personId);
  return rows.map((row) => ({
    id: row.id,
    formVersionId: row.formVersionId,
    state: row.state as OwnSubmission['state'],
    changedAt: row.changedAt,
    ...closing(row, extended),
    receipt: row.receipts[0],
  }));
}

/** A person's submission by who they are in a channel. */
export async function fullOf(
  prisma: PrismaClient,
  { channel, externalId }: Identity,
  submissionId: number,
): Promise<FullSubmission | undefined> {
  const known = await prisma.identity.findUnique({ where: { channel_externalId: { channel, externalId } } });
  return known ? fullSubmission(prisma, known.personId, submissionId) : undefined;
}

export async function fullSubmission(
  prisma: Reader,
  personId: number,
  submissionId: number,
): Promise<FullSubmission | undefined> {
  const row = await prisma.submission.findFirst({
    where: { id: submissionId, personId },
    include: {
      formVersion: { select: standing },
      receipts: validReceipt,
      answers: true,
      demands: {
        orderBy: [{ rank: 'asc' }, { id: 'asc' }],
        select: { id: true, filed: { select: { state: true } } },
      },
      // Those that are chosen but not sent yet are the reviewer's own.
      corrections: { where: { state: { not: 'chosen' } }, orderBy: { id: 'asc' } },
      _count: { select: { receipts: true } },
    },
  });
  if (!row || !(await isOpenToItsPerson(prisma, row))) return undefined;
  return {
    id: row.id,
    ...(row.enteredBy !== null && { paper: paperOf(row) }),
    formVersionId: row.formVersionId,
    state: row.state as FullSubmission['state'],
    revision: row.revision,
    ...closing(row, await extensionsOf(prisma, personId)),
    ...correctingOf(unlockedOf(row.unlocked), row.answers),
    corrections: row.corrections.map(correction),
    isReviewed: row.demands.some(({ filed }) => filed?.state === 'accepted' || filed?.state === 'sentBack'),
    demands: row.demands.map(({ id }) => id),
    answers: row.answers.map(fullAnswer),
    parked: (row.parked ?? {}) as Parked,
    receipt: row.receipts[0],
    wasSubmitted: row._count.receipts > 0,
  };
}

function paperOf({
  formVersion: { definition },
  answers,
}: Pick<WithForm, 'formVersion'> & { readonly answers: readonly StoredAnswer[] }): Paper {
  const { roles } = definition as unknown as FormDefinition;
  const name = answers.find(({ demandId, questionId }) => demandId === 0 && questionId === roles.unitName);
  return { unit: typeof name?.value === 'string' ? name.value : undefined };
}

function correctingOf(
  round: Unlocked | undefined,
  answers: readonly (StoredAnswer & { revision: number })[],
): { correcting?: Correcting } {
  if (!round) return {};
  const renewed = answers.filter(({ revision }) => revision > round.revision);
  return { correcting: { keys: new Set(round.keys), renewed: new Set(renewed.map(storedKey)) } };
}

function storedKey({ demandId, questionId }: StoredAnswer): string {
  return keyText({ demand: demandId, question: questionId });
}

function correction(row: {
  demandId: number;
  questionId: string;
  reason: string;
  words: string | null;
  state: string;
  before: Prisma.JsonValue;
  sentAt: Date | null;
}): Correction {
  return {
    demand: row.demandId,
    question: row.questionId,
    reason: row.reason as Correction['reason'],
    words: row.words ?? undefined,
    state: row.state as Correction['state'],
    before: (row.before as AnswerValue | null) ?? undefined,
    sentAt: row.sentAt ?? undefined,
  };
}

interface StoredAnswer {
  demandId: number;
  questionId: string;
  value: Prisma.JsonValue;
}

export function answerRow(row: StoredAnswer): AnswerRow {
  const skipped = row.value === null;
  return {
    demand: row.demandId,
    question: row.questionId,
    skipped,
    ...(!skipped && { value: row.value as AnswerValue }),
  };
}

export function fullAnswer(
  row: StoredAnswer & { note: string | null; answeredAt: Date; messageIds: number[]; pieceLengths: number[] },
): FullAnswer {
  return {
    ...answerRow(row),
    note: row.note ?? undefined,
    answeredAt: row.answeredAt,
    messageIds: row.messageIds,
    pieceLengths: row.pieceLengths,
  };
}

export async function earlierAnswers(
  prisma: Reader,
  personId: number,
  except: number,
): Promise<{ formVersionId: number; answers: AnswerRow[] }[]> {
  const isOwn = await prisma.submission.count({ where: { id: except, personId, enteredBy: null } });
  if (isOwn === 0) return [];
  const rows = await prisma.submission.findMany({
    where: { personId, enteredBy: null, id: { not: except } },
    orderBy: { changedAt: 'desc' },
    take: 5,
    include: { answers: { where: { demandId: 0, value: { not: Prisma.AnyNull } } } },
  });
  return rows.map((row) => ({ formVersionId: row.formVersionId, answers: row.answers.map(answerRow) }));
}

export async function answerIn(
  prisma: Reader,
  personId: number,
  messageId: number,
): Promise<{ submissionId: number; answer: FullAnswer } | undefined> {
  const row = await prisma.answer.findFirst({
    where: { messageIds: { has: messageId }, submission: { personId } },
    orderBy: { answeredAt: 'desc' },
    include: { submission: { select: { personId: true, enteredBy: true } } },
  });
  return row && (await isOpenToItsPerson(prisma, row.submission))
    ? { submissionId: row.submissionId, answer: fullAnswer(row) }
    : undefined;
}
