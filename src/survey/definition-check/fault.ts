/** One thing that is wrong with a definition. */
export interface DefinitionFault {
  /** Where, as an author finds it in the file: `forms[0].sections[1].questions[3].limit`. */
  readonly path: string;
  readonly reason: string;
}

export type Report = (path: string, reason: string) => void;

type Step = PropertyKey;

/** `['forms', 0, 'title']` -> `forms[0].title` */
export function pathText(path: readonly Step[]): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else text += text === '' ? String(step) : `.${String(step)}`;
  }
  return text === '' ? '(whole file)' : text;
}

/** Whether a path names a part or something below it. */
export function isWithin(path: string, part: string): boolean {
  return path === part || (path.startsWith(part) && /^[.[]/.test(path.slice(part.length)));
}

/** A file may hold thousands of mistakes among thousands of names: help with one must not cost a minute. */
const longestName = 60;
const mostCompared = 300;

/** The known name that a mistyped or unfinished one most likely meant. */
function nearest(name: string, known: readonly string[]): string | undefined {
  const wanted = name.toLowerCase();
  if (wanted === '' || wanted.length > longestName) return undefined;
  const begun = known.find(
    (one) => one.toLowerCase().startsWith(wanted) || wanted.startsWith(one.toLowerCase()),
  );
  const slips = wanted.length < 3 ? 0 : wanted.length === 3 ? 1 : Math.max(2, Math.floor(wanted.length / 3));
  const close = known
    .slice(0, mostCompared)
    .filter((one) => Math.abs(one.length - wanted.length) <= slips)
    .map((one) => ({ one, distance: editDistance(wanted, one.toLowerCase()) }))
    .filter(({ distance }) => distance <= slips)
    .sort((a, b) => a.distance - b.distance);
  return close[0]?.one ?? begun;
}

/** ` Did you mean "limit"?`, or the names there are; nothing when there are none. */
export function suggestion(name: string, known: readonly string[], what: string): string {
  const meant = nearest(name, known);
  if (meant !== undefined) return ` Did you mean "${meant}"?`;
  if (known.length === 0) return '';
  const shown = known.slice(0, 30).join(', ');
  return ` ${what}: ${shown}${known.length > 30 ? ', …' : ''}.`;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
