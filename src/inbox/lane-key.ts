import type { Update } from 'grammy/types';

/** The chat an update belongs to; a person's private chat has the person's own id. */
export function laneKey(update: Update): string {
  const message = update.message ?? update.edited_message ?? update.callback_query?.message;
  const chat = message?.chat.id ?? update.my_chat_member?.chat.id ?? update.callback_query?.from.id;
  return chat === undefined ? 'nobody' : String(chat);
}
