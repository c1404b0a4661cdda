import type { CallResult, Reached, UncalledUnit } from '../notices/ports.js';
import type { Appointment } from '../people/appointment.js';
import {
  type ContactStage,
  chosen,
  everyContact,
  type Recipient,
  type Whereabouts,
} from '../people/audience.js';
import { type CoverageState, coversUnit, matchForms } from '../people/coverage.js';
import { folded } from '../survey/choices.js';
import type { CampaignDefinition } from '../survey/definition.js';
import { sectorAreas } from '../survey/sector-areas.js';
import { appointmentsOf } from './appointment-store.js';
import { begunForms, type FormRow, rosterUnits, type UnitRow } from './begun-forms.js';
import { definitionOf } from './campaign-store.js';
import type { Prisma, PrismaClient } from './prisma/client.js';

/*
 * Everybody of a campaign to whom something can be said: contacts, by the forms that they have begun, the units they
 * are bound to and their consent; and those who hold an office. Whom of them a notice means is decided in `people`.
 */

type Database = PrismaClient | Prisma.TransactionClient;

/** What a campaign's recipients are read off; loaded once for all that is asked at a time. */
interface Loaded {
  readonly definition: CampaignDefinition;
  readonly forms: readonly FormRow[];
  readonly units: readonly UnitRow[];
}

async function loaded(db: Database, campaignId: string): Promise<Loaded | undefined> {
  const definition = await definitionOf(db, campaignId);
  if (!definition) return undefined;
  // One after the other: a transaction has one connection.
  const forms = await begunForms(db, definition);
  return { definition, forms, units: await rosterUnits(db, campaignId) };
}

/** Everybody who can be written to, and the units of a scope that must be called. */
export async function reachedOf(
  prisma: PrismaClient,
  campaignId: string,
  scope: Appointment | undefined,
  now: Date,
): Promise<Reached> {
  const definition = await definitionOf(prisma, campaignId);
  if (!definition) return { recipients: [], uncalled: [] };
  const [forms, units] = await Promise.all([begunForms(prisma, definition), rosterUnits(prisma, campaignId)]);
  const all = { definition, forms, units };
  const [recipients, uncalled] = await Promise.all([
    recipientsIn(prisma, all, now),
    uncalledIn(prisma, all, scope),
  ]);
  return { recipients, uncalled };
}

export async function recipientsOf(db: Database, campaignId: string, now: Date): Promise<Recipient[]> {
  const all = await loaded(db, campaignId);
  return all ? recipientsIn(db, all, now) : [];
}

async function recipientsIn(
  db: Database,
  { definition, units, ...all }: Loaded,
  now: Date,
): Promise<Recipient[]> {
  const { id: campaignId } = definition;
  const forms = all.forms.filter(({ isPaper }) => !isPaper);
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
function expectedUnits({ definition, units, forms }: Loaded, scope: Appointment | undefined): Expected[] {
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

/** The units that have not submitted, of one area or all, at one state or any, with their contacts. */
export async function lateContacts(
  db: Database,
  campaignId: string,
  scope: Appointment | undefined,
  { area, state }: { readonly area?: string | undefined; readonly state?: CoverageState | undefined },
): Promise<{ readonly persons: readonly number[]; readonly units: number }> {
  const all = await loaded(db, campaignId);
  const late = (all ? expectedUnits(all, scope) : []).filter(
    (one) =>
      one.state !== 'submitted' &&
      (state === undefined || one.state === state) &&
      (area === undefined || one.unit.area === area),
  );
  return { persons: [...new Set(late.flatMap(({ contact }) => contact ?? []))], units: late.length };
}

/** Units of the roster that nobody fills in for, or whose contact has stopped the bot. */
export async function uncalledUnits(
  db: Database,
  campaignId: string,
  scope: Appointment | undefined,
): Promise<UncalledUnit[]> {
  const all = await loaded(db, campaignId);
  return all ? uncalledIn(db, all, scope) : [];
}

async function uncalledIn(
  db: Database,
  all: Loaded,
  scope: Appointment | undefined,
): Promise<UncalledUnit[]> {
  const theirs = expectedUnits(all, scope);
  const unreachable = await unreachableAmong(
    db,
    theirs.flatMap(({ contact }) => contact ?? []),
  );
  const calls = await lastCalls(db, all.definition.id);
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

/**
 * Persons whom lines name by unit, credit code, phone of the roster, receipt number or office. To an office a line that
 * names somebody beyond its scope names nobody.
 */
export async function personsNamed(
  db: Database,
  campaignId: string,
  lines: readonly string[],
  scope: Appointment | undefined,
  now: Date,
): Promise<{ persons: number[]; unknown: string[] }> {
  const all = await loaded(db, campaignId);
  if (!all) return { persons: [], unknown: [...lines] };
  const byName = new Map<string, Set<number>>();
  const add = (name: string | null, person: number | null): void => {
    if (name === null || name === '' || person === null) return;
    const key = folded(name);
    byName.set(key, (byName.get(key) ?? new Set()).add(person));
  };
  for (const { name, creditCode, personId } of all.forms) {
    add(name, personId);
    add(creditCode, personId);
  }
  for (const { name, creditCode, phone, personId } of all.units) {
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
  const named = new Set([...byName.values()].flatMap((found) => [...found]));
  const within = chosen({ ...everyContact, persons: [...named] }, await recipientsIn(db, all, now), scope);
  const theirs = new Set(within.map(({ person }) => person));
  const persons = new Set<number>();
  const unknown: string[] = [];
  for (const line of lines) {
    const found = [...(byName.get(folded(line)) ?? [])].filter((person) => theirs.has(person));
    for (const person of found) persons.add(person);
    if (found.length === 0) unknown.push(line);
  }
  return { persons: [...persons], unknown };
}
