import type { Update } from 'grammy/types';

/* Telegram sends the names of people along with everything they write. The product never uses them. */

const names = ['first_name', 'last_name', 'username', 'sender_user_name'];

/** Takes the names of people out of an update: it is written down, and may stay for a while, without them. */
export function withoutNames(update: Update): Update {
  strip(update);
  return update;
}

function strip(value: unknown): void {
  if (Array.isArray(value)) for (const one of value) strip(one);
  else if (typeof value === 'object' && value !== null) {
    if (isPerson(value) || 'sender_user_name' in value)
      for (const name of names) Reflect.deleteProperty(value, name);
    for (const part of Object.values(value)) if (typeof part === 'object') strip(part);
  }
}

/** A user, or a chat with one; a bot's name is no person's. */
function isPerson(value: object): boolean {
  const isUser = 'is_bot' in value && value.is_bot === false;
  return isUser || ('type' in value && value.type === 'private');
}
