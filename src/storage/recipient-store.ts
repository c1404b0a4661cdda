import type { CallResult, UncalledUnit } from '../notices/ports.js';
import type { Appointment } from '../people/appointment.js';
import type { ContactStage, Recipient, Whereabouts } from '../people/audience.js';
import {
  type BegunForm,
  type CoverageState,
  coversUnit,
  type ExpectedUnit,
  matchForms,
} from '../people/coverage.js';
import { folded } from '../survey/choices.js';
import type { CampaignDefinition, FormDefinition } from '../survey/definition.js';
import { sectorAreas } from '../survey/sector-areas.js';
import { appointmentsOf } from './appointment-store.js';
import type { Prisma, PrismaClient } from './prisma/client.js';

/*
 * Everybody of a campaign to whom something can be said: contacts, by the forms that they have begun, the units they
 * are bound to and their consent; and those who hold an office. Whom of them a notice means is decided in `people`.
 */

type Database = PrismaClient | Prisma.TransactionClient;

interface FormRow extends BegunForm {
  readonly area: string | null;
  readonly sector: string | null;
  /** Of whoever entered it, too. */
  readonly owner: number;
  readonly isPaper: boolean;
}

interface UnitRow extends ExpectedUnit {
  readonly campaignId: string;
  readonly area: string | null;
  readonly sector: string | null;
  readonly contactName: string | null;
  readonly phone: string | null;
}

export async function recipientsOf(db: Database, campaignId: string, now: Date): Promise<Recipient[]> {
  const definition = await definitionOf(db, campaignId);
  if (!definition) return [];
  const forms = (await formsOf(db, definition)).filter(({ isPaper }) => !isPaper);
  const units = await unitsOf(db, campaignId);
  const people = new Map<number, Gathered>();
  const one = (person: number): Gathered => {
    const known = people.get(person);
    if (known) return known;
    const made: Gathered = { name: '', stages: new Set(), places: [], offices: [] };
    people.set(person, made);
    return made;
  };
  for (const form of forms) {
    const whose = one(form.owner);
    whose.stages.add(stageOf[form.state]);
    whose.places.push({ area: form.area ?? undefined, sector: form.sector ?? undefined });
    whose.name ||= form.name ?? '';
  }
  for (const unit of units)
    if (unit.personId !== null) {
      const whose = one(unit.personId);
      whose.stages.add('notStarted');
      whose.places.push({ area: unit.area ?? undefined, sector: unit.sector ?? undefined });
      whose.name ||= unit.name;
    }
  const consents = await db.consent.findMany({
    where: { campaignId },
    distinct: ['personId'],
    select: { personId: true },
  });
  for (const { personId } of consents) one(personId).stages.add('notStarted');
  await addCategories(db, campaignId, forms, one);
  await addOffices(db, definition, now, one);
  const unreachable = await unreachableAmong(db, [...people.keys()]);
  return [...people].map(([person, { name, stages, places, offices }]) => ({
    person,
    name,
    stage: byWeight.find((stage) => stages.has(stage)),
    places,
    offices,
    isUnreachable: unreachable.has(person),
  }));
}

interface Gathered {
  name: string;
  readonly stages: Set<ContactStage>;
  readonly places: Whereabouts[];
  readonly offices: Recipient['offices'][number][];
}

const stageOf = { draft: 'draft', correcting: 'sentBack', submitted: 'submitted' } as const;
/** Of several forms the one counts that asks for most, as in the coverage. */
const byWeight: readonly ContactStage[] = ['sentBack', 'submitted', 'draft', 'notStarted'];

async function definitionOf(db: Database, campaignId: string): Promise<CampaignDefinition | undefined> {
  const row = await db.campaign.findUnique({ where: { id: campaignId }, select: { definition: true } });
  return row?.definition as unknown as CampaignDefinition | undefined;
}

async function formsOf(db: Database, { id, forms }: CampaignDefinition): Promise<FormRow[]> {
  const asked = forms.filter(({ filledBy }) => filledBy === 'unit');
  const rows: FormRow[] = [];
  for (const form of asked) rows.push(...(await begun(db, id, form)));
  return rows;
}

