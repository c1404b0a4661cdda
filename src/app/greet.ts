import { failure, type Log } from '../config/log.js';
import { commandMenu } from '../intake/commands.js';
import { languageOf } from '../storage/person-store.js';
import type { ProductBot } from '../telegram/create-bot.js';
import { askedToWait, isNetworkTrouble } from '../telegram/setbacks.js';
import type { House, Words } from './doors.js';
import { setMenu, staffTasksOf } from './staff-menu.js';

/** Learns who the bot is, waiting for Telegram if need be, and sets its menus of commands. */
export async function greet(
  product: ProductBot,
  words: Words,
  { store, adminIds = [] }: Pick<House, 'store' | 'adminIds'>,
  log: Log,
): Promise<void> {
  for (let wait = 500; ; wait = Math.min(wait * 2, 10_000)) {
    try {
      // Not bot.init(), which tries for ever without a word.
      product.bot.botInfo = await product.bot.api.getMe();
      await product.bot.api.setMyCommands(commandMenu(words('zh-CN').t));
      break;
    } catch (error) {
      if (!isNetworkTrouble(error) && askedToWait(error) === undefined) throw error;
      log.warn('telegram-away', { error: failure(error) });
      await new Promise((resolve) => setTimeout(resolve, askedToWait(error) ?? wait));
    }
  }
  for (const chatId of adminIds) {
    const externalId = String(chatId);
    const w = words(await languageOf(store.prisma, { channel: 'telegram', externalId }));
    const tasks = await staffTasksOf({ store, adminIds }, externalId);
    try {
      await setMenu(product.bot.api, chatId, w, tasks);
    } catch (error) {
      // Somebody who has never written has no chat to set a menu in; the next start tries again.
      log.info('no-menu', { error: failure(error) });
    }
  }
}
