import { type App, startApp } from '../../src/app.js';
import { builtInCampaigns, loadCampaignFiles } from '../../src/config/campaign-files.js';
import { createLog } from '../../src/config/log.js';
import type { Store } from '../../src/storage/store.js';
import type { CampaignDefinition } from '../../src/survey/definition.js';
import { ChatClient } from './chat-client.js';
import { type ChatOptions, localChat, type RunningChat } from './local-chat.js';

export interface RunningApp extends RunningChat {
  readonly app: App;
  /** Lines of the log so far. */
  readonly log: readonly string[];
}

/** The whole bot in this process, on a store, with a local chat of its own. */
export async function runApp(
  store: Store,
  {
    campaigns,
    adminIds,
    chat: chatOptions,
  }: {
    campaigns?: readonly CampaignDefinition[];
    adminIds?: readonly number[];
    chat?: ChatOptions;
  } = {},
): Promise<RunningApp> {
  const log: string[] = [];
  const chat = await localChat(chatOptions);
  const app = await startApp({
    channel: { kind: 'telegram', token: chat.token, apiRoot: chat.apiRoot },
    store,
    campaigns:
      campaigns?.map((campaign) => ({ campaign, templates: new Map<string, Buffer>() })) ??
      (await loadCampaignFiles([builtInCampaigns])),
    ...(adminIds && { adminIds }),
    log: createLog('debug', (line) => log.push(line)),
  });
  return {
    ...chat,
    chat: new ChatClient(chat.apiRoot, () => hasReplied(store)),
    app,
    log,
    stop: async () => {
      await app.stop();
      await chat.stop();
    },
  };
}

/** Whether nothing is in hand; an update that waits for its next try is not. */
async function hasReplied({ prisma }: Store): Promise<boolean> {
  const inHand = await prisma.inboxUpdate.count({
    where: { state: { in: ['received', 'applied'] }, nextTryAt: null },
  });
  return inHand === 0;
}
