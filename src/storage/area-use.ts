import type { CampaignDefinition } from '../survey/definition.js';
import type { Prisma, PrismaClient } from './prisma/client.js';

type Database = PrismaClient | Prisma.TransactionClient;

/** Whether somebody has filed under an area of a campaign, answers for it or is expected in it. */
export async function isAreaUsed(
  db: Database,
  campaignId: string,
  { forms }: CampaignDefinition,
  area: string,
): Promise<boolean> {
  const asked = forms.flatMap(({ roles }) => roles.area ?? []);
  const uses: readonly (() => Promise<number>)[] = [
    () => db.filedDemand.count({ where: { campaignId, area } }),
    () => db.rosterUnit.count({ where: { campaignId, area, removedAt: null } }),
    () =>
      db.scope.count({
        where: { kind: 'area', value: area, appointment: { campaignId, withdrawnAt: null } },
      }),
    () =>
      db.answer.count({
        where: { questionId: { in: asked }, value: { equals: area }, submission: { campaignId } },
      }),
    () => openInvitations(db, campaignId, area),
  ];
  // A transaction asks one thing at a time.
  for (const use of uses) if ((await use()) > 0) return true;
  return false;
}

async function openInvitations(db: Database, campaignId: string, area: string): Promise<number> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM invitation
    WHERE campaign_id = ${campaignId} AND used_at IS NULL AND revoked_at IS NULL
      AND grants -> 'scopes' @> ${JSON.stringify([{ kind: 'area', value: area }])}::jsonb LIMIT 1`;
  return rows.length;
}
