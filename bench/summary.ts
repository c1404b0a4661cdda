import { performance } from 'node:perf_hooks';
import type pg from 'pg';
import { builtInCampaigns, loadCampaigns } from '../src/config/campaign-files.js';
import type { Appointment } from '../src/people/appointment.js';
import { enterCampaigns } from '../src/storage/campaign-store.js';
import { openStore } from '../src/storage/open.js';
import { summaryStore } from '../src/storage/summary-store.js';
import { BenchDatabase } from './database.js';
import { median, quantile } from './statistics.js';
import type { Line } from './table.js';

/*
 * What `/summary` asks of the database for an area with 2,000 demands, beside few demands of other areas and beside
 * many: the counts and the last report, as often as a door does, on a database of its own.
 */

const campaignId = 'zhangjiajie-2021';
const area = '永定区';
const others = ['慈利县', '桑植县', '武陵源区', '张家界市高新区', '市直行业部门', '高校、科研院所'];
const own = 2_000;
const most = 1_000;
const growth = 1.5;

const collector: Appointment = {
  id: 1,
  campaignId,
  role: 'collector',
  title: '汇总单位',
  scopes: [{ kind: 'area', value: area }],
};

interface Measured {
  readonly median: number;
  readonly p99: number;
}

export async function summary(quick: boolean): Promise<Line[]> {
  const [few, many] = quick ? [4_000, 20_000] : [20_000, 200_000];
  const small = await measure(few, quick, false);
  const big = await measure(many, quick, true);
  const text = ({ median: half, p99 }: Measured): string =>
    `${half.toFixed(1)} ms median, ${p99.toFixed(1)} ms p99`;
  const ratio = big.median / small.median;
  return [
    {
      measured: `/summary of an area of ${own}, ${few} demands in all`,
      ours: text(small),
      peers: '',
      target: `<= ${most} ms`,
      met: small.p99 <= most,
    },
    {
      measured: `/summary of an area of ${own}, ${many} demands in all`,
      ours: text(big),
      peers: '',
      target: `<= ${most} ms`,
      met: big.p99 <= most,
    },
    {
      measured: `/summary, ${many} demands / ${few}`,
      ours: ratio.toFixed(2),
      peers: '',
      target: `<= ${growth}`,
      met: ratio <= growth,
    },
  ];
}

async function measure(total: number, quick: boolean, printsPlans: boolean): Promise<Measured> {
  const database = await BenchDatabase.create('summary');
  try {
    const store = await openStore({ databaseUrl: database.url, dataDir: '' });
    try {
      await enterCampaigns(store.prisma, await loadCampaigns([builtInCampaigns]), new Date());
      await fill(database.client, total);
      const summaries = summaryStore(store.prisma, 1);
      const since = new Date(Date.now() - 24 * 3600 * 1000);
      const once = async (): Promise<number> => {
        const started = performance.now();
        const [counts, reports] = await Promise.all([
          summaries.counts([collector], campaignId, { area }, since),
          summaries.reports(campaignId, 'summary', 'survey', [area]),
        ]);
        const took = performance.now() - started;
        if (counts.units !== own || !reports.get(area)) throw new Error('a summary that counts wrongly');
        return took;
      };
      for (let n = 0; n < 5; n += 1) await once();
      const times: number[] = [];
      for (let n = 0; n < (quick ? 40 : 200); n += 1) times.push(await once());
      if (printsPlans) await printPlans(database.client, since);
      return { median: median(times), p99: quantile(times, 0.99) };
    } finally {
      await store.close();
    }
  } finally {
    await database.drop();
  }
}

