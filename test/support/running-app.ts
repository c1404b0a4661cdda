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
  /** As the bot has it. */
  readonly now: () => Date;
}

/** The whole bot in this process, on a store, with a local chat of its own. */
export async function runApp(
  store: Store,
  {
    campaigns,
    adminIds,
    chat: chatOptions,
    atNoon,
  }: {
    campaigns?: readonly CampaignDefinition[];
    adminIds?: readonly number[];
    chat?: ChatOptions;
    /** It is noon in the campaigns' zone when it starts: reminders are not sent at night. */
    atNoon?: true;
  } = {},
): Promise<RunningApp> {
  const log: string[] = [];
  const chat = await localChat(chatOptions);
  const ahead = atNoon ? secondsToNoon() : 0;
  if (atNoon) await chat.chat.clockAhead(ahead);
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
    now: () => new Date(Date.now() + ahead * 1000),
    stop: async () => {
      await app.stop();
      await chat.stop();
    },
  };
}

/** Until it is noon in China, which knows no summer time. */
function secondsToNoon(): number {
  const day = 24 * 3600;
  const secondOfDay = (Date.now() / 1000 + 8 * 3600) % day;
  return Math.round((day + day / 2 - secondOfDay) % day);
}

/** Whether nothing is in hand; an update that waits for its next try is not. */
async function hasReplied({ prisma }: Store): Promise<boolean> {
  const inHand = await prisma.inboxUpdate.count({
    where: { state: { in: ['received', 'applied'] }, nextTryAt: null },
  });
  return inHand === 0;
}
