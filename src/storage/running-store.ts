import type { Lapse, RunningStore } from '../notices/ports.js';
import { recordAct, system } from './audit-chain.js';
import { enqueue, lapseOf } from './notice-queue.js';
import { noticeFrom, tallyOf } from './notice-rows.js';
import type { Prisma, PrismaClient } from './prisma/client.js';

/* What the one process that sends looks after. */

/** The end of a notice goes before notices to many. */
const overPriority = 50;

/** For how long a cancelled notice is looked at still: what was on its way comes to its end meanwhile. */
const lastLookMs = 30_000;

/** Who is an administrator is known from the settings alone. */
export function runningStore(
  prisma: PrismaClient,
  botId: number,
  isAdministrator: (externalId: string) => boolean,
): RunningStore {
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
            if (!row) return;
            const lapse = await lapseOf(tx, row, isAdministrator, now);
            if (lapse) await cancelLapsed(tx, row, lapse, now);
            else await enqueue(tx, row, now);
          },
          { maxWait: 10_000, timeout: 60_000 },
        );
      return due.length;
    },
    async running(now) {
      const justNow = new Date(now.getTime() - lastLookMs);
      const rows = await prisma.notice.findMany({
        where: {
          botId,
          OR: [
            { state: { in: ['sending', 'paused'] } },
            { state: 'cancelled', lapse: null, endedAt: { gt: justNow } },
          ],
        },
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
      // Its sender, who may be somewhere else by now, is told in the same step; one who has forgotten us is not.
      const told = await prisma.$queryRaw<{ id: number }[]>`
        WITH done AS (
          UPDATE notice SET state = 'done', ended_at = ${now}::timestamptz
          WHERE id = ${id}::int AND state IN ('sending', 'paused')
            AND NOT EXISTS (SELECT FROM delivery d WHERE d.notice_id = notice.id AND d.state IN ('queued', 'sending'))
          RETURNING id, bot_id, person_id
        ), told AS (
          INSERT INTO delivery (bot_id, person_id, kind, content, priority, message_ids)
          SELECT d.bot_id, p.id, 'notice-over', jsonb_build_object('notice', d.id), ${overPriority}::int, '{}'
          FROM done d JOIN person p ON p.id = d.person_id
        )
        SELECT id FROM done`;
      return told.length > 0;
    },
    async toSend(id) {
      const row = await prisma.notice.findUnique({ where: { id } });
      return row ? noticeFrom(row, []) : undefined;
    },
  };
}

/** Nobody gets it, and its sender is told why. */
async function cancelLapsed(
  tx: Prisma.TransactionClient,
  { id, botId, campaignId, personId }: Prisma.NoticeGetPayload<object>,
  lapse: Lapse,
  now: Date,
): Promise<void> {
  await tx.notice.update({ where: { id }, data: { state: 'cancelled', endedAt: now, lapse } });
  await recordAct(tx, {
    ...system,
    campaignId: campaignId ?? '',
    act: 'notice-lapse',
    subject: `notice:${id}`,
    after: { reason: lapse },
    at: now,
  });
  if ((await tx.person.count({ where: { id: personId } })) > 0)
    await tx.delivery.create({
      data: { botId, personId, kind: 'notice-over', content: { notice: id }, priority: overPriority },
    });
}
