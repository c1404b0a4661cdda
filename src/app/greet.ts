import { failure, type Log } from '../config/log.js';
import { commandMenu } from '../intake/commands.js';
import { commandOf, type StaffTask, tasksOf } from '../people/staff-commands.js';
import { staffOf } from '../storage/appointment-store.js';
import { languageOf } from '../storage/person-store.js';
import type { Store } from '../storage/store.js';
import type { ProductBot } from '../telegram/create-bot.js';
import { askedToWait, isNetworkTrouble } from '../telegram/setbacks.js';
import { taskText } from '../wording/staff-help.js';
import type { Wording } from '../wording/wording.js';
import type { House, Words } from './doors.js';

interface MenuEntry {
  readonly command: string;
  readonly description: string;
}

/** What somebody may ask for as one of the staff. */
export async function staffTasksOf(
  { store, adminIds = [] }: Pick<House, 'store' | 'adminIds'>,
  externalId: string,
): Promise<StaffTask[]> {
  const { appointments } = await staffOf(store.prisma, { channel: 'telegram', externalId }, new Date());
  return tasksOf({
    isAdministrator: adminIds.includes(Number(externalId)),
    roles: appointments.map(({ role }) => role),
  });
}

/** The commands of the staff stand before those that everybody has. */
export function menuOf(w: Wording, tasks: readonly StaffTask[]): MenuEntry[] {
  const own = tasks.map((task) => ({ command: commandOf(task), description: taskText(w, task) }));
  return [...own, ...commandMenu(w.t)];
}

/** Everybody has the Chinese menu of contacts, whatever a client reports; a chat has its own where it is another. */
export async function setMenu(
  api: ProductBot['bot']['api'],
  chatId: number,
  w: Wording,
  tasks: readonly StaffTask[],
): Promise<void> {
  const scope = { type: 'chat', chat_id: chatId } as const;
  if (tasks.length > 0 || w.language !== 'zh-CN') await api.setMyCommands(menuOf(w, tasks), { scope });
  else await api.deleteMyCommands({ scope });
}

/** Learns who the bot is, waiting for Telegram if need be, and sets its menus of commands. */
export async function greet(
  product: ProductBot,
  words: Words,
  { store, adminIds = [] }: { readonly store: Store; readonly adminIds?: readonly number[] },
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
