import {
  type Desk,
  isAmendment,
  type NoticeAct,
  type NoticeContent,
  type NoticeOrder,
  type NoticeOutcome,
} from '../notices/ports.js';
import type { Audience } from '../people/audience.js';
import { say } from '../survey/definition.js';
import { type AuditEntry, recordAct } from './audit-chain.js';
import { definitionOf } from './campaign-store.js';
import { enqueue, isOnItsWay, isPutAway, personsOf } from './notice-queue.js';
import { basisOf, deskFor, desksOf } from './notice-rows.js';
import { enterPerson } from './person-store.js';
import type { Prisma } from './prisma/client.js';
import { uncalledUnits } from './recipient-store.js';

/* What is done with a notice: composed, confirmed once, paused, corrected, taken back. */

type Tx = Prisma.TransactionClient;
type Row = Prisma.NoticeGetPayload<object>;

interface At {
  readonly tx: Tx;
  readonly botId: number;
  readonly order: NoticeOrder;
  readonly person: number;
  readonly desks: readonly Desk[];
}

/** In the office in which it is handled. */
interface OnNotice extends At {
  readonly desk: Desk;
}

type End = Pick<NoticeOutcome, 'kind'> & { readonly notice?: number };

export async function performNoticeAct(tx: Tx, botId: number, order: NoticeOrder): Promise<NoticeOutcome> {
  const { act, by, at: now } = order;
  const desks = await desksOf(tx, by, now);
  const person = desks.length > 0 ? await enterPerson(tx, by.identity) : 0;
  const at = { tx, botId, order, person, desks };
  const given = 'notice' in act ? act.notice : 0;
  const { kind, notice = given } = await settle(at, act);
  return { room: 'notices', kind, act: act.kind, notice };
}

async function settle(by: At, act: NoticeAct): Promise<End> {
  if (act.kind === 'compose') return compose(by, act);
  if (act.kind === 'called') return noteCall(by, act);
  const [row] = await by.tx.$queryRaw<{ id: number }[]>`
    SELECT id FROM notice WHERE id = ${act.notice}::int AND bot_id = ${by.botId}::bigint FOR UPDATE`;
  const notice = row && (await by.tx.notice.findUniqueOrThrow({ where: { id: row.id } }));
  const desk = notice && deskFor(notice, by.person, by.desks);
  if (!desk) return { kind: 'gone' };
  const at: OnNotice = { ...by, desk };
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
      return confirm(at, notice, act);
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
  const definition = await definitionOf(tx, act.campaignId);
  if (!definition) return { kind: 'gone' };
  return begin(tx, {
    botId: BigInt(botId),
    campaignId: act.campaignId,
    personId: person,
    appointmentId: desk.appointment?.id ?? null,
    kind: act.as,
    office: desk.appointment?.title ?? say(definition.organiser, 'zh-CN'),
    content: asJson(act.content),
    audience: asJson(act.audience),
    ofNotice: null,
    createdAt: order.at,
  });
}

type Draft = Pick<
  Row,
  'botId' | 'campaignId' | 'personId' | 'appointmentId' | 'kind' | 'office' | 'ofNotice' | 'createdAt'
> & { readonly content: Prisma.InputJsonObject; readonly audience: Prisma.InputJsonObject };

/** A new draft; whoever taps twice, or left the same one untouched, goes on with that. */
async function begin(tx: Tx, draft: Draft): Promise<End> {
  const { botId, campaignId, personId, appointmentId, kind, ofNotice } = draft;
  const before = await tx.notice.findMany({
    where: { botId, campaignId, personId, appointmentId, kind, ofNotice, state: 'draft' },
    orderBy: { id: 'desc' },
  });
  const basis = basisOf({
    content: draft.content as Prisma.JsonObject,
    audience: draft.audience as Prisma.JsonObject,
    sendAt: null,
  });
  const same = before.find((row) => basisOf(row) === basis);
  return { kind: 'done', notice: same?.id ?? (await tx.notice.create({ data: draft })).id };
}

/**
 * A message that was mended takes its own place, one that goes on with the album before it is added to it; any other
 * takes the place of what was there.
 */
function withPart({ content }: Row, { part, album }: ActOf<'write'>): NoticeContent {
  const before = content as unknown as NoticeContent;
  const isMended = part.message !== undefined && before.parts.some(({ message }) => message === part.message);
  if (isMended)
    return { ...before, parts: before.parts.map((one) => (one.message === part.message ? part : one)) };
  const goesOn = album !== undefined && before.album === album;
  const { button } = before;
  return {
    parts: goesOn ? [...before.parts, part].slice(0, 10) : [part],
    ...(album !== undefined && { album }),
    ...(button && { button }),
  };
}

async function change({ tx }: OnNotice, { id, state }: Row, data: Prisma.NoticeUpdateInput): Promise<End> {
  if (state !== 'draft') return { kind: 'notNow' };
  await tx.notice.update({ where: { id }, data });
  return { kind: 'done' };
}

async function move(
  at: OnNotice,
  { id, state }: Row,
  from: readonly string[],
  data: Prisma.NoticeUpdateInput,
): Promise<End> {
  if (!from.includes(state)) return { kind: 'notNow' };
  const row = await at.tx.notice.update({ where: { id }, data });
  await record(at, row, at.order.act.kind);
  return { kind: 'done' };
}

