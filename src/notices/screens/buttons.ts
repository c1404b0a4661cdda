import { pack, textMark } from '../../telegram/callback-data.js';
import type { nudgeVerb } from '../../telegram/nudge-button.js';
import { type Button, shorten } from '../../telegram/screen.js';
import type { Desk } from '../ports.js';

/** What the buttons of notices do. */
export type NoticeVerb =
  | 'n'
  | 'n-new'
  | 'n-open'
  | 'n-write'
  | 'n-btn'
  | 'n-btn-set'
  | 'n-link'
  | 'n-who'
  | 'n-stage'
  | 'n-role'
  | 'n-unrep'
  | 'n-places'
  | 'n-area'
  | 'n-sector'
  | 'n-list'
  | 'n-all'
  | 'n-when'
  | 'n-at'
  | 'n-time'
  | 'n-test'
  | 'n-send'
  | 'n-go'
  | 'n-drop'
  | 'n-pause'
  | 'n-resume'
  | 'n-stop'
  | 'n-cancel'
  | 'n-report'
  | 'n-again'
  | 'n-back'
  | 'n-recall'
  | 'n-correct'
  | 'n-calls'
  | 'n-call'
  | 'n-called'
  | 'n-phones'
  | typeof nudgeVerb;

export function button(text: string, verb: NoticeVerb, ...numbers: readonly number[]): Button {
  return { text: shorten(text, 60), data: pack(verb, ...numbers) };
}

/** What buttons name a desk by: places in a list move when somebody is appointed. */
export function deskMark({ campaignId, appointment }: Desk): number {
  return textMark(`${campaignId} ${appointment?.id ?? 0}`);
}

/** A choice that is on or off. */
export function choice(isOn: boolean, text: string, verb: NoticeVerb, ...numbers: readonly number[]): Button {
  return button(`${isOn ? '☑' : '□'} ${text}`, verb, ...numbers);
}
