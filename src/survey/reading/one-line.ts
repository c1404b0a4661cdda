import { plainText } from './plain-text.js';

/** Whether a text is one line of so many characters that can be seen. It goes onto papers: nothing in it may turn or break what is beside it. */
export function isOneLine(text: string, least: number, most: number): boolean {
  const seen = Array.from(plainText(text)).length;
  return seen >= least && Array.from(text).length <= most && !/[\p{Cc}\p{Bidi_Control}]/u.test(text);
}
