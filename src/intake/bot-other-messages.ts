import { Composer } from 'grammy';
import type { Message } from 'grammy/types';
import type { BotContext } from '../telegram/context.js';
import { escaped, paragraphs } from '../telegram/screen.js';
import { show } from '../telegram/show.js';
import { currentScreen } from './bot-reply.js';
import { type IntakeOptions, Visit } from './bot-visit.js';

/* What is no text: stickers, voice, pictures, files, places. Nothing moves; one hint says so. */

/** How long a picture of an album waits for the next, in milliseconds. */
const albumWaitMs = 1_500;

export function otherMessages(options: IntakeOptions): Composer<BotContext> {
  const door = new Composer<BotContext>();
  // The words of an album stand below any of its pictures, mostly the first; the last one is answered.
  const albumsWithWords = new Set<string>();
  door.on('message', async (ctx) => {
    const { caption, media_group_id: album } = ctx.message;
    if (isService(ctx.message) || ctx.from.is_bot) return;
    if (await albumGoesOn(ctx)) {
      if (album !== undefined && caption !== undefined) albumsWithWords.add(album);
      return;
    }
    const hadWords = album !== undefined && albumsWithWords.delete(album);
    await hint(await Visit.of(ctx, options), hadWords || caption !== undefined);
  });
  door.on('edited_message:caption', async (ctx) => {
    const { w } = await Visit.of(ctx, options);
    await show(ctx, { html: escaped(w.t('only-text-caption')) });
  });
  return door;
}

/** Words of the service: pinned, a timer, a background. They say nothing to the bot. */
function isService(message: Message): boolean {
  return (
    message.pinned_message !== undefined ||
    message.message_auto_delete_timer_changed !== undefined ||
    message.chat_background_set !== undefined ||
    message.write_access_allowed !== undefined ||
    message.users_shared !== undefined ||
    message.chat_shared !== undefined
  );
}

/** Whether the next message is of the same album: then the last of them is the one that is answered. */
async function albumGoesOn({ message, lane }: BotContext): Promise<boolean> {
  const album = message?.media_group_id;
  if (album === undefined) return false;
  return (await lane.upcoming(albumWaitMs))?.payload.message?.media_group_id === album;
}

async function hint(visit: Visit, hasWords: boolean): Promise<void> {
  const { ctx, w } = visit;
  const word = escaped(w.t(hasWords ? 'only-text-caption' : 'only-text'));
  const found = await visit.draft();
  if (!found || found.draft.submission.state === 'submitted') {
    await show(ctx, { html: word });
    return;
  }
  const screen = await currentScreen(visit, found);
  await show(ctx, { ...screen, html: paragraphs(word, screen.html) });
}
