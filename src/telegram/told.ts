import type { Language } from '../survey/definition.js';
import type { Screen } from './screen.js';

/* What is said to people who did not just write: each room words what it has queued, by kind, when it is sent. */

/** What was queued for somebody. */
export interface Queued {
  readonly chatId: number;
  readonly language: Language;
  /** What is needed to word it; never the words of an answer. */
  readonly content: unknown;
}

/** The words, as things stand when they are sent; undefined once they have become pointless. */
export type Told = (queued: Queued) => Promise<Screen | undefined>;

/** Words of what is looked up first. */
export function toldOf<Found>(
  find: (queued: Queued) => Promise<Found | undefined>,
  screen: (found: Found, language: Language) => Screen,
): Told {
  return async (queued) => {
    const found = await find(queued);
    return found && screen(found, queued.language);
  };
}

/** One value of what was queued. */
export function named({ content }: Pick<Queued, 'content'>, name: string): unknown {
  return Reflect.get(Object(content) as object, name);
}
