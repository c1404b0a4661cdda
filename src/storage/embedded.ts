import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { PrismaPGlite } from 'pglite-prisma-adapter';
import { lockFolder } from './embedded-lock.js';
import { readSeed } from './embedded-seed.js';
import { type MigrationSession, migrate } from './migrate.js';
import { answers, newPrisma, once } from './prisma-client.js';
import { sqlThroughPrisma } from './sql.js';
import type { EmbeddedStore } from './store.js';

/** @throws StoreBusyError when another process has this folder. */
export async function openEmbedded(dataDir: string): Promise<EmbeddedStore> {
  await mkdir(dataDir, { recursive: true });
  const unlock = await lockFolder(dataDir);
  try {
    const folder = join(dataDir, 'store');
    if (!existsSync(folder)) await createFolder(folder);
    const store = await serveEmbedded(await PGlite.create(folder));
    return { ...store, close: once(() => store.close().finally(unlock)) };
  } catch (error) {
    await unlock();
    throw error;
  }
}

/** A new cluster is made beside its place and moved there whole: a crash leaves no half of one. */
async function createFolder(folder: string): Promise<void> {
  const draft = `${folder}.new`;
  await rm(draft, { recursive: true, force: true });
  const seed = await readSeed();
  const pglite = await PGlite.create(draft, seed && { loadDataDir: seed });
  await pglite.close();
  await rename(draft, folder);
}

/** Makes a store of an open PGlite, which it closes with itself. */
export async function serveEmbedded(pglite: PGlite): Promise<EmbeddedStore> {
  await pglite.exec(`SET TIME ZONE 'UTC'`);
  await migrate(embeddedSession(pglite));
  const prisma = newPrisma(new PrismaPGlite(pglite));
  return {
    kind: 'embedded',
    prisma,
    sql: sqlThroughPrisma(prisma),
    healthy: () => answers(prisma),
    close: once(async () => {
      await prisma.$disconnect();
      await pglite.close();
    }),
  };
}

export function embeddedSession(pglite: PGlite): MigrationSession {
  return {
    query: (sql, parameters) => pglite.query(sql, parameters),
    run: (sql) => pglite.exec(sql),
  };
}
