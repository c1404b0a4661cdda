import type { Prisma, PrismaClient } from './prisma/client.js';

/**
 * More time that was granted to a person's unit, by campaign: to them, or to a unit of the roster that they fill in
 * for.
 */
export async function extensionsOf(
  prisma: PrismaClient | Prisma.TransactionClient,
  personId: number,
): Promise<ReadonlyMap<string, Date>> {
  const rows = await prisma.$queryRaw<{ campaign: string; until: Date }[]>`
    SELECT campaign_id AS campaign, max(until) AS until FROM (
      SELECT e.campaign_id, e.until FROM extension e
      WHERE e.person_id = ${personId}::int AND e.withdrawn_at IS NULL
      UNION ALL
      SELECT e.campaign_id, e.until FROM roster_unit r JOIN extension e ON e.roster_unit_id = r.id
      WHERE r.person_id = ${personId}::int AND e.withdrawn_at IS NULL
    ) own GROUP BY campaign_id`;
  return new Map(rows.map(({ campaign, until }) => [campaign, until]));
}
