import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';

// An empty cluster of exactly this PGlite, made after the installation. Unpacking it takes a quarter
// of the time of making one anew; where it is missing, that is what happens.

const CACHE = fileURLToPath(new URL('../../node_modules/.cache/zhengji/', import.meta.url));

/** The empty cluster, or nothing when the installation has made none. */
export async function readSeed(): Promise<Blob | undefined> {
  try {
    return new Blob([await readFile(await seedPath())]);
  } catch {
    return undefined;
  }
}

/** Makes the empty cluster unless it is there. */
export async function makeSeed(): Promise<void> {
  if (await readSeed()) return;
  const pglite = await PGlite.create();
  try {
    await keep(await seedPath(), await pglite.dumpDataDir('gzip'));
  } finally {
    await pglite.close();
  }
}

/** Writes a file that is either whole or not there. */
export async function keep(path: string, content: Blob): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, Buffer.from(await content.arrayBuffer()));
  await rename(draft, path);
}

async function seedPath(): Promise<string> {
  return cachePath(`empty-store-${await pgliteVersion()}.tar.gz`);
}

export function cachePath(name: string): string {
  return `${CACHE}${name}`;
}

export async function pgliteVersion(): Promise<string> {
  const entry = createRequire(import.meta.url).resolve('@electric-sql/pglite');
  const manifest: unknown = JSON.parse(await readFile(`${dirname(dirname(entry))}/package.json`, 'utf8'));
  return (manifest as { version: string }).version;
}
