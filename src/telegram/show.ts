import { GrammyError } from 'grammy';
import type { InlineKeyboardMarkup, Message } from 'grammy/types';
import type { BotContext } from './context.js';
import { escaped, pagesOf, paragraphs, type Screen } from './screen.js';

/** Sends a screen as a new message, a long one as several; gives the last, which has the buttons. */
export async function show(ctx: BotContext, screen: Screen): Promise<Message.TextMessage> {
  const pages = pagesOf(headed(ctx, screen));
  const options = { parse_mode: 'HTML', link_preview_options: { is_disabled: true } } as const;
  for (const page of pages.slice(0, -1)) await ctx.reply(page, options);
  return ctx.reply(pages.at(-1) ?? '', { ...options, ...keyboard(screen) });
}

/** Puts a screen in place of the message whose button was tapped; sends it anew where that cannot be. */
export async function replace(ctx: BotContext, screen: Screen): Promise<void> {
  const messageId = ctx.callbackQuery?.message?.message_id;
  if (messageId === undefined) await show(ctx, screen);
  else if (!(await edit(ctx, messageId, screen))) await show(ctx, screen);
}

/** In place of the message whose button was tapped; below a command, anew. */
export async function put({ ctx }: { readonly ctx: BotContext }, screen: Screen): Promise<void> {
  if (ctx.callbackQuery) await replace(ctx, screen);
  else await show(ctx, screen);
}

/** A word of its own, whose text is not yet safe. */
export async function say({ ctx }: { readonly ctx: BotContext }, text: string): Promise<void> {
  await show(ctx, { html: escaped(text) });
}

/** Edits one of the bot's messages; false when Telegram will not, or it needs several. Not modified counts as done. */
export async function edit(ctx: BotContext, messageId: number, screen: Screen): Promise<boolean> {
  const chatId = ctx.chat?.id;
  const html = headed(ctx, screen);
  if (chatId === undefined || pagesOf(html).length > 1) return false;
  try {
    await ctx.api.editMessageText(chatId, messageId, html, {
      parse_mode: 'HTML',
      link_preview_options: { is_disabled: true },
      ...keyboard(screen),
    });
    return true;
  } catch (error) {
    if (!(error instanceof GrammyError) || error.error_code !== 400) throw error;
    return /message is not modified/i.test(error.description);
  }
}

function headed({ heading }: BotContext, { html }: Screen): string {
  return paragraphs(heading, html);
}

/** How a screen goes out by itself, to a chat that is not at hand. */
export function screenOptions(screen: Screen): {
  readonly parse_mode: 'HTML';
  readonly link_preview_options: { readonly is_disabled: true };
  readonly reply_markup?: InlineKeyboardMarkup;
} {
  return { parse_mode: 'HTML', link_preview_options: { is_disabled: true }, ...keyboard(screen) };
}

function keyboard(screen: Screen): { reply_markup?: InlineKeyboardMarkup } {
  const rows = screen.buttons?.filter((row) => row.length > 0);
  if (!rows || rows.length === 0) return {};
  return {
    reply_markup: {
      inline_keyboard: rows.map((row) => row.map(({ text, data }) => ({ text, callback_data: data }))),
    },
  };
}
