import { Composer } from 'grammy';
import { asksFor } from '../people/staff-commands.js';
import { type CampaignState, campaignStates } from '../survey/campaign-state.js';
import { type Pressed, unpack } from '../telegram/callback-data.js';
import type { BotContext } from '../telegram/context.js';
import type { OnTyped } from '../telegram/dialogs.js';
import { editingTaps, editingTyped } from './bot-editing.js';
import {
  extendByCommand,
  extendingTaps,
  extendingTyped,
  extensionOutcome,
  sayExtension,
} from './bot-extending.js';
import {
  type CampaignsOptions,
  campaignBy,
  campaignOutcome,
  lookOf,
  type OnTap,
  put,
  say,
  sayChanged,
  settle,
  type Visit,
  visitOf,
} from './bot-visit.js';
import type { RunCampaign } from './ports.js';
import type { CampaignVerb, ExtendVerb } from './screens/buttons.js';
import { askMoveScreen, campaignScreen, campaignsScreen } from './screens/campaigns.js';

/** The door through which administrators and the planning office run campaigns. */
export function campaignsBot(options: CampaignsOptions): Composer<BotContext> {
  const door = new Composer<BotContext>();
  door.command('campaigns', async (ctx) => {
    const visit = await visitOf(ctx, options);
    if (runsAny(visit)) await showCampaigns(visit);
    else await say(visit, visit.w.t('campaigns-not-yours'));
  });
  door.command('extend', async (ctx) => {
    const visit = await visitOf(ctx, options);
    if (runsAny(visit)) await extendByCommand(visit);
    else await say(visit, visit.w.t('campaigns-not-yours'));
  });
  door.on('message:text', async (ctx, next) => {
    const asked = (['campaigns', 'extend'] as const).find((task) => asksFor(task, ctx.message.text));
    const visit = asked && (await visitOf(ctx, options));
    // To a contact the word is an answer like any other.
    if (!visit || !runsAny(visit)) await next();
    else if (asked === 'extend') await extendByCommand(visit);
    else await showCampaigns(visit);
  });
  door.on('callback_query:data', async (ctx, next) => {
    const pressed = unpack(ctx.callbackQuery.data);
    const run = Object.hasOwn(taps, pressed.verb) ? taps[pressed.verb as keyof typeof taps] : undefined;
    const isList = pressed.verb === 'camps';
    if (!run && !isList) {
      await next();
      return;
    }
    const visit = await visitOf(ctx, options);
    const campaign = campaignBy(visit, pressed.numbers[0]);
    if (isList && runsAny(visit)) await showCampaigns(visit);
    else if (run && campaign) await run(visit, campaign, pressed);
    else await say(visit, visit.w.t('campaigns-not-yours'));
  });
  // What was typed and had its effect, and whose reply is missing.
  door.on('message:text', async (ctx, next) => {
    const { state, outcome } = ctx.received;
    const campaign = state === 'applied' ? campaignOutcome(outcome) : undefined;
    const extension = state === 'applied' ? extensionOutcome(outcome) : undefined;
    if (campaign) await sayChanged(await visitOf(ctx, options), campaign);
    else if (extension) await sayExtension(await visitOf(ctx, options), extension);
    else await next();
  });
  return door;
}

/** What is typed where a dialog has asked. */
export function campaignsTyped(options: CampaignsOptions): Readonly<Record<string, OnTyped>> {
  const all = { ...editingTyped, ...extendingTyped };
  return Object.fromEntries(
    Object.entries(all).map(([name, run]): [string, OnTyped] => [
      name,
      async (ctx, text, args) => {
        const visit = await visitOf(ctx, options);
        const campaign = campaignBy(visit, args[0]);
        if (campaign) await run(visit, campaign, text.trim(), args);
        else await say(visit, visit.w.t('campaigns-not-yours'));
      },
    ]),
  );
}

function runsAny({ by, campaigns }: Visit): boolean {
  return by.isAdministrator || campaigns.length > 0;
}

const taps: Readonly<Record<Exclude<CampaignVerb, 'camps'> | ExtendVerb, OnTap>> = {
  camp: showCampaign,
  'camp-ask': askMove,
  'camp-move': move,
  ...editingTaps,
  ...extendingTaps,
};

async function showCampaigns(visit: Visit): Promise<void> {
  const { w, campaigns, options } = visit;
  if (campaigns.length === 0) await say(visit, w.t('campaigns-none'));
  else await put(visit, campaignsScreen(w, campaigns, options.now()));
}

async function showCampaign(visit: Visit, campaign: RunCampaign): Promise<void> {
  await put(visit, campaignScreen(visit.w, campaign, lookOf(visit)));
}

function stateAt(at: number | undefined): CampaignState | undefined {
  return at === undefined ? undefined : campaignStates[at];
}

async function askMove(visit: Visit, campaign: RunCampaign, { numbers }: Pressed): Promise<void> {
  const [from, to] = [stateAt(numbers[1]), stateAt(numbers[2])];
  if (to === undefined || campaign.state !== from) await showCampaign(visit, campaign);
  else await put(visit, askMoveScreen(visit.w, campaign, to));
}

async function move(visit: Visit, campaign: RunCampaign, { numbers }: Pressed): Promise<void> {
  const [from, to] = [stateAt(numbers[1]), stateAt(numbers[2])];
  if (from === undefined || to === undefined) await showCampaign(visit, campaign);
  else await sayChanged(visit, await settle(visit, campaign.definition.id, { kind: 'state', from, to }));
}
