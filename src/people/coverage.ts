import { folded } from '../survey/choices.js';
import type { Appointment } from './appointment.js';

/** A unit of the roster, as far as it decides which forms are its own. */
export interface ExpectedUnit {
  readonly id: number;
  readonly name: string;
  readonly creditCode: string | null;
  /** Who came by its link. */
  readonly personId: number | null;
}

/** A form that somebody began, with what it says of its unit so far. */
export interface BegunForm {
  readonly submission: number;
  /** null: entered for the unit by somebody else, whose own forms are others. */
  readonly personId: number | null;
  readonly name: string | null;
  readonly creditCode: string | null;
  readonly state: 'draft' | 'correcting' | 'submitted';
  readonly changedAt: Date;
}

export const coverageStates = ['notStarted', 'draft', 'correcting', 'submitted'] as const;
export type CoverageState = (typeof coverageStates)[number];

/**
 * Which form is which unit's. A unit is known by the person who came by its link, else by its credit code, else by its
 * name to the letter (blanks, width and marks aside). A bound person's form that names another unit of the roster is
 * that one's. Of several forms the one counts that asks for most: one that was sent back, then one that is submitted,
 * then a draft; of equals the newest. `others` are forms that fit no unit.
 */
export function matchForms(
  units: readonly ExpectedUnit[],
  forms: readonly BegunForm[],
): { readonly byUnit: ReadonlyMap<number, BegunForm>; readonly others: readonly BegunForm[] } {
  const byCode = new Map(units.flatMap((unit) => (unit.creditCode ? [[unit.creditCode, unit.id]] : [])));
  const byName = new Map(units.map((unit) => [folded(unit.name), unit.id]));
  const byPerson = new Map<number, number[]>();
  for (const { id, personId } of units)
    if (personId !== null) byPerson.set(personId, [...(byPerson.get(personId) ?? []), id]);
  const byUnit = new Map<number, { form: BegunForm; rank: number }>();
  const others: BegunForm[] = [];
  for (const form of forms) {
    const named =
      (form.creditCode === null ? undefined : byCode.get(form.creditCode)) ??
      (form.name === null ? undefined : byName.get(folded(form.name)));
    const bound = form.personId === null ? [] : (byPerson.get(form.personId) ?? []);
    const owners = named === undefined || bound.includes(named) ? own(bound, named) : [named];
    for (const unit of owners) {
      const rank = bound.includes(unit) ? 1 : 0;
      const known = byUnit.get(unit);
      if (!known || rank > known.rank || (rank === known.rank && goesBefore(form, known.form)))
        byUnit.set(unit, { form, rank });
    }
    if (owners.length === 0) others.push(form);
  }
  return { byUnit: new Map([...byUnit].map(([unit, { form }]) => [unit, form])), others };
}

/** Of the units that a person is bound to: the one that the form names, else all of them. */
function own(bound: readonly number[], named: number | undefined): readonly number[] {
  return named === undefined ? bound : [named];
}

const weight = { draft: 0, submitted: 1, correcting: 2 } as const;

function goesBefore(a: BegunForm, b: BegunForm): boolean {
  const by = weight[a.state] - weight[b.state];
  return by === 0 ? a.changedAt > b.changedAt : by > 0;
}

/**
 * Whether a unit of the roster is an appointment's business. What decides is its area; a sector counts in the areas of
 * city departments alone, and categories are of demands, which a roster does not know.
 */
export function coversUnit(
  { campaignId, role, scopes }: Appointment,
  unit: { readonly campaignId: string; readonly area: string | null; readonly sector: string | null },
  sectorAreas: readonly string[],
): boolean {
  if (campaignId !== unit.campaignId) return false;
  if (role === 'planner') return true;
  return scopes.some(({ kind, value }) => {
    if (kind === 'area') return unit.area === value;
    return kind === 'sector' && unit.sector === value && sectorAreas.includes(unit.area ?? '');
  });
}
