import type { Language } from '../../survey/definition.js';
import { escaped, lines, paragraphs, type Screen } from '../../telegram/screen.js';
import { type Told, toldOf } from '../../telegram/told.js';
import type { Wording } from '../../wording/wording.js';
import type { CampaignNotice } from '../ports.js';

type Kind = CampaignNotice['kind'];

/** What people are told of campaigns who did not just write. */
export function toldOfCampaigns(
  notice: (kind: Kind, content: unknown) => Promise<CampaignNotice | undefined>,
  wording: (language: Language) => Wording,
  now: () => Date,
): Readonly<Record<Kind, Told>> {
  const told = (kind: Kind): Told =>
    toldOf(
      ({ content }) => notice(kind, content),
      (found, language) => toldScreen(wording(language), found, now()),
    );
  return {
    outage: told('outage'),
    'extension-granted': told('extension-granted'),
    'extension-withdrawn': told('extension-withdrawn'),
    'extension-moved': told('extension-moved'),
    'correction-moved': told('correction-moved'),
  };
}

function toldScreen(w: Wording, notice: CampaignNotice, now: Date): Screen {
  const { campaign } = notice;
  if (notice.kind === 'outage') return outageScreen(w, notice);
  const title = w.say(campaign.title);
  const deadline = w.time(notice.until, campaign.timeZone);
  const left = w.left(notice.until, now);
  switch (notice.kind) {
    case 'extension-granted':
      return { html: escaped(w.t('extension-granted-notice', { title, until: deadline, left })) };
    case 'extension-withdrawn':
      return { html: escaped(w.t('extension-withdrawn-notice', { title, deadline, left })) };
    case 'extension-moved':
    case 'correction-moved': {
      const { kind, minutes } = notice;
      return { html: escaped(w.t(`${kind}-notice`, { title, deadline, left, minutes })) };
    }
  }
}

/** For the office: what lay in an outage of ours, moved on or left for it to decide. */
function outageScreen(w: Wording, notice: Extract<CampaignNotice, { kind: 'outage' }>): Screen {
  const { campaign, minutes, isMoved, clocks, extensions, corrections } = notice;
  const title = w.say(campaign.title);
  const done = isMoved ? 'moved' : 'held';
  return {
    html: paragraphs(
      escaped(
        isMoved
          ? w.t('outage-notice', { title, minutes })
          : w.t('outage-notice-held', { title, hours: Math.floor(minutes / 60) }),
      ),
      lines(
        ...clocks.map(({ of, until }) =>
          escaped(w.t(`outage-${of}-${done}`, { deadline: w.time(until, campaign.timeZone) })),
        ),
        extensions > 0 && escaped(w.t(`outage-extensions-${done}`, { count: extensions })),
        corrections > 0 && escaped(w.t(`outage-corrections-${done}`, { count: corrections })),
      ),
      !isMoved && escaped(w.t('outage-held-then')),
    ),
  };
}
