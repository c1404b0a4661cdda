import { pack } from './callback-data.js';
import { type Button, shorten } from './screen.js';

/** Prepares a notice to those who are late; the list of them leads there. */
export const nudgeVerb = 'nudge';

/** All states of the coverage that are late, instead of one. */
export const everyLateState = 9;

/** `place`: an area from 1, 0 for all. `state`: its place among the states of the coverage. */
export function nudge(text: string, appointment: number, place: number, state: number): Button {
  return { text: shorten(text, 60), data: pack(nudgeVerb, appointment, place, state) };
}
