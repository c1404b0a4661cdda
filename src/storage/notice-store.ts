import type { Author, Notice, NoticeStore, ReportLine } from '../notices/ports.js';
import { deliveryStates } from '../notices/ports.js';
import { applyOnce, outcomeOf } from './apply-once.js';
import { definitionOf } from './campaign-store.js';
import { performNoticeAct } from './notice-act.js';
import { deskFor, desksOf, noticeFrom, personOf, tallyOf } from './notice-rows.js';
import { languageOf } from './person-store.js';
import type { PrismaClient } from './prisma/client.js';
import { lateContacts, personsNamed, reachedOf, recipientsOf, uncalledUnits } from './recipient-store.js';
import { recordExport } from './record-export.js';

/* Notices to many: composed, confirmed once, paused, recalled; their deliveries are rows of the common queue. */

export function noticeStore(prisma: PrismaClient, botId: number): NoticeStore {
  const draftWith = async (by: Author, content: object): Promise<number | undefined> => {
    const [row] = await prisma.$queryRaw<{ id: number }[]>`
      SELECT id FROM notice WHERE bot_id = ${botId}::bigint AND person_id = ${await personOf(prisma, by)}::int
        AND state = 'draft' AND content @> ${JSON.stringify(content)}::jsonb ORDER BY id DESC LIMIT 1`;
    return row?.id;
  };
  return {
    language: (identity) => languageOf(prisma, identity),
    outcomeOf: (updateId) => outcomeOf(prisma, botId, updateId),
    desks: (by) => desksOf(prisma, by, new Date()),
    campaign: (id) => definitionOf(prisma, id),
    recent: async (by, most) => {
      const person = await personOf(prisma, by);
      const rows = await prisma.notice.findMany({
        where: { botId, OR: [{ personId: person }, { state: { not: 'draft' } }] },
        orderBy: { id: 'desc' },
        take: 200,
      });
      const theirs: Notice[] = [];
      const desks = await desksOf(prisma, by, new Date());
      for (const row of rows)
        if (theirs.length < most && deskFor(row, person, desks)) theirs.push(noticeFrom(row, desks));
      return theirs;
    },
    notice: async (by, id) => {
      const row = await prisma.notice.findFirst({ where: { id, botId } });
      if (!row) return undefined;
      const desks = await desksOf(prisma, by, new Date());
      return deskFor(row, await personOf(prisma, by), desks) ? noticeFrom(row, desks) : undefined;
    },
    albumOf: (by, album) => draftWith(by, { album }),
    draftOf: (by, message) => draftWith(by, { parts: [{ message }] }),
    reached: (campaignId, scope) => reachedOf(prisma, campaignId, scope, new Date()),
    uncalled: (campaignId, scope) => uncalledUnits(prisma, campaignId, scope),
    late: (campaignId, scope, which) => lateContacts(prisma, campaignId, scope, which),
    named: (campaignId, scope, lines) => personsNamed(prisma, campaignId, lines, scope, new Date()),
    tally: (id) => tallyOf(prisma, id),
    report: (id) => reportOf(prisma, id),
    recordExport: (by, desk, act) => recordExport(prisma, desk, by.identity, act),
    perform: (order) => applyOnce(prisma, botId, order.updateId, (tx) => performNoticeAct(tx, botId, order)),
  };
}

async function reportOf(prisma: PrismaClient, id: number): Promise<ReportLine[]> {
  const notice = await prisma.notice.findUnique({ where: { id }, select: { campaignId: true } });
  const rows = await prisma.delivery.findMany({
    where: { noticeId: id },
    orderBy: { id: 'asc' },
    select: { personId: true, state: true, reason: true, changedAt: true },
  });
  const recipients = await recipientsOf(prisma, notice?.campaignId ?? '', new Date());
  const byPerson = new Map(recipients.map((one) => [one.person, one]));
  return rows.map(({ personId, state, reason, changedAt }) => {
    const who = byPerson.get(personId);
    return {
      name: who?.name ?? '',
      area: who?.places.find(({ area }) => area !== undefined)?.area,
      state: deliveryStates.find((one) => one === state) ?? 'unknown',
      reason: reason ?? undefined,
      at: changedAt,
    };
  });
}
