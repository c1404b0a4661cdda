import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { flatWriter } from '../src/office/flat-file.js';
import { atMost, type Line } from './table.js';

/* A campaign's demands as one flat sheet, written while the loop of the main thread is watched. */

const columns = 34;
const batch = 250;
const seconds = 30;
const mebibytes = 512;
const milliseconds = 50;

export async function flatExport(rows: number): Promise<Line[]> {
  const directory = await mkdtemp(join(tmpdir(), 'zhengji-flat-'));
  try {
    return await measured(directory, rows);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function measured(directory: string, rows: number): Promise<Line[]> {
  const idle = process.memoryUsage.rss();
  let peak = idle;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 20);
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  const started = performance.now();
  const writer = flatWriter({
    directory,
    name: '全部需求',
    sheetName: '全部需求',
    header: Array.from({ length: columns }, (_, at) => `第${at + 1}项`),
    widths: Array.from({ length: columns }, () => 18),
    maxBytes: 45 * 1024 * 1024,
  });
  for (let first = 0; first < rows; first += batch)
    await writer.write(Array.from({ length: Math.min(batch, rows - first) }, (_, at) => demand(first + at)));
  const files = await writer.end();
  const took = (performance.now() - started) / 1000;
  delay.disable();
  clearInterval(watch);
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const more = (peak - idle) / 2 ** 20;
  const p99 = delay.percentile(99) / 1e6;
  const title = `flat export, ${rows} rows of ${columns}`;
  return [
    atMost(`${title}: time`, took, seconds, 's'),
    atMost(`${title}: memory above idle`, more, mebibytes, 'MiB'),
    atMost(`${title}: delay of the loop, p99`, p99, milliseconds, 'ms'),
    {
      measured: `${title}: files`,
      ours: `${files.length}, ${(bytes / 2 ** 20).toFixed(1)} MiB`,
      peers: '',
      target: '',
      met: undefined,
    },
  ];
}

const clauses = [
  '针对现有工艺能耗高、收率低的问题',
  '开展关键材料制备与表征研究',
  '突破在线监测与智能控制技术',
  '建设年处理三千吨的示范生产线一条',
  '形成企业标准两项并申请发明专利三件以上',
  '项目完成后预计新增产值一千二百万元',
  '带动周边农户就近就业',
  '与高校共建联合实验室并培养技术骨干',
  '解决高寒地区设备启动困难的难题',
  '降低单位产品综合能耗百分之十五',
];

/** A demand as it is filled in: six long texts, the rest short; no two rows alike. */
function demand(row: number): string[] {
  return Array.from({ length: columns }, (_, column) => {
    const seed = row * 31 + column * 17;
    if (column % 6 === 5) return text(seed, 4 + (seed % 9));
    if (column === 0) return String(row + 1);
    if (column === 1) return `9143082${String(row).padStart(11, '0')}`;
    if (column === 2) return `1380000${String(row % 10_000).padStart(4, '0')}`;
    return `${clauses[seed % clauses.length]?.slice(0, 4 + (seed % 8)) ?? ''}${seed % 997}`;
  });
}

function text(seed: number, sentences: number): string {
  return Array.from(
    { length: sentences },
    (_, at) =>
      `${clauses[(seed * (at + 3) + at * at) % clauses.length] ?? ''}（${(seed * (at + 1)) % 9973}）`,
  ).join('，');
}