function begun(db: Database, campaignId: string, { id, roles }: FormDefinition): Promise<FormRow[]> {
  return db.$queryRaw<FormRow[]>`
    SELECT s.id AS submission, s.person_id AS owner, s.state, s.changed_at AS "changedAt",
      CASE WHEN s.entered_by IS NULL THEN s.person_id END AS "personId", s.entered_by IS NOT NULL AS "isPaper",
      n.value #>> '{}' AS name, c.value #>> '{}' AS "creditCode", a.value #>> '{}' AS area, x.value #>> '{}' AS sector
    FROM submission s
    LEFT JOIN answer n ON n.submission_id = s.id AND n.demand_id = 0 AND n.question_id = ${roles.unitName}
    LEFT JOIN answer c ON c.submission_id = s.id AND c.demand_id = 0 AND c.question_id = ${roles.creditCode ?? ''}
    LEFT JOIN answer a ON a.submission_id = s.id AND a.demand_id = 0 AND a.question_id = ${roles.area ?? ''}
    LEFT JOIN answer x ON x.submission_id = s.id AND x.demand_id = 0 AND x.question_id = ${roles.sector ?? ''}
    WHERE s.campaign_id = ${campaignId} AND s.form_id = ${id}`;
}

function unitsOf(db: Database, campaignId: string): Promise<UnitRow[]> {
  return db.rosterUnit.findMany({
    where: { campaignId, removedAt: null },
    orderBy: [{ area: 'asc' }, { name: 'asc' }, { id: 'asc' }],
    select: {
      ...{ id: true, campaignId: true, name: true, creditCode: true, personId: true },
      ...{ area: true, sector: true, contactName: true, phone: true },
    },
  });
}

/** A category is said demand by demand, and known once it is filed; so is where a misfiled form was moved to. */
async function addCategories(
  db: Database,
  campaignId: string,
  forms: readonly FormRow[],
  one: (person: number) => Gathered,
): Promise<void> {
  const owners = new Map(forms.map(({ submission, owner }) => [submission, owner]));
  const filed = await db.filedDemand.findMany({
    where: { campaignId, state: { not: 'withdrawn' } },
    distinct: ['submissionId', 'area', 'sector', 'category'],
    select: { submissionId: true, area: true, sector: true, category: true },
  });
  for (const { submissionId, area, sector, category } of filed) {
    const owner = owners.get(submissionId);
    if (owner !== undefined)
      one(owner).places.push({
        area: area ?? undefined,
        sector: sector ?? undefined,
        category: category ?? undefined,
      });
  }
}

async function addOffices(
  db: Database,
  { id: campaignId }: CampaignDefinition,
  now: Date,
  one: (person: number) => Gathered,
): Promise<void> {
  const reported = await db.sheetReport.findMany({
    where: { campaignId },
    distinct: ['owner'],
    select: { owner: true },
  });
  const owners = new Set(reported.map(({ owner }) => owner));
  for (const { personId, appointment } of await appointmentsOf(db, campaignId, now)) {
    const sheets = appointment.scopes.filter(({ kind }) => kind === 'area').map(({ value }) => value);
    const whose = one(personId);
    whose.name ||= appointment.title;
    whose.offices.push({
      appointment,
      hasReported: sheets.length > 0 && sheets.every((sheet) => owners.has(sheet)),
    });
  }
}

async function unreachableAmong(db: Database, persons: readonly number[]): Promise<Set<number>> {
  const rows = await db.$queryRaw<{ id: number }[]>`
    SELECT id FROM person WHERE unreachable_at IS NOT NULL AND id = ANY(${[...persons]}::int[])`;
  return new Set(rows.map(({ id }) => id));
}

interface Expected {
  readonly unit: UnitRow;
  readonly state: CoverageState;
  /** Who fills in for it; null: nobody whom the bot could write to. */
  readonly contact: number | null;
  readonly hasForm: boolean;
}

