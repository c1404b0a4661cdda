import { pack, textMark } from '../../telegram/callback-data.js';
import { type Button, shorten } from '../../telegram/screen.js';

/** What a button on campaigns does. All but the list name a campaign by its mark first. */
export type CampaignVerb = 'camps' | 'camp' | 'camp-ask' | 'camp-move' | EditVerb;

/** What a button on what can be changed of a campaign does. */
export type EditVerb =
  | 'camp-title'
  | 'camp-when'
  | 'camp-until'
  | 'camp-grace'
  | 'camp-areas'
  | 'camp-area'
  | 'camp-area-say'
  | 'camp-area-ask'
  | 'camp-area-off';

/** What a button on more time for a unit does. */
export type ExtendVerb =
  | 'more'
  | 'more-find'
  | 'more-unit'
  | 'more-type'
  | 'more-until'
  | 'more-grant'
  | 'more-one'
  | 'more-end';

export function on(text: string, verb: CampaignVerb | ExtendVerb, ...numbers: readonly number[]): Button {
  return { text: shorten(text.replaceAll(/\s+/g, ' '), 60), data: pack(verb, ...numbers) };
}

/** What buttons name a campaign by. */
export function markOf(campaignId: string): number {
  return textMark(campaignId);
}

/** Instants go into buttons as seconds. */
export function secondsOf(at: Date): number {
  return Math.floor(at.getTime() / 1000);
}

/** undefined where a button was made up. */
export function instantOf(seconds: number | undefined): Date | undefined {
  const isOne = seconds !== undefined && Number.isInteger(seconds) && seconds > 0 && seconds < 2 ** 33;
  return isOne ? new Date(seconds * 1000) : undefined;
}
