import { pack } from '../../telegram/callback-data.js';
import type { Button } from '../../telegram/screen.js';

/** What a button of this room does. The first four name a proposal, the next three a campaign by its mark. */
export type PublishingVerb =
  | 'pub-show'
  | 'pub-walk'
  | 'pub-make'
  | 'pub-drop'
  | 'pub-known'
  | 'pub-like'
  | 'pub-file'
  | 'pub-begin'
  | 'pub-built'
  | 'pub-sample'
  | 'pub-schema';

export function publishing(text: string, verb: PublishingVerb, ...numbers: readonly number[]): Button {
  return { text, data: pack(verb, ...numbers) };
}
