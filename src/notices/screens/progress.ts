import type { CampaignDefinition } from '../../survey/definition.js';
import { type Button, bold, escaped, lines, paragraphs, type Screen } from '../../telegram/screen.js';
import type { Wording } from '../../wording/wording.js';
import { deliveryStates, isAmendment, type Notice, type Tally } from '../ports.js';
import { button } from './buttons.js';
import { whoText } from './draft.js';

/** As many as a telephone shows in one line with the figure behind them. */
const cells = 12;

export interface OnProgress {
  readonly notice: Notice;
  readonly tally: Tally;
  readonly definition: CampaignDefinition;
  readonly now: Date;
  /** Messages a second, of what is still queued. */
  readonly perSecond: number;
}

/** How far a notice is, and what can be done about it. */
export function progressScreen(
  w: Wording,
  { notice, tally, definition, now, perSecond }: OnProgress,
): Screen {
  const total = deliveryStates.reduce((sum, state) => sum + tally[state], 0);
  const left = tally.queued + tally.sending;
  const ended = total - left;
  const at = (date: Date): string => w.time(date, definition.timeZone);
  const minutes = Math.max(1, Math.ceil(left / perSecond / 60));
  return {
    html: paragraphs(
      lines(
        bold(w.t('notice-title', { number: notice.id, kind: w.t(`notice-kind-${notice.kind}`) })),
        escaped(w.t('notice-office', { office: notice.office })),
        escaped(whoText(w, notice.audience, definition, notice)),
      ),
      escaped(
        w.t(`notice-state-${notice.state}`, {
          time: at(stateTime(notice, now)),
        }),
      ),
      notice.lapse && escaped(w.t(`notice-lapse-${notice.lapse}`)),
      notice.state === 'done' && total === 0 && escaped(w.t('notice-nobody-left')),
      total > 0 &&
        lines(
          escaped(barOf(ended, total)),
          escaped(w.t('notice-ended', { ended, total })),
          ...deliveryStates
            .filter((state) => tally[state] > 0)
            .map((state) => escaped(w.t(`notice-tally-${state}`, { count: tally[state] }))),
        ),
      notice.state === 'sending' && left > 0 && escaped(w.t('notice-left', { minutes })),
    ),
    buttons: progressButtons(w, notice, tally),
  };
}

function stateTime(notice: Notice, now: Date): Date {
  if (notice.state === 'scheduled') return notice.sendAt ?? now;
  if (notice.state === 'done' || notice.state === 'cancelled') return notice.endedAt ?? now;
  return notice.confirmedAt ?? now;
}

/** Full only when all is done. */
function barOf(ended: number, total: number): string {
  const full = Math.floor((ended / total) * cells);
  return `${'▓'.repeat(full)}${'░'.repeat(cells - full)} ${Math.floor((ended / total) * 100)}%`;
}

function progressButtons(w: Wording, notice: Notice, tally: Tally): Button[][] {
  const { id, state, kind } = notice;
  const isOver = state === 'done' || state === 'cancelled';
  return [
    [
      ...(state === 'sending' ? [button(w.t('button-notice-pause'), 'n-pause', id)] : []),
      ...(state === 'paused' ? [button(w.t('button-notice-resume'), 'n-resume', id)] : []),
      ...(isOver ? [] : [button(w.t('button-notice-stop'), 'n-stop', id)]),
      ...(isOver ? [] : [button(w.t('button-notice-refresh'), 'n-open', id)]),
    ],
    ...(isOver && !notice.lapse ? [[button(w.t('button-notice-report'), 'n-report', id)]] : []),
    ...(isOver && tally.failed > 0 && !isAmendment(notice)
      ? [[button(w.t('button-notice-again', { count: tally.failed }), 'n-again', id)]]
      : []),
    ...(tally.sent > 0 && kind !== 'recall'
      ? [
          [
            ...(isOver ? [button(w.t('button-notice-correct'), 'n-correct', id)] : []),
            ...(kind === 'correction' ? [] : [button(w.t('button-notice-recall'), 'n-back', id)]),
          ],
        ]
      : []),
    [button(w.t('button-notice-home'), 'n', isOver ? 0 : 1)],
  ];
}

/** Before something that cannot be taken back. */
export function askScreen(w: Wording, { id }: Notice, what: 'stop' | 'recall', count: number): Screen {
  return {
    html: escaped(w.t(`notice-ask-${what}`, { count })),
    buttons: [
      [button(w.t(`button-notice-${what}-now`, { count }), what === 'stop' ? 'n-cancel' : 'n-recall', id)],
      [button(w.t('button-notice-keep'), 'n-open', id)],
    ],
  };
}
