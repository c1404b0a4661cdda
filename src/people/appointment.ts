/*
 * Who may do what, and to which demands. A scope is decided per demand, not per unit: an area, a sector of city
 * departments, or a category of what city departments file. What nobody's scope covers is the planning office's.
 */

export const roles = ['planner', 'responsible', 'leader', 'collector', 'recommender'] as const;
export type Role = (typeof roles)[number];

/** A recommender's area is its own name. Sectors and categories count for demands of city departments: those whose form says a sector. */
export interface ScopeRule {
  readonly kind: 'area' | 'sector' | 'category';
  readonly value: string;
}

export interface Appointment {
  readonly id: number;
  readonly campaignId: string;
  readonly role: Role;
  /** How the office is named on screens and sheets. */
  readonly title: string;
  readonly scopes: readonly ScopeRule[];
  /** The appointment that this one stands in for, for a time. */
  readonly deputyOf?: number | undefined;
  readonly until?: Date | undefined;
}

/** What decides whose a demand is. */
export interface Routed {
  readonly campaignId: string;
  readonly area?: string | undefined;
  readonly sector?: string | undefined;
  readonly category?: string | undefined;
}

export type Act = 'see' | 'review' | 'recommend' | 'rank' | 'report' | 'transfer' | 'enterPaper';

const mayDo: Readonly<Record<Role, readonly Act[]>> = {
  planner: ['see', 'review', 'recommend', 'rank', 'report', 'transfer', 'enterPaper'],
  responsible: ['see', 'review', 'recommend', 'rank', 'report', 'transfer'],
  collector: ['see', 'review', 'recommend', 'rank', 'report', 'enterPaper'],
  leader: ['see'],
  recommender: ['see', 'review', 'recommend', 'rank', 'report'],
};

export function may(role: Role, act: Act): boolean {
  return mayDo[role].includes(act);
}

export function covers({ campaignId, role, scopes }: Appointment, demand: Routed): boolean {
  if (campaignId !== demand.campaignId) return false;
  if (role === 'planner') return true;
  return scopes.some(({ kind, value }) => {
    if (kind === 'area') return demand.area === value;
    if (demand.sector === undefined) return false;
    return kind === 'sector' ? demand.sector === value : demand.category === value;
  });
}

/** Whether every demand of an area is covered: only then is its sheet whole. */
export function coversArea({ role, scopes }: Appointment, area: string): boolean {
  return role === 'planner' || scopes.some(({ kind, value }) => kind === 'area' && value === area);
}

/** Of two that may, the one that is nearer to the demand acts: a district before the planning office. */
const nearest: readonly Role[] = ['collector', 'responsible', 'recommender', 'planner', 'leader'];

/** The appointment in which an act on a demand is done; undefined when none allows it. */
export function actingAs(
  appointments: readonly Appointment[],
  act: Act,
  demand: Routed,
): Appointment | undefined {
  return nearest
    .flatMap((role) => appointments.filter((one) => one.role === role))
    .find((one) => may(one.role, act) && covers(one, demand));
}

/** Somebody of the staff: what they are appointed to now. */
export interface Staff {
  /** 0: not known. */
  readonly personId: number;
  readonly appointments: readonly Appointment[];
}
