/** What a person sees: text in Telegram's HTML and rows of buttons. Made from state, sent by `show`. */
export interface Screen {
  readonly html: string;
  readonly buttons?: readonly (readonly Button[])[];
}

export interface Button {
  readonly text: string;
  readonly data: string;
}

/** Buttons side by side, so many in a row. */
export function inRows(buttons: readonly Button[], width: number): Button[][] {
  const rows: Button[][] = [];
  for (let at = 0; at < buttons.length; at += width) rows.push(buttons.slice(at, at + width));
  return rows;
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

/** Telegram takes 4,096 UTF-16 units, measured without the marks; a little is kept free. */
const pageLength = 4000;

function visibleLength(html: string): number {
  return html.replace(/<[^>]*>/g, '').replace(/&(?:lt|gt|amp);/g, '&').length;
}

/**
 * The messages that a text of any length is sent in: broken between lines where it can be, marks closed and
 * opened again.
 */
export function pagesOf(html: string, max = pageLength): string[] {
  if (visibleLength(html) <= max) return [html];
  const pages: string[] = [];
  let page = '';
  let room = max;
  let open: string[] = [];
  const turn = (): void => {
    pages.push(page + closing(open));
    page = open.join('');
    room = max;
  };
  for (const line of html.split('\n')) {
    for (const piece of piecesOf(line, max)) {
      const size = visibleLength(piece);
      if (size > room) turn();
      page += piece;
      room -= size;
      open = openAfter(piece, open);
    }
    if (room > 0) {
      page += '\n';
      room -= 1;
    } else turn();
  }
  pages.push(page + closing(open));
  return pages.map((one) => one.trim()).filter((one) => visibleLength(one) > 0);
}

/** A line in parts of at most `max` visible units, never within a mark, a character or its escape. */
function piecesOf(line: string, max: number): string[] {
  const pieces: string[] = [];
  let piece = '';
  let size = 0;
  for (const [token] of line.matchAll(/<[^>]*>|&(?:lt|gt|amp);|./gsu)) {
    const width = visibleLength(token);
    if (size + width > max) {
      pieces.push(piece);
      piece = '';
      size = 0;
    }
    piece += token;
    size += width;
  }
  return [...pieces, piece];
}

function openAfter(html: string, before: readonly string[]): string[] {
  const open = [...before];
  for (const [tag] of html.matchAll(/<[^>]*>/g)) {
    if (tag.startsWith('</')) open.pop();
    else open.push(tag);
  }
  return open;
}

function closing(open: readonly string[]): string {
  return open
    .map((tag) => `</${/^<([a-z-]+)/.exec(tag)?.[1] ?? ''}>`)
    .reverse()
    .join('');
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
