import { Composer, InputFile } from 'grammy';
import { fileName } from '../office/flat-name.js';
import { tableFile } from '../office/table-file.js';
import { coverageStates } from '../people/coverage.js';
import type { CampaignDefinition } from '../survey/definition.js';
import { unpack } from '../telegram/callback-data.js';
import type { BotContext } from '../telegram/context.js';
import { escaped, type Screen } from '../telegram/screen.js';
import { replace, show } from '../telegram/show.js';
import type { CoverageStore } from './ports.js';
import {
  areaAt,
  areaName,
  type CoverageVerb,
  coverageCampaignsScreen,
  coverageListScreen,
  coveragePageSize,
  coverageScreen,
  type OnCoverage,
} from './screens/coverage.js';
import { type DeskOptions, type Visit, visitBy } from './visit.js';

export interface CoverageOptions extends DeskOptions {
  readonly coverage: CoverageStore;
}

interface Here extends Visit {
  readonly ctx: BotContext;
  readonly coverageStore: CoverageStore;
  readonly campaigns: readonly CampaignDefinition[];
}

/** The door through which staff see who of the roster is how far: by command, by word, by button. */
export function coverageBot(options: CoverageOptions): Composer<BotContext> {
  const door = new Composer<BotContext>();
  door.command('coverage', async (ctx) => {
    const here = await hereOf(ctx, options);
    if (here.campaigns.length > 0) await begin(here);
    else await show(ctx, { html: escaped(here.w.t('desk-not-staff')) });
  });
  door.on('message:text', async (ctx, next) => {
    const isAsked = /^(?:填报)?进展[。.!！]?$/.test(ctx.message.text.trim());
    const here = isAsked ? await hereOf(ctx, options) : undefined;
    // To a contact the word is an answer like any other.
    if (here && here.campaigns.length > 0) await begin(here);
    else await next();
  });
  door.on('callback_query:data', async (ctx, next) => {
    const { verb, numbers } = unpack(ctx.callbackQuery.data);
    const run = Object.hasOwn(taps, verb) ? taps[verb as CoverageVerb] : undefined;
    if (!run) {
      await next();
      return;
    }
    const here = await hereOf(ctx, options);
    const [at = -1, place = 0, ...rest] = numbers;
    const seen = here.campaigns.length > 0 ? await look(here, at, place) : undefined;
    if (seen) await run(here, seen, rest);
    else if (here.campaigns.length > 0) await begin(here);
    else await show(ctx, { html: escaped(here.w.t('desk-not-staff')) });
  });
  return door;
}

async function hereOf(ctx: BotContext, options: CoverageOptions): Promise<Here> {
  const visit = await visitBy(String(ctx.from?.id ?? 0), options);
  const ids = [...new Set(visit.appointments.map(({ campaignId }) => campaignId))].sort();
  const campaigns: CampaignDefinition[] = [];
  for (const id of ids) {
    const campaign = await options.store.campaign(id);
    if (campaign) campaigns.push(campaign.definition);
  }
  return { ...visit, ctx, coverageStore: options.coverage, campaigns };
}

async function put({ ctx }: Here, screen: Screen): Promise<void> {
  if (ctx.callbackQuery) await replace(ctx, screen);
  else await show(ctx, screen);
}

async function begin(here: Here): Promise<void> {
  const seen = here.campaigns.length === 1 ? await look(here, 0, 0) : undefined;
  await put(here, seen ? coverageScreen(here.w, seen) : coverageCampaignsScreen(here.w, here.campaigns));
}

/** What there is to see of a campaign or one area of it; undefined for a campaign that is not theirs. */
async function look(here: Here, at: number, place: number): Promise<OnCoverage | undefined> {
  const definition = here.campaigns[at];
  if (!definition) return undefined;
  const area = areaAt(definition, place);
  const { units, others } = await here.coverageStore.coverage(here.appointments, definition);
  const inArea = area === undefined ? units : units.filter((unit) => unit.area === area);
  return { at, place: area === undefined ? 0 : place, definition, coverage: { units: inArea, others } };
}

type OnTap = (here: Here, seen: OnCoverage, numbers: readonly number[]) => Promise<void>;

const taps: Readonly<Record<CoverageVerb, OnTap>> = {
  cov: (here, seen) => put(here, coverageScreen(here.w, seen)),
  'cov-list': (here, seen, [state = -1, from = 0]) => showList(here, seen, state, from),
  'cov-file': (here, seen) => sendFile(here, seen),
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
  const area = areaAt(definition, place);
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
