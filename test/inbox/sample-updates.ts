import type { Update } from 'grammy/types';
import { laneKey } from '../../src/inbox/lane-key.js';
import type { IncomingUpdate } from '../../src/inbox/ports.js';

/** A text that a person sent to the bot in private. */
export function textUpdate(id: number, chat: number, text = `text ${id}`): Update {
  return {
    update_id: id,
    message: {
      message_id: id,
      date: 1_700_000_000 + id,
      chat: { id: chat, type: 'private', first_name: '某人' },
      from: { id: chat, is_bot: false, first_name: '某人' },
      text,
    },
  };
}

/** The same as the inbox hands it to its store. */
export function incoming(id: number, chat: number, text?: string): IncomingUpdate {
  const payload = textUpdate(id, chat, text);
  return { updateId: id, lane: laneKey(payload), payload };
}
