import type { Appointment, ScopeRule } from '../people/appointment.js';
import type { Prisma } from './prisma/client.js';

/** The demands that these appointments cover, as a condition: what `covers` says of one, said to the database. */
export function within(appointments: readonly Appointment[]): Prisma.FiledDemandWhereInput {
  return { OR: appointments.map(withinOne) };
}

function withinOne({ campaignId, role, scopes }: Appointment): Prisma.FiledDemandWhereInput {
  if (role === 'planner') return { campaignId };
  const of = (kind: ScopeRule['kind']): string[] =>
    scopes.filter((scope) => scope.kind === kind).map(({ value }) => value);
  return {
    campaignId,
    OR: [
      { area: { in: of('area') } },
      { sector: { in: of('sector') } },
      { sector: { not: null }, category: { in: of('category') } },
    ],
  };
}
