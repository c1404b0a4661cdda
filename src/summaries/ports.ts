import type { Appointment } from '../people/appointment.js';
import type { Identity, OncePort, StaffPort } from '../people/staff-port.js';
import type { DatedCampaign } from '../survey/deadline.js';
import type { FiledState } from '../survey/filing.js';
import type { Form } from '../survey/form.js';
import type { SheetDemand } from '../survey/sheet-demand.js';

/** How many demands there are of each kind; a demand without an area, field or category counts under "". */
export interface Counts {
  readonly byArea: ReadonlyMap<string, ReadonlyMap<FiledState, number>>;
  readonly byField: ReadonlyMap<string, number>;
  readonly byCategory: ReadonlyMap<string, number>;
  /** Filed since the day began. */
  readonly today: number;
  readonly units: number;
  /** Units of the roster; 0 where there is none. */
  readonly expected: number;
}

/** Whose sheet: an area's, or where no area is asked a unit's. Absent: all that the appointments cover. */
export interface Owner {
  readonly area?: string | undefined;
  readonly unit?: string | undefined;
}

export interface ReportedRow {
  readonly demand: number;
  readonly cells: readonly string[];
}

/** A sheet as it was reported. */
export interface Report {
  readonly number: number;
  readonly reportedAt: Date;
  readonly title: string;
  readonly rows: readonly ReportedRow[];
  /** Demands and their revisions that it was made from. */
  readonly basis: string;
}

/** What the planning office is told of a report. */
export interface ReportNotice {
  readonly title: string;
  readonly area: string;
  readonly number: number;
  readonly count: number;
  readonly at: Date;
  readonly timeZone: string;
}

export type SummaryOutcome = {
  readonly room: 'summaries';
} /** told: how many of the planning office hear of it. */ & (
  | { readonly kind: 'reported'; readonly number: number; readonly area: string; readonly told: number }
  | { readonly kind: 'changedMeanwhile'; readonly area: string }
  | { readonly kind: 'unchanged'; readonly number: number; readonly area: string }
  | { readonly kind: 'gone'; readonly area: string }
  /** By the state of the campaign. */
  | { readonly kind: 'closed'; readonly area: string }
);

export interface ReportOrder {
  readonly updateId: number;
  readonly identity: Identity;
  readonly campaignId: string;
  readonly sheetId: string;
  readonly formId: string;
  readonly area: string;
  readonly rows: readonly ReportedRow[];
  readonly basis: string;
  readonly at: Date;
}

export interface SummaryStore extends StaffPort, OncePort<SummaryOutcome> {
  form(formVersionId: number): Promise<Form>;
  campaigns(ids: readonly string[]): Promise<readonly DatedCampaign[]>;
  /** The areas that demands were filed under, where the campaign itself names none. */
  areas(appointments: readonly Appointment[], campaignId: string): Promise<readonly string[]>;
  counts(
    appointments: readonly Appointment[],
    campaignId: string,
    owner: Owner,
    since: Date,
  ): Promise<Counts>;
  /** By rank, then in the order of filing. */
  listed(
    appointments: readonly Appointment[],
    of: {
      readonly campaignId: string;
      readonly formId: string;
      readonly owner: Owner;
      readonly states: readonly FiledState[];
    },
    page?: { readonly after: number; readonly size: number },
  ): Promise<readonly SheetDemand[]>;
  count(
    appointments: readonly Appointment[],
    of: { readonly campaignId: string; readonly formId: string; readonly owner: Owner },
  ): Promise<number>;
  one(
    appointments: readonly Appointment[],
    demand: number,
  ): Promise<
    | (SheetDemand & {
        readonly campaignId: string;
        readonly formId: string;
        /** Of the demands that were filed with it, and itself, those that the appointments cover. */
        readonly covered: readonly number[];
      })
    | undefined
  >;
  /** The last report of the sheet of each of these areas, by area; and what each sheet would be made from now. */
  reports(
    campaignId: string,
    sheetId: string,
    formId: string,
    areas: readonly string[],
  ): Promise<ReadonlyMap<string, Report & { readonly isStale: boolean }>>;
  report(order: ReportOrder): Promise<SummaryOutcome | undefined>;
  /** Handing out a file of an area is an act too. */
  recordExport(
    appointments: readonly Appointment[],
    identity: Identity,
    of: { readonly campaignId: string; readonly subject: string; readonly at: Date },
  ): Promise<void>;
}
