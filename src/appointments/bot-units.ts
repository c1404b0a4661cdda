import { folded } from '../survey/choices.js';
import { whole } from '../telegram/callback-data.js';
import type { OnTyped } from '../telegram/dialogs.js';
import type { Screen } from '../telegram/screen.js';
import { show } from '../telegram/show.js';
import type { OnTap } from '../telegram/staff-door.js';
import type { Wording } from '../wording/wording.js';
import { onCampaign } from './bot-roster.js';
import { type AppointmentsOptions, importer, type Placed, type Visit, visitOf } from './bot-visit.js';
import type { KnownUnit } from './ports.js';

/* The units of a roster, as whoever keeps it picks one: by a button, or by what was typed. */

const mostFound = 8;

type OnPlaced = (visit: Visit, placed: Placed, number: number) => Promise<void>;

/** By buttons that name the campaign by its place, and one thing more. */
export function inCampaign(run: OnPlaced): OnTap<Visit> {
  return (visit, { numbers: [at, number] }) =>
    onCampaign(visit, at, (placed) => run(visit, placed, whole(number)));
}

export function unitsOf(visit: Visit, { campaign }: Placed): Promise<readonly KnownUnit[]> {
  return visit.options.roster.units(importer(visit), campaign.id);
}

/** Shows the units whose name or code was typed. */
export function onUnitTyped(
  options: AppointmentsOptions,
  screen: (w: Wording, placed: Placed, found: readonly KnownUnit[]) => Screen,
): OnTyped {
  return async (ctx, text, [at]) => {
    const visit = await visitOf(ctx, options);
    const wanted = folded(text);
    await onCampaign(visit, at, async (placed) => {
      const found = (await unitsOf(visit, placed)).filter(
        ({ name, creditCode }) =>
          wanted !== '' && (folded(name).includes(wanted) || folded(creditCode ?? '') === wanted),
      );
      await show(ctx, screen(visit.w, placed, found.slice(0, mostFound)));
    });
  };
}
