import type { BegunForm, ExpectedUnit } from '../people/coverage.js';
import type { CampaignDefinition, FormDefinition } from '../survey/definition.js';
import type { Prisma, PrismaClient } from './prisma/client.js';

/* How far the units of a campaign are is read off two lists: its roster, and the forms of units that were begun. */

type Database = PrismaClient | Prisma.TransactionClient;

/** A form of units, with where it says that it belongs. */
export interface FormRow extends BegunForm {
  readonly area: string | null;
  readonly sector: string | null;
  /** Of whoever entered it, too. */
  readonly owner: number;
  readonly isPaper: boolean;
}

export interface UnitRow extends ExpectedUnit {
  readonly campaignId: string;
  readonly area: string | null;
  readonly sector: string | null;
  readonly contactName: string | null;
  readonly phone: string | null;
}

export async function begunForms(db: Database, { id, forms }: CampaignDefinition): Promise<FormRow[]> {
  const rows: FormRow[] = [];
  for (const form of forms)
    if (form.filledBy === 'unit') for (const row of await begun(db, id, form)) rows.push(row);
  return rows;
}

function begun(db: Database, campaignId: string, { id, roles }: FormDefinition): Promise<FormRow[]> {
  return db.$queryRaw<FormRow[]>`
    SELECT s.id AS submission, s.person_id AS owner, s.state, s.changed_at AS "changedAt",
      CASE WHEN s.entered_by IS NULL THEN s.person_id END AS "personId", s.entered_by IS NOT NULL AS "isPaper",
      n.value #>> '{}' AS name, c.value #>> '{}' AS "creditCode", a.value #>> '{}' AS area, x.value #>> '{}' AS sector
    FROM submission s
    LEFT JOIN answer n ON n.submission_id = s.id AND n.demand_id = 0 AND n.question_id = ${roles.unitName}
    LEFT JOIN answer c ON c.submission_id = s.id AND c.demand_id = 0 AND c.question_id = ${roles.creditCode ?? ''}
    LEFT JOIN answer a ON a.submission_id = s.id AND a.demand_id = 0 AND a.question_id = ${roles.area ?? ''}
    LEFT JOIN answer x ON x.submission_id = s.id AND x.demand_id = 0 AND x.question_id = ${roles.sector ?? ''}
    WHERE s.campaign_id = ${campaignId} AND s.form_id = ${id}`;
}

/** What is on the roster now, in the order in which it is shown. */
export function rosterUnits(db: Database, campaignId: string): Promise<UnitRow[]> {
  return db.rosterUnit.findMany({
    where: { campaignId, removedAt: null },
    orderBy: [{ area: 'asc' }, { name: 'asc' }, { id: 'asc' }],
    select: {
      ...{ id: true, campaignId: true, name: true, creditCode: true, personId: true },
      ...{ area: true, sector: true, contactName: true, phone: true },
    },
  });
}
