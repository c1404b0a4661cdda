import type { TelegramInlineKeyboardButton, TelegramInlineKeyboardMarkup } from '@gramio/types';
import type { ReplyMarkup } from './entry.js';
import { webAddress } from './link.js';
import { badRequest } from './refusal.js';

/** More buttons than this Telegram drops without a word (tdlib/td, ReplyMarkup.cpp). */
const rowLimit = 12;
const keyboardLimit = 300;
/** Telegram's servers refuse an inline keyboard of more than 100 buttons or about 10 kB. */
const inlineLimit = 100;
const inlineBytes = 10_000;
const callbackBytes = 64;

/** The keyboard as Telegram would keep it; undefined for one without buttons. Throws a Refusal. */
export function checkMarkup(markup: ReplyMarkup | undefined): ReplyMarkup | undefined {
  if (markup === undefined) return undefined;
  if ('inline_keyboard' in markup) return checkInline(markup);
  if ('keyboard' in markup) {
    const rows = cutRows(markup.keyboard.map((row) => row.filter((button) => textOf(button) !== '')));
    return rows.length === 0 ? undefined : { ...markup, keyboard: rows };
  }
  return markup;
}

/** For edits: only an inline keyboard may be given. */
export function checkInlineMarkup(markup: ReplyMarkup | undefined): TelegramInlineKeyboardMarkup | undefined {
  if (markup === undefined) return undefined;
  if (!('inline_keyboard' in markup)) throw badRequest('Inline keyboard expected');
  return checkInline(markup);
}

export function isInline(markup: ReplyMarkup | undefined): markup is TelegramInlineKeyboardMarkup {
  return markup !== undefined && 'inline_keyboard' in markup;
}

function checkInline(markup: TelegramInlineKeyboardMarkup): TelegramInlineKeyboardMarkup | undefined {
  const rows = cutRows(
    markup.inline_keyboard.map((row) => row.filter(({ text }) => text !== '').map(checkButton)),
  );
  if (rows.length === 0) return undefined;
  if (rows.flat().length > inlineLimit || Buffer.byteLength(JSON.stringify(rows), 'utf8') > inlineBytes) {
    throw badRequest('reply markup is too long');
  }
  return { inline_keyboard: rows };
}

function checkButton(button: TelegramInlineKeyboardButton): TelegramInlineKeyboardButton {
  const { text, url, callback_data: data, copy_text: copied, style } = button;
  const look = { text, ...(style !== undefined && { style }) };
  if (data) {
    if (Buffer.byteLength(data, 'utf8') > callbackBytes) throw badRequest('BUTTON_DATA_INVALID');
    return { ...look, callback_data: data };
  }
  if (url) {
    const address = webAddress(url);
    if (address === undefined)
      throw badRequest(`Inline keyboard button URL '${url}' is invalid: Wrong HTTP URL`);
    return { ...look, url: address };
  }
  if (copied) {
    if (copied.text.length < 1 || copied.text.length > 256) throw badRequest('BUTTON_COPY_TEXT_INVALID');
    return { ...look, copy_text: copied };
  }
  for (const kind of [
    'web_app',
    'login_url',
    'switch_inline_query',
    'switch_inline_query_current_chat',
  ] as const) {
    if (button[kind] !== undefined) throw badRequest(`the local chat has no ${kind} buttons`);
  }
  throw badRequest("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard");
}

function cutRows<Button>(rows: readonly (readonly Button[])[]): Button[][] {
  const kept: Button[][] = [];
  let count = 0;
  for (const row of rows) {
    const cut = row.slice(0, Math.min(rowLimit, keyboardLimit - count));
    count += cut.length;
    if (cut.length > 0) kept.push(cut);
  }
  return kept;
}

function textOf(button: string | { text: string }): string {
  return typeof button === 'string' ? button : button.text;
}
