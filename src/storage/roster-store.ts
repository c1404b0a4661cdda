import { createHash } from 'node:crypto';
import type {
  Importer,
  KnownUnit,
  RosterStore,
  UploadContent,
  UploadOutcome,
} from '../appointments/ports.js';
import { type FieldChange, type RosterUnit, rosterChanges } from '../people/roster.js';
import { newDrafts } from '../people/staff-roster.js';
import { applyOnce, outcomeOf } from './apply-once.js';
import { invitedOrAppointed, staffOf } from './appointment-store.js';
import { canonical, recordAct } from './audit-chain.js';
import { enterPerson } from './person-store.js';
import { Prisma, type PrismaClient } from './prisma/client.js';
import { inviteUnits } from './unit-links.js';

type Tx = Prisma.TransactionClient;
type UploadRow = Prisma.UploadGetPayload<object>;

/** Uploaded rosters: what they would change is kept, applied once, and can be taken back whole. */
export function rosterStore(prisma: PrismaClient, botId: number): RosterStore {
  const once = (updateId: number, work: (tx: Tx) => Promise<UploadOutcome>) =>
    applyOnce(prisma, botId, updateId, work);
  return {
    outcomeOf: (updateId) => outcomeOf(prisma, botId, updateId),
    units: async (by, campaignId) =>
      (await mayImport(prisma, by, campaignId, 'units')) ? unitsOf(prisma, campaignId) : [],
    staffOf: (campaignId, now) => invitedOrAppointed(prisma, campaignId, now),
    propose: (act) => once(act.updateId, (tx) => propose(tx, act)),
    upload: async (by, id) => {
      const row = await prisma.upload.findUnique({ where: { id } });
      if (!row || !(await mayImport(prisma, by, row.campaignId, row.kind))) return undefined;
      const { content } = contentOf(row);
      return {
        id,
        campaignId: row.campaignId,
        state: row.state as 'proposed' | 'applied' | 'undone',
        content,
      };
    },
    inviteUnits: (act) =>
      once(act.updateId, async (tx) => {
        const { by, campaignId } = act;
        if (!(await mayImport(tx, by, campaignId, 'units')))
          return { room: 'roster', kind: 'gone', upload: 0 };
        await lockRoster(tx, campaignId);
        const appointmentId = await plannerOf(tx, by.identity, campaignId);
        const role = appointmentId === undefined ? 'administrator' : 'planner';
        const invited = await inviteUnits(tx, act, { role, appointmentId });
        return { room: 'roster', kind: 'linked', upload: 0, invited };
      }),
    apply: (act) => once(act.updateId, (tx) => apply(tx, act)),
    undo: (act) => once(act.updateId, (tx) => undo(tx, act)),
  };
}

/** Units are the planning office's business too; who is appointed is the administrators' alone. */
export async function mayImport(
  prisma: PrismaClient | Tx,
  { identity, isAdministrator }: Importer,
  campaignId: string,
  kind: string,
): Promise<boolean> {
  if (isAdministrator) return true;
  if (kind !== 'units') return false;
  return (await plannerOf(prisma, identity, campaignId)) !== undefined;
}

export async function plannerOf(
  prisma: PrismaClient | Tx,
  identity: Importer['identity'],
  campaignId: string,
): Promise<number | undefined> {
  const { appointments } = await staffOf(prisma, identity, new Date());
  return appointments.find((one) => one.campaignId === campaignId && one.role === 'planner')?.id;
}

const shown = {
  id: true,
  name: true,
  creditCode: true,
  area: true,
  sector: true,
  contactName: true,
  phone: true,
} as const;

/** The units on the roster; with another condition those that were taken off it. */
export async function unitsOf(
  prisma: PrismaClient | Tx,
  campaignId: string,
  removedAt: null | { readonly not: null } = null,
): Promise<KnownUnit[]> {
  const rows = await prisma.rosterUnit.findMany({
    where: { campaignId, removedAt },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    select: { ...shown, personId: true },
  });
  return rows.map(({ personId, ...unit }) => ({ ...unit, isBound: personId !== null }));
}

/** Written by `propose`. `basis`: of the changes as they were shown. */
function contentOf(row: UploadRow): { readonly content: UploadContent; readonly basis: string } {
  return row.content as unknown as { content: UploadContent; basis: string };
}

function asJson(value: object): Prisma.InputJsonObject {
  return value;
}

