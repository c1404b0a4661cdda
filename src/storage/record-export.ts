import type { Appointment } from '../people/appointment.js';
import type { Identity } from '../people/staff-port.js';
import { recordAct } from './audit-chain.js';
import { enterPerson } from './person-store.js';
import type { PrismaClient } from './prisma/client.js';

/** Writes down that one of the staff took a file with them; `subject` says which, by kind and area. Without an appointment: as an administrator. */
export async function recordExport(
  prisma: PrismaClient,
  {
    campaignId,
    appointment,
  }: { readonly campaignId: string; readonly appointment?: Appointment | undefined },
  identity: Identity,
  { subject, at }: { readonly subject: string; readonly at: Date },
): Promise<void> {
  await prisma.$transaction(async (tx) => {
    const personId = await enterPerson(tx, identity);
    await recordAct(tx, {
      ...{ campaignId, personId, act: 'export', subject, at },
      role: appointment?.role ?? 'administrator',
      appointmentId: appointment?.id,
    });
  });
}
