import type { Act } from '../people/appointment.js';
import { campaignStateOf, takesDeskActs } from '../survey/campaign-state.js';
import { type Closing, closingOf, closingOfCorrections, isLate } from '../survey/closing.js';
import type { Unlocked } from '../survey/corrections.js';
import type { CampaignDefinition, FormDefinition } from '../survey/definition.js';
import { extensionsOf } from './extended.js';
import type { Prisma } from './prisma/client.js';

/** Whether the state of the campaign lets staff do so. Held until the end: who closes it waits, or was first. */
export async function takesActs(
  tx: Prisma.TransactionClient,
  campaignId: string,
  needed: Act,
): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ state: string }[]>`
    SELECT state FROM campaign WHERE id = ${campaignId} FOR UPDATE`;
  const isUpward = needed === 'recommend' || needed === 'rank' || needed === 'report';
  return !!row && takesDeskActs(campaignStateOf(row.state), isUpward ? 'recommendation' : 'review');
}

interface Taken {
  readonly campaignId: string;
  readonly formVersionId: number;
  readonly personId: number;
  /** Of a form that was sent back: it has a day of its own. */
  readonly unlocked: Prisma.JsonValue;
}

/**
 * Why the campaign takes no change of a form that was made at this instant: its state and its clock, as they stand in
 * this transaction. Held until the end: who closes the campaign or changes its deadline waits, or was first.
 */
export async function refusedNow(
  tx: Prisma.TransactionClient,
  of: Taken,
  at: Date,
): Promise<'closed' | 'archived' | 'deadlinePassed' | undefined> {
  // Also the lock of the number that a receipt gets: two who submit at once must not both begin with a weaker one.
  await tx.$queryRaw`SELECT 1 FROM campaign WHERE id = ${of.campaignId} FOR NO KEY UPDATE`;
  const closing = await closingNow(tx, of);
  return isLate(at, closing) ? (closing.shut ?? 'deadlinePassed') : undefined;
}

/**
 * Whether a version of a form is still one of its campaign's, filled in by the same people. A definition that was
 * published meanwhile may have left the form out, as long as nobody had begun it.
 */
export async function isStillOffered(
  tx: Prisma.TransactionClient,
  { campaignId, formVersionId }: Pick<Taken, 'campaignId' | 'formVersionId'>,
): Promise<boolean> {
  // Whoever publishes waits, or was first.
  await tx.$queryRaw`SELECT 1 FROM campaign WHERE id = ${campaignId} FOR NO KEY UPDATE`;
  const { definition } = await tx.campaign.findUniqueOrThrow({ where: { id: campaignId } });
  const version = await tx.formVersion.findUniqueOrThrow({ where: { id: formVersionId } });
  const begun = version.definition as unknown as FormDefinition;
  const { forms } = definition as unknown as CampaignDefinition;
  return forms.some(({ id, filledBy }) => id === version.formId && filledBy === begun.filledBy);
}

async function closingNow(tx: Prisma.TransactionClient, of: Taken): Promise<Closing> {
  const row = await tx.campaign.findUniqueOrThrow({ where: { id: of.campaignId } });
  const clock = { ...row, state: campaignStateOf(row.state) };
  const round = of.unlocked as Unlocked | null;
  if (round) return closingOfCorrections(clock, new Date(round.dueAt));
  const { definition } = await tx.formVersion.findUniqueOrThrow({ where: { id: of.formVersionId } });
  const { filledBy } = definition as unknown as FormDefinition;
  return closingOf(clock, filledBy, (await extensionsOf(tx, of.personId)).get(of.campaignId));
}
