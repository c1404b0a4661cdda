import type { Heard } from './chat-person.js';

/** The data behind an inline button of a message that was heard, for a tap when the button is gone. */
export function dataOf({ message }: Heard, text: string): string {
  const markup = message.reply_markup as
    | { inline_keyboard?: readonly (readonly { text: string; callback_data?: string }[])[] }
    | undefined;
  const button = markup?.inline_keyboard?.flat().find((one) => one.text.includes(text));
  if (button?.callback_data === undefined) throw new Error(`no button ${text}`);
  return button.callback_data;
}
