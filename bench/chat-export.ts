import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { startApp } from '../src/app.js';
import { builtInCampaigns, loadCampaignFiles } from '../src/config/campaign-files.js';
import { createLog } from '../src/config/log.js';
import { openStore } from '../src/storage/open.js';
import { localChatProcess } from '../test/support/local-chat.js';
import { zhangjiajieValues } from '../test/support/stored.js';
import { BenchDatabase } from './database.js';
import { quantile } from './statistics.js';
import { atMost, type Line } from './table.js';

/*
 * "全部答案" tapped by the planning office, from the tap to the file in the chat: PostgreSQL, the whole bot in this
 * process, the chat server in another. Meanwhile somebody else asks for /help all the time.
 */

const campaignId = 'zhangjiajie-2021';
const planner = 1003;
const bystander = 1001;
const text =
  '针对现有工艺能耗高、收率低的问题，开展关键材料制备与表征研究，突破在线监测与智能控制技术，建设年处理三千吨的示范生产线一条，形成企业标准两项并申请发明专利三件以上。';
const long = { background: 3, 'state-of-research': 4, content: 6, benefits: 4 };

export async function chatExport(demands: number): Promise<Line[]> {
  const database = await BenchDatabase.create('export');
  const chat = await localChatProcess();
  const store = await openStore({ databaseUrl: database.url, dataDir: '' });
  const app = await startApp({
    channel: { kind: 'telegram', token: chat.token, apiRoot: chat.apiRoot },
    store,
    campaigns: await loadCampaignFiles([builtInCampaigns]),
    log: createLog('error'),
  });
  try {
    await fill(database, demands);
    const zhao = chat.chat.person(planner);
    const li = chat.chat.person(bystander);
    await zhao.says('/help');
    await zhao.hears();
    await li.says('/help');
    await li.hears();
    await appoint(database);
    await zhao.says('/summary');
    const summary = await zhao.hears('汇总 ·', 60_000);

    const idle = process.memoryUsage.rss();
    let peak = idle;
    const watch = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage.rss());
    }, 50);
    const delay = monitorEventLoopDelay({ resolution: 10 });
    delay.enable();
    const started = performance.now();
    await zhao.taps(/全部答案/, { in: summary.id });
    const answered: number[] = [];
    const making = { isDone: false };
    const meanwhile = (async () => {
      while (!making.isDone) {
        const asked = performance.now();
        await li.says('/help');
        await li.hears(undefined, 60_000);
        answered.push(performance.now() - asked);
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    })();
    while ((await zhao.last()).message.document === undefined)
      await new Promise((resolve) => setTimeout(resolve, 250));
    const took = (performance.now() - started) / 1000;
    making.isDone = true;
    await meanwhile;
    delay.disable();
    clearInterval(watch);
    const title = `全部答案 in chat, ${demands} demands`;
    return [
      atMost(`${title}: from the tap to the file`, took, 30, 's'),
      atMost(`${title}: memory above idle`, (peak - idle) / 2 ** 20, 512, 'MiB'),
      atMost(`${title}: delay of the bot's loop, p99`, delay.percentile(99) / 1e6, 50, 'ms'),
      atMost(`${title}: another chat answered meanwhile, p99`, quantile(answered, 0.99), 300, 'ms'),
    ];
  } finally {
    await app.stop();
    await store.close();
    await chat.stop();
    await database.drop();
  }
}

async function appoint({ client }: BenchDatabase): Promise<void> {
  await client.query(`
    WITH person AS (INSERT INTO person DEFAULT VALUES RETURNING id),
      known AS (INSERT INTO identity (channel, external_id, person_id) SELECT 'telegram', '${planner}', id FROM person)
    INSERT INTO appointment (campaign_id, person_id, role, title, appointed_at)
    SELECT '${campaignId}', id, 'planner', '规划科', now() FROM person`);
}

/** Whole forms as people fill them in, each with its own name. */
async function fill({ client }: BenchDatabase, total: number): Promise<void> {
  const { rows } = await client.query<{ id: number }>(
    `SELECT id FROM form_version WHERE campaign_id = $1 AND form_id = 'survey'`,
    [campaignId],
  );
  const version = rows[0]?.id;
  const repeated = ['project-name', 'field', 'category', ...Object.keys(long)];
  const answers = Object.entries(zhangjiajieValues).map(([question, value]) => ({
    demand: repeated.includes(question) ? 'N' : 0,
    question,
    skipped: false,
    value: question in long ? text.repeat(long[question as keyof typeof long]) : value,
    note: null,
  }));
  const content = JSON.stringify({ formVersionId: version, demands: ['N'], answers });
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
     SELECT $1, n, 'B-' || n, n, 0, replace(replace($2::text, '"N"', n::text), '莓茶采后保鲜', '项目' || n)::jsonb, now()
     FROM generate_series(1, ${total}) n`,
    [campaignId, content],
  );
  await client.query(
    `INSERT INTO filed_demand (demand_id, submission_id, campaign_id, form_id, area, name, unit, place, filed_at, state)
     SELECT n, n, $1, 'survey', '永定区', '项目' || n, '单位' || n, 1, now(), 'waiting' FROM generate_series(1, ${total}) n`,
    [campaignId],
  );
  await client.query('COMMIT');
  await client.query('VACUUM ANALYZE');
}
