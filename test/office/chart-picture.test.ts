import { describe, expect, it } from 'vitest';
import { type BarChart, chartPicture } from '../../src/office/chart-picture.js';
import { Pixels } from './chart-pixels.js';

const legend = ['已通过', '待审核', '已退回'];
const green = [46, 125, 91];
const blue = [74, 144, 217];
/** Where the bars begin, and how far apart they are. */
const barsLeft = 394;
const barsBottom = 40;
const rowHeight = 72;

async function drawn(chart: Partial<BarChart>): Promise<Pixels> {
  return Pixels.of(await chartPicture({ title: '各县区需求征集情况', legend, bars: [], ...chart }));
}

function middleOf(pixels: Pixels, bar: number, of: number): number {
  return pixels.height - barsBottom - (of - bar) * rowHeight + rowHeight / 2;
}

describe('the picture of a chart', () => {
  it('shows the words of the title, the legend and every label', async () => {
    const labels = ['慈利县', '桑植县', '永定区'];
    const bars = labels.map((label, at) => ({ label, parts: [at + 1, 6, 2] }));
    const pixels = await drawn({ subtitle: '截至2021年6月30日', bars });
    expect(pixels.width).toBe(1200);
    expect(pixels.dark(40, 40, 400, 50)).toBeGreaterThan(1500);
    expect(pixels.dark(75, 145, 350, 35)).toBeGreaterThan(500);
    for (const at of labels.keys()) {
      expect(pixels.dark(250, middleOf(pixels, at, 3) - 20, 130, 40)).toBeGreaterThan(400);
    }
  });

  it('draws nothing where a label is empty, so that the words are what is dark', async () => {
    const pixels = await drawn({ bars: [{ label: '', parts: [1, 1, 1] }] });
    expect(pixels.dark(40, middleOf(pixels, 0, 1) - 20, 340, 40)).toBe(0);
  });

  it('draws each part as long as its count, in the colours of the legend', async () => {
    const bars = [
      { label: 'a', parts: [3, 1, 0] },
      { label: 'b', parts: [0, 2, 0] },
    ];
    const pixels = await drawn({ bars });
    const [first, second] = [middleOf(pixels, 0, 2) + 16, middleOf(pixels, 1, 2) + 16];
    expect(pixels.at(barsLeft + 10, first)).toEqual(green);
    expect(pixels.at(barsLeft + 480, first)).toEqual(green);
    expect(pixels.at(barsLeft + 505, first)).toEqual(blue);
    expect(pixels.at(barsLeft + 10, second)).toEqual(blue);
    expect(pixels.at(barsLeft + 320, second)).toEqual(blue);
    expect(pixels.at(barsLeft + 340, second)).toEqual([255, 255, 255]);
  });

  it('writes what a bar comes to, also where it is nothing', async () => {
    const pixels = await drawn({ bars: [{ label: '慈利县', parts: [0, 0, 0] }] });
    const middle = middleOf(pixels, 0, 1);
    expect(pixels.dark(barsLeft + 8, middle - 20, 30, 40)).toBeGreaterThan(40);
    expect(pixels.at(barsLeft + 200, middle)).toEqual([255, 255, 255]);
  });

  it('grows with its bars, and cuts long words instead of drawing over the bars or the edge', async () => {
    const label = '巴音郭楞蒙古自治州和静县某某某某某某某某某某某某某某某某某某某某某某';
    const bars = Array.from({ length: 20 }, (_, at) => ({ label, parts: [at, 1, 1] }));
    const pixels = await drawn({ title: label.repeat(4), bars });
    expect(pixels.height).toBeGreaterThan(20 * rowHeight);
    expect(pixels.dark(0, 0, 36, pixels.height)).toBe(0);
    expect(pixels.dark(1165, 0, 35, pixels.height)).toBe(0);
    expect(pixels.dark(barsLeft - 14, middleOf(pixels, 0, 20) - 36, 13, 20 * rowHeight - 8)).toBe(0);
  });

  it('can be asked for several times at once, each gets its own', async () => {
    const heights = await Promise.all(
      [1, 4, 2].map(async (count) => {
        const bars = Array.from({ length: count }, () => ({ label: 'x', parts: [1, 2, 3] }));
        return (await drawn({ bars })).height;
      }),
    );
    const [one = 0] = heights;
    expect(heights).toEqual([one, one + 3 * rowHeight, one + rowHeight]);
  });

  it('refuses a bar that does not fit the legend, and counts that are none', async () => {
    for (const parts of [
      [1, 2],
      [1, 2, 3, 4],
      [1, -2, 3],
      [1, Number.NaN, 3],
      [1, 2, Infinity],
    ])
      await expect(drawn({ bars: [{ label: '慈利县', parts }] })).rejects.toThrow(RangeError);
  });
});
