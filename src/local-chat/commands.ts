import type { TelegramBotCommand, TelegramBotCommandScope } from '@gramio/types';
import type { Person, World } from './world.js';

/** Key of a list of commands: every scope and language has a list of its own. */
export function commandKey(scope: TelegramBotCommandScope | undefined, language = ''): string {
  const { type, ...rest } = scope ?? { type: 'default' };
  return [type, ...Object.values(rest), language].join(':');
}

/** The commands that this person's client shows: the narrowest scope wins, in it the person's language. */
export function commandsFor(world: World, person: Person): readonly TelegramBotCommand[] {
  const language = (person.language ?? '').slice(0, 2);
  const scopes: TelegramBotCommandScope[] = [
    { type: 'chat', chat_id: person.id },
    { type: 'all_private_chats' },
    { type: 'default' },
  ];
  for (const scope of scopes) {
    for (const code of [language, '']) {
      const commands = world.commands.get(commandKey(scope, code));
      if (commands && commands.length > 0) return commands;
    }
  }
  return [];
}
