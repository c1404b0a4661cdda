import type { Composer } from 'grammy';
import type { BotContext } from '../telegram/context.js';
import type { OnTyped } from '../telegram/dialogs.js';
import { settleOnce } from '../telegram/settle-once.js';
import { put, say } from '../telegram/show.js';
import { type OnTap, tapsByVerb } from '../telegram/staff-door.js';
import { inCampaign, onUnitTyped, unitsOf } from './bot-units.js';
import { type AppointmentsOptions, importer, type Placed, type Visit, visitOf } from './bot-visit.js';
import type { UnitOutcome } from './ports.js';
import { removedScreen, removeScreen, type UnitVerb, unitsToRemoveScreen } from './screens/roster-units.js';

/** The dialog that asks which unit leaves the roster. */
export const removeUnitDialog = 'unit-off';

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
  return onUnitTyped(options, unitsToRemoveScreen);
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
