import type { Store } from '../../src/storage/store.js';

type Row = Readonly<Record<string, unknown>>;

/** Every table with all its rows, each column as text. */
export async function allRows({ prisma }: Pick<Store, 'prisma'>): Promise<Map<string, Row[]>> {
  const tables = await prisma.$queryRaw<{ name: string }[]>`
    SELECT tablename::text AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename`;
  const all = new Map<string, Row[]>();
  for (const { name } of tables) {
    const rows = await prisma.$queryRawUnsafe<{ row: Row }[]>(
      `SELECT to_jsonb(t) AS row FROM "${name}" t ORDER BY t::text`,
    );
    all.set(
      name,
      rows.map(({ row }) => row),
    );
  }
  return all;
}

/** The tables in which one of the words stands, with how many rows. */
export async function tablesWith(
  store: Pick<Store, 'prisma'>,
  words: readonly string[],
): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const [table, rows] of await allRows(store)) {
    const hits = rows.filter((row) => words.some((word) => JSON.stringify(row).includes(word)));
    if (hits.length > 0) found[table] = hits.length;
  }
  return found;
}

/** What differs between two runs of the same talk without meaning anything. */
const ownToARun = /(^|_)(at|deadline)$|^message_ids$|^bot_id$|^update_id$|^claimed_at$|^worker_id$/;
const notCompared = new Set(['_prisma_migrations', 'worker', 'lane', 'form_version', 'campaign']);

/** The database as it is after a talk, to be compared with another run's. */
export async function outcomeOf(store: Pick<Store, 'prisma'>): Promise<Record<string, Row[]>> {
  const outcome: Record<string, Row[]> = {};
  for (const [table, rows] of await allRows(store)) {
    if (notCompared.has(table)) continue;
    outcome[table] = rows.map((row) =>
      Object.fromEntries(
        Object.entries(row).filter(([column, value]) => !ownToARun.test(column) || value === null),
      ),
    );
  }
  return outcome;
}
