import type {
  Author,
  DeliveryState,
  Desk,
  Notice,
  NoticeAct,
  NoticeContent,
  NoticeOrder,
  NoticeOutcome,
  NoticeStore,
  ReportLine,
  RunningStore,
  Tally,
} from '../notices/ports.js';
import { deliveryStates, noticeKinds, noticeStates } from '../notices/ports.js';
import type { Appointment } from '../people/appointment.js';
import { type Audience, chosen, mayNotify } from '../people/audience.js';
import { type CampaignDefinition, say } from '../survey/definition.js';
import { applyOnce, outcomeOf } from './apply-once.js';
import { staffOf } from './appointment-store.js';
import { recordAct } from './audit-chain.js';
import { enterPerson, languageOf } from './person-store.js';
import type { Prisma, PrismaClient } from './prisma/client.js';
import { lateContacts, personsNamed, recipientsOf, uncalledUnits } from './recipient-store.js';

/* Notices to many: composed, confirmed once, paused, recalled; their deliveries are rows of the common queue. */

type Tx = Prisma.TransactionClient;
type Row = Prisma.NoticeGetPayload<object>;

/** Telegram lets a bot delete what it sent within this time. */
const recallableMs = 48 * 3_600_000;
/** Bulk goes behind what is for one person. */
const bulkPriority = 200;

export function noticeStore(prisma: PrismaClient, botId: number): NoticeStore {
  return {
    language: (identity) => languageOf(prisma, identity),
    outcomeOf: (updateId) => outcomeOf(prisma, botId, updateId),
    desks: (by) => desksOf(prisma, by, new Date()),
    campaign: async (id) => {
      const row = await prisma.campaign.findUnique({ where: { id }, select: { definition: true } });
      return row?.definition as unknown as CampaignDefinition | undefined;
    },
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
        if (theirs.length < most && mayHandle(row, person, desks)) theirs.push(noticeFrom(row, desks));
      return theirs;
    },
    notice: async (by, id) => {
      const row = await prisma.notice.findFirst({ where: { id, botId } });
      if (!row) return undefined;
      const desks = await desksOf(prisma, by, new Date());
      return mayHandle(row, await personOf(prisma, by), desks) ? noticeFrom(row, desks) : undefined;
    },
    albumOf: async (by, album) => {
      const row = await prisma.notice.findFirst({
        where: {
          botId,
          personId: await personOf(prisma, by),
          state: 'draft',
          content: { path: ['album'], equals: album },
        },
        select: { id: true },
      });
      return row?.id;
    },
    recipients: (campaignId) => recipientsOf(prisma, campaignId, new Date()),
    uncalled: (campaignId, scope) => uncalledUnits(prisma, campaignId, scope),
    late: (campaignId, scope, which) => lateContacts(prisma, campaignId, scope, which),
    named: (campaignId, lines) => personsNamed(prisma, campaignId, lines, new Date()),
    tally: (id) => tallyOf(prisma, id),
    report: (id) => reportOf(prisma, id),
    perform: (order) => applyOnce(prisma, botId, order.updateId, (tx) => perform(tx, botId, order)),
  };
}

async function personOf(db: PrismaClient | Tx, { identity }: Author): Promise<number> {
  const row = await db.identity.findUnique({ where: { channel_externalId: { ...identity } } });
  return row?.personId ?? 0;
}

/** Administrators send in every campaign; whoever is appointed sends within the appointment. */
async function desksOf(db: PrismaClient | Tx, by: Author, now: Date): Promise<Desk[]> {
  const { appointments } = await staffOf(db, by.identity, now);
  const own = appointments
    .filter(({ role }) => mayNotify(role))
    .map((appointment) => ({ campaignId: appointment.campaignId, appointment }));
  if (!by.isAdministrator) return own;
  const all = await db.campaign.findMany({
    where: { noticeVersion: { not: null } },
    orderBy: [{ openedAt: 'asc' }, { id: 'asc' }],
    select: { id: true },
  });
  return [...all.map(({ id }) => ({ campaignId: id })), ...own];
}

/** One's own, in the office in which it was composed; and those of a campaign, for whoever plans all of it. */
function mayHandle(row: Row, person: number, desks: readonly Desk[]): boolean {
  return desks.some(({ campaignId, appointment }) => {
    if (campaignId !== row.campaignId) return false;
    const isOwn = row.personId === person && row.appointmentId === (appointment?.id ?? null);
    return isOwn || (row.state !== 'draft' && (appointment === undefined || appointment.role === 'planner'));
  });
}

