import type { CampaignDefinition } from '../../survey/definition.js';
import { bold, escaped, paragraphs, type Screen, shorten } from '../../telegram/screen.js';
import type { Wording } from '../../wording/wording.js';
import { publishing } from './buttons.js';

/** How a definition comes in, with what helps to write one. `builtIn`: those that are not entered yet. */
export function beginScreen(
  w: Wording,
  builtIn: readonly { readonly at: number; readonly campaign: CampaignDefinition }[],
): Screen {
  return {
    html: paragraphs(
      bold(w.t('publishing-title')),
      escaped(w.t('publishing-how')),
      escaped(w.t('publishing-versions')),
      builtIn.length > 0 && escaped(w.t('publishing-built-in')),
    ),
    buttons: [
      ...builtIn.map(({ at, campaign }) => [publishing(shorten(w.say(campaign.title), 50), 'pub-built', at)]),
      [
        publishing(w.t('button-publishing-sample'), 'pub-sample'),
        publishing(w.t('button-publishing-schema'), 'pub-schema'),
      ],
    ],
  };
}
