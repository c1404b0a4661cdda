import type { Translate } from '../locale/locale.js';

/** What the menu of commands offers a contact, in the order of use. */
export const contactCommands = [
  'start',
  'preview',
  'back',
  'projects',
  'status',
  'submit',
  'print',
  'cancel',
  'help',
  'reminders',
  'mydata',
  'forget',
  'language',
] as const;

export function commandMenu(t: Translate): { command: string; description: string }[] {
  return contactCommands.map((command) => ({ command, description: t(`command-${command}`) }));
}