/** The units of a scope with their contacts, as the coverage counts them. */
async function expectedUnits(
  db: Database,
  campaignId: string,
  scope: Appointment | undefined,
): Promise<Expected[]> {
  const definition = await definitionOf(db, campaignId);
  if (!definition) return [];
  const units = await unitsOf(db, campaignId);
  const forms = await formsOf(db, definition);
  const { byUnit } = matchForms(units, forms);
  const owners = new Map(forms.map(({ submission, owner, isPaper }) => [submission, isPaper ? null : owner]));
  const departments = sectorAreas(definition);
  return units
    .filter((unit) => scope === undefined || coversUnit(scope, unit, departments))
    .map((unit) => {
      const form = byUnit.get(unit.id);
      return {
        unit,
        state: form?.state ?? 'notStarted',
        contact: owners.get(form?.submission ?? 0) ?? unit.personId,
        hasForm: form !== undefined,
      };
    });
}

/** The contacts of units that have not submitted, of one area or all, at one state or any. */
export async function lateContacts(
  db: Database,
  campaignId: string,
  scope: Appointment | undefined,
  { area, state }: { readonly area?: string | undefined; readonly state?: CoverageState | undefined },
): Promise<number[]> {
  const units = await expectedUnits(db, campaignId, scope);
  const late = units.filter(
    (one) =>
      one.state !== 'submitted' &&
      (state === undefined || one.state === state) &&
      (area === undefined || one.unit.area === area),
  );
  return [...new Set(late.flatMap(({ contact }) => contact ?? []))];
}

/** Units of the roster that nobody fills in for, or whose contact has stopped the bot. */
export async function uncalledUnits(
  db: Database,
  campaignId: string,
  scope: Appointment | undefined,
): Promise<UncalledUnit[]> {
  const theirs = await expectedUnits(db, campaignId, scope);
  const unreachable = await unreachableAmong(
    db,
    theirs.flatMap(({ contact }) => contact ?? []),
  );
  const calls = await lastCalls(db, campaignId);
  return theirs.flatMap(({ unit, contact, hasForm }): UncalledUnit[] => {
    const hasCome = contact !== null || hasForm;
    if (hasCome && (contact === null || !unreachable.has(contact))) return [];
    return [
      {
        unit: unit.id,
        name: unit.name,
        area: unit.area ?? undefined,
        contactName: unit.contactName ?? undefined,
        phone: unit.phone ?? undefined,
        why: hasCome ? 'blocked' : 'neverCame',
        lastCall: calls.get(unit.id),
      },
    ];
  });
}

async function lastCalls(
  db: Database,
  campaignId: string,
): Promise<Map<number, { readonly at: Date; readonly result: CallResult }>> {
  const rows = await db.callNote.findMany({ where: { campaignId }, orderBy: { id: 'asc' } });
  return new Map(
    rows.map(({ rosterUnitId, at, result }) => [rosterUnitId, { at, result: result as CallResult }]),
  );
}

/** Persons whom lines name by unit, credit code, phone of the roster, receipt number or office. */
export async function personsNamed(
  db: Database,
  campaignId: string,
  lines: readonly string[],
  now: Date,
): Promise<{ persons: number[]; unknown: string[] }> {
  const definition = await definitionOf(db, campaignId);
  if (!definition) return { persons: [], unknown: [...lines] };
  const byName = new Map<string, Set<number>>();
  const add = (name: string | null, person: number | null): void => {
    if (name === null || name === '' || person === null) return;
    const key = folded(name);
    byName.set(key, (byName.get(key) ?? new Set()).add(person));
  };
  for (const { name, creditCode, personId } of await formsOf(db, definition)) {
    add(name, personId);
    add(creditCode, personId);
  }
  for (const { name, creditCode, phone, personId } of await unitsOf(db, campaignId)) {
    add(name, personId);
    add(creditCode, personId);
    add(phone, personId);
  }
  for (const { personId, appointment } of await appointmentsOf(db, campaignId, now))
    add(appointment.title, personId);
  const receipts = await db.receipt.findMany({
    where: { campaignId, withdrawnAt: null, number: { in: lines.map((line) => line.trim().toUpperCase()) } },
    select: { number: true, submission: { select: { personId: true, enteredBy: true } } },
  });
  for (const { number, submission } of receipts)
    if (submission.enteredBy === null) add(number, submission.personId);
  const persons = new Set<number>();
  const unknown: string[] = [];
  for (const line of lines) {
    const found = byName.get(folded(line));
    if (found) for (const person of found) persons.add(person);
    else unknown.push(line);
  }
  return { persons: [...persons], unknown };
}
