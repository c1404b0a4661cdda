import type { Composer } from 'grammy';
import { folded } from '../survey/choices.js';
import { whole } from '../telegram/callback-data.js';
import type { BotContext } from '../telegram/context.js';
import type { OnTyped } from '../telegram/dialogs.js';
import { settleOnce } from '../telegram/settle-once.js';
import { put, say, show } from '../telegram/show.js';
import { type OnTap, tapsByVerb } from '../telegram/staff-door.js';
import { onCampaign } from './bot-roster.js';
import {
  type AppointmentsOptions,
  importer,
  type Placed,
  rosterCampaigns,
  type Visit,
  visitOf,
} from './bot-visit.js';
import type { UnitOutcome } from './ports.js';
import {
  removedScreen,
  removeScreen,
  type UnitVerb,
  unitPageSize,
  unitsToRemoveScreen,
} from './screens/roster-units.js';

/** The dialog that asks which unit leaves the roster. */
export const removeUnitDialog = 'unit-off';

type OnPlaced = (visit: Visit, placed: Placed, number: number) => Promise<void>;

function inCampaign(run: OnPlaced): OnTap<Visit> {
  return (visit, { numbers: [at, number] }) =>
    onCampaign(visit, at, (placed) => run(visit, placed, whole(number)));
}

const taps: Readonly<Record<UnitVerb, OnTap<Visit>>> = {
  'unit-list': inCampaign((visit, placed, from) => showRemoved(visit, placed, from)),
  'unit-find': inCampaign(async (visit, { at }) => {
    await say(visit, visit.w.t('unit-find-ask'));
    await visit.ctx.conversation.enter(removeUnitDialog, at);
  }),
  'unit-off-ask': inCampaign(async (visit, placed, id) => {
    const unit = (await unitsOf(visit, placed)).find((one) => one.id === id);
    if (unit) await put(visit, removeScreen(visit.w, placed, unit));
    else await say(visit, visit.w.t('unit-not-found'));
  }),
  'unit-off': inCampaign((visit, placed, id) => change(visit, placed, id, true)),
  'unit-on': inCampaign((visit, placed, id) => change(visit, placed, id, false)),
};

/** The door at which single units leave the roster and come back. */
export function rosterUnitsBot(options: AppointmentsOptions): Composer<BotContext> {
  return tapsByVerb(taps, async (ctx, run) => run(await visitOf(ctx, options)));
}

/** The units on the roster whose name or code was typed. */
export function onUnitToRemove(options: AppointmentsOptions): OnTyped {
  return async (ctx, text, [at = -1]) => {
    const visit = await visitOf(ctx, options);
    const placed = (await rosterCampaigns(visit)).find((one) => one.at === at);
    if (!placed) return;
    const wanted = folded(text);
    const found = (await unitsOf(visit, placed)).filter(
      ({ name, creditCode }) =>
        wanted !== '' && (folded(name).includes(wanted) || folded(creditCode ?? '') === wanted),
    );
    await show(ctx, unitsToRemoveScreen(visit.w, placed, found.slice(0, unitPageSize)));
  };
}

function unitsOf(visit: Visit, { campaign }: Placed): ReturnType<Visit['options']['roster']['units']> {
  return visit.options.roster.units(importer(visit), campaign.id);
}

async function showRemoved(visit: Visit, placed: Placed, from: number, word = ''): Promise<void> {
  const units = await visit.options.rosterUnits.removed(importer(visit), placed.campaign.id);
  await put(visit, removedScreen(visit.w, placed, units, from, word));
}

const words = {
  removed: 'unit-off-done',
  restored: 'unit-on-done',
  thereAgain: 'unit-on-there',
  gone: 'unit-not-found',
} as const satisfies Record<UnitOutcome['kind'], string>;

async function change(visit: Visit, placed: Placed, unit: number, removes: boolean): Promise<void> {
  const { ctx, options, w } = visit;
  const { kind } = await settleOnce<UnitOutcome>(
    ctx,
    () =>
      options.rosterUnits.change({
        updateId: ctx.received.updateId,
        by: importer(visit),
        campaignId: placed.campaign.id,
        unit,
        removes,
        at: ctx.happenedAt,
      }),
    (updateId) => options.rosterUnits.outcomeOf(updateId),
  );
  await showRemoved(visit, placed, 0, w.t(words[kind]));
}
