import { campaignMenu } from '../campaigns/commands.js';
import { failure, type Log } from '../config/log.js';
import { staffMenu } from '../desk/commands.js';
import { commandMenu } from '../intake/commands.js';
import type { ProductBot } from '../telegram/create-bot.js';
import { askedToWait, isNetworkTrouble } from '../telegram/setbacks.js';
import type { Wording } from '../wording/wording.js';

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
      const commands = [
        { command: 'people', description: w.t('command-people') },
        ...campaignMenu(w.t),
        { command: 'newcampaign', description: w.t('command-newcampaign') },
        ...staffMenu(w.t),
        ...commandMenu(w.t),
      ];
      await product.bot.api.setMyCommands(commands, { scope: { type: 'chat', chat_id } });
    } catch (error) {
      // Somebody who has never written has no chat to set a menu in; the next start tries again.
      log.info('no-menu', { error: failure(error) });
    }
}
