import { commandsFor } from './commands.js';
import type { ReplyMarkup } from './entry.js';
import { Impossible } from './impossible.js';
import { isInline } from './keyboards.js';
import type { ChatRoom, World } from './world.js';

/** Everybody, and the bot, as the page shows them before any chat is open. */
export function overview(world: World, title: string) {
  return {
    rev: world.rev,
    title,
    bot: {
      id: world.bot.id,
      name: world.profile.get('MyName:') ?? world.bot.first_name,
      username: world.bot.username,
      description: world.profile.get('MyDescription:zh') ?? world.profile.get('MyDescription:') ?? '',
    },
    people: [...world.people.values()].map(({ id, name, role }) => ({
      id,
      name,
      role,
      ...stateOf(world, id),
    })),
  };
}

function stateOf(world: World, id: number) {
  const room = world.chats.get(id);
  return { started: room?.started ?? false, blocked: room?.blocked ?? false };
}

/** One chat whole, for a page that opens it. */
export function chatView(world: World, id: number) {
  const person = world.people.get(id);
  const room = world.chats.get(id);
  if (!person || !room) throw new Impossible('no-person', `没有编号为 ${id} 的人`);
  const { name, role } = person;
  return {
    rev: world.rev,
    person: { id, name, role },
    started: room.started,
    blocked: room.blocked,
    pinned: room.pinned,
    commands: commandsFor(world, person),
    keyboard: keyboardOf(room),
    messages: [...room.messages.values()]
      .sort((a, b) => a.message.message_id - b.message.message_id)
      .map(({ message, rev, reaction }) => ({ message, rev, ...(reaction !== undefined && { reaction }) })),
    openTaps: [...world.taps]
      .filter(([, tap]) => tap.chat === id && !tap.answer && world.now() - tap.at <= 30)
      .map(([query, tap]) => ({ query, message: tap.message, data: tap.data })),
  };
}

/**
 * The reply keyboard in force: the last one that a message brought, unless a later one took it away, or it was meant for
 * one use and has been used.
 */
function keyboardOf(room: ChatRoom): ReplyMarkup | undefined {
  let current: ReplyMarkup | undefined;
  for (const { message, markup } of room.messages.values()) {
    if (markup && !isInline(markup)) current = markup;
    else if (current && 'keyboard' in current && current.one_time_keyboard && message.from?.is_bot !== true) {
      const used = current.keyboard.flat().some(({ text }) => text === message.text);
      if (used) current = undefined;
    }
  }
  return current && 'remove_keyboard' in current ? undefined : current;
}
