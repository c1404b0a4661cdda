import type { Translate } from '../locale/locale.js';

/** What the menu of commands offers staff, before what it offers everybody. */
export const staffCommands = ['inbox', 'summary', 'coverage', 'paper', 'broadcast'] as const;

export function staffMenu(t: Translate): { command: string; description: string }[] {
  return staffCommands.map((command) => ({ command, description: t(`command-${command}`) }));
}
