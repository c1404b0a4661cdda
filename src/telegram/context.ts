import type { ConversationControls } from '@grammyjs/conversations';
import { Context } from 'grammy';
import type { LaneView } from '../inbox/lanes.js';
import type { Received } from '../inbox/ports.js';
import type { FetchFile } from './bot-api-files.js';

/** An update at work: as it was written down, with a view on what follows it in its chat. */
export class BotContext extends Context {
  /** The words that appear over the chat when a tap is answered. */
  toast: string | undefined;
  /** In Telegram's HTML; stands above every screen of this update, for which of several forms it is. */
  heading: string | undefined;
  received!: Received;
  lane!: LaneView;
  /** Behind `download`. */
  fetchFile!: FetchFile;
  /** Of the short dialogs of staff. */
  conversation!: ConversationControls;

  /**
   * When the person did it: Telegram's own date of a message or an edit, the time of receipt for a tap
   * (its message is the old prompt).
   */
  get happenedAt(): Date {
    if (this.callbackQuery) return this.received.receivedAt;
    const message = this.update.edited_message ?? this.update.message;
    const seconds = this.update.edited_message?.edit_date ?? message?.date;
    return seconds === undefined ? this.received.receivedAt : new Date(seconds * 1000);
  }
}
