import { endOfDay, localDate, readDeadline } from '../survey/deadline.js';
import { countText } from '../survey/reading/count.js';
import { escaped, paragraphs } from '../telegram/screen.js';
import { settleOnce } from '../telegram/settle-once.js';
import { show } from '../telegram/show.js';
import { type OnTap, type OnWords, put, say, type Visit } from './bot-visit.js';
import type { ExtendableUnit, ExtensionOutcome, RunCampaign } from './ports.js';
import { type ExtendVerb, instantOf, markOf, secondsOf } from './screens/buttons.js';
import { unreadDeadline } from './screens/editing.js';
import {
  askGrantScreen,
  extensionScreen,
  extensionsScreen,
  foundScreen,
  unitKinds,
  untilScreen,
  whichScreen,
} from './screens/extending.js';

/* More time for one unit: found by its name, until a day, for a reason, confirmed. */

const unitDialog = 'extend-unit';
const untilDialog = 'extend-until';
const reasonDialog = 'extend-reason';

/** 字 of a reason. */
const mostWords = 200;
const farthestMs = 366 * 24 * 3600 * 1000;

export async function extendByCommand(visit: Visit): Promise<void> {
  const { campaigns, w } = visit;
  const [only] = campaigns;
  if (!only) await say(visit, w.t('campaigns-none'));
  else if (campaigns.length > 1) await show(visit.ctx, whichScreen(w, campaigns));
  else await askUnit(visit, only);
}

export const extendingTaps: Readonly<Record<ExtendVerb, OnTap>> = {
  more: showExtensions,
  'more-find': askUnit,
  'more-unit': onUnit(showUntil),
  'more-type': onUnit(async (visit, campaign, unit) => {
    await say(visit, visit.w.t('extend-until-ask'));
    await visit.ctx.conversation.enter(untilDialog, ...targetOf(campaign, unit));
  }),
  'more-until': onUnit(async (visit, campaign, unit, until) => {
    const at = instantOf(until);
    if (at) await askReason(visit, campaign, unit, at);
  }),
  'more-grant': (visit, campaign, { numbers }) =>
    act(visit, campaign, numbers[1], (order) => visit.options.extensions.grant(order)),
  'more-one': async (visit, campaign, { numbers }) => {
    const { w, options, by } = visit;
    const extension = await options.extensions.extension(by, whole(numbers[1]));
    if (extension) await put(visit, extensionScreen(w, campaign, extension, options.now()));
    else await showExtensions(visit, campaign);
  },
  'more-end': (visit, campaign, { numbers }) =>
    act(visit, campaign, numbers[1], (order) => visit.options.extensions.withdraw(order)),
};

export const extendingTyped: Readonly<Record<string, OnWords>> = {
  [unitDialog]: async (visit, campaign, text) => {
    const { w, by, options } = visit;
    const units = await options.extensions.find(by, campaign.definition.id, text);
    await show(visit.ctx, foundScreen(w, campaign, text, units));
  },
  [untilDialog]: typedUntil,
  [reasonDialog]: typedReason,
};

/** A number out of a button; -1, which fits nothing, where it is none that the database can hold. */
function whole(number: number | undefined): number {
  return number !== undefined && Number.isInteger(number) && number < 2 ** 31 ? number : -1;
}

function targetOf({ definition }: RunCampaign, { kind, id }: ExtendableUnit): [number, number, number] {
  return [markOf(definition.id), unitKinds.indexOf(kind), id];
}

async function askUnit(visit: Visit, campaign: RunCampaign): Promise<void> {
  await say(visit, visit.w.t('extend-unit-ask'));
  await visit.ctx.conversation.enter(unitDialog, markOf(campaign.definition.id));
}

type OnUnit = (
  visit: Visit,
  campaign: RunCampaign,
  unit: ExtendableUnit,
  number: number | undefined,
) => Promise<void>;

function onUnit(run: OnUnit): OnTap {
  return async (visit, campaign, { numbers }) => {
    const unit = await unitOf(visit, campaign, numbers);
    if (unit) await run(visit, campaign, unit, numbers[3]);
    else await say(visit, visit.w.t('extend-not-found'));
  };
}

async function unitOf(
  { options, by }: Visit,
  { definition }: RunCampaign,
  [, kindAt = -1, id]: readonly number[],
): Promise<ExtendableUnit | undefined> {
  const kind = unitKinds[kindAt];
  return kind && options.extensions.unit(by, definition.id, kind, whole(id));
}

async function showUntil(visit: Visit, campaign: RunCampaign, unit: ExtendableUnit): Promise<void> {
  const now = visit.options.now();
  const { timeZone } = campaign.definition;
  const { deadline } = unit.closing;
  const base = deadline > now ? deadline : endOfDay(localDate(now, timeZone), timeZone);
  await put(visit, untilScreen(visit.w, campaign, unit, base, now));
}

