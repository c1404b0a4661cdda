import type { CampaignDefinition } from '../../survey/definition.js';
import { bold, escaped, lines, paragraphs, type Screen } from '../../telegram/screen.js';
import { areaLabel } from '../../wording/area-label.js';
import type { Wording } from '../../wording/wording.js';
import { callResults, type Notice, type UncalledUnit } from '../ports.js';
import { button } from './buttons.js';

/** A place to send from: a campaign as a whole, or an office in it. */
export interface Place {
  readonly mark: number;
  readonly definition: CampaignDefinition;
  readonly title: string | undefined;
  readonly uncalled: number;
}

/** Those that are shown at a time. */
export interface PlacesPage {
  readonly places: readonly Place[];
  readonly page: number;
  readonly pages: number;
}

/** Where one may send from, what one has begun, and what was sent lately. */
export function homeScreen(
  w: Wording,
  { places, page, pages }: PlacesPage,
  recent: readonly Notice[],
): Screen {
  const nameOf = ({ definition, title }: Place): string => title ?? w.say(definition.title);
  return {
    html: paragraphs(
      bold(w.t('notices-title')),
      escaped(w.t('notices-how')),
      recent.length > 0 && escaped(w.t('notices-recent')),
    ),
    buttons: [
      ...places.map((place) => [
        button(
          places.length === 1 && pages === 1
            ? w.t('button-notice-new')
            : w.t('button-notice-new-in', { name: nameOf(place) }),
          'n-new',
          place.mark,
        ),
      ]),
      [
        ...(page > 0 ? [button(w.t('desk-page-back'), 'n', 0, page - 1)] : []),
        ...(page + 1 < pages ? [button(w.t('desk-page-next'), 'n', 0, page + 1)] : []),
      ],
      ...recent.map((notice) => [
        button(
          w.t('notices-line', {
            number: notice.id,
            state: w.t(`notice-short-${notice.lapse ? 'lapsed' : notice.state}`),
            text: wordsOf(w, notice),
          }),
          'n-open',
          notice.id,
        ),
      ]),
      ...places.flatMap((place) =>
        place.uncalled > 0
          ? [
              [
                button(
                  w.t('button-notice-calls', { count: place.uncalled, name: nameOf(place) }),
                  'n-calls',
                  place.mark,
                  0,
                ),
              ],
            ]
          : [],
      ),
    ],
  };
}

function wordsOf(w: Wording, { kind, content }: Notice): string {
  const text = content.parts.map((part) => part.text).find((words) => words !== '');
  return text?.replaceAll(/\s+/g, ' ') ?? w.t(`notice-kind-${kind}`);
}

const unitsOnPage = 8;

/** Units that somebody must call, since the bot cannot reach them. */
export function callsScreen(
  w: Wording,
  desk: number,
  campaign: CampaignDefinition,
  units: readonly UncalledUnit[],
  from: number,
): Screen {
  const page = units.slice(from, from + unitsOnPage);
  return {
    html: paragraphs(
      bold(w.t('calls-title', { count: units.length })),
      escaped(w.t('calls-how')),
      ...page.map((unit, line) =>
        lines(
          escaped(w.t('calls-line', { number: from + line + 1, name: unit.name })),
          escaped(areaLabel(w, campaign, unit.area)),
          escaped([unit.contactName, unit.phone].filter((part) => part !== undefined).join(' ')),
          escaped(w.t(`calls-why-${unit.why}`)),
          unit.lastCall &&
            escaped(
              w.t('calls-last', {
                result: w.t(`call-${unit.lastCall.result}`),
                time: w.time(unit.lastCall.at, campaign.timeZone),
              }),
            ),
        ),
      ),
    ),
    buttons: [
      ...page.map((unit, line) => [
        button(
          w.t('calls-note', { number: from + line + 1, name: unit.name }),
          'n-call',
          desk,
          unit.unit,
          from,
        ),
      ]),
      [
        ...(from > 0
          ? [button(w.t('desk-page-back'), 'n-calls', desk, Math.max(0, from - unitsOnPage))]
          : []),
        ...(from + unitsOnPage < units.length
          ? [button(w.t('desk-page-next'), 'n-calls', desk, from + unitsOnPage)]
          : []),
      ],
      [button(w.t('button-calls-file'), 'n-phones', desk), button(w.t('button-notice-home'), 'n')],
    ],
  };
}

export function callScreen(w: Wording, desk: number, unit: UncalledUnit, from: number): Screen {
  return {
    html: lines(
      bold(unit.name),
      escaped([unit.contactName, unit.phone].filter((part) => part !== undefined).join(' ')),
      escaped(w.t('call-ask')),
    ),
    buttons: [
      ...callResults.map((result, index) => [
        button(w.t(`call-${result}`), 'n-called', desk, unit.unit, index, from),
      ]),
      [button(w.t('button-notice-calls-back'), 'n-calls', desk, from)],
    ],
  };
}
