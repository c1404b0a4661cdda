import { campaignMenu } from '../campaigns/commands.js';
import { failure, type Log } from '../config/log.js';
import { staffMenu } from '../desk/commands.js';
import { commandMenu } from '../intake/commands.js';
import type { ProductBot } from '../telegram/create-bot.js';
import { askedToWait, isNetworkTrouble } from '../telegram/setbacks.js';
import type { Wording } from '../wording/wording.js';

interface MenuEntry {
  readonly command: string;
  readonly description: string;
}

function administratorMenu({ t }: Wording): MenuEntry[] {
  return [
    { command: 'people', description: t('command-people') },
    ...campaignMenu(t),
    { command: 'newcampaign', description: t('command-newcampaign') },
    ...staffMenu(t),
    ...commandMenu(t),
  ];
}

/** Of whoever was appointed. An administrator goes on to have everything. */
export function appointedMenu(
  w: Wording,
  { isAdministrator, runsCampaigns }: { readonly isAdministrator: boolean; readonly runsCampaigns: boolean },
): MenuEntry[] {
  if (isAdministrator) return administratorMenu(w);
  return [...staffMenu(w.t), ...(runsCampaigns ? campaignMenu(w.t) : []), ...commandMenu(w.t)];
}

/** Learns who the bot is, waiting for Telegram if need be, and sets its menus of commands. */
export async function greet(
  product: ProductBot,
  w: Wording,
  adminIds: readonly number[],
  log: Log,
): Promise<void> {
  for (let wait = 500; ; wait = Math.min(wait * 2, 10_000)) {
    try {
      // Not bot.init(), which tries for ever without a word.
      product.bot.botInfo = await product.bot.api.getMe();
      await product.bot.api.setMyCommands(commandMenu(w.t));
      break;
    } catch (error) {
      if (!isNetworkTrouble(error) && askedToWait(error) === undefined) throw error;
      log.warn('telegram-away', { error: failure(error) });
      await new Promise((resolve) => setTimeout(resolve, askedToWait(error) ?? wait));
    }
  }
  for (const chat_id of adminIds)
    try {
      await product.bot.api.setMyCommands(administratorMenu(w), { scope: { type: 'chat', chat_id } });
    } catch (error) {
      // Somebody who has never written has no chat to set a menu in; the next start tries again.
      log.info('no-menu', { error: failure(error) });
    }
}
