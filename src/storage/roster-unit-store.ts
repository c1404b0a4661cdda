import type { KnownUnit, UnitChange, UnitOutcome, UnitStore } from '../appointments/ports.js';
import { folded } from '../survey/choices.js';
import { applyOnce, outcomeOf } from './apply-once.js';
import { recordAct } from './audit-chain.js';
import { enterPerson } from './person-store.js';
import type { Prisma, PrismaClient } from './prisma/client.js';
import { lockRoster, mayImport, plannerOf, unitsOf } from './roster-store.js';

/* A unit is taken off its roster, and put back on it. Nothing of it is deleted: its contact stays bound. */

export function rosterUnitStore(prisma: PrismaClient, botId: number): UnitStore {
  return {
    removed: async (by, campaignId) =>
      (await mayImport(prisma, by, campaignId, 'units')) ? unitsOf(prisma, campaignId, { not: null }) : [],
    change: (act) => applyOnce(prisma, botId, act.updateId, (tx) => change(tx, act)),
    outcomeOf: (updateId) => outcomeOf(prisma, botId, updateId),
  };
}

async function change(
  tx: Prisma.TransactionClient,
  { by, campaignId, unit: id, removes, at }: UnitChange,
): Promise<UnitOutcome> {
  const end = (kind: UnitOutcome['kind']): UnitOutcome => ({ room: 'roster-unit', kind, unit: id });
  if (!(await mayImport(tx, by, campaignId, 'units'))) return end('gone');
  await lockRoster(tx, campaignId);
  const unit = await tx.rosterUnit.findFirst({ where: { id, campaignId } });
  if (!unit) return end('gone');
  const isRemoved = unit.removedAt !== null;
  // The second tap of a hurried hand has nothing to add.
  if (isRemoved === removes) return end(removes ? 'removed' : 'restored');
  if (!removes && (await unitsOf(tx, campaignId)).some((one) => isSame(one, unit))) return end('thereAgain');
  await tx.rosterUnit.update({ where: { id }, data: { removedAt: removes ? at : null } });
  const appointmentId = await plannerOf(tx, by.identity, campaignId);
  await recordAct(tx, {
    campaignId,
    personId: await enterPerson(tx, by.identity),
    role: appointmentId === undefined ? 'administrator' : 'planner',
    appointmentId,
    act: removes ? 'remove-unit' : 'restore-unit',
    subject: `unit:${id}`,
    at,
  });
  return end(removes ? 'removed' : 'restored');
}

/** It came in anew since: two of one unit could not be told apart. */
function isSame(one: KnownUnit, { name, creditCode }: { name: string; creditCode: string | null }): boolean {
  return folded(one.name) === folded(name) || (creditCode !== null && one.creditCode === creditCode);
}
