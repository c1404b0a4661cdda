import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lockFolder, StoreBusyError } from '../../src/storage/embedded-lock.js';
import { openStore } from '../../src/storage/open.js';

describe('the folder of the embedded store', () => {
  let folder: string;
  const children: ChildProcess[] = [];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lock-'));
  });
  afterEach(async () => {
    for (const child of children.splice(0)) await kill(child);
    await rm(folder, { recursive: true });
  });

  async function startHolder(path = folder): Promise<ChildProcess> {
    const program = fileURLToPath(new URL('folder-holder.ts', import.meta.url));
    const child = fork(program, [path], { execArgv: ['--import', 'tsx'] });
    children.push(child);
    expect(await message(child)).toBe('ready');
    return child;
  }

  test('is refused to a second process, which learns who has it', async () => {
    const child = await startHolder();
    expect(await take(child)).toBe('has');
    await expect(openStore({ dataDir: folder })).rejects.toEqual(new StoreBusyError(folder, child.pid));
    expect(await readdir(folder)).toEqual(['store.lock']);
  });

  test('is free at once when its holder is killed, and leaves one socket only', async () => {
    const child = await startHolder();
    expect(await take(child)).toBe('has');
    await kill(child);
    const release = await lockFolder(folder);
    expect(await readdir(join(folder, 'store.lock'))).toHaveLength(1);
    await release();
    expect(await readdir(join(folder, 'store.lock'))).toEqual([]);
  });

  test('goes to exactly one of four that come at once, round after round', async () => {
    const four = await Promise.all([1, 2, 3, 4].map(() => startHolder()));
    for (let round = 0; round < 3; round++) {
      const outcomes = await Promise.all(four.map(take));
      const [winner, ...more] = four.filter((_, index) => outcomes[index] === 'has');
      expect(more).toEqual([]);
      expect(outcomes.filter((outcome) => outcome.startsWith('busy'))).toHaveLength(3);
      if (!winner) break;
      await kill(winner);
      four.splice(four.indexOf(winner), 1, await startHolder());
    }
  });

  test('is held under every path that leads to it', async () => {
    const release = await lockFolder(folder);
    await symlink(folder, `${folder}-alias`);
    await expect(lockFolder(`${folder}-alias`)).rejects.toThrow(StoreBusyError);
    await rm(`${folder}-alias`);
    await release();
  });

  test('may have a path longer than a socket may', async () => {
    const deep = join(folder, 'd'.repeat(120), '深'.repeat(60));
    await mkdir(deep, { recursive: true });
    const child = await startHolder(deep);
    expect(await take(child)).toBe('has');
    await expect(lockFolder(deep)).rejects.toEqual(new StoreBusyError(deep, child.pid));
    await kill(child);
    await (await lockFolder(deep))();
  });

  test('does not stand in the way of another folder', async () => {
    const other = await mkdtemp(join(tmpdir(), 'lock-'));
    const releases = [await lockFolder(folder), await lockFolder(other)];
    await Promise.all(releases.map((release) => release()));
    await rm(other, { recursive: true });
  });
});

async function message(child: ChildProcess): Promise<string> {
  const [said] = (await once(child, 'message')) as unknown[];
  return String(said);
}

function take(child: ChildProcess): Promise<string> {
  const answer = message(child);
  child.send('take');
  return answer;
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}
