import { type Composer, InputFile } from 'grammy';
import { qrPicture } from '../office/form-qr.js';
import { tableFile } from '../office/table-file.js';
import { areaAt } from '../survey/areas.js';
import type { BotContext } from '../telegram/context.js';
import type { OnTyped } from '../telegram/dialogs.js';
import { put, say } from '../telegram/show.js';
import { type OnTap, tapsByVerb } from '../telegram/staff-door.js';
import { areaLabel } from '../wording/area-label.js';
import { settleUpload } from './bot-roster.js';
import { inCampaign, onUnitTyped, unitsOf } from './bot-units.js';
import {
  type AppointmentsOptions,
  dayMs,
  importer,
  linkOf,
  type Placed,
  type Visit,
  visitOf,
} from './bot-visit.js';
import { hashOf, linkPrefix, newSecret } from './invitation.js';
import type { KnownUnit } from './ports.js';
import { linksScreen, type RosterVerb, unitsFoundScreen } from './screens/roster.js';

/** The dialog that asks for a unit's name. */
export const unitDialog = 'unit-link';

/** Days that a unit's link is good for: it goes by way of many hands. */
const unitLinkDays = 30;

type LinkVerb = Extract<RosterVerb, 'ros-links' | 'ros-link-area' | 'ros-find' | 'ros-link'>;

const taps: Readonly<Record<LinkVerb, OnTap<Visit>>> = {
  'ros-links': inCampaign(async (visit, placed) =>
    put(visit, linksScreen(visit.w, placed, await unitsOf(visit, placed))),
  ),
  'ros-link-area': inCampaign(sendFile),
  'ros-find': inCampaign(ask),
  'ros-link': inCampaign(sendOne),
};

/** The door at which links for the units of a roster are made. */
export function unitLinksBot(options: AppointmentsOptions): Composer<BotContext> {
  return tapsByVerb(taps, async (ctx, run) => run(await visitOf(ctx, options)));
}

/** The units whose name or code was typed. */
export function onUnitName(options: AppointmentsOptions): OnTyped {
  return onUnitTyped(options, unitsFoundScreen);
}

async function ask(visit: Visit, { at }: Placed): Promise<void> {
  await say(visit, visit.w.t('unit-find-ask'));
  await visit.ctx.conversation.enter(unitDialog, at);
}

interface Link {
  readonly unit: KnownUnit;
  readonly link: string;
}

/** Makes the links; undefined when they were made before, since their secrets are kept nowhere. */
async function makeLinks(
  visit: Visit,
  { campaign }: Placed,
  units: readonly KnownUnit[],
  expiresAt: Date,
): Promise<readonly Link[] | undefined> {
  const { ctx, options } = visit;
  if (ctx.received.state === 'applied') return undefined;
  const secrets = new Map(units.map(({ id }) => [id, newSecret()]));
  const outcome = await settleUpload(visit, () =>
    options.roster.inviteUnits({
      updateId: ctx.received.updateId,
      by: importer(visit),
      campaignId: campaign.id,
      links: [...secrets].map(([unit, secret]) => ({ unit, secretHash: hashOf(secret) })),
      at: ctx.happenedAt,
      expiresAt,
    }),
  );
  const made = new Set(outcome.invited);
  return units.flatMap((unit) => {
    const secret = secrets.get(unit.id);
    return secret !== undefined && made.has(unit.id)
      ? [{ unit, link: linkOf(visit, linkPrefix + secret) }]
      : [];
  });
}

function expiryOf({ ctx }: Visit): Date {
  return new Date(ctx.happenedAt.getTime() + unitLinkDays * dayMs);
}

async function sendOne(visit: Visit, placed: Placed, id: number): Promise<void> {
  const { w, ctx } = visit;
  const unit = (await unitsOf(visit, placed)).find((one) => one.id === id);
  const expiresAt = expiryOf(visit);
  const links = unit ? await makeLinks(visit, placed, [unit], expiresAt) : [];
  const [made] = links ?? [];
  if (!made) {
    await say(visit, w.t(links ? 'unit-not-found' : 'unit-links-again'));
    return;
  }
  const until = w.time(expiresAt, placed.campaign.timeZone);
  const caption = w.t('unit-link-made', { unit: made.unit.name, link: made.link, until });
  await ctx.replyWithPhoto(new InputFile(qrPicture(made.link), 'invitation.png'), {
    caption: made.unit.isBound ? `${caption}\n${w.t('unit-link-replaces')}` : caption,
  });
}

/** The links of all units of an area (0: of all areas) that have no contact yet. */
async function sendFile(visit: Visit, placed: Placed, place: number): Promise<void> {
  const { w, ctx } = visit;
  const { campaign } = placed;
  const area = areaAt(campaign, place);
  const isAsked = place === 0 || area !== undefined;
  const units = (await unitsOf(visit, placed)).filter(
    (unit) => isAsked && !unit.isBound && (area === undefined || unit.area === area.id),
  );
  const expiresAt = expiryOf(visit);
  const links = units.length > 0 ? await makeLinks(visit, placed, units, expiresAt) : [];
  if (!links || links.length === 0) {
    await say(visit, w.t(links ? 'unit-links-none' : 'unit-links-again'));
    return;
  }
  const until = w.time(expiresAt, campaign.timeZone);
  const bytes = await tableFile({
    sheetName: w.t('unit-links-name'),
    header: [
      w.t('roster-field-name'),
      w.t('roster-field-area'),
      w.t('roster-field-contactName'),
      w.t('roster-field-phone'),
      w.t('links-column-link'),
      w.t('links-column-until'),
    ],
    widths: [36, 20, 14, 16, 60, 20],
    rows: links.map(({ unit, link }) => [
      unit.name,
      areaLabel(w, campaign, unit.area),
      unit.contactName ?? '',
      unit.phone ?? '',
      link,
      until,
    ]),
  });
  await ctx.replyWithDocument(new InputFile(bytes, `${w.t('unit-links-name')}.xlsx`), {
    caption: w.t('unit-links-caption', { count: links.length, until }),
  });
}
