import { PGlite } from '@electric-sql/pglite';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaPGlite } from 'pglite-prisma-adapter';
import { expect, test } from 'vitest';
import { diffToSchema } from '../../scripts/schema-engine.js';
import { migrate } from '../../src/storage/migrate.js';
import { embeddedSession } from '../../src/storage/open.js';

test('smoke', async () => {
  const pglite = await PGlite.create();
  expect(await migrate(embeddedSession(pglite))).toHaveLength(1);
  expect(await migrate(embeddedSession(pglite))).toHaveLength(0);
  expect(await diffToSchema(new PrismaPGlite(pglite))).toBe('');
  await pglite.close();
  void PrismaPg;
  void pg;
});
