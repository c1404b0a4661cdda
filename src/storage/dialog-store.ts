import type { DialogStore } from '../telegram/ports.js';
import type { Prisma, PrismaClient } from './prisma/client.js';

export function dialogStore(prisma: PrismaClient): DialogStore {
  return {
    async read<State>(key: string): Promise<State | undefined> {
      const row = await prisma.dialog.findUnique({ where: { key } });
      return row ? (row.state as State) : undefined;
    },
    async write(key, record) {
      const state = record as Prisma.InputJsonObject;
      await prisma.dialog.upsert({ where: { key }, create: { key, state }, update: { state } });
    },
    async remove(key) {
      await prisma.dialog.deleteMany({ where: { key } });
    },
  };
}
