import type { DeadlineFault } from '../../survey/deadline.js';
import { say } from '../../survey/definition.js';
import { textMark } from '../../telegram/callback-data.js';
import { bold, escaped, lines, paragraphs, type Screen, shorten } from '../../telegram/screen.js';
import type { Wording } from '../../wording/wording.js';
import type { Clock, RunCampaign } from '../ports.js';
import { markOf, on, secondsOf } from './buttons.js';
import { clocks, deadlineOf } from './campaigns.js';

type Area = RunCampaign['definition']['areas'][number];

export function areaBy({ definition }: RunCampaign, mark: number | undefined): Area | undefined {
  return definition.areas.find(({ id }) => textMark(id) === mark);
}

/** What a typed deadline was understood as, before it is set. */
export function askDeadlineScreen(
  w: Wording,
  campaign: RunCampaign,
  change: { readonly of: Clock; readonly to: Date },
  now: Date,
): Screen {
  const { definition } = campaign;
  const { of, to } = change;
  const mark = markOf(definition.id);
  const from = deadlineOf(campaign, of);
  const isOver = to < now;
  return {
    html: paragraphs(
      bold(w.say(definition.title)),
      lines(
        escaped(
          w.t(`campaign-deadline-${of}`, {
            deadline: w.time(to, definition.timeZone),
            left: w.left(to, now),
          }),
        ),
        escaped(w.t('campaign-deadline-was', { deadline: w.time(from, definition.timeZone) })),
      ),
      escaped(w.t(isOver ? 'campaign-deadline-over' : 'campaign-deadline-ask')),
    ),
    buttons: [
      [
        on(
          w.t('button-deadline-set'),
          'camp-until',
          mark,
          clocks.indexOf(of),
          secondsOf(to),
          secondsOf(from),
        ),
      ],
      [
        on(w.t('button-deadline-other'), 'camp-when', mark, clocks.indexOf(of)),
        on(w.t('button-campaign-keep'), 'camp', mark),
      ],
    ],
  };
}

/** UTF-16 units of what was typed that are said again. */
const typedLength = 40;

/** Why what was typed is no deadline, and how one is written. */
export function unreadDeadline(w: Wording, text: string, reason: DeadlineFault): string {
  return w.t(`deadline-${reason}`, { text: shorten(text.replaceAll(/\s+/g, ' ').trim(), typedLength) });
}

export function areasScreen(w: Wording, { definition }: RunCampaign): Screen {
  const mark = markOf(definition.id);
  const areas = definition.areas.map(({ id, label }) => {
    const words = say(label, w.language);
    return on(
      words === id ? words : w.t('joined-aside', { text: words, aside: id }),
      'camp-area',
      mark,
      textMark(id),
    );
  });
  return {
    html: paragraphs(
      bold(w.say(definition.title)),
      escaped(w.t(areas.length > 0 ? 'campaign-areas' : 'campaign-areas-none')),
      escaped(w.t('campaign-areas-note')),
    ),
    buttons: [
      ...areas.map((button) => [button]),
      [on(w.t('button-area-add'), 'camp-area-say', mark, 0)],
      [on(w.t('button-campaign-back'), 'camp', mark)],
    ],
  };
}

export function areaScreen(w: Wording, { definition }: RunCampaign, { id, label }: Area): Screen {
  const mark = markOf(definition.id);
  return {
    html: paragraphs(bold(say(label, w.language)), escaped(w.t('campaign-area-what'))),
    buttons: [
      [
        on(w.t('button-area-rename'), 'camp-area-say', mark, textMark(id)),
        on(w.t('button-area-remove'), 'camp-area-ask', mark, textMark(id)),
      ],
      [on(w.t('button-areas-back'), 'camp-areas', mark)],
    ],
  };
}

export function askRemoveAreaScreen(w: Wording, { definition }: RunCampaign, { id, label }: Area): Screen {
  const mark = markOf(definition.id);
  return {
    html: escaped(w.t('campaign-area-ask-off', { area: say(label, w.language) })),
    buttons: [
      [
        on(w.t('button-area-remove-now'), 'camp-area-off', mark, textMark(id)),
        on(w.t('button-areas-back'), 'camp-areas', mark),
      ],
    ],
  };
}
