import type { MuteOutcome, MuteStore } from '../notices/ports.js';
import { applyOnce, outcomeOf } from './apply-once.js';
import { enterPerson, languageOf } from './person-store.js';
import type { PrismaClient } from './prisma/client.js';

/** Whether somebody wants reminders. */
export function muteStore(prisma: PrismaClient, botId: number): MuteStore {
  return {
    standing: async (identity) => {
      const { channel, externalId } = identity;
      const muted = await prisma.person.count({
        where: { mutedAt: { not: null }, identities: { some: { channel, externalId } } },
      });
      return { language: await languageOf(prisma, identity), isMuted: muted > 0 };
    },
    outcomeOf: (updateId) => outcomeOf(prisma, botId, updateId),
    mute: ({ updateId, identity, isMuted, at }) =>
      applyOnce(prisma, botId, updateId, async (tx): Promise<MuteOutcome> => {
        const id = await enterPerson(tx, identity);
        await tx.person.update({ where: { id }, data: { mutedAt: isMuted ? at : null } });
        return { room: 'reminders', kind: isMuted ? 'muted' : 'unmuted' };
      }),
  };
}
