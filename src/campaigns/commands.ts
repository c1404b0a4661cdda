import type { Translate } from '../locale/locale.js';

/** What the menu of commands offers those who run campaigns. */
export const campaignCommands = ['campaigns', 'extend'] as const;

export function campaignMenu(t: Translate): { command: string; description: string }[] {
  return campaignCommands.map((command) => ({ command, description: t(`command-${command}`) }));
}
