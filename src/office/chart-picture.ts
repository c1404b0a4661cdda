import { LastingThread } from './lasting-thread.js';

/** Bars that lie one under the other, each of the same parts: areas by accepted, waiting, sent back. */
export interface BarChart {
  readonly title: string;
  readonly subtitle?: string;
  readonly bars: readonly { readonly label: string; readonly parts: readonly number[] }[];
  /** What the parts are, one word for each. */
  readonly legend: readonly string[];
}

const studio = new LastingThread<BarChart, Uint8Array>('chart-worker');

/**
 * Draws the chart as PNG, 1200 pixels wide and as high as it has bars, in a thread of its own. Long labels are cut.
 * Rejects with RangeError for a part that is no count, or a bar that has not as many parts as the legend has words.
 */
export async function chartPicture(chart: BarChart): Promise<Buffer> {
  for (const { label, parts } of chart.bars)
    if (parts.length !== chart.legend.length || parts.some((part) => !(part >= 0 && part < Infinity)))
      throw new RangeError(`the bar "${label}" does not have ${chart.legend.length} counts`);
  return Buffer.from(await studio.ask(chart));
}
