import { isTitle, mostTitle } from '../survey/campaign-edits.js';
import { readDeadline } from '../survey/deadline.js';
import { isOneLine } from '../survey/reading/one-line.js';
import { plainText } from '../survey/reading/plain-text.js';
import { textMark } from '../telegram/callback-data.js';
import { escaped } from '../telegram/screen.js';
import { show } from '../telegram/show.js';
import { lookOf, type OnTap, type OnWords, put, say, sayChanged, settle, type Visit } from './bot-visit.js';
import type { Clock, RunCampaign } from './ports.js';
import { type EditVerb, instantOf, markOf } from './screens/buttons.js';
import { campaignScreen, clocks } from './screens/campaigns.js';
import {
  areaBy,
  areaScreen,
  areasScreen,
  askDeadlineScreen,
  askRemoveAreaScreen,
  unreadDeadline,
} from './screens/editing.js';

/* What can be changed of a campaign: its title, its areas, its dates. */

const titleDialog = 'campaign-title';
const deadlineDialog = 'campaign-deadline';
const graceDialog = 'campaign-grace';
const areaDialog = 'campaign-area';

/** Characters of an area's label. */
const mostLabel = 60;
/** Minutes: a week. */
const mostGrace = 7 * 24 * 60;
const farthestMs = 10 * 365 * 24 * 3600 * 1000;

export const editingTaps: Readonly<Record<EditVerb, OnTap>> = {
  'camp-title': (visit, campaign) => ask(visit, campaign, visit.w.t('campaign-title-ask'), titleDialog),
  'camp-when': async (visit, campaign, { numbers }) => {
    const of = clockAt(numbers[1]);
    await ask(visit, campaign, visit.w.t(`campaign-when-${of}`), deadlineDialog, clocks.indexOf(of));
  },
  'camp-until': setDeadline,
  'camp-grace': async (visit, campaign, { numbers }) => {
    const of = clockAt(numbers[1]);
    await ask(visit, campaign, visit.w.t(`campaign-grace-${of}`), graceDialog, clocks.indexOf(of));
  },
  'camp-areas': (visit, campaign) => put(visit, areasScreen(visit.w, campaign)),
  'camp-area': async (visit, campaign, { numbers }) => {
    const area = areaBy(campaign, numbers[1]);
    await put(visit, area ? areaScreen(visit.w, campaign, area) : areasScreen(visit.w, campaign));
  },
  'camp-area-say': async (visit, campaign, { numbers }) => {
    const area = areaBy(campaign, numbers[1]);
    const question = area
      ? visit.w.t('campaign-area-rename-ask', { area: visit.w.say(area.label) })
      : visit.w.t('campaign-area-add-ask');
    await ask(visit, campaign, question, areaDialog, area ? textMark(area.id) : 0);
  },
  'camp-area-ask': async (visit, campaign, { numbers }) => {
    const area = areaBy(campaign, numbers[1]);
    await put(visit, area ? askRemoveAreaScreen(visit.w, campaign, area) : areasScreen(visit.w, campaign));
  },
  'camp-area-off': async (visit, campaign, { numbers }) => {
    // Once it is removed it is found no more, but what came of it is said again.
    const area = areaBy(campaign, numbers[1])?.id ?? '';
    const { id } = campaign.definition;
    if (area === '' && visit.ctx.received.state === 'received')
      await put(visit, areasScreen(visit.w, campaign));
    else await sayChanged(visit, await settle(visit, id, { kind: 'removeArea', area }));
  },
};

export const editingTyped: Readonly<Record<string, OnWords>> = {
  [titleDialog]: async (visit, campaign, text) => {
    if (isTitle(text))
      await sayChanged(visit, await settle(visit, campaign.definition.id, { kind: 'title', title: text }));
    else
      await askAgain(visit, campaign, visit.w.t('campaign-title-refused', { most: mostTitle }), titleDialog);
  },
  [deadlineDialog]: typedDeadline,
  [graceDialog]: async (visit, campaign, text, args) => {
    const of = clockAt(args[1]);
    const digits = /^(\d{1,6}) ?(?:分钟?|minutes?)?$/i.exec(plainText(text))?.[1];
    const minutes = Number(digits);
    if (digits !== undefined && minutes <= mostGrace)
      await sayChanged(visit, await settle(visit, campaign.definition.id, { kind: 'grace', of, minutes }));
    else
      await askAgain(
        visit,
        campaign,
        visit.w.t('campaign-grace-refused', { most: mostGrace }),
        graceDialog,
        clocks.indexOf(of),
      );
  },
  [areaDialog]: typedArea,
};

function clockAt(at: number | undefined): Clock {
  return clocks[at ?? 0] ?? 'unit';
}

async function ask(
  visit: Visit,
  campaign: RunCampaign,
  question: string,
  dialog: string,
  ...more: readonly number[]
): Promise<void> {
  await say(visit, question);
  await visit.ctx.conversation.enter(dialog, markOf(campaign.definition.id), ...more);
}

/** Says what is wrong and waits on: the next text is the answer. */
const askAgain = ask;

async function typedDeadline(
  visit: Visit,
  campaign: RunCampaign,
  text: string,
  args: readonly number[],
): Promise<void> {
  const { w, ctx } = visit;
  const of = clockAt(args[1]);
  const now = visit.options.now();
  const reading = readDeadline(text, now, campaign.definition.timeZone);
  const isFar = reading.kind === 'ok' && Math.abs(reading.at.getTime() - now.getTime()) > farthestMs;
  if (reading.kind === 'ok' && !isFar) {
    const screen = askDeadlineScreen(w, campaign, { of, to: reading.at }, now);
    await show(ctx, screen);
  } else {
    const refusal =
      reading.kind === 'ok'
        ? w.t('deadline-far', { time: w.time(reading.at, campaign.definition.timeZone) })
        : unreadDeadline(w, text, reading.reason);
    await askAgain(visit, campaign, refusal, deadlineDialog, clocks.indexOf(of));
  }
}

async function setDeadline(
  visit: Visit,
  campaign: RunCampaign,
  { numbers }: { readonly numbers: readonly number[] },
): Promise<void> {
  const [, at, toSeconds, fromSeconds] = numbers;
  const to = instantOf(toSeconds);
  const from = instantOf(fromSeconds);
  if (!to || !from) {
    await put(visit, campaignScreen(visit.w, campaign, lookOf(visit)));
    return;
  }
  const change = { kind: 'deadline', of: clockAt(at), from, to } as const;
  await sayChanged(visit, await settle(visit, campaign.definition.id, change));
}

async function typedArea(
  visit: Visit,
  campaign: RunCampaign,
  text: string,
  args: readonly number[],
): Promise<void> {
  const { w } = visit;
  const area = areaBy(campaign, args[1]);
  if (!isOneLine(text, 2, mostLabel)) {
    const mark = area ? textMark(area.id) : 0;
    await askAgain(visit, campaign, w.t('campaign-area-refused', { most: mostLabel }), areaDialog, mark);
  } else if (args[1] !== 0 && !area) await show(visit.ctx, { html: escaped(w.t('campaigns-not-yours')) });
  else {
    const edit = area
      ? ({ kind: 'renameArea', area: area.id, label: text } as const)
      : ({ kind: 'addArea', label: text } as const);
    await sayChanged(visit, await settle(visit, campaign.definition.id, edit));
  }
}
