import type { EChartsCoreOption } from 'echarts/core';
import type { BarChart } from './chart-picture.js';
import { widthOf } from './sheet-lines.js';

/* Where everything stands on the picture, in pixels; letters are large, since a chat shows it small. */

export const chartWidth = 1200;
export const fontFamily = 'Noto Sans S Chinese';
const edge = 40;
const rowHeight = 72;
const labelSize = 26;
/** Of a label's line, in half-width characters. */
const labelWidth = 26;
const labelLines = 2;
const labelRoom = (labelWidth * labelSize) / 2 + 16;
const totalRoom = 110;
const plotWidth = chartWidth - 2 * edge - labelRoom - totalRoom;
/** Told apart by people who do not see all colours, too. */
const colours = ['#2e7d5b', '#4a90d9', '#c8701a', '#8b6bb1', '#9aa0a6', '#c2504d'];
const ink = '#1f2329';

export function chartHeight(chart: BarChart): number {
  return headHeight(chart) + Math.max(1, chart.bars.length) * rowHeight + edge;
}

/** The title, the line under it and the legend. */
function headHeight(chart: BarChart): number {
  return legendTop(chart) + (chart.legend.length > 0 ? 60 : 0);
}

function legendTop({ title, subtitle }: BarChart): number {
  const lines = shortened(title, titleWidth, 2).split('\n').length;
  return edge + lines * 50 + (subtitle === undefined ? 0 : 44) + 10;
}

const titleWidth = 60;

export function chartOption(chart: BarChart): EChartsCoreOption {
  const totals = chart.bars.map(({ parts }) => parts.reduce((sum, part) => sum + part, 0));
  const most = Math.max(1, ...totals);
  return {
    animation: false,
    color: colours,
    textStyle: { fontFamily, color: ink, fontSize: labelSize },
    title: title(chart),
    legend: {
      top: legendTop(chart),
      left: edge,
      itemWidth: 28,
      itemHeight: 20,
      itemGap: 32,
      textStyle: { fontSize: 24, color: ink },
      data: [...chart.legend],
    },
    grid: {
      left: edge + labelRoom,
      right: edge + totalRoom,
      top: headHeight(chart),
      bottom: edge,
      outerBoundsMode: 'none',
    },
    xAxis: { type: 'value', max: most, axisLabel: { show: false }, splitLine: { show: false } },
    yAxis: {
      type: 'category',
      inverse: true,
      data: chart.bars.map(({ label }) => shortened(label, labelWidth, labelLines)),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: '#c9cdd4' } },
      axisLabel: { interval: 0, fontSize: labelSize, lineHeight: 32, color: ink, margin: 16 },
    },
    series: [...parts(chart, most), sums(totals)],
  };
}

function title({ title, subtitle }: BarChart): object {
  return {
    left: edge,
    top: edge,
    padding: 0,
    itemGap: 14,
    text: shortened(title, titleWidth, 2),
    textStyle: { fontSize: 36, lineHeight: 50, fontWeight: 'normal', color: ink },
    ...(subtitle !== undefined && {
      subtext: shortened(subtitle, 88, 1),
      subtextStyle: { fontSize: 24, lineHeight: 30, color: '#646a73' },
    }),
  };
}

function parts({ bars, legend }: BarChart, most: number): object[] {
  return legend.map((name, at) => ({
    name,
    type: 'bar',
    stack: 'all',
    barWidth: 40,
    data: bars.map((bar) => {
      const value = bar.parts[at] ?? 0;
      const fits = (value / most) * plotWidth >= String(value).length * 14 + 10;
      return { value, label: { show: legend.length > 1 && value > 0 && fits } };
    }),
    label: { position: 'inside', color: '#ffffff', fontSize: 22 },
  }));
}

/** What a bar comes to, written at its end: a part of its own, without a length. */
function sums(totals: readonly number[]): object {
  return {
    type: 'bar',
    stack: 'all',
    silent: true,
    data: totals.map((total) => ({ value: 0, label: { formatter: String(total) } })),
    label: { show: true, position: 'right', distance: 12, fontSize: labelSize, color: ink },
  };
}

/** A text in lines of a width in half-width characters, its end left out where it takes more lines. */
function shortened(text: string, width: number, lines: number): string {
  const made: string[] = [''];
  for (const character of text.replaceAll(/\s+/g, ' ').trim()) {
    const last = made.at(-1) ?? '';
    if (widthOf(last + character) <= width) {
      made[made.length - 1] = last + character;
      continue;
    }
    if (made.length === lines) {
      made[made.length - 1] = `${last.replace(/.$/u, '')}…`;
      break;
    }
    const wordBegins = /[!-~]/.test(character) ? last.lastIndexOf(' ') + 1 : 0;
    if (wordBegins > 0) made[made.length - 1] = last.slice(0, wordBegins - 1);
    made.push(wordBegins > 0 ? last.slice(wordBegins) + character : character);
  }
  return made.join('\n');
}
