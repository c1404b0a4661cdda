import { createHash, randomBytes } from 'node:crypto';
import type { Prisma, PrismaClient } from './prisma/client.js';

/*
 * The acts of staff, one chain a campaign. Each row's hash covers the one before, and of what the act changed only a
 * salted digest: the values can be erased, with their salt, and the chain still holds.
 */

export interface AuditEntry {
  readonly campaignId: string;
  readonly personId: number;
  /** A role, or "administrator". */
  readonly role: string;
  readonly appointmentId?: number | undefined;
  readonly act: string;
  /** On what, e.g. "demand:12". */
  readonly subject: string;
  readonly before?: Prisma.InputJsonValue | undefined;
  readonly after?: Prisma.InputJsonValue | undefined;
  readonly at: Date;
}

/** Who acts when nobody does. */
export const system = { personId: 0, role: 'system' } as const;

/** Adds an act to its campaign's chain, in the transaction of what it tells of. */
export async function recordAct(tx: Prisma.TransactionClient, entry: AuditEntry): Promise<void> {
  // The campaign's row is held until the end: the next act waits and finds this one.
  const { lastAct: sequence } = await tx.campaign.update({
    where: { id: entry.campaignId },
    data: { lastAct: { increment: 1 } },
    select: { lastAct: true },
  });
  const previous = await tx.auditAct.findUnique({
    where: { campaignId_sequence: { campaignId: entry.campaignId, sequence: sequence - 1 } },
    select: { hash: true },
  });
  const salt = randomBytes(16).toString('hex');
  const details = { before: entry.before ?? null, after: entry.after ?? null };
  const row = {
    campaignId: entry.campaignId,
    sequence,
    at: entry.at,
    personId: entry.personId,
    role: entry.role,
    appointmentId: entry.appointmentId ?? null,
    act: entry.act,
    subject: entry.subject,
    digest: digestOf(salt, details),
  };
  await tx.auditAct.create({ data: { ...row, hash: hashOf(previous?.hash ?? '', row), salt, details } });
}

interface ChainedRow {
  readonly campaignId: string;
  readonly sequence: number;
  readonly at: Date;
  readonly personId: number;
  readonly role: string;
  readonly appointmentId: number | null;
  readonly act: string;
  readonly subject: string;
  readonly digest: string;
}

function hashOf(previous: string, row: ChainedRow): string {
  const { campaignId, sequence, at, personId, role, appointmentId, act, subject, digest } = row;
  return sha256(
    JSON.stringify([
      previous,
      campaignId,
      sequence,
      at.toISOString(),
      personId,
      role,
      appointmentId,
      act,
      subject,
      digest,
    ]),
  );
}

function digestOf(salt: string, details: unknown): string {
  return sha256(`${salt}\n${canonical(details)}`);
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** JSON with its keys in order: a database gives them back in an order of its own. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

export interface ChainReport {
  readonly campaignId: string;
  readonly acts: number;
  /** Acts whose values were erased; the chain holds without them. */
  readonly erased: number;
  /** Empty when the chain is whole. */
  readonly faults: readonly { readonly sequence: number; readonly fault: 'missing' | 'changed' | 'added' }[];
}

const pageSize = 1000;

/** Reads every chain from its first act and compares. */
export async function verifyChains(prisma: PrismaClient): Promise<ChainReport[]> {
  const campaigns = await prisma.campaign.findMany({
    orderBy: { id: 'asc' },
    select: { id: true, lastAct: true },
  });
  const reports: ChainReport[] = [];
  for (const { id, lastAct } of campaigns) reports.push(await verifyChain(prisma, id, lastAct));
  return reports;
}

async function verifyChain(prisma: PrismaClient, campaignId: string, last: number): Promise<ChainReport> {
  const faults: { sequence: number; fault: 'missing' | 'changed' | 'added' }[] = [];
  const early = await prisma.auditAct.findMany({
    where: { campaignId, sequence: { lt: 1 } },
    select: { sequence: true },
  });
  for (const { sequence } of early) faults.push({ sequence, fault: 'added' });
  let expected = 1;
  let previous = '';
  let erased = 0;
  let acts = 0;
  for (;;) {
    const rows = await prisma.auditAct.findMany({
      where: { campaignId, sequence: { gte: expected } },
      orderBy: { sequence: 'asc' },
      take: pageSize,
    });
    for (const row of rows) {
      for (; expected < row.sequence; expected += 1) faults.push({ sequence: expected, fault: 'missing' });
      // What was erased is gone with its salt: values without one have been put there.
      const isWhole =
        row.salt === null ? row.details === null : digestOf(row.salt, row.details) === row.digest;
      if (row.salt === null) erased += 1;
      // After a gap the hash before is unknown: the gap is the fault, not its follower.
      const afterGap = faults.at(-1)?.fault === 'missing' && faults.at(-1)?.sequence === row.sequence - 1;
      const follows = afterGap || hashOf(previous, row) === row.hash;
      if (row.sequence > last) faults.push({ sequence: row.sequence, fault: 'added' });
      else if (!isWhole || !follows) faults.push({ sequence: row.sequence, fault: 'changed' });
      previous = row.hash;
      expected = row.sequence + 1;
      acts += 1;
    }
    if (rows.length < pageSize) break;
  }
  for (; expected <= last; expected += 1) faults.push({ sequence: expected, fault: 'missing' });
  return { campaignId, acts, erased, faults };
}
