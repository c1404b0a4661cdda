import { DateTime } from 'luxon';
import { type Appointment, coversArea, may } from '../people/appointment.js';
import type { Identity } from '../people/staff-port.js';
import type { DatedCampaign } from '../survey/deadline.js';
import type { FormDefinition, SheetDefinition } from '../survey/definition.js';
import { sectorAreas } from '../survey/sector-areas.js';
import type { Wording } from '../wording/wording.js';
import type { SummaryStore } from './ports.js';
import type { Viewed } from './screens/summary.js';

/** What the summaries' door needs of the house. */
export interface SummariesOptions {
  readonly store: SummaryStore;
  readonly wording: (language: 'zh-CN' | 'en') => Wording;
  readonly now: () => Date;
  /** The Word template of a form, where its campaign has one. */
  readonly template: (campaignId: string, form: FormDefinition) => Buffer | undefined;
  /** Where big files are made. */
  readonly directory: string;
}

export interface Visit {
  readonly options: SummariesOptions;
  readonly store: SummaryStore;
  readonly identity: Identity;
  readonly w: Wording;
  readonly appointments: readonly Appointment[];
  readonly campaigns: readonly OwnCampaign[];
}

/** A campaign with the areas of it that are theirs. */
export interface OwnCampaign extends DatedCampaign {
  readonly areas: readonly string[];
}

export async function visitBy(externalId: string, options: SummariesOptions): Promise<Visit> {
  const { store } = options;
  const identity: Identity = { channel: 'telegram', externalId };
  const { appointments } = await store.staff(identity);
  const w = options.wording(await store.language(identity));
  const campaigns = await store.campaigns([...new Set(appointments.map(({ campaignId }) => campaignId))]);
  const own = campaigns.map(async (campaign): Promise<OwnCampaign> => {
    const isNamed = campaign.definition.areas.length > 0;
    const areas = isNamed
      ? areasOf(appointments, campaign)
      : await store.areas(appointments, campaign.definition.id);
    return { ...campaign, areas };
  });
  return { options, store, identity, w, appointments, campaigns: await Promise.all(own) };
}

/** Their areas in the order of the paper; what else their scope reaches into counts too. */
function areasOf(appointments: readonly Appointment[], { definition }: DatedCampaign): string[] {
  const own = appointments.filter(({ campaignId }) => campaignId === definition.id);
  const departments = own.some(({ scopes }) => scopes.some(({ kind }) => kind !== 'area'));
  const ofDepartments = departments ? sectorAreas(definition) : [];
  return definition.areas
    .map(({ id }) => id)
    .filter((id) => ofDepartments.includes(id) || own.some((one) => coversArea(one, id)));
}

/** The sheet by which areas report; undefined where the campaign has none. */
export function areaSheet({ definition }: DatedCampaign): SheetDefinition | undefined {
  return (
    definition.sheets.find(({ of }) => of === 'area') ?? definition.sheets.find(({ of }) => of !== 'unit')
  );
}

export function mayReport({ appointments }: Visit, { definition }: DatedCampaign, area: string): boolean {
  return appointments.some(
    (one) => one.campaignId === definition.id && may(one.role, 'report') && coversArea(one, area),
  );
}

export async function view(visit: Visit, at: number, area: string | undefined): Promise<Viewed | undefined> {
  const campaign = visit.campaigns[at];
  if (!campaign) return undefined;
  const now = visit.options.now();
  const { definition } = campaign;
  const sheet = areaSheet(campaign);
  const { areas } = campaign;
  const shown = area === undefined ? areas : [area];
  const [counts, reports] = await Promise.all([
    visit.store.counts(visit.appointments, definition.id, { area }, startOfDay(now, definition.timeZone)),
    sheet ? visit.store.reports(definition.id, sheet.id, sheet.form, shown) : new Map<string, never>(),
  ]);
  return {
    campaign,
    at,
    areas,
    area,
    counts,
    reports,
    mayReport: sheet !== undefined && area !== undefined && mayReport(visit, campaign, area),
    now,
  };
}

function startOfDay(now: Date, timeZone: string): Date {
  return DateTime.fromJSDate(now, { zone: timeZone }).startOf('day').toJSDate();
}
