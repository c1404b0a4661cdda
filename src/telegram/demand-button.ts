import { pack } from './callback-data.js';
import { type Button, shorten } from './screen.js';

/** Opens a demand at the desk; lists of other rooms lead there too. */
export const openDemandVerb = 'desk-open';

export function openDemand(text: string, demand: number): Button {
  return { text: shorten(text.replaceAll(/\s+/g, ' '), 60), data: pack(openDemandVerb, demand) };
}
