import type { Act } from '../people/appointment.js';
import { campaignStateOf, takesDeskActs } from '../survey/campaign-state.js';
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
