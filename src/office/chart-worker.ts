import { fileURLToPath } from 'node:url';
import { parentPort } from 'node:worker_threads';
import { Resvg } from '@resvg/resvg-js';
import { BarChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TitleComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { chartHeight, chartOption, chartWidth, fontFamily } from './chart-option.js';
import type { BarChart as Chart } from './chart-picture.js';

/* The thread that draws: the chart library alone takes most of a second to load. */

use([BarChart, GridComponent, LegendComponent, TitleComponent, SVGRenderer]);

/** One weight of five; a font that is missing would draw no text and say nothing. */
const fontFile = fileURLToPath(
  new URL('../fonts/NotoSansHans-Regular.otf', import.meta.resolve('@embedpdf/fonts-sc')),
);

parentPort?.on('message', (chart: Chart) => parentPort?.postMessage(picture(chart)));

function picture(chart: Chart): Uint8Array {
  const size = { width: chartWidth, height: chartHeight(chart) };
  const drawing = init(null, null, { renderer: 'svg', ssr: true, ...size });
  drawing.setOption(chartOption(chart));
  const svg = drawing.renderToSVGString();
  drawing.dispose();
  const font = { fontFiles: [fontFile], loadSystemFonts: false, defaultFontFamily: fontFamily };
  return new Resvg(svg, { font, background: '#ffffff' }).render().asPng();
}
