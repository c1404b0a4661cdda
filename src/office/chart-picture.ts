import type { Worker } from 'node:worker_threads';
import { startThread } from './thread.js';

/** Bars that lie one under the other, each of the same parts: areas by accepted, waiting, sent back. */
export interface BarChart {
  readonly title: string;
  readonly subtitle?: string;
  readonly bars: readonly { readonly label: string; readonly parts: readonly number[] }[];
  /** What the parts are, one word for each. */
  readonly legend: readonly string[];
}

/** How long the thread waits for another picture before it ends, in milliseconds: it holds about 100 MiB. */
const idleTime = 30_000;

interface Awaited {
  readonly resolve: (picture: Buffer) => void;
  readonly reject: (reason: Error) => void;
}

interface Studio {
  readonly thread: Worker;
  readonly awaited: Awaited[];
  closing?: NodeJS.Timeout;
}

let studio: Studio | undefined;

/**
 * Draws the chart as PNG, 1200 pixels wide and as high as it has bars, in a thread of its own. Long labels are cut.
 * Rejects with RangeError for a part that is no count, or a bar that has not as many parts as the legend has words.
 */
export async function chartPicture(chart: BarChart): Promise<Buffer> {
  for (const { label, parts } of chart.bars)
    if (parts.length !== chart.legend.length || parts.some((part) => !(part >= 0 && part < Infinity)))
      throw new RangeError(`the bar "${label}" does not have ${chart.legend.length} counts`);
  studio ??= open();
  const { thread, awaited, closing } = studio;
  clearTimeout(closing);
  return new Promise((resolve, reject) => {
    awaited.push({ resolve, reject });
    thread.ref();
    thread.postMessage(chart);
  });
}

function open(): Studio {
  const opened: Studio = { thread: startThread('chart-worker', {}), awaited: [] };
  opened.thread.on('message', (picture: Uint8Array) => {
    opened.awaited.shift()?.resolve(Buffer.from(picture));
    if (opened.awaited.length === 0) rest(opened);
  });
  const failed = (error: Error): void => {
    if (studio === opened) studio = undefined;
    for (const { reject } of opened.awaited.splice(0)) reject(error);
  };
  opened.thread.on('error', failed);
  opened.thread.on('exit', () => failed(new Error('the drawing thread ended too early')));
  return opened;
}

/** A thread that has nothing to draw does not keep the process alive. */
function rest(opened: Studio): void {
  opened.thread.unref();
  opened.closing = setTimeout(() => {
    if (studio === opened) studio = undefined;
    void opened.thread.terminate();
  }, idleTime).unref();
}
