import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readReceiptNumber } from '../../src/survey/receipt-number.js';

describe('npm run demo', () => {
  let folder: string;
  let said: string;
  let complaints: string;
  let code: number | null;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'demo-'));
    const program = fileURLToPath(new URL('../../scripts/demo.ts', import.meta.url));
    const args = ['--import', import.meta.resolve('tsx'), program];
    const demo = spawn(process.execPath, args, { cwd: folder, env: { ...process.env, TMPDIR: folder } });
    const ended = once(demo, 'exit') as Promise<[number | null]>;
    [said, complaints] = await Promise.all([text(demo.stdout), text(demo.stderr)]);
    [code] = await ended;
  }, 240_000);

  afterAll(() => rm(folder, { recursive: true }));

  it('ends well, with a valid receipt number in its last line', () => {
    expect({ code, complaints }).toEqual({ code: 0, complaints: '' });
    const last = said.trimEnd().split('\n').at(-1) ?? '';
    expect(last).toMatch(/^回执编号：/);
    expect(readReceiptNumber(last)).toMatchObject({ kind: 'ok', prefix: 'ZJJ2021', sequence: 1 });
  });

  it('prints the talk with progress, and what goes wrong on the way', () => {
    expect(said.match(/^── 已填 \d+\/23 /gm)).toHaveLength(24);
    for (const words of [
      '超出 123 字',
      '用截短的版本',
      '数到 10 位数字',
      '✓ 已改好',
      '总览 · 已填 23/23',
      '核对一遍',
    ])
      expect(said).toContain(words);
  });

  it('shows what is sent back and corrected, accepted and reported', () => {
    for (const words of [
      '有 2 处需要修改',
      '已改好，待再审',
      '本表第 1 位',
      '编为第 1 号',
      '已报送“永定区”汇总表第 1 号',
    ])
      expect(said).toContain(words);
  });

  it('shows a notice that is tried out, broadcast and reported on, and whom somebody must call', () => {
    for (const words of [
      '新增 3 家',
      '只发给了您自己',
      '已送达 1',
      '对方已停用机器人 1',
      '从未使用过机器人',
      '上次电话：无人接听',
    ])
      expect(said).toContain(words);
  });

  it('leaves the draft, the form, the sheet, the report and the list to call, and nothing else', async () => {
    for (const file of ['打印的草稿', '官方调查表', '官方汇总表', '通知发送情况', '电话名单']) {
      const path = new RegExp(`^${file}：(.+)`, 'm').exec(said)?.[1] ?? '';
      expect((await readFile(path)).subarray(0, 2).toString()).toBe('PK');
    }
    expect((await readdir(folder)).filter((name) => name.startsWith('zhengji'))).toEqual([]);
  });
});
