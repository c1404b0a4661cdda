import { type Composer, InputFile } from 'grammy';
import { fileName } from '../office/flat-name.js';
import { tableFile } from '../office/table-file.js';
import { mayNotify } from '../people/audience.js';
import { coverageStates } from '../people/coverage.js';
import { asksFor } from '../people/staff-commands.js';
import { areaAt } from '../survey/areas.js';
import type { CampaignDefinition } from '../survey/definition.js';
import type { BotContext } from '../telegram/context.js';
import { escaped } from '../telegram/screen.js';
import { put, show } from '../telegram/show.js';
import { type OnTap, staffDoor } from '../telegram/staff-door.js';
import { type Here as AtDesk, hereOf as atDesk } from './bot-here.js';
import type { CoverageStore } from './ports.js';
import {
  areaName,
  type CoverageVerb,
  coverageCampaignsScreen,
  coverageListScreen,
  coveragePageSize,
  coverageScreen,
  type OnCoverage,
} from './screens/coverage.js';
import type { DeskOptions } from './visit.js';

export interface CoverageOptions extends DeskOptions {
  readonly coverage: CoverageStore;
}

interface Here extends AtDesk {
  readonly coverageStore: CoverageStore;
  readonly campaigns: readonly CampaignDefinition[];
}

/** The door through which staff see who of the roster is how far: by command, by word, by button. */
export function coverageBot(options: CoverageOptions): Composer<BotContext> {
  return staffDoor<Here>(
    {
      hereOf: (ctx) => hereOf(ctx, options),
      isStaff: ({ campaigns }) => campaigns.length > 0,
      refusal: ({ w }) => w.t('desk-not-staff'),
    },
    {
      commands: { coverage: begin },
      words: { asked: (text) => (asksFor('coverage', text) ? '' : undefined), run: begin },
      taps,
    },
  );
}

async function hereOf(ctx: BotContext, options: CoverageOptions): Promise<Here> {
  const visit = await atDesk(ctx, options);
  const ids = [...new Set(visit.appointments.map(({ campaignId }) => campaignId))].sort();
  const campaigns: CampaignDefinition[] = [];
  for (const id of ids) {
    const campaign = await options.store.campaign(id);
    if (campaign) campaigns.push(campaign.definition);
  }
  return { ...visit, coverageStore: options.coverage, campaigns };
}

async function begin(here: Here): Promise<void> {
  const seen = here.campaigns.length === 1 ? await look(here, 0, 0) : undefined;
  await put(here, seen ? coverageScreen(here.w, seen) : coverageCampaignsScreen(here.w, here.campaigns));
}

/** What there is to see of a campaign or one area of it; undefined for a campaign that is not theirs. */
async function look(here: Here, at: number, place: number): Promise<OnCoverage | undefined> {
  const definition = here.campaigns[at];
  if (!definition) return undefined;
  const area = areaAt(definition, place)?.id;
  const { units, others } = await here.coverageStore.coverage(here.appointments, definition);
  const inArea = area === undefined ? units : units.filter((unit) => unit.area === area);
  const notifier = here.appointments.find(
    ({ campaignId, role }) => campaignId === definition.id && mayNotify(role),
  );
  return {
    at,
    place: area === undefined ? 0 : place,
    definition,
    coverage: { units: inArea, others },
    notifier: notifier?.id,
  };
}

/** Of the campaign and the area that a button names; else the beginning. */
function onSeen(
  run: (here: Here, seen: OnCoverage, numbers: readonly number[]) => Promise<void>,
): OnTap<Here> {
  return async (here, { numbers: [at = -1, place = 0, ...rest] }) => {
    const seen = await look(here, at, place);
    if (seen) await run(here, seen, rest);
    else await begin(here);
  };
}

const taps: Readonly<Record<CoverageVerb, OnTap<Here>>> = {
  cov: onSeen((here, seen) => put(here, coverageScreen(here.w, seen))),
  'cov-list': onSeen((here, seen, [state = -1, from = 0]) => showList(here, seen, state, from)),
  'cov-file': onSeen(sendFile),
};

async function showList(here: Here, seen: OnCoverage, at: number, from: number): Promise<void> {
  const state = coverageStates[at] ?? 'notStarted';
  const start = Number.isInteger(from) ? from : 0;
  const drafts = seen.coverage.units
    .filter((unit) => unit.state === state && state === 'draft')
    .slice(start, start + coveragePageSize)
    .flatMap(({ submission }) => submission ?? []);
  const standing = await here.coverageStore.standsAt(drafts);
  await put(here, coverageListScreen(here.w, seen, state, start, standing));
}

/** The list of those who have not submitted, for whoever calls them. */
async function sendFile(here: Here, { definition, place, coverage }: OnCoverage): Promise<void> {
  const { w, ctx, appointments } = here;
  const appointment = appointments.find(({ campaignId }) => campaignId === definition.id);
  const late = coverage.units.filter(({ state }) => state !== 'submitted');
  if (late.length === 0 || !appointment) {
    await show(ctx, { html: escaped(w.t('coverage-file-none')) });
    return;
  }
  const area = areaAt(definition, place)?.id;
  const name = w.t('coverage-file-name', {
    area: area === undefined ? w.t('coverage-all-areas') : areaName(w, definition, area),
  });
  const bytes = await tableFile({
    sheetName: w.t('coverage-sheet'),
    header: [
      w.t('coverage-column-unit'),
      w.t('coverage-column-area'),
      w.t('coverage-column-contact'),
      w.t('coverage-column-phone'),
      w.t('coverage-column-state'),
      w.t('coverage-column-seen'),
    ],
    widths: [40, 20, 14, 18, 14, 22],
    rows: late.map((unit) => [
      unit.name,
      areaName(w, definition, unit.area),
      unit.contactName ?? '',
      unit.phone ?? '',
      w.t(`coverage-${unit.state}`),
      unit.lastSeen === undefined ? '' : w.time(unit.lastSeen, definition.timeZone),
    ]),
  });
  await here.coverageStore.recordExport(appointment, here.identity, {
    subject: `coverage:${area ?? ''}`,
    at: ctx.happenedAt,
  });
  await ctx.replyWithDocument(new InputFile(bytes, `${fileName(name)}.xlsx`), {
    caption: w.t('coverage-file-caption', { count: late.length }),
  });
}
