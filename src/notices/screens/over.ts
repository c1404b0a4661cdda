import type { Language } from '../../survey/definition.js';
import { named, type Told } from '../../telegram/told.js';
import type { Wording } from '../../wording/wording.js';
import type { NoticeStore, RunningStore } from '../ports.js';
import { progressScreen } from './progress.js';

/** How a notice has ended, for its sender. */
export function toldOfEnds(
  store: Pick<NoticeStore, 'campaign' | 'tally'> & Pick<RunningStore, 'toSend'>,
  wording: (language: Language) => Wording,
  { now, perSecond }: { readonly now: () => Date; readonly perSecond: number },
): Readonly<Record<'notice-over', Told>> {
  return {
    'notice-over': async (queued) => {
      const notice = await store.toSend(Number(named(queued, 'notice')));
      const definition = notice && (await store.campaign(notice.campaignId));
      if (!definition) return undefined;
      const tally = await store.tally(notice.id);
      const screen = progressScreen(wording(queued.language), {
        ...{ notice, tally, definition },
        ...{ now: now(), perSecond },
      });
      // Of what was not sent there is nothing to be done, and perhaps its sender may not any more.
      return notice.lapse ? { html: screen.html } : screen;
    },
  };
}
