import { commandMenu } from '../intake/commands.js';
import { commandOf, type StaffTask, tasksOf } from '../people/staff-commands.js';
import { staffOf } from '../storage/appointment-store.js';
import type { Store } from '../storage/store.js';
import type { ProductBot } from '../telegram/create-bot.js';
import { taskText } from '../wording/staff-help.js';
import type { Wording } from '../wording/wording.js';

/* The menu of commands of each who has another than everybody. */

interface MenuEntry {
  readonly command: string;
  readonly description: string;
}

/** What somebody may ask for as one of the staff. */
export async function staffTasksOf(
  { store, adminIds }: { readonly store: Store; readonly adminIds: readonly number[] },
  externalId: string,
): Promise<StaffTask[]> {
  const { appointments } = await staffOf(store.prisma, { channel: 'telegram', externalId }, new Date());
  return tasksOf({
    isAdministrator: adminIds.includes(Number(externalId)),
    roles: appointments.map(({ role }) => role),
  });
}

/** The commands of the staff stand before those that everybody has. */
function menuOf(w: Wording, tasks: readonly StaffTask[]): MenuEntry[] {
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
