import { localDate } from '../survey/deadline.js';
import type { CampaignDefinition } from '../survey/definition.js';

/*
 * Most campaigns ask what an earlier one asked. Such a one takes over everything but its name, its year and what must
 * be its own: the id and the prefix of its receipts.
 */

/** Days after the opening, where those of the earlier one were dates, which are over. */
const unitDays = 30;
const recommenderDays = 45;

/** `taken`: the campaigns that there are. The year is the one that the title names, else the present one. */
export function afterEarlier(
  earlier: CampaignDefinition,
  { title, now, taken }: { title: string; now: Date; taken: readonly CampaignDefinition[] },
): CampaignDefinition {
  const named = /(?<!\d)20\d\d(?!\d)/.exec(title)?.[0];
  const year = Number(named ?? localDate(now, earlier.timeZone).slice(0, 4));
  const ids = new Set(taken.map(({ id }) => id));
  const prefixes = new Set(taken.map(({ receiptPrefix }) => receiptPrefix));
  const id = `${earlier.id.replace(/-\d{4}(?:-\d+)?$/, '').slice(0, 36)}-${year}`;
  const prefix = `${earlier.receiptPrefix.replace(/\d{4}(?:X\d+)?$/, '').slice(0, 5)}${year}`;
  const { unit, recommender } = earlier.deadlines;
  return {
    ...earlier,
    id: firstFree(ids, id, '-'),
    title,
    year,
    receiptPrefix: firstFree(prefixes, prefix, 'X'),
    notice: { ...earlier.notice, version: `${year}-1` },
    deadlines: {
      unit: 'days' in unit ? unit : { days: unitDays },
      recommender: 'days' in recommender ? recommender : { days: recommenderDays },
    },
  };
}

/** The first of `a`, `a-2`, `a-3` that is not there yet. */
function firstFree(taken: ReadonlySet<string>, wanted: string, mark: string): string {
  let free = wanted;
  for (let number = 2; taken.has(free); number++) free = `${wanted}${mark}${number}`;
  return free;
}

/** Years that the words of a definition name though they are long over, each once, from the earliest. */
export function pastYears({ notice, forms, year }: CampaignDefinition): readonly number[] {
  const words = JSON.stringify([notice, forms.map(({ title, sections }) => [title, sections])]);
  const years = [...words.matchAll(/(?<!\d)20\d\d(?=年)/g)].map(([found]) => Number(found));
  // Figures are asked of the year before.
  return [...new Set(years)].filter((one) => one < year - 1).sort((one, other) => one - other);
}