async function cancel(at: OnNotice, row: Row): Promise<End> {
  if (!['scheduled', 'sending', 'paused'].includes(row.state)) return { kind: 'notNow' };
  await cancelQueued(at, row);
  await record(at, row, 'cancel');
  return { kind: 'done' };
}

async function cancelQueued({ tx, order }: OnNotice, { id }: Row): Promise<void> {
  await tx.$executeRaw`
    UPDATE delivery SET state = 'cancelled', changed_at = now() WHERE notice_id = ${id}::int AND state = 'queued'`;
  await tx.notice.update({ where: { id }, data: { state: 'cancelled', endedAt: order.at } });
}

function record(at: OnNotice, row: Row, act: string, count?: number): Promise<void> {
  return recordAt(at, at.desk, {
    act: `notice-${act}`,
    subject: `notice:${row.id}`,
    ...(count !== undefined && { after: { count } }),
  });
}

/** As what they act stands in the chain: the role of the office, or administrator. */
function recordAt(
  { tx, order, person }: At,
  { campaignId, appointment }: Desk,
  entry: Pick<AuditEntry, 'act' | 'subject' | 'after'>,
): Promise<void> {
  return recordAct(tx, {
    campaignId,
    personId: person,
    role: appointment?.role ?? 'administrator',
    appointmentId: appointment?.id,
    ...entry,
    at: order.at,
  });
}

async function confirm(at: OnNotice, row: Row, { progressMessage, shown }: ActOf<'confirm'>): Promise<End> {
  const { tx, order } = at;
  if (row.state !== 'draft') return { kind: 'notNow' };
  const { parts } = row.content as unknown as NoticeContent;
  if (parts.length === 0 && row.kind !== 'recall') return { kind: 'empty' };
  // What is on its way to somebody would be missed by what is to change it.
  if (isAmendment(row) && (await isOnItsWay(tx, row.ofNotice))) return { kind: 'notNow' };
  // What was sent by mistake can be taken back all the same.
  if (!isAmendment(row) && (await isPutAway(tx, row))) return { kind: 'archived' };
  const isLater = row.sendAt !== null && row.sendAt > order.at;
  if (basisOf(row) !== shown.basis || isLater !== shown.isLater) return { kind: 'changed' };
  const persons = isAmendment(row) ? undefined : await personsOf(tx, row, order.at);
  if (persons && persons.length > mostSent(shown.count)) return { kind: 'changed' };
  const count = isLater && persons ? persons.length : await enqueue(tx, row, order.at, persons);
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

/** Where so many were shown: a few who came meanwhile get it too, a crowd is asked about again. */
function mostSent(shown: number): number {
  return shown + Math.max(10, Math.ceil(shown / 10));
}

/** A new draft of the same words, for exactly those whom it failed to reach. */
async function again(at: OnNotice, row: Row): Promise<End> {
  if (isAmendment(row)) return { kind: 'notNow' };
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

async function amend(at: OnNotice, row: Row, kind: 'recall' | 'correction'): Promise<End> {
  if (row.kind === 'recall' || row.state === 'draft' || row.state === 'scheduled') return { kind: 'notNow' };
  if (row.state !== 'done' && row.state !== 'cancelled') {
    // Whoever is still to get it would get neither it nor its correction: its sender ends it first, knowingly.
    if (kind === 'correction') return { kind: 'notNow' };
    // Nobody else is to get what is about to be taken back.
    await cancelQueued(at, row);
    await record(at, row, 'cancel');
  }
  const sent = await at.tx.delivery.count({ where: { noticeId: row.id, state: 'sent' } });
  if (sent === 0) return { kind: 'empty' };
  return followUp(at, row, kind, { parts: [] }, row.audience as unknown as Audience);
}

async function followUp(
  { tx, order, person, desk }: OnNotice,
  row: Row,
  kind: string,
  content: NoticeContent,
  audience: Audience,
): Promise<End> {
  return begin(tx, {
    botId: row.botId,
    campaignId: row.campaignId,
    personId: person,
    // Whoever plans the whole campaign takes up what another has sent, in an own office.
    appointmentId: desk.appointment?.id ?? null,
    kind,
    office: row.office,
    content: asJson(content),
    audience: asJson(audience),
    // A correction corrects the messages of the first one, whatever was corrected before.
    ofNotice: row.kind === 'correction' ? row.ofNotice : row.id,
    createdAt: order.at,
  });
}

async function noteCall(by: At, act: ActOf<'called'>): Promise<End> {
  const { tx, order, person } = by;
  const theirs = by.desks.filter(({ campaignId }) => campaignId === act.campaignId);
  for (const desk of theirs) {
    const units = await uncalledUnits(tx, act.campaignId, desk.appointment);
    if (!units.some(({ unit }) => unit === act.unit)) continue;
    const { campaignId, unit, result } = act;
    await tx.callNote.create({
      data: { campaignId, rosterUnitId: unit, personId: person, at: order.at, result },
    });
    await recordAt(by, desk, { act: 'note-call', subject: `unit:${unit}`, after: { result } });
    return { kind: 'done' };
  }
  return { kind: 'gone' };
}
