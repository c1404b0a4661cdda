/* npm run audit:verify: reads the chain of every campaign's acts and names what was changed or is missing. */
import { readConfig } from '../src/config/config.js';
import { verifyChains } from '../src/storage/audit-chain.js';
import { openStore } from '../src/storage/open.js';

const read = readConfig(process.env);
if (read.kind === 'faulty') {
  process.stderr.write(`${read.faults.join('\n')}\n`);
  process.exit(2);
}
const { dataDir, databaseUrl } = read.config;
const store = await openStore({ dataDir, ...(databaseUrl !== undefined && { databaseUrl }) });
try {
  for (const { campaignId, acts, erased, faults } of await verifyChains(store.prisma)) {
    const aside = erased > 0 ? `（其中 ${erased} 条的内容已清除 / ${erased} with their values erased）` : '';
    process.stdout.write(`${campaignId}：${acts} 条 / acts${aside} ${faults.length === 0 ? '✓' : '✗'}\n`);
    for (const { sequence, fault } of faults)
      process.stdout.write(
        `  ${sequence} ${{ missing: '缺失 / missing', changed: '被改动 / changed', added: '多出 / added' }[fault]}\n`,
      );
    if (faults.length > 0) process.exitCode = 1;
  }
} finally {
  await store.close();
}
