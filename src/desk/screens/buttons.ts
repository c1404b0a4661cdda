import { pack } from '../../telegram/callback-data.js';
import { type Button, shorten } from '../../telegram/screen.js';

/** What a button at the desk does. All but the first two name a demand and the revision that was seen. */
export type DeskVerb = 'desk-list' | 'desk-search' | 'desk-page' | SendBackVerb | DecideVerb;

export type SendBackVerb =
  | 'desk-fields'
  | 'desk-field'
  | 'desk-why'
  | 'desk-say'
  | 'desk-leave'
  | 'desk-due'
  | 'desk-back';

export type DecideVerb =
  | 'desk-accept'
  | 'desk-full'
  | 'desk-swap'
  | 'desk-reopen'
  | 'desk-brief'
  | 'desk-proposal'
  | 'desk-advise'
  | 'desk-advice'
  | 'desk-reason'
  | 'desk-rank';

export function atDesk(text: string, verb: DeskVerb, ...numbers: readonly number[]): Button {
  return { text: shorten(text.replaceAll(/\s+/g, ' '), 60), data: pack(verb, ...numbers) };
}
