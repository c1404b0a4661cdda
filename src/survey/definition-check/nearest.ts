/** A name may be as long as a file and there may be thousands: help with one must cost next to nothing. */
const longestName = 60;
const mostCompared = 300;

/** The known name that a mistyped or unfinished one most likely meant. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const wanted = name.toLowerCase();
  if (wanted === '' || wanted.length > longestName) return undefined;
  const near = known.slice(0, mostCompared);
  const begun = near.find(
    (one) => one.toLowerCase().startsWith(wanted) || wanted.startsWith(one.toLowerCase()),
  );
  const slips = wanted.length < 3 ? 0 : wanted.length === 3 ? 1 : Math.max(2, Math.floor(wanted.length / 3));
  const close = near
    .filter((one) => Math.abs(one.length - wanted.length) <= slips)
    .map((one) => ({ one, distance: editDistance(wanted, one.toLowerCase()) }))
    .filter(({ distance }) => distance <= slips)
    .sort((a, b) => a.distance - b.distance);
  return close[0]?.one ?? begun;
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
