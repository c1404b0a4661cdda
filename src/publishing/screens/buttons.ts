import { pack } from '../../telegram/callback-data.js';
import type { Button } from '../../telegram/screen.js';

/** What a button of this room does. All but the last three name a proposal. */
export type PublishingVerb =
  | 'pub-show'
  | 'pub-walk'
  | 'pub-make'
  | 'pub-drop'
  | 'pub-built'
  | 'pub-sample'
  | 'pub-schema';

export function publishing(text: string, verb: PublishingVerb, ...numbers: readonly number[]): Button {
  return { text, data: pack(verb, ...numbers) };
}
