import type { GroupStore } from '../telegram/ports.js';
import type { PrismaClient } from './prisma/client.js';

export function groupStore(prisma: PrismaClient, botId: number): GroupStore {
  return {
    wasTold: async (chatId) =>
      (await prisma.groupTold.count({ where: { botId, chatId: BigInt(chatId) } })) > 0,
    markTold: async (chatId) => {
      await prisma.groupTold.createMany({
        data: [{ botId, chatId: BigInt(chatId) }],
        skipDuplicates: true,
      });
    },
  };
}
