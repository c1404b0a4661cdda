import { type CampaignState, campaignStates, movesFrom } from '../../survey/campaign-state.js';
import { bold, escaped, lines, paragraphs, type Screen } from '../../telegram/screen.js';
import type { Wording } from '../../wording/wording.js';
import type { Clock, RunCampaign } from '../ports.js';
import { markOf, on } from './buttons.js';

export const clocks: readonly Clock[] = ['unit', 'recommender'];

export function deadlineOf(campaign: RunCampaign, of: Clock): Date {
  return of === 'unit' ? campaign.unitDeadline : campaign.recommenderDeadline;
}

export function graceOf(campaign: RunCampaign, of: Clock): number {
  return of === 'unit' ? campaign.unitGrace : campaign.recommenderGrace;
}

/** "单位填报截止：2026年12月31日 23:59（还剩 38 天 5 小时）" */
function deadlineLine(w: Wording, campaign: RunCampaign, of: Clock, now: Date): string {
  const deadline = deadlineOf(campaign, of);
  const grace = graceOf(campaign, of);
  const line = w.t(`campaign-deadline-${of}`, {
    deadline: w.time(deadline, campaign.definition.timeZone),
    left: w.left(deadline, now),
  });
  return escaped(grace > 0 ? `${line}${w.t('campaign-grace', { count: grace })}` : line);
}

function factsOf(w: Wording, campaign: RunCampaign, now: Date): string {
  const { state, drafts, submitted, extended } = campaign;
  return lines(
    escaped(w.t('campaign-state', { state: w.t(`campaign-${state}`) })),
    ...clocks.map((of) => deadlineLine(w, campaign, of, now)),
    escaped(w.t('campaign-numbers', { drafts, submitted })),
    extended > 0 && escaped(w.t('campaign-extended', { count: extended })),
  );
}

/** Every campaign that is theirs to run. */
export function campaignsScreen(w: Wording, campaigns: readonly RunCampaign[], now: Date): Screen {
  return {
    html: paragraphs(
      bold(w.t('campaigns-title')),
      ...campaigns.map((campaign) =>
        lines(bold(w.say(campaign.definition.title)), factsOf(w, campaign, now)),
      ),
    ),
    buttons: campaigns.map(({ definition }) => [on(w.say(definition.title), 'camp', markOf(definition.id))]),
  };
}

export interface Look {
  readonly isAdministrator: boolean;
  readonly now: Date;
}

/** One campaign, and what can be done with it. */
export function campaignScreen(w: Wording, campaign: RunCampaign, { isAdministrator, now }: Look): Screen {
  const { definition, state, drafts, submitted } = campaign;
  const mark = markOf(definition.id);
  const moves = movesFrom(state, isAdministrator ? 'administrator' : 'planner', {
    isUntouched: drafts + submitted === 0,
  });
  return {
    html: paragraphs(bold(w.say(definition.title)), factsOf(w, campaign, now)),
    buttons: [
      ...moves.map((to) => [
        on(
          moveName(w, state, to),
          'camp-ask',
          mark,
          campaignStates.indexOf(state),
          campaignStates.indexOf(to),
        ),
      ]),
      clocks.map((of, at) => on(w.t(`button-deadline-${of}`), 'camp-when', mark, at)),
      clocks.map((of, at) => on(w.t(`button-grace-${of}`), 'camp-grace', mark, at)),
      [
        on(w.t('button-campaign-title'), 'camp-title', mark),
        on(w.t('button-campaign-areas'), 'camp-areas', mark),
      ],
      [on(w.t('button-extensions'), 'more', mark)],
      [on(w.t('button-campaigns'), 'camps')],
    ],
  };
}

/** What a move is called: to the same state one goes on, or back. */
function moveName(w: Wording, from: CampaignState, to: CampaignState): string {
  const isBack = campaignStates.indexOf(to) < campaignStates.indexOf(from);
  if (isBack && to !== 'archived') return w.t(`button-back-to-${to}`);
  return w.t(`button-on-to-${to === 'draft' ? 'open' : to}`);
}

/** What a move means, before it is made. */
export function askMoveScreen(w: Wording, campaign: RunCampaign, to: CampaignState): Screen {
  const { definition, state, extended } = campaign;
  const mark = markOf(definition.id);
  return {
    html: paragraphs(
      bold(w.say(definition.title)),
      escaped(w.t('campaign-ask', { from: w.t(`campaign-${state}`), to: w.t(`campaign-${to}`) })),
      escaped(w.t(`campaign-means-${to}`)),
      to === 'closedToUnits' && extended > 0 && escaped(w.t('campaign-means-extended', { count: extended })),
    ),
    buttons: [
      [
        on(
          w.t('button-campaign-confirm', { to: w.t(`campaign-${to}`) }),
          'camp-move',
          mark,
          campaignStates.indexOf(state),
          campaignStates.indexOf(to),
        ),
      ],
      [on(w.t('button-campaign-keep'), 'camp', mark)],
    ],
  };
}
