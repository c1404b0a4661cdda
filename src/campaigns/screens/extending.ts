import { bold, escaped, lines, paragraphs, type Screen, shorten } from '../../telegram/screen.js';
import type { Wording } from '../../wording/wording.js';
import type { ExtendableUnit, Extension, FoundUnits, RunCampaign } from '../ports.js';
import { markOf, on, secondsOf } from './buttons.js';

export const unitKinds: readonly ExtendableUnit['kind'][] = ['roster', 'person'];
const dayMs = 24 * 3600 * 1000;
const offeredDays = [1, 3, 7] as const;

/** Which campaign, where there are several. */
export function whichScreen(w: Wording, campaigns: readonly RunCampaign[]): Screen {
  return {
    html: escaped(w.t('extend-which')),
    buttons: campaigns.map(({ definition }) => [
      on(w.say(definition.title), 'more-find', markOf(definition.id)),
    ]),
  };
}

/** The units that have more time, and the way to one more. */
export function extensionsScreen(
  w: Wording,
  { definition }: RunCampaign,
  granted: readonly Extension[],
): Screen {
  const mark = markOf(definition.id);
  return {
    html: paragraphs(
      bold(w.say(definition.title)),
      escaped(w.t(granted.length > 0 ? 'extensions' : 'extensions-none')),
    ),
    buttons: [
      ...granted.map(({ id, unit, until }) => [
        on(w.t('extension-line', { unit, until: w.time(until, definition.timeZone) }), 'more-one', mark, id),
      ]),
      [on(w.t('button-extend'), 'more-find', mark)],
      [on(w.t('button-campaign-back'), 'camp', mark)],
    ],
  };
}

export function foundScreen(
  w: Wording,
  { definition }: RunCampaign,
  words: string,
  { units, isMore }: FoundUnits,
): Screen {
  const mark = markOf(definition.id);
  const text = shorten(words.replaceAll(/\s+/g, ' ').trim(), 40);
  const found = isMore ? w.t('extend-found-many', { count: units.length }) : w.t('extend-found');
  return {
    html: escaped(units.length > 0 ? found : w.t('extend-found-none', { text })),
    buttons: [
      ...units.map(({ kind, id, name, area }) => [
        on(
          area === undefined ? name : w.t('joined-aside', { text: name, aside: area }),
          'more-unit',
          mark,
          unitKinds.indexOf(kind),
          id,
        ),
      ]),
      [on(w.t('button-extend-again'), 'more-find', mark)],
    ],
  };
}

/** Until when: some days more than the unit has, counted from today where its time is over. */
export function untilScreen(
  w: Wording,
  { definition }: RunCampaign,
  unit: ExtendableUnit,
  base: Date,
  now: Date,
): Screen {
  const { timeZone } = definition;
  const target = [markOf(definition.id), unitKinds.indexOf(unit.kind), unit.id] as const;
  const { deadline } = unit.closing;
  return {
    html: paragraphs(
      bold(unit.name),
      escaped(w.t('extend-now', { deadline: w.time(deadline, timeZone), left: w.left(deadline, now) })),
      !unit.hasContact && escaped(w.t('extend-no-contact')),
      escaped(w.t('extend-until')),
    ),
    buttons: [
      ...offeredDays.map((days) => {
        const until = new Date(base.getTime() + days * dayMs);
        const text = w.t('button-extend-days', { days, until: w.time(until, timeZone) });
        return [on(text, 'more-until', ...target, secondsOf(until))];
      }),
      [on(w.t('button-extend-other'), 'more-type', ...target)],
    ],
  };
}

function facts(w: Wording, { definition }: RunCampaign, extension: Extension, now: Date): string {
  const { unit, until, reason } = extension;
  return paragraphs(
    bold(unit),
    lines(
      escaped(
        w.t('extension-until', { until: w.time(until, definition.timeZone), left: w.left(until, now) }),
      ),
      escaped(w.t('extension-reason', { reason })),
    ),
  );
}

export function askGrantScreen(w: Wording, campaign: RunCampaign, extension: Extension, now: Date): Screen {
  const mark = markOf(campaign.definition.id);
  return {
    html: paragraphs(
      facts(w, campaign, extension, now),
      escaped(w.t(extension.hasContact ? 'extend-ask' : 'extend-ask-untold')),
    ),
    buttons: [
      [on(w.t('button-extend-now'), 'more-grant', mark, extension.id)],
      [on(w.t('button-campaign-keep'), 'more', mark)],
    ],
  };
}

export function extensionScreen(w: Wording, campaign: RunCampaign, extension: Extension, now: Date): Screen {
  const mark = markOf(campaign.definition.id);
  const isGranted = extension.state === 'granted';
  return {
    html: paragraphs(
      facts(w, campaign, extension, now),
      escaped(w.t(isGranted ? 'extension-holds' : 'extension-over')),
    ),
    buttons: [
      isGranted ? [on(w.t('button-extension-end'), 'more-end', mark, extension.id)] : [],
      [on(w.t('button-extensions-back'), 'more', mark)],
    ],
  };
}
