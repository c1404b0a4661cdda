import type { CampaignDefinition } from '../../survey/definition.js';
import { textMark } from '../../telegram/callback-data.js';
import { bold, escaped, paragraphs, type Screen, shorten } from '../../telegram/screen.js';
import type { Wording } from '../../wording/wording.js';
import { publishing } from './buttons.js';

/** Campaigns that are offered as the one to go by. */
const mostKnown = 20;

export interface Begun {
  /** Those that there are, the newest first. */
  readonly known: readonly CampaignDefinition[];
  /** Definitions that come with the program and are not entered yet. */
  readonly builtIn: readonly { readonly at: number; readonly campaign: CampaignDefinition }[];
}

/** Ways to a new campaign: after an earlier one, or from a file; with what helps to write one. */
export function beginScreen(w: Wording, { known, builtIn }: Begun): Screen {
  const name = ({ title }: CampaignDefinition): string => shorten(w.say(title), 50);
  return {
    html: paragraphs(
      bold(w.t('publishing-title')),
      known.length > 0 && escaped(w.t('publishing-after')),
      escaped(w.t('publishing-how')),
      escaped(w.t('publishing-versions')),
      builtIn.length > 0 && escaped(w.t('publishing-built-in')),
    ),
    buttons: [
      ...known
        .slice(0, mostKnown)
        .map((one) => [
          publishing(w.t('button-publishing-known', { title: name(one) }), 'pub-known', textMark(one.id)),
        ]),
      ...builtIn.map(({ at, campaign }) => [publishing(name(campaign), 'pub-built', at)]),
      [
        publishing(w.t('button-publishing-sample'), 'pub-sample'),
        publishing(w.t('button-publishing-schema'), 'pub-schema'),
      ],
    ],
  };
}

/** What can be made of a campaign that there is: another one that asks the same, or a new version of its own. */
export function knownScreen(w: Wording, { id, title, forms }: CampaignDefinition): Screen {
  const mark = textMark(id);
  return {
    html: paragraphs(
      bold(w.say(title)),
      escaped(w.t('publishing-known-like', { forms: forms.length })),
      escaped(w.t('publishing-known-file')),
    ),
    buttons: [
      [publishing(w.t('button-publishing-like'), 'pub-like', mark)],
      [publishing(w.t('button-publishing-file'), 'pub-file', mark)],
      [publishing(w.t('button-publishing-begin'), 'pub-begin')],
    ],
  };
}
