/** What a person sees: text in Telegram's HTML and rows of buttons. Made from state, sent by `show`. */
export interface Screen {
  readonly html: string;
  readonly buttons?: readonly (readonly Button[])[];
}

export interface Button {
  readonly text: string;
  readonly data: string;
}

/** Text that is safe inside Telegram's HTML. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

export function bold(text: string): string {
  return `<b>${escaped(text)}</b>`;
}

/** Puts paragraphs below each other, leaving out those that are not there. */
export function paragraphs(...parts: readonly (string | undefined | false)[]): string {
  return parts.filter((part) => part !== undefined && part !== false && part !== '').join('\n\n');
}

export function lines(...parts: readonly (string | undefined | false)[]): string {
  return parts.filter((part) => part !== undefined && part !== false && part !== '').join('\n');
}

/** Telegram measures a text without its marks, in UTF-16 units; a little is kept free. */
export const screenLength = 4000;

export function visibleLength(html: string): number {
  return html
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&').length;
}

/** The text cut after `max` UTF-16 units, with "…", never within a character. */
export function shorten(text: string, max: number): string {
  if (text.length <= max) return text;
  let short = '';
  for (const { segment } of new Intl.Segmenter('zh', { granularity: 'grapheme' }).segment(
    text.slice(0, max + 40),
  )) {
    if (short.length + segment.length > max - 1) break;
    short += segment;
  }
  return `${short}…`;
}
