import type { Coverage, CoverageStore } from '../desk/ports.js';
import type { Appointment } from '../people/appointment.js';
import { type BegunForm, coversUnit, matchForms } from '../people/coverage.js';
import { answersFrom, readKey } from '../survey/answers.js';
import type { CampaignDefinition } from '../survey/definition.js';
import type { PlacedQuestion } from '../survey/form.js';
import { currentStep } from '../survey/next-step.js';
import { sectorAreas } from '../survey/sector-areas.js';
import { begunForms, rosterUnits } from './begun-forms.js';
import { questionnaires } from './campaign-store.js';
import { answerRow } from './own-store.js';
import type { PrismaClient } from './prisma/client.js';
import { recordExport } from './record-export.js';
import { within } from './scope.js';

/** How far the units of a roster are, for whoever they are the business of. */
export function coverageStore(prisma: PrismaClient): CoverageStore {
  const versions = questionnaires(prisma);
  return {
    coverage: (appointments, definition) => coverageOf(prisma, appointments, definition),
    standsAt: async (submissions) => {
      const rows = await prisma.submission.findMany({
        where: { id: { in: [...submissions] }, state: 'draft' },
        include: { answers: true, demands: { orderBy: [{ rank: 'asc' }, { id: 'asc' }] } },
      });
      const places = new Map<number, PlacedQuestion | undefined>();
      for (const { id, formVersionId, cursor, answers, demands } of rows) {
        const { form } = await versions.byId(formVersionId);
        const given = answersFrom(
          demands.map((demand) => demand.id),
          answers.map(answerRow),
        );
        places.set(id, currentStep(form, given, cursor === null ? undefined : readKey(cursor))?.placed);
      }
      return places;
    },
    recordExport: (appointment, identity, act) =>
      recordExport(prisma, { campaignId: appointment.campaignId, appointment }, identity, act),
  };
}

export async function coverageOf(
  prisma: PrismaClient,
  appointments: readonly Appointment[],
  definition: CampaignDefinition,
): Promise<Coverage> {
  const { id: campaignId } = definition;
  const own = appointments.filter((one) => one.campaignId === campaignId);
  if (own.length === 0) return { units: [], others: 0 };
  const [roster, forms] = await Promise.all([
    rosterUnits(prisma, campaignId),
    begunForms(prisma, definition),
  ]);
  // Against the whole roster: another area's unit is no unit beside the roster.
  const { byUnit, others } = matchForms(roster, forms);
  const departments = sectorAreas(definition);
  const units = roster
    .filter((unit) => own.some((one) => coversUnit(one, unit, departments)))
    .map((unit) => {
      const form = byUnit.get(unit.id);
      const { id, name, area, sector, contactName, phone } = unit;
      return {
        ...{ id, name, area, sector, contactName, phone },
        state: form?.state ?? ('notStarted' as const),
        lastSeen: form?.changedAt,
        submission: form?.submission,
        isPaper: form?.personId === null,
      };
    });
  return { units, others: await filedBeside(prisma, own, campaignId, others) };
}

async function filedBeside(
  prisma: PrismaClient,
  own: readonly Appointment[],
  campaignId: string,
  others: readonly BegunForm[],
): Promise<number> {
  const beside = new Set(others.map(({ submission }) => submission));
  const rows = await prisma.filedDemand.findMany({
    where: { AND: [within(own), { campaignId, state: { not: 'withdrawn' } }] },
    distinct: ['submissionId'],
    select: { submissionId: true },
  });
  return rows.filter(({ submissionId }) => beside.has(submissionId)).length;
}
