import type { Act } from '../people/appointment.js';
import { campaignStateOf, takesDeskActs } from '../survey/campaign-state.js';
import { type Closing, closingOf, closingOfCorrections } from '../survey/closing.js';
import type { FormDefinition } from '../survey/definition.js';
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

/**
 * Whether the state of the campaign shuts a form that is about to be submitted; the clock was asked before. Held until
 * the end, like the number that its receipt gets.
 */
export async function shutNow(
  tx: Prisma.TransactionClient,
  of: {
    readonly campaignId: string;
    readonly formVersionId: number;
    readonly personId: number;
    readonly state: string;
  },
): Promise<Closing['shut']> {
  await tx.$queryRaw`SELECT 1 FROM campaign WHERE id = ${of.campaignId} FOR NO KEY UPDATE`;
  const row = await tx.campaign.findUniqueOrThrow({ where: { id: of.campaignId } });
  const clock = { ...row, state: campaignStateOf(row.state) };
  if (of.state === 'correcting') return closingOfCorrections(clock, new Date(0)).shut;
  const { definition } = await tx.formVersion.findUniqueOrThrow({ where: { id: of.formVersionId } });
  const { filledBy } = definition as unknown as FormDefinition;
  return closingOf(clock, filledBy, (await extensionsOf(tx, of.personId)).get(of.campaignId)).shut;
}
