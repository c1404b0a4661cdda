import type { RunningStore } from '../notices/ports.js';
import { enqueue } from './notice-queue.js';
import { noticeFrom, tallyOf } from './notice-rows.js';
import type { PrismaClient } from './prisma/client.js';

/* What the one process that sends looks after. */

export function runningStore(prisma: PrismaClient, botId: number): RunningStore {
  return {
    async beginDue(now) {
      const due = await prisma.notice.findMany({
        where: { botId, state: 'scheduled', sendAt: { lte: now } },
        orderBy: { id: 'asc' },
        select: { id: true },
      });
      for (const { id } of due)
        await prisma.$transaction(
          async (tx) => {
            const [row] = await tx.notice.updateManyAndReturn({
              where: { id, state: 'scheduled' },
              data: { state: 'sending' },
            });
            if (row) await enqueue(tx, row, now);
          },
          { maxWait: 10_000, timeout: 60_000 },
        );
      return due.length;
    },
    async running() {
      const rows = await prisma.notice.findMany({
        where: { botId, state: { in: ['sending', 'paused'] } },
        orderBy: { id: 'asc' },
      });
      return Promise.all(
        rows.map(async (row) => {
          const identity = await prisma.identity.findFirst({
            where: { personId: row.personId, channel: 'telegram' },
            include: { person: { select: { language: true } } },
          });
          return {
            notice: noticeFrom(row, []),
            tally: await tallyOf(prisma, row.id),
            chatId: Number(identity?.externalId ?? 0),
            language: identity?.person.language === 'en' ? ('en' as const) : ('zh-CN' as const),
            progressMessage: row.progressMessageId ?? undefined,
          };
        }),
      );
    },
    async finish(id, now) {
      const done = await prisma.$executeRaw`
        UPDATE notice SET state = 'done', ended_at = ${now}::timestamptz
        WHERE id = ${id}::int AND state = 'sending'
          AND NOT EXISTS (SELECT FROM delivery d WHERE d.notice_id = notice.id AND d.state IN ('queued', 'sending'))`;
      return done > 0;
    },
    async toSend(id) {
      const row = await prisma.notice.findUnique({ where: { id } });
      return row ? noticeFrom(row, []) : undefined;
    },
  };
}
