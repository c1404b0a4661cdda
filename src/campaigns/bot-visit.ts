import type { Pressed } from '../telegram/callback-data.js';
import type { BotContext } from '../telegram/context.js';
import { escaped, paragraphs, type Screen } from '../telegram/screen.js';
import { settleOnce } from '../telegram/settle-once.js';
import { replace, show } from '../telegram/show.js';
import type { Wording } from '../wording/wording.js';

import type {
  CampaignChange,
  CampaignOutcome,
  CampaignsStore,
  ExtensionStore,
  RunCampaign,
  Runner,
} from './ports.js';
import { markOf } from './screens/buttons.js';
import { campaignScreen, type Look } from './screens/campaigns.js';

/** What the door of campaigns needs of the house. */
export interface CampaignsOptions {
  readonly store: CampaignsStore;
  readonly extensions: ExtensionStore;
  readonly wording: (language: 'zh-CN' | 'en') => Wording;
  readonly isAdministrator: (externalId: string) => boolean;
  readonly now: () => Date;
}

/** One update of somebody who runs campaigns. */
export interface Visit {
  readonly ctx: BotContext;
  readonly options: CampaignsOptions;
  readonly by: Runner;
  readonly w: Wording;
  /** Theirs; empty for everybody who runs none. */
  readonly campaigns: readonly RunCampaign[];
}

export async function visitOf(ctx: BotContext, options: CampaignsOptions): Promise<Visit> {
  const externalId = String(ctx.from?.id ?? 0);
  const identity = { channel: 'telegram', externalId } as const;
  const by = { identity, isAdministrator: options.isAdministrator(externalId) };
  const w = options.wording(await options.store.language(identity));
  return { ctx, options, by, w, campaigns: await options.store.campaigns(by) };
}

export type OnTap = (visit: Visit, campaign: RunCampaign, pressed: Pressed) => Promise<void>;

/** What becomes of a text that a dialog has asked for; `args` are those it was begun with. */
export type OnWords = (
  visit: Visit,
  campaign: RunCampaign,
  text: string,
  args: readonly number[],
) => Promise<void>;

/** Read anew, once something has changed. */
async function again(visit: Visit): Promise<Visit> {
  return { ...visit, campaigns: await visit.options.store.campaigns(visit.by) };
}

export function campaignBy({ campaigns }: Visit, mark: number | undefined): RunCampaign | undefined {
  return campaigns.find(({ definition }) => markOf(definition.id) === mark);
}

/** In place of what was tapped, or anew. */
export async function put({ ctx }: Visit, screen: Screen): Promise<void> {
  if (ctx.callbackQuery) await replace(ctx, screen);
  else await show(ctx, screen);
}

export async function say({ ctx }: Visit, text: string): Promise<void> {
  await show(ctx, { html: escaped(text) });
}

/** Changes a campaign once. */
export function settle(
  { ctx, options, by }: Visit,
  campaignId: string,
  change: CampaignChange,
): Promise<CampaignOutcome> {
  const { store } = options;
  return settleOnce<CampaignOutcome>(
    ctx,
    () => store.change({ updateId: ctx.received.updateId, by, campaignId, at: ctx.happenedAt, change }),
    async (updateId) => campaignOutcome(await store.outcomeOf(updateId)),
  );
}

export function campaignOutcome(outcome: unknown): CampaignOutcome | undefined {
  const isOne =
    typeof outcome === 'object' && outcome !== null && Reflect.get(outcome, 'room') === 'campaigns';
  return isOne ? (outcome as CampaignOutcome) : undefined;
}

export function lookOf({ by, options }: Visit): Look {
  return { isAdministrator: by.isAdministrator, now: options.now() };
}

/** What came of a change, above the campaign as it stands. */
export async function sayChanged(visit: Visit, { kind, change, campaignId }: CampaignOutcome): Promise<void> {
  const { w } = visit;
  const campaign = campaignBy(await again(visit), markOf(campaignId));
  if (!campaign || kind === 'gone') {
    await say(visit, w.t('campaigns-not-yours'));
    return;
  }
  const word = w.t(kind === 'done' ? `campaign-done-${change}` : `campaign-${kind}`);
  const screen = campaignScreen(w, campaign, lookOf(visit));
  await put(visit, { ...screen, html: paragraphs(escaped(word), screen.html) });
}
