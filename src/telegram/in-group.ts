import { GrammyError } from 'grammy';
import type { BotContext } from './context.js';
import type { GroupStore } from './ports.js';
import { escaped } from './screen.js';
import { show } from './show.js';

/** Says in a group, once, that the bot works in private chat. Nothing that is written there is taken. */
export function inGroup(groups: GroupStore, word: string): (ctx: BotContext) => Promise<void> {
  return async (ctx) => {
    if (!isSpokenTo(ctx) || !ctx.chat || (await groups.wasTold(ctx.chat.id))) return;
    try {
      await show(ctx, { html: escaped(word) });
    } catch (error) {
      // The group does not let the bot write: then there is nobody to tell, and it is no fault.
      if (!(error instanceof GrammyError) || error.error_code !== 400) throw error;
    }
    await groups.markTold(ctx.chat.id);
  };
}

/** A person wrote there, or the bot was taken in; channels and other bots are left alone. */
function isSpokenTo({ chat, message, myChatMember }: BotContext): boolean {
  if (chat?.type !== 'group' && chat?.type !== 'supergroup') return false;
  const status = myChatMember?.new_chat_member.status;
  return (message !== undefined && !message.from.is_bot) || status === 'member' || status === 'administrator';
}