/** Two who change one roster at once: the second waits and sees what the first made of it. */
export async function lockRoster(tx: Tx, campaignId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`roster:${campaignId}`}))`;
}

async function propose(tx: Tx, act: Parameters<RosterStore['propose']>[0]): Promise<UploadOutcome> {
  const { by, campaignId, content, at } = act;
  if (!(await mayImport(tx, by, campaignId, content.kind)))
    return { room: 'roster', kind: 'gone', upload: 0 };
  await lockRoster(tx, campaignId);
  const { id } = await tx.upload.create({
    data: {
      campaignId,
      kind: content.kind,
      content: asJson({ content, basis: await basisOf(tx, campaignId, content, at) }),
      personId: await enterPerson(tx, by.identity),
      appointmentId: (await plannerOf(tx, by.identity, campaignId)) ?? null,
      at,
    },
  });
  return { room: 'roster', kind: 'proposed', upload: id };
}

/** What the upload would change now, in short. */
async function basisOf(tx: Tx, campaignId: string, content: UploadContent, at: Date): Promise<string> {
  const changes =
    content.kind === 'units'
      ? rosterChanges(await unitsOf(tx, campaignId), asRead(content))
      : newDrafts(await invitedOrAppointed(tx, campaignId, at), content.drafts);
  return createHash('sha256').update(canonical(changes)).digest('hex');
}

function asRead({ reading }: Extract<UploadContent, { kind: 'units' }>) {
  return { kind: 'read', sheet: '', notes: [], ...reading } as const;
}

async function apply(tx: Tx, act: Parameters<RosterStore['apply']>[0]): Promise<UploadOutcome> {
  const { by, upload: id, at } = act;
  const row = await lockedUpload(tx, by, id);
  if (!row) return { room: 'roster', kind: 'gone', upload: id };
  if (row.state !== 'proposed') return { room: 'roster', kind: 'notNow', upload: id };
  const { content, basis } = contentOf(row);
  const now = await basisOf(tx, row.campaignId, content, at);
  if (now !== basis) {
    await tx.upload.update({ where: { id }, data: { content: asJson({ content, basis: now }) } });
    return { room: 'roster', kind: 'changedMeanwhile', upload: id };
  }
  const done =
    content.kind === 'units'
      ? { undo: await applyUnits(tx, row, content), invited: undefined }
      : await inviteAll(tx, row, content, act);
  await tx.upload.update({ where: { id }, data: { state: 'applied', undo: asJson(done.undo) } });
  await record(tx, by, row, 'import', at, summaryOf(done.undo));
  return { room: 'roster', kind: 'applied', upload: id, ...(done.invited && { invited: done.invited }) };
}

async function lockedUpload(tx: Tx, by: Importer, id: number): Promise<UploadRow | undefined> {
  const found = await tx.upload.findUnique({ where: { id }, select: { campaignId: true, kind: true } });
  if (!found || !(await mayImport(tx, by, found.campaignId, found.kind))) return undefined;
  await lockRoster(tx, found.campaignId);
  return tx.upload.findUniqueOrThrow({ where: { id } });
}

async function record(
  tx: Tx,
  { identity }: Importer,
  { id, campaignId, kind }: UploadRow,
  act: 'import' | 'undo-import',
  at: Date,
  after: Prisma.InputJsonObject,
): Promise<void> {
  const appointmentId = await plannerOf(tx, identity, campaignId);
  await recordAct(tx, {
    campaignId,
    personId: await enterPerson(tx, identity),
    role: appointmentId === undefined ? 'administrator' : 'planner',
    appointmentId,
    act: `${act}-${kind}`,
    subject: `upload:${id}`,
    after,
    at,
  });
}

interface Placed extends RosterUnit {
  readonly id: number;
  readonly importId: number | null;
}

/** What an upload replaced, and what it made of it. */
interface UnitsUndo {
  readonly added: readonly Placed[];
  readonly changed: readonly { readonly before: Placed; readonly after: Placed }[];
}

interface StaffUndo {
  readonly invitations: readonly number[];
}

function summaryOf(undo: UnitsUndo | StaffUndo): Prisma.InputJsonObject {
  return 'invitations' in undo
    ? { invitations: [...undo.invitations] }
    : { added: undo.added.map(({ id }) => id), changed: undo.changed.map(({ after }) => after.id) };
}

const insertedAtOnce = 1_000;

async function applyUnits(
  tx: Tx,
  { id: importId, campaignId }: UploadRow,
  content: Extract<UploadContent, { kind: 'units' }>,
): Promise<UnitsUndo> {
  const changes = rosterChanges(await unitsOf(tx, campaignId), asRead(content));
  const added: Placed[] = [];
  for (let at = 0; at < changes.added.length; at += insertedAtOnce)
    added.push(
      ...(await tx.rosterUnit.createManyAndReturn({
        data: changes.added.slice(at, at + insertedAtOnce).map((unit) => ({ ...unit, campaignId, importId })),
        select: { ...shown, importId: true },
      })),
    );
  const before = await tx.rosterUnit.findMany({
    where: { campaignId, id: { in: changes.changed.map(({ known }) => known.id) } },
    select: { ...shown, importId: true },
  });
  const byId = new Map(before.map((row) => [row.id, row]));
  const changed = changes.changed.flatMap(({ known, fields }) => {
    const row = byId.get(known.id);
    return row ? [{ before: row, after: changedRow(row, fields, importId) }] : [];
  });
  await write(
    tx,
    changed.map(({ after }) => after),
  );
  return { added, changed };
}

function changedRow(row: Placed, fields: readonly FieldChange[], importId: number): Placed {
  return { ...row, ...Object.fromEntries(fields.map(({ field, after }) => [field, after])), importId };
}

/** All rows in one statement, as they are given. */
async function write(tx: Tx, rows: readonly Placed[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE roster_unit u SET name = x.name, credit_code = x."creditCode", area = x.area, sector = x.sector,
      contact_name = x."contactName", phone = x.phone, import_id = x."importId"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS x(id int, name text, "creditCode" text, area text,
      sector text, "contactName" text, phone text, "importId" int)
    WHERE u.id = x.id`;
}

