import type { Update } from 'grammy/types';
import type { Everything, Outcome } from '../intake/ports.js';
import type { Identity } from '../people/staff-port.js';
import type { AnswerRow, AnswerValue } from '../survey/answers.js';
import { endCorrecting } from './correcting-store.js';
import { answerRow, fullSubmission } from './own-store.js';
import type { Prisma, PrismaClient } from './prisma/client.js';

/* A person is entered, sees what is stored of them whole, and has it deleted. */

/** The person of an identity, entered if need be: by a consent or a choice, never by a mere message. */
export async function enterPerson(
  tx: Prisma.TransactionClient,
  { channel, externalId }: Identity,
): Promise<number> {
  // Two first acts at once: the second waits here and finds the person entered.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`${channel}:${externalId}`}))`;
  const known = await tx.identity.findUnique({ where: { channel_externalId: { channel, externalId } } });
  if (known) return known.personId;
  const person = await tx.person.create({ data: { identities: { create: { channel, externalId } } } });
  return person.id;
}

/** Chinese, whatever a client reports, until the person chooses. */
export async function languageOf(
  prisma: PrismaClient,
  { channel, externalId }: Identity,
): Promise<'zh-CN' | 'en'> {
  const person = await prisma.person.findFirst({
    where: { identities: { some: { channel, externalId } } },
    select: { language: true },
  });
  return person?.language === 'en' ? 'en' : 'zh-CN';
}

export async function everythingAbout(
  prisma: PrismaClient,
  botId: number,
  { channel, externalId }: Identity,
): Promise<Everything | undefined> {
  const person = await prisma.person.findFirst({
    where: { identities: { some: { channel, externalId } } },
    include: {
      identities: true,
      consents: true,
      appointments: { orderBy: { id: 'asc' }, include: { scopes: true } },
      deliveries: { orderBy: { id: 'asc' } },
      // What they entered from paper is the units', not theirs.
      submissions: {
        where: { enteredBy: null },
        orderBy: { id: 'asc' },
        include: { history: { orderBy: { id: 'asc' } }, receipts: { orderBy: { id: 'asc' } } },
      },
    },
  });
  if (!person) return undefined;
  const parked = await prisma.inboxUpdate.findMany({
    where: { botId, lane: externalId, state: 'parked' },
    orderBy: { updateId: 'asc' },
  });
  const reminders = await prisma.reminder.findMany({
    where: { personId: person.id },
    orderBy: [{ at: 'asc' }, { reason: 'asc' }],
  });
  const submissions = [];
  for (const row of person.submissions) {
    const full = await fullSubmission(prisma, person.id, row.id);
    if (full)
      submissions.push({
        ...full,
        startedAt: row.startedAt,
        history: row.history.map((old) => ({
          ...answerRow(old),
          answeredAt: old.answeredAt,
          replacedAt: old.replacedAt,
        })),
        receipts: row.receipts.map(({ number, version, submittedAt, withdrawnAt, content }) => ({
          number,
          version,
          submittedAt,
          withdrawnAt,
          answers: submittedAnswers(content),
        })),
      });
  }
  return {
    identities: person.identities.map(({ channel, externalId }) => ({ channel, externalId })),
    language: person.language,
    since: person.createdAt,
    consents: person.consents.map(({ campaignId, textVersion, acceptedAt }) => ({
      campaignId,
      textVersion,
      acceptedAt,
    })),
    appointments: person.appointments.map(({ campaignId, title, scopes, appointedAt, withdrawnAt }) => ({
      campaignId,
      title,
      scopes: scopes.map(({ value }) => value),
      appointedAt,
      withdrawnAt,
    })),
    submissions,
    messages: person.deliveries.map(({ kind, state, createdAt }) => ({ kind, state, at: createdAt })),
    mutedAt: person.mutedAt,
    reminders: reminders.map(({ campaignId, reason, at }) => ({ campaignId, reason, at })),
    parked: parked.map(({ receivedAt, payload }) => ({ at: receivedAt, text: sentText(payload) })),
  };
}

/** The words of an update that was given up. */
function sentText(payload: Prisma.JsonValue): string {
  const {
    message,
    edited_message: edited,
    callback_query: tap,
  } = (payload ?? {}) as unknown as Partial<Update>;
  const said = message ?? edited;
  return said?.text ?? said?.caption ?? tap?.data ?? '';
}

/** Receipts are written by `submit` alone; their content has its shape. */
function submittedAnswers(content: Prisma.JsonValue): AnswerRow[] {
  type Kept = Omit<AnswerRow, 'value'> & { readonly value: AnswerValue | null };
  const { answers } = content as unknown as { answers: Kept[] };
  return answers.map(({ value, ...row }) => ({ ...row, ...(value !== null && { value }) }));
}

/**
 * Deletes drafts and the identity, and everything on its way to or from this person. A submitted form stays, as
 * the record of the office, without the person who filed it being known to the bot any more; one that is being
 * corrected stays as it was submitted last. What they entered from paper is the units': it stays as it is, drafts too,
 * and waits for whoever holds the office next.
 */
export async function forgetPerson(
  tx: Prisma.TransactionClient,
  botId: number,
  updateId: number,
  identity: Identity,
): Promise<Outcome> {
  const { channel, externalId } = identity;
  const known = await tx.identity.findUnique({ where: { channel_externalId: { channel, externalId } } });
  const personId = known?.personId ?? 0;
  const identities = await tx.identity.findMany({ where: { personId } });
  const lanes = [...new Set([externalId, ...identities.map((other) => other.externalId)])];
  await tx.delivery.deleteMany({ where: { personId } });
  await tx.reminder.deleteMany({ where: { personId } });
  // Parked ones too; the one being answered goes when its reply has been sent. What came after it is a new act.
  await tx.inboxUpdate.deleteMany({ where: { botId, lane: { in: lanes }, updateId: { lt: updateId } } });
  await tx.person.updateMany({
    where: { id: personId },
    data: { activeSubmissionId: null, language: null, mutedAt: null },
  });
  await tx.submission.deleteMany({ where: { personId, state: 'draft', enteredBy: null } });
  const kept = await tx.submission.findMany({ where: { personId, enteredBy: null }, select: { id: true } });
  const ids = kept.map(({ id }) => id);
  for (const id of ids) await endCorrecting(tx, id);
  await tx.answerHistory.deleteMany({ where: { submissionId: { in: ids } } });
  await tx.receipt.deleteMany({ where: { submissionId: { in: ids }, withdrawnAt: { not: null } } });
  await tx.answer.updateMany({
    where: { submission: { personId } },
    data: { messageIds: [], pieceLengths: [] },
  });
  await tx.rosterUnit.updateMany({ where: { personId }, data: { personId: null } });
  await tx.appointment.updateMany({
    where: { personId, withdrawnAt: null },
    data: { withdrawnAt: new Date() },
  });
  // What they have sent to many was their office's; what they were composing was nobody's but theirs.
  await tx.notice.deleteMany({ where: { personId, state: 'draft' } });
  await tx.dialog.deleteMany({ where: { key: { in: lanes } } });
  await tx.wrongLink.deleteMany({ where: { externalId: { in: lanes } } });
  await tx.identity.deleteMany({ where: { personId } });
  await tx.person.deleteMany({ where: { id: personId, submissions: { none: {} } } });
  return { kind: 'forgotten', receiptsKept: ids.length };
}
