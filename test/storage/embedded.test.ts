import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStore } from '../../src/storage/open.js';

describe('the embedded store', () => {
  let dataDir: string;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'store-'));
  });
  afterEach(() => rm(dataDir, { recursive: true }));

  test('keeps every acknowledged row when its process is killed at work', async () => {
    const child = fork(fileURLToPath(new URL('store-writer.ts', import.meta.url)), [dataDir], {
      execArgv: ['--import', 'tsx'],
    });
    let acknowledged = 0;
    for (let row = 0; row < 20; row++) [acknowledged] = (await once(child, 'message')) as [number];
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;

    const store = await openStore({ dataDir });
    expect(await store.prisma.person.count()).toBeGreaterThanOrEqual(acknowledged);
    await store.prisma.person.create({ data: {} });
    await store.close();
    await store.close();
    expect(await readdir(join(dataDir, 'store.lock'))).toEqual([]);
  });

  test('begins anew when its first start was cut short', async () => {
    await mkdir(join(dataDir, 'store.new', 'base'), { recursive: true });
    await writeFile(join(dataDir, 'store.new', 'PG_VERSION'), '18');
    const store = await openStore({ dataDir });
    expect(await store.prisma.person.count()).toBe(0);
    await store.close();
  });

  test('gives its folder back when it cannot be opened', async () => {
    await mkdir(join(dataDir, 'store'));
    await writeFile(join(dataDir, 'store', 'PG_VERSION'), '9');
    await expect(openStore({ dataDir })).rejects.toThrow();
    expect(await readdir(join(dataDir, 'store.lock'))).toEqual([]);
  });
});