async function inviteAll(
  tx: Tx,
  { campaignId }: UploadRow,
  { drafts }: Extract<UploadContent, { kind: 'staff' }>,
  { by, secretHashes, at, expiresAt }: Parameters<RosterStore['apply']>[0],
): Promise<{ undo: StaffUndo; invited: readonly number[] }> {
  const invitedBy = await enterPerson(tx, by.identity);
  const invited = newDrafts(await invitedOrAppointed(tx, campaignId, at), drafts);
  const rows = await tx.invitation.createManyAndReturn({
    data: invited.map((place) => {
      const draft = drafts[place];
      const secretHash = secretHashes[place];
      if (!draft || secretHash === undefined) throw new RangeError('a draft without a secret');
      const grants = { ...draft, scopes: draft.scopes.map((scope) => ({ ...scope })) };
      return { campaignId, secretHash, grants, invitedBy, createdAt: at, expiresAt };
    }),
    select: { id: true },
  });
  return { undo: { invitations: rows.map(({ id }) => id) }, invited };
}

async function undo(tx: Tx, act: Parameters<RosterStore['undo']>[0]): Promise<UploadOutcome> {
  const { by, upload: id, at } = act;
  const row = await lockedUpload(tx, by, id);
  if (!row) return { room: 'roster', kind: 'gone', upload: id };
  if (row.state !== 'applied' || row.undo === null) return { room: 'roster', kind: 'notNow', upload: id };
  // Written by `apply` alone.
  const kept = row.undo as unknown as UnitsUndo | StaffUndo;
  const isUndone =
    'invitations' in kept ? await revokeAll(tx, kept, at) : await restore(tx, row.campaignId, kept);
  if (!isUndone) return { room: 'roster', kind: 'changedSince', upload: id };
  await tx.upload.update({ where: { id }, data: { state: 'undone', undo: Prisma.DbNull } });
  await record(tx, by, row, 'undo-import', at, summaryOf(kept));
  return { room: 'roster', kind: 'undone', upload: id };
}

/** False, and nothing is done, when somebody has come by one of the links. */
async function revokeAll(tx: Tx, { invitations }: StaffUndo, at: Date): Promise<boolean> {
  const ids = await tx.$queryRaw<{ used: boolean }[]>`
    SELECT used_at IS NOT NULL AS used FROM invitation WHERE id = ANY(${[...invitations]}::int[]) ORDER BY id FOR UPDATE`;
  if (ids.some(({ used }) => used)) return false;
  await tx.invitation.updateMany({
    where: { id: { in: [...invitations] }, revokedAt: null },
    data: { revokedAt: at },
  });
  return true;
}

/** False, and nothing is done, when a row is not as the upload left it, or somebody fills in for an added unit. */
async function restore(tx: Tx, campaignId: string, { added, changed }: UnitsUndo): Promise<boolean> {
  const left = [...added, ...changed.map(({ after }) => after)];
  await tx.$queryRaw`
    SELECT 1 FROM roster_unit WHERE id = ANY(${left.map(({ id }) => id)}::int[]) ORDER BY id FOR UPDATE`;
  const rows = await tx.rosterUnit.findMany({
    where: { campaignId, removedAt: null, importId: left[0]?.importId ?? -1 },
    select: { ...shown, importId: true, personId: true },
  });
  const now = new Map(rows.map((row) => [row.id, row]));
  const isAsLeft = (one: Placed): boolean => {
    const row = now.get(one.id);
    return (
      row !== undefined && Object.entries(one).every(([name, value]) => Reflect.get(row, name) === value)
    );
  };
  if (!left.every(isAsLeft) || added.some(({ id }) => now.get(id)?.personId !== null)) return false;
  await tx.$executeRaw`
    DELETE FROM roster_unit WHERE id = ANY(${added.map(({ id }) => id)}::int[])`;
  await write(
    tx,
    changed.map(({ before }) => before),
  );
  return true;
}
