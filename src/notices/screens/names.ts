import { shorten } from '../../telegram/screen.js';
import type { Wording } from '../../wording/wording.js';

/** Names that are listed, so that all of them together are part of one message. */
const mostNames = 30;
/** UTF-16 units of one. */
const nameLength = 40;

/** Names in a row: of very many the first, and how many more there are. */
export function firstOf(w: Wording, names: readonly string[]): string {
  const comma = w.t('list-comma');
  const shown = names.slice(0, mostNames).map((name) => shorten(name, nameLength));
  const more = names.length - mostNames;
  return more > 0 ? w.t('names-and-more', { names: shown.join(comma), count: more }) : shown.join(comma);
}
