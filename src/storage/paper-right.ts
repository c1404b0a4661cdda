import type { Outcome, Submit } from '../intake/ports.js';
import { type Appointment, actingAs, may } from '../people/appointment.js';
import type { Filing } from '../survey/filing.js';
import { personsAppointments } from './appointment-store.js';
import { recordAct } from './audit-chain.js';
import { saidBefore } from './filing-store.js';
import type { Prisma } from './prisma/client.js';

/* Forms that are entered from paper are entered, changed and taken back in an office, and written down as its acts. */

type Tx = Prisma.TransactionClient;

type NotCovered = Extract<Outcome, { kind: 'notCovered' }>;

/**
 * The appointment in which a form from paper may be filed: one that covers each of its demands. Where a demand was
 * filed before and its place reads as it did then, whoever entered it may file it again, wherever it was moved since.
 */
export async function rightToFile(
  tx: Tx,
  { personId, submissionId, filed }: Submit,
  campaignId: string,
): Promise<Appointment | Outcome> {
  const appointments = (await personsAppointments(tx, personId, new Date())).filter(
    (one) => one.campaignId === campaignId && may(one.role, 'enterPaper'),
  );
  const said = await saidBefore(tx, submissionId);
  let [acting] = appointments;
  for (const filing of filed) {
    const right = actingAs(appointments, 'enterPaper', { campaignId, ...filing });
    acting = right ?? acting;
    const before = said.find(({ demand }) => demand === filing.demand);
    if (!right && !(before && isSamePlace(before, filing)))
      return { kind: 'notCovered', of: partOf(appointments, filing), demand: filing.demand };
  }
  return acting ?? { kind: 'declined', reason: 'notYours' };
}

function isSamePlace(a: Filing, b: Filing): boolean {
  return a.area === b.area && a.sector === b.sector && a.category === b.category;
}

/** Which answer puts a demand outside of these appointments. */
function partOf(appointments: readonly Appointment[], { sector }: Filing): NotCovered['of'] {
  const kinds = new Set(appointments.flatMap(({ scopes }) => scopes.map(({ kind }) => kind)));
  if (sector === undefined) return 'area';
  if (kinds.has('sector')) return 'sector';
  return kinds.has('category') ? 'category' : 'area';
}

/** Writes down what was done with a form from paper; of a form of one's own nothing is. */
export async function recordPaper(
  tx: Tx,
  submission: {
    readonly id: number;
    readonly campaignId: string;
    readonly personId: number;
    readonly enteredBy: number | null;
  },
  act: string,
  at: Date,
): Promise<void> {
  const { id, campaignId, personId, enteredBy } = submission;
  if (enteredBy === null) return;
  const { role } = await tx.appointment.findUniqueOrThrow({ where: { id: enteredBy } });
  await recordAct(tx, {
    campaignId,
    personId,
    role,
    appointmentId: enteredBy,
    act,
    subject: `submission:${id}`,
    at,
  });
}
