import { folded } from '../survey/choices.js';
import { say, type Words } from '../survey/definition.js';

/** An area, a sector or a category: what a campaign calls it and may be typed as. */
export interface Place {
  readonly id: string;
  readonly label: string;
  readonly spellings: readonly string[];
}

export function placesOf(
  defined: readonly (string | { readonly id: string; readonly label: Words })[],
): Place[] {
  return defined.map((one) => {
    const { id, label } = typeof one === 'string' ? { id: one, label: one } : one;
    const words = [id, say(label, 'zh-CN'), say(label, 'en')];
    return { id, label: say(label, 'zh-CN'), spellings: words.map(folded) };
  });
}

/** The place that a text names, or the label of the one that was probably meant. */
export function findPlace(places: readonly Place[], text: string): { id: string } | { nearest?: string } {
  const wanted = folded(text.slice(0, LONGEST));
  const found = places.find(({ spellings }) => spellings.includes(wanted));
  if (found) return { id: found.id };
  let best: { label: string; likeness: number } | undefined;
  for (const { label, spellings } of places)
    for (const spelling of spellings) {
      const likeness = likenessOf(spelling, wanted);
      if (likeness >= ENOUGH && likeness > (best?.likeness ?? 0)) best = { label, likeness };
    }
  return best ? { nearest: best.label } : {};
}

const ENOUGH = 0.5;
/** No place has a longer name, and the comparison stays cheap. */
const LONGEST = 60;
/** Nor has one more marks. */
const MOST_PARTS = 4;

/** Of the shorter text, how much stands in the longer one in this order, 0 to 1; what is as long is liker. */
function likenessOf(a: string, b: string): number {
  const [shorter, longer] = a.length <= b.length ? [a, b] : [b, a];
  if (shorter === '') return 0;
  const row = new Array<number>(longer.length + 1).fill(0);
  for (const character of shorter) {
    let diagonal = 0;
    for (let at = 1; at <= longer.length; at += 1) {
      const above = row[at] ?? 0;
      row[at] = longer[at - 1] === character ? diagonal + 1 : Math.max(above, row[at - 1] ?? 0);
      diagonal = above;
    }
  }
  const common = row[longer.length] ?? 0;
  return common < 2 ? 0 : common / shorter.length - (longer.length - shorter.length) / 1000;
}

/**
 * The places of a list such as 慈利县、永定区. A place whose own name has a mark in it (高校、科研院所) is found
 * whole: of the parts, the longest row that is a name is taken.
 */
export function findPlaces(
  places: readonly Place[],
  text: string,
): { readonly ids: readonly string[]; readonly unknown: readonly { text: string; nearest?: string }[] } {
  const parts = text
    .split(/[、，,;；/\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const ids: string[] = [];
  const unknown: { text: string; nearest?: string }[] = [];
  for (let at = 0; at < parts.length; ) {
    let taken = 0;
    for (let end = at + MOST_PARTS; end > at && taken === 0; end -= 1) {
      const found = findPlace(places, parts.slice(at, end).join('、'));
      if (!('id' in found)) continue;
      ids.push(found.id);
      taken = Math.min(end, parts.length) - at;
    }
    const part = parts[at] ?? '';
    if (taken === 0) unknown.push({ text: part, ...nearestOf(places, part) });
    at += Math.max(taken, 1);
  }
  return { ids: [...new Set(ids)], unknown };
}

function nearestOf(places: readonly Place[], text: string): { nearest?: string } {
  const found = findPlace(places, text);
  return 'nearest' in found ? found : {};
}
