// The bot as a process of its own that takes updates from its parent too: `{ n, updates }` is answered by `{ n }`
// when they are written down. Its argument is JSON: databaseUrl, campaigns (a folder), bot.
import type { Update } from 'grammy/types';
import { startApp } from '../../src/app.js';
import { loadCampaignFiles } from '../../src/config/campaign-files.js';
import { createLog } from '../../src/config/log.js';
import { openStore } from '../../src/storage/open.js';

export interface AppProcess {
  readonly databaseUrl: string;
  readonly campaigns: string;
  readonly bot: { readonly token: string; readonly apiRoot: string };
}

const { databaseUrl, campaigns, bot } = JSON.parse(process.argv[2] ?? '{}') as AppProcess;
const store = await openStore({ databaseUrl, dataDir: '' });
const app = await startApp({
  channel: { kind: 'telegram', token: bot.token, apiRoot: bot.apiRoot },
  store,
  campaigns: await loadCampaignFiles([campaigns]),
  log: createLog('debug'),
});
process.on('message', ({ n, updates }: { n: number; updates: Update[] }) => {
  void app.receive(updates).then(() => process.send?.({ n }));
});
process.on('disconnect', () => process.exit(0));
process.send?.('ready');
