import { type App, startApp } from '../../src/app.js';
import { builtInCampaigns, loadCampaignFiles } from '../../src/config/campaign-files.js';
import { createLog } from '../../src/config/log.js';
import type { Store } from '../../src/storage/store.js';
import type { CampaignDefinition } from '../../src/survey/definition.js';
import type { RunningChat } from '../support/local-chat.js';
import { secretLog } from './world.js';

/** The bot in this process, on a store and a chat that outlive it; what it logs must keep silent. */
export async function botHere(
  store: Store,
  chat: RunningChat,
  campaigns?: readonly CampaignDefinition[],
): Promise<App> {
  const lines = secretLog();
  return startApp({
    channel: { kind: 'telegram', token: chat.token, apiRoot: chat.apiRoot },
    store,
    campaigns:
      campaigns?.map((campaign) => ({ campaign, templates: new Map<string, Buffer>() })) ??
      (await loadCampaignFiles([builtInCampaigns])),
    log: createLog('debug', (line) => lines.push(line)),
  });
}
