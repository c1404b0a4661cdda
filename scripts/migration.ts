// npm run migration -- NAME            writes what is missing between the migrations and the schema
// npm run migration -- --reset-first   writes the first migration anew; only until the first release
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import { PrismaPGlite } from 'pglite-prisma-adapter';
import { embeddedSession } from '../src/storage/embedded.js';
import { MIGRATIONS_DIR, migrate } from '../src/storage/migrate.js';
import { diffToSchema } from './schema-engine.js';

const FIRST = '0001_first';
const BY_HAND = fileURLToPath(new URL('../prisma/first-by-hand.sql', import.meta.url));

const [argument] = process.argv.slice(2);
if (argument === '--reset-first') {
  rmSync(`${MIGRATIONS_DIR}${FIRST}`, { recursive: true, force: true });
  const sql = await missing();
  // Prisma's own CREATE SCHEMA needs a right on the database that a hosted user often lacks.
  const tables = sql.replace(/-- CreateSchema\nCREATE SCHEMA[^;]*;\n\n/, '');
  write(FIRST, `${tables}\n${readFileSync(BY_HAND, 'utf8')}`);
} else if (argument && /^[a-z][a-z0-9_]*$/.test(argument)) {
  const sql = await missing();
  const stamp = new Date().toISOString().replaceAll(/\D/g, '').slice(0, 14);
  if (sql) write(`${stamp}_${argument}`, sql);
  else console.log('The migrations and prisma/schema.prisma agree; nothing was written.');
} else {
  console.error('Usage: npm run migration -- NAME   (lower case, digits and _), or -- --reset-first');
  process.exitCode = 2;
}

/** The existing migrations, in a scratch database, against the schema. */
async function missing(): Promise<string> {
  const scratch = await PGlite.create();
  try {
    await migrate(embeddedSession(scratch));
    return await diffToSchema(new PrismaPGlite(scratch));
  } finally {
    await scratch.close();
  }
}

function write(name: string, sql: string): void {
  const directory = `${MIGRATIONS_DIR}${name}`;
  if (!existsSync(directory)) mkdirSync(directory, { recursive: true });
  writeFileSync(`${directory}/migration.sql`, sql);
  console.log(`prisma/migrations/${name}/migration.sql written; read it before you commit it.`);
}
