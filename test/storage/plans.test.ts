import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { COMMIT } from '../../src/storage/draft-store.js';
import { FINISH, PENDING, RECEIVE } from '../../src/storage/inbox-statements.js';
import { openStore } from '../../src/storage/open.js';
import { BY_KEY } from '../../src/storage/postgres.js';
import { STANDINGS } from '../../src/storage/standing-statement.js';
import { newDatabase } from '../support/store.js';
import { storesToTest } from '../support/stores.js';

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Cond'?: string;
  readonly Plans?: readonly PlanNode[];
}

function nodes(plan: PlanNode): PlanNode[] {
  return [plan, ...(plan.Plans ?? []).flatMap(nodes)];
}

/** The condition names a row of another list: `(update_id = c."updateId")`, not `(bot_id = $1)` alone. */
const byKey = /= \(*"?\w+"?\./;

/** How a plan comes by its rows, where that is not by a key. */
function withoutKey(plan: PlanNode): string[] {
  return nodes(plan)
    .filter((node) => /^(Seq|Index|Index Only|Bitmap Index|Tid) Scan$/.test(node['Node Type']))
    .filter((node) => node['Node Type'] === 'Seq Scan' || !byKey.test(node['Index Cond'] ?? ''))
    .map((node) => `${node['Node Type']} ${node['Relation Name'] ?? ''} ${node['Index Cond'] ?? ''}`);
}

describe.runIf(storesToTest().includes('postgres'))('a statement planned on empty tables', () => {
  let database: Awaited<ReturnType<typeof newDatabase>>;
  let client: pg.Client;
  beforeAll(async () => {
    database = await newDatabase();
    const store = await openStore({ databaseUrl: database.url, dataDir: '' });
    await store.close();
    client = new pg.Client({ connectionString: database.url, options: BY_KEY });
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  test.each([
    { statement: RECEIVE, types: 'bigint, jsonb, int, int, text', values: "1, '[]', 1, 1, ''" },
    { statement: PENDING, types: 'bigint, jsonb', values: "1, '[]'" },
    { statement: FINISH, types: 'bigint, jsonb, int', values: "1, '[]', 1" },
    { statement: STANDINGS, types: 'jsonb', values: "'[]'" },
    { statement: COMMIT, types: 'bigint, jsonb', values: "1, '[]'" },
  ])('finds its rows by their keys: $statement.name', async ({ statement, types, values }) => {
    await client.query(`PREPARE ${statement.name}(${types}) AS ${statement.text}`);
    const explained = await client.query<{ 'QUERY PLAN': { Plan: PlanNode }[] }>(
      `EXPLAIN (FORMAT JSON) EXECUTE ${statement.name}(${values})`,
    );
    const plan = explained.rows[0]?.['QUERY PLAN'][0]?.Plan;
    if (!plan) throw new Error('no plan');
    expect(nodes(plan).length).toBeGreaterThan(3);
    expect(withoutKey(plan)).toEqual([]);
  });
});