function noticeFrom(row: Row, desks: readonly Desk[]): Notice {
  const kind = noticeKinds.find((one) => one === row.kind);
  const state = noticeStates.find((one) => one === row.state);
  if (!kind || !state || row.campaignId === null) throw new Error(`notice ${row.id} is of no known kind`);
  return {
    id: row.id,
    campaignId: row.campaignId,
    kind,
    state,
    office: row.office,
    // Written here alone, in these shapes.
    content: row.content as unknown as NoticeContent,
    audience: row.audience as unknown as Audience,
    of: row.ofNotice ?? undefined,
    sendAt: row.sendAt ?? undefined,
    createdAt: row.createdAt,
    confirmedAt: row.confirmedAt ?? undefined,
    endedAt: row.endedAt ?? undefined,
    appointment: desks.find(({ appointment }) => appointment?.id === row.appointmentId)?.appointment,
  };
}

const nothing: Tally = { queued: 0, sending: 0, sent: 0, failed: 0, blocked: 0, unknown: 0, cancelled: 0 };

async function tallyOf(db: PrismaClient | Tx, notice: number): Promise<Tally> {
  const rows = await db.$queryRaw<{ state: DeliveryState; count: number }[]>`
    SELECT state, count(*)::int AS count FROM delivery WHERE notice_id = ${notice}::int GROUP BY state`;
  return { ...nothing, ...Object.fromEntries(rows.map(({ state, count }) => [state, count])) };
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

interface At {
  readonly tx: Tx;
  readonly botId: number;
  readonly order: NoticeOrder;
  readonly person: number;
  readonly desks: readonly Desk[];
}

type End = Pick<NoticeOutcome, 'kind'> & { readonly notice?: number };

async function perform(tx: Tx, botId: number, order: NoticeOrder): Promise<NoticeOutcome> {
  const { act, by, at: now } = order;
  const desks = await desksOf(tx, by, now);
  const person = desks.length > 0 ? await enterPerson(tx, by.identity) : 0;
  const at = { tx, botId, order, person, desks };
  const given = 'notice' in act ? act.notice : 0;
  const { kind, notice = given } = await settle(at, act);
  return { room: 'notices', kind, act: act.kind, notice };
}

async function settle(at: At, act: NoticeAct): Promise<End> {
  if (act.kind === 'compose') return compose(at, act);
  if (act.kind === 'called') return noteCall(at, act);
  const [row] = await at.tx.$queryRaw<{ id: number }[]>`
    SELECT id FROM notice WHERE id = ${act.notice}::int AND bot_id = ${at.botId}::bigint FOR UPDATE`;
  const notice = row && (await at.tx.notice.findUniqueOrThrow({ where: { id: row.id } }));
  if (!notice || !mayHandle(notice, at.person, at.desks)) return { kind: 'gone' };
  switch (act.kind) {
    case 'write':
      return change(at, notice, { content: asJson(withPart(notice, act)) });
    case 'button': {
      const { button: _, ...content } = notice.content as unknown as NoticeContent;
      return change(at, notice, {
        content: asJson({ ...content, ...(act.button && { button: act.button }) }),
      });
    }
    case 'audience':
      return change(at, notice, { audience: asJson(act.audience) });
    case 'time':
      return change(at, notice, { sendAt: act.sendAt ?? null });
    case 'confirm':
      return confirm(at, notice, act.progressMessage);
    case 'pause':
      return move(at, notice, ['sending'], { state: 'paused' });
    case 'resume':
      return move(at, notice, ['paused'], { state: 'sending' });
    case 'cancel':
      return cancel(at, notice);
    case 'drop':
      if (notice.state !== 'draft') return { kind: 'notNow' };
      await at.tx.notice.delete({ where: { id: notice.id } });
      return { kind: 'done' };
    case 'again':
      return again(at, notice);
    case 'recall':
    case 'correct':
      return amend(at, notice, act.kind === 'recall' ? 'recall' : 'correction');
  }
}

/** Content and audience are plain data; the type of a JSON column cannot see that. */
function asJson(value: NoticeContent | Audience): Prisma.InputJsonObject {
  return value as unknown as Prisma.InputJsonObject;
}

type ActOf<K extends NoticeAct['kind']> = Extract<NoticeAct, { kind: K }>;

async function compose({ tx, botId, order, person, desks }: At, act: ActOf<'compose'>): Promise<End> {
  const desk = desks.find(
    ({ campaignId, appointment }) =>
      campaignId === act.campaignId && (appointment?.id ?? 0) === act.appointment,
  );
  if (!desk) return { kind: 'gone' };
  const { definition } = await tx.campaign.findUniqueOrThrow({
    where: { id: act.campaignId },
    select: { definition: true },
  });
  const { organiser } = definition as unknown as CampaignDefinition;
  const { id } = await tx.notice.create({
    data: {
      botId,
      campaignId: act.campaignId,
      personId: person,
      appointmentId: desk.appointment?.id ?? null,
      kind: act.as,
      office: desk.appointment?.title ?? say(organiser, 'zh-CN'),
      content: asJson(act.content),
      audience: asJson(act.audience),
      createdAt: order.at,
    },
  });
  return { kind: 'done', notice: id };
}

/** A message that goes on with the album before it is added to it; any other takes the place of what was there. */
function withPart({ content }: Row, { part, album }: ActOf<'write'>): NoticeContent {
  const before = content as unknown as NoticeContent;
  const goesOn = album !== undefined && before.album === album;
  const { button } = before;
  return {
    parts: goesOn ? [...before.parts, part].slice(0, 10) : [part],
    ...(album !== undefined && { album }),
    ...(button && { button }),
  };
}

async function change({ tx }: At, { id, state }: Row, data: Prisma.NoticeUpdateInput): Promise<End> {
  if (state !== 'draft') return { kind: 'notNow' };
  await tx.notice.update({ where: { id }, data });
  return { kind: 'done' };
}

async function move(
  at: At,
  { id, state }: Row,
  from: readonly string[],
  data: Prisma.NoticeUpdateInput,
): Promise<End> {
  if (!from.includes(state)) return { kind: 'notNow' };
  const row = await at.tx.notice.update({ where: { id }, data });
  await record(at, row, at.order.act.kind);
  return { kind: 'done' };
}

async function cancel(at: At, row: Row): Promise<End> {
  if (!['scheduled', 'sending', 'paused'].includes(row.state)) return { kind: 'notNow' };
  await cancelQueued(at, row);
  await record(at, row, 'cancel');
  return { kind: 'done' };
}

async function cancelQueued({ tx, order }: At, { id }: Row): Promise<void> {
  await tx.$executeRaw`
    UPDATE delivery SET state = 'cancelled', changed_at = now() WHERE notice_id = ${id}::int AND state = 'queued'`;
  await tx.notice.update({ where: { id }, data: { state: 'cancelled', endedAt: order.at } });
}

function record({ tx, order, person }: At, row: Row, act: string, count?: number): Promise<void> {
  return recordAct(tx, {
    campaignId: row.campaignId ?? '',
    personId: person,
    role: row.appointmentId === null ? 'administrator' : 'notifier',
    appointmentId: row.appointmentId ?? undefined,
    act: `notice-${act}`,
    subject: `notice:${row.id}`,
    ...(count !== undefined && { after: { count } }),
    at: order.at,
  });
}

async function confirm(at: At, row: Row, progressMessage: number | undefined): Promise<End> {
  const { tx, order } = at;
  if (row.state !== 'draft') return { kind: 'notNow' };
  const { parts } = row.content as unknown as NoticeContent;
  if (parts.length === 0 && row.kind !== 'recall') return { kind: 'empty' };
  const isLater = row.sendAt !== null && row.sendAt > order.at;
  const count = isLater ? (await personsOf(tx, row, order.at)).length : await enqueue(tx, row, order.at);
  if (count === 0) return { kind: 'empty' };
  await tx.notice.update({
    where: { id: row.id },
    data: {
      state: isLater ? 'scheduled' : 'sending',
      confirmedAt: order.at,
      progressMessageId: progressMessage ?? null,
    },
  });
  await record(at, row, 'confirm', count);
  return { kind: 'done' };
}

/** Whom a notice goes to now, within what its sender is appointed to now. */
async function personsOf(tx: Tx, row: Row, now: Date): Promise<number[]> {
  const audience = row.audience as unknown as Audience;
  const scope = row.appointmentId === null ? undefined : await heldBy(tx, row, now);
  if (row.appointmentId !== null && scope === undefined) return [];
  const recipients = await recipientsOf(tx, row.campaignId ?? '', now);
  return chosen(audience, recipients, scope).map(({ person }) => person);
}

async function heldBy(tx: Tx, { personId, appointmentId }: Row, now: Date): Promise<Appointment | undefined> {
  const identity = await tx.identity.findFirst({ where: { personId, channel: 'telegram' } });
  if (!identity) return undefined;
  const known = { channel: 'telegram', externalId: identity.externalId } as const;
  const { appointments } = await staffOf(tx, known, now);
  return appointments.find(({ id }) => id === appointmentId);
}

/** Puts one delivery a recipient into the queue; gives how many. */
async function enqueue(tx: Tx, row: Row, now: Date): Promise<number> {
  if (row.kind === 'recall' || row.kind === 'correction') return enqueueAmendment(tx, row, now);
  const persons = await personsOf(tx, row, now);
  return tx.$executeRaw`
    INSERT INTO delivery (bot_id, person_id, kind, content, priority, notice_id, message_ids)
    SELECT ${row.botId}::bigint, person, 'notice', '{}', ${bulkPriority}::int, ${row.id}::int, '{}'
    FROM unnest(${persons}::int[]) WITH ORDINALITY AS p(person, place) ORDER BY place`;
}

/** To those who got the earlier one, naming the messages that change. What is too old to be deleted is not tried. */
function enqueueAmendment(tx: Tx, row: Row, now: Date): Promise<number> {
  const since = row.kind === 'recall' ? new Date(now.getTime() - recallableMs) : new Date(0);
  return tx.$executeRaw`
    INSERT INTO delivery (bot_id, person_id, kind, content, priority, notice_id, message_ids, state, reason)
    SELECT d.bot_id, d.person_id, ${row.kind}, jsonb_build_object('messages',
        CASE WHEN cardinality(d.message_ids) > 0 THEN to_jsonb(d.message_ids) ELSE jsonb_build_array(d.message_id) END),
      ${bulkPriority}::int, ${row.id}::int, '{}',
      CASE WHEN d.changed_at < ${since}::timestamptz THEN 'failed' ELSE 'queued' END,
      CASE WHEN d.changed_at < ${since}::timestamptz THEN 'tooOld' END
    FROM delivery d
    WHERE d.notice_id = ${row.ofNotice ?? 0}::int AND d.state = 'sent' AND d.message_id IS NOT NULL ORDER BY d.id`;
}

/** A new draft of the same words, for exactly those whom it failed to reach. */
async function again(at: At, row: Row): Promise<End> {
  if (row.state !== 'done' && row.state !== 'cancelled') return { kind: 'notNow' };
  const failed = await at.tx.delivery.findMany({
    where: { noticeId: row.id, state: 'failed' },
    orderBy: { id: 'asc' },
    select: { personId: true },
  });
  if (failed.length === 0) return { kind: 'empty' };
  const audience: Audience = {
    ...(row.audience as unknown as Audience),
    persons: failed.map(({ personId }) => personId),
  };
  return followUp(at, row, row.kind, row.content as unknown as NoticeContent, audience);
}

async function amend(at: At, row: Row, kind: 'recall' | 'correction'): Promise<End> {
  if (row.kind === 'recall' || row.state === 'draft' || row.state === 'scheduled') return { kind: 'notNow' };
  // Nobody else is to get what is about to be taken back.
  if (row.state !== 'done' && row.state !== 'cancelled') await cancelQueued(at, row);
  const sent = await at.tx.delivery.count({ where: { noticeId: row.id, state: 'sent' } });
  if (sent === 0) return { kind: 'empty' };
  return followUp(at, row, kind, { parts: [] }, row.audience as unknown as Audience);
}

async function followUp(
  { tx, order, person, desks }: At,
  row: Row,
  kind: string,
  content: NoticeContent,
  audience: Audience,
): Promise<End> {
  // Whoever plans the whole campaign takes up what another has sent, in an own office.
  const desk =
    desks.find(({ appointment }) => (appointment?.id ?? null) === row.appointmentId) ??
    desks.find(({ campaignId }) => campaignId === row.campaignId);
  const { id } = await tx.notice.create({
    data: {
      botId: row.botId,
      campaignId: row.campaignId,
      personId: person,
      appointmentId: desk?.appointment?.id ?? null,
      kind,
      office: row.office,
      content: asJson(content),
      audience: asJson(audience),
      // A correction corrects the messages of the first one, whatever was corrected before.
      ofNotice: row.kind === 'correction' ? row.ofNotice : row.id,
      createdAt: order.at,
    },
  });
  return { kind: 'done', notice: id };
}

async function noteCall({ tx, order, person, desks }: At, act: ActOf<'called'>): Promise<End> {
  const theirs = desks.filter(({ campaignId }) => campaignId === act.campaignId);
  for (const { appointment } of theirs) {
    const units = await uncalledUnits(tx, act.campaignId, appointment);
    if (!units.some(({ unit }) => unit === act.unit)) continue;
    await tx.callNote.create({
      data: {
        campaignId: act.campaignId,
        rosterUnitId: act.unit,
        personId: person,
        at: order.at,
        result: act.result,
      },
    });
    return { kind: 'done' };
  }
  return { kind: 'gone' };
}

/** For the one process that sends. */
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
