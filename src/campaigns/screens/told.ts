import { escaped, type Screen } from '../../telegram/screen.js';
import type { Wording } from '../../wording/wording.js';
import type { CampaignNotice } from '../ports.js';

/** What people are told of campaigns who did not just write. */
export function toldScreen(w: Wording, notice: CampaignNotice, now: Date): Screen {
  const { campaign, until } = notice;
  const title = w.say(campaign.title);
  const deadline = w.time(until, campaign.timeZone);
  const left = w.left(until, now);
  switch (notice.kind) {
    case 'extension-granted':
      return { html: escaped(w.t('extension-granted-notice', { title, until: deadline, left })) };
    case 'extension-withdrawn':
      return { html: escaped(w.t('extension-withdrawn-notice', { title, deadline, left })) };
    case 'outage': {
      const { of, minutes } = notice;
      return { html: escaped(w.t(`outage-notice-${of}`, { title, deadline, minutes })) };
    }
  }
}