async function typedUntil(
  visit: Visit,
  campaign: RunCampaign,
  text: string,
  args: readonly number[],
): Promise<void> {
  const { w, ctx, options } = visit;
  const unit = await unitOf(visit, campaign, args);
  if (!unit) {
    await say(visit, w.t('extend-not-found'));
    return;
  }
  const reading = readDeadline(text, options.now(), campaign.definition.timeZone);
  const refusal =
    reading.kind === 'ok'
      ? refusalOf(visit, campaign, unit, reading.at)
      : unreadDeadline(w, text, reading.reason);
  if (reading.kind === 'ok' && refusal === undefined) {
    await askReason(visit, campaign, unit, reading.at);
    return;
  }
  await say(visit, refusal ?? '');
  await ctx.conversation.enter(untilDialog, ...targetOf(campaign, unit));
}

/** Why a unit cannot have time until then. */
function refusalOf(
  { w, options }: Visit,
  { definition: { timeZone } }: RunCampaign,
  { closing }: ExtendableUnit,
  until: Date,
): string | undefined {
  const now = options.now();
  const time = w.time(until, timeZone);
  if (until <= now) return w.t('extend-past', { time });
  if (until.getTime() - now.getTime() > farthestMs) return w.t('extend-far', { time });
  const isShut = closing.shut !== undefined;
  if (isShut || until > closing.deadline) return undefined;
  return w.t('extend-not-longer', { time, deadline: w.time(closing.deadline, timeZone) });
}

async function askReason(
  visit: Visit,
  campaign: RunCampaign,
  unit: ExtendableUnit,
  until: Date,
): Promise<void> {
  const refusal = refusalOf(visit, campaign, unit, until);
  if (refusal !== undefined) {
    await say(visit, refusal);
    return;
  }
  const { w, ctx } = visit;
  const time = w.time(until, campaign.definition.timeZone);
  await say(visit, w.t('extend-reason-ask', { unit: unit.name, until: time }));
  await ctx.conversation.enter(reasonDialog, ...targetOf(campaign, unit), secondsOf(until));
}

async function typedReason(
  visit: Visit,
  campaign: RunCampaign,
  text: string,
  args: readonly number[],
): Promise<void> {
  const { ctx, by, options, w } = visit;
  const unit = await unitOf(visit, campaign, args);
  const until = instantOf(args[3]);
  if (!unit || !until) {
    await say(visit, w.t('extend-not-found'));
    return;
  }
  const count = countText(text, 'words');
  if (count === 0 || count > mostWords) {
    await say(visit, w.t('extend-reason-long', { count, most: mostWords }));
    await ctx.conversation.enter(reasonDialog, ...targetOf(campaign, unit), secondsOf(until));
    return;
  }
  const outcome = await settleExtension(visit, () =>
    options.extensions.propose({
      updateId: ctx.received.updateId,
      by,
      campaignId: campaign.definition.id,
      unit,
      until,
      reason: text,
      at: ctx.happenedAt,
    }),
  );
  await sayExtension(visit, outcome);
}

async function act(
  visit: Visit,
  _: RunCampaign,
  extension: number | undefined,
  run: (order: {
    readonly updateId: number;
    readonly by: Visit['by'];
    readonly extension: number;
    readonly at: Date;
  }) => Promise<ExtensionOutcome | undefined>,
): Promise<void> {
  const { ctx, by } = visit;
  const order = { updateId: ctx.received.updateId, by, extension: whole(extension), at: ctx.happenedAt };
  await sayExtension(visit, await settleExtension(visit, () => run(order)));
}

function settleExtension(
  { ctx, options }: Visit,
  run: () => Promise<ExtensionOutcome | undefined>,
): Promise<ExtensionOutcome> {
  return settleOnce<ExtensionOutcome>(ctx, run, async (updateId) =>
    extensionOutcome(await options.store.outcomeOf(updateId)),
  );
}

export function extensionOutcome(outcome: unknown): ExtensionOutcome | undefined {
  const isOne =
    typeof outcome === 'object' && outcome !== null && Reflect.get(outcome, 'room') === 'extensions';
  return isOne ? (outcome as ExtensionOutcome) : undefined;
}

/** What came of it, as the extension stands. */
export async function sayExtension(visit: Visit, { kind, extension: id }: ExtensionOutcome): Promise<void> {
  const { w, by, options, campaigns } = visit;
  const extension = await options.extensions.extension(by, id);
  const campaign = campaigns.find(({ definition }) => definition.id === extension?.campaignId);
  if (!extension || !campaign || kind === 'gone') {
    await say(visit, w.t('extension-gone'));
    return;
  }
  if (kind === 'proposed' && extension.state === 'proposed') {
    await put(visit, askGrantScreen(w, campaign, extension, options.now()));
    return;
  }
  const screen = extensionScreen(w, campaign, extension, options.now());
  const word = kind === 'notNow' ? w.t('extension-changed') : '';
  await put(visit, { ...screen, html: paragraphs(escaped(word), screen.html) });
}

async function showExtensions(visit: Visit, campaign: RunCampaign): Promise<void> {
  const { w, by, options } = visit;
  const granted = await options.extensions.granted(by, campaign.definition.id);
  await put(visit, extensionsScreen(w, campaign, granted));
}