/** As many demands as wanted, each with its submission and receipt; a tenth filed today, every area reported. */
async function fill(client: pg.Client, total: number): Promise<void> {
  const { rows } = await client.query<{ id: number }>(
    `SELECT id FROM form_version WHERE campaign_id = $1 AND form_id = 'survey'`,
    [campaignId],
  );
  const version = rows[0]?.id;
  await client.query('BEGIN');
  await client.query(`INSERT INTO person (id) SELECT 1000000 + n FROM generate_series(1, ${total}) n`);
  await client.query(
    `INSERT INTO submission (id, person_id, campaign_id, form_id, form_version_id, state, started_at, changed_at)
     SELECT n, 1000000 + n, $1, 'survey', $2, 'submitted', now(), now() FROM generate_series(1, ${total}) n`,
    [campaignId, version],
  );
  await client.query(
    `INSERT INTO demand (id, submission_id, rank, created_at) SELECT n, n, 1, now() FROM generate_series(1, ${total}) n`,
  );
  await client.query(
    `INSERT INTO receipt (campaign_id, sequence, number, submission_id, revision, content, submitted_at)
     SELECT $1, n, 'B-' || n, n, 0, jsonb_build_object('formVersionId', $2::int, 'demands', jsonb_build_array(n),
       'answers', jsonb_build_array(jsonb_build_object('demand', n, 'question', 'content', 'value', repeat('需求', 100)))), now()
     FROM generate_series(1, ${total}) n`,
    [campaignId, version],
  );
  // The area's demands lie between the others, as they come in.
  await client.query(
    `INSERT INTO filed_demand (demand_id, submission_id, campaign_id, form_id, area, sector, category, field, name, unit,
       place, filed_at, state, rank)
     SELECT n, n, $1, 'survey', CASE WHEN isOwn THEN $2 ELSE ($3::text[])[1 + n % 6] END,
       CASE WHEN NOT isOwn AND n % 6 = 4 THEN '农业' END, '类' || k % 5, '领域' || k % 8, '项目' || n, '单位' || n, 1,
       now() - (k % 10) * interval '1 day', CASE WHEN k % 4 = 0 THEN 'waiting' ELSE 'accepted' END,
       CASE WHEN k % 4 = 0 THEN NULL ELSE n END
     FROM (SELECT n, n / ${total / own} AS k, n % ${total / own} = 0 AS isOwn FROM generate_series(1, ${total}) n) demands`,
    [campaignId, area, others],
  );
  await client.query(
    `INSERT INTO sheet_report (campaign_id, sheet_id, owner, number, content, digest, appointment_id, reported_at)
     SELECT $1, 'summary', area, number, jsonb_build_object('title', area, 'basis', string_agg(demand_id || '.0.' || rank, ' ' ORDER BY demand_id),
       'rows', jsonb_agg(jsonb_build_object('demand', demand_id, 'cells', jsonb_build_array(name, unit, repeat('简述', 30))) ORDER BY rank)),
       '', 1, now()
     FROM filed_demand, generate_series(1, 3) number WHERE state = 'accepted' GROUP BY area, number`,
    [campaignId],
  );
  await client.query('COMMIT');
  await client.query('VACUUM ANALYZE');
}

async function printPlans(client: pg.Client, since: Date): Promise<void> {
  const where = `campaign_id = '${campaignId}' AND area IN ('${area}') AND area = '${area}'`;
  const there = `${where} AND state <> 'withdrawn'`;
  const statements = [
    `SELECT area, state, count(*) FROM filed_demand WHERE ${where} GROUP BY area, state`,
    `SELECT field, count(*) FROM filed_demand WHERE ${there} GROUP BY field`,
    `SELECT count(*) FROM filed_demand WHERE ${there} AND filed_at >= '${since.toISOString()}'`,
    `SELECT submission_id FROM filed_demand WHERE ${there} GROUP BY submission_id`,
    `SELECT demand_id, revision, rank FROM filed_demand WHERE campaign_id = '${campaignId}' AND form_id = 'survey'
       AND area = '${area}' AND state = 'accepted' ORDER BY demand_id`,
    `SELECT owner, max(number) FROM sheet_report WHERE campaign_id = '${campaignId}' AND sheet_id = 'summary'
       AND owner IN ('${area}') GROUP BY owner`,
  ];
  for (const statement of statements) {
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(`EXPLAIN (ANALYZE, BUFFERS) ${statement}`);
    process.stderr.write(`${statement}\n${rows.map((row) => `  ${row['QUERY PLAN']}`).join('\n')}\n\n`);
  }
}
