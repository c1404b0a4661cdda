import type { TelegramMessageEntity } from '@gramio/types';
import { webAddress } from './link.js';
import { badRequest } from './refusal.js';
import { byteOffset } from './utf16.js';

type Entity = TelegramMessageEntity;
type SimpleType = 'bold' | 'italic' | 'underline' | 'strikethrough' | 'spoiler';

interface OpenTag {
  readonly name: string;
  readonly argument: string;
  readonly offset: number;
}

const simpleTags: Readonly<Record<string, SimpleType>> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  span: 'spoiler',
  'tg-spoiler': 'spoiler',
};
const otherTags = new Set(['a', 'code', 'pre', 'blockquote', 'tg-emoji']);
const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };
const isSpace = (c: string | undefined) => c === ' ' || c === '\t' || c === '\n' || c === '\r';

/**
 * Telegram's HTML into text and entities. Rules and wording of the errors: tdlib/td, MessageEntity.cpp, parse_html.
 * Throws a Refusal "can't parse entities: …".
 */
export function parseHtml(source: string): { text: string; entities: Entity[] } {
  return new HtmlParser(source).parse();
}

class HtmlParser {
  private text = '';
  private at = 0;
  private readonly entities: Entity[] = [];
  private readonly open: OpenTag[] = [];

  constructor(private readonly source: string) {}

  parse(): { text: string; entities: Entity[] } {
    while (this.at < this.source.length) {
      const c = this.source.charAt(this.at);
      if (c === '&') this.text += this.reference();
      else if (c !== '<') {
        this.text += c;
        this.at++;
      } else if (this.source.charAt(this.at + 1) === '/') this.endTag();
      else this.startTag();
    }
    const last = this.open.at(-1);
    if (last) throw problem(`Can't find end tag corresponding to start tag "${last.name}"`);
    return { text: this.text, entities: this.entities };
  }

  /** Reads a character reference at `&`; what is none stays as it is. */
  private reference(): string {
    const match = /^&(?:#x([0-9a-f]+)|#(\d+)|([a-z]+));?/i.exec(this.source.slice(this.at, this.at + 12));
    const decoded = match ? decodeReference(match) : undefined;
    this.at += decoded === undefined ? 1 : (match?.[0].length ?? 1);
    return decoded ?? '&';
  }

  private readWhile(test: (c: string) => boolean): string {
    const begin = this.at;
    while (this.at < this.source.length && test(this.source.charAt(this.at))) this.at++;
    return this.source.slice(begin, this.at);
  }

  private startTag(): void {
    const begin = this.at++;
    const name = this.readWhile((c) => !isSpace(c) && c !== '>').toLowerCase();
    if (this.at >= this.source.length) throw this.problemAt('Unclosed start tag', begin);
    if (!(name in simpleTags) && !otherTags.has(name))
      throw this.problemAt(`Unsupported start tag "${name}"`, begin);
    let argument = '';
    for (;;) {
      this.readWhile(isSpace);
      if (this.source.charAt(this.at) === '>') break;
      argument = this.attribute(name, begin) ?? argument;
    }
    this.at++;
    if (name === 'span' && argument !== 'spoiler') {
      throw this.problemAt('Tag "span" must have class "tg-spoiler"', begin);
    }
    this.open.push({ name, argument, offset: this.text.length });
  }

  /** Reads one attribute; returns its value if it means something to this tag. */
  private attribute(tag: string, begin: number): string | undefined {
    const unclosed = () => this.problemAt(`Unclosed start tag "${tag}"`, begin);
    const name = this.readWhile((c) => !isSpace(c) && !'=>/"\''.includes(c));
    if (name === '' && this.at < this.source.length) {
      throw this.problemAt(`Empty attribute name in the tag "${tag}"`, begin);
    }
    this.readWhile(isSpace);
    if (this.at >= this.source.length) throw unclosed();
    if (this.source.charAt(this.at) !== '=') {
      return tag === 'blockquote' && name === 'expandable' ? '1' : undefined;
    }
    this.at++;
    this.readWhile(isSpace);
    if (this.at >= this.source.length) throw unclosed();
    const value = this.attributeValue();
    if (this.at >= this.source.length) throw this.problemAt('Unclosed start tag', begin);
    if (tag === 'a' && name === 'href') return value;
    if (tag === 'code' && name === 'class' && value.startsWith('language-')) return value.slice(9);
    if (tag === 'span' && name === 'class' && value.startsWith('tg-')) return value.slice(3);
    if (tag === 'tg-emoji' && name === 'emoji-id') return value;
    return tag === 'blockquote' && name === 'expandable' ? '1' : undefined;
  }

  private attributeValue(): string {
    const quote = this.source.charAt(this.at);
    if (quote !== '"' && quote !== "'") {
      const begin = this.at;
      const token = this.readWhile((c) => /[a-z0-9.-]/i.test(c)).toLowerCase();
      const next = this.source.charAt(this.at);
      if (!isSpace(next) && next !== '>') throw this.problemAt('Unexpected end of name token', begin);
      return token;
    }
    this.at++;
    let value = '';
    while (this.at < this.source.length && this.source.charAt(this.at) !== quote) {
      if (this.source.charAt(this.at) === '&') value += this.reference();
      else value += this.source.charAt(this.at++);
    }
    this.at++;
    return value;
  }

  private endTag(): void {
    const begin = this.at;
    const tag = this.open.pop();
    if (!tag) throw this.problemAt('Unexpected end tag', begin);
    this.at += 2;
    const name = this.readWhile((c) => !isSpace(c) && c !== '>').toLowerCase();
    this.readWhile(isSpace);
    if (this.source.charAt(this.at) !== '>') throw this.problemAt('Unclosed end tag', begin);
    this.at++;
    if (name !== '' && name !== tag.name) {
      const at = byteOffset(this.source, begin);
      throw problem(`Unmatched end tag at byte offset ${at}, expected "</${tag.name}>", found "</${name}>"`);
    }
    const length = this.text.length - tag.offset;
    if (length > 0) this.close(tag, { offset: tag.offset, length });
  }

  private close(tag: OpenTag, range: { offset: number; length: number }): void {
    const simple = simpleTags[tag.name];
    const last = this.entities.at(-1);
    const covers = last?.offset === range.offset && last.length === range.length;
    if (simple) this.entities.push({ type: simple, ...range });
    else if (tag.name === 'a') this.closeLink(tag, range);
    else if (tag.name === 'pre' && covers && last.type === 'code' && last.language !== undefined)
      last.type = 'pre';
    else if (tag.name === 'pre') this.entities.push({ type: 'pre', ...range });
    else if (tag.name === 'code' && covers && last.type === 'pre' && tag.argument !== '')
      last.language = tag.argument;
    else if (tag.name === 'code') {
      this.entities.push({ type: 'code', ...range, ...(tag.argument !== '' && { language: tag.argument }) });
    } else if (tag.name === 'blockquote') {
      this.entities.push({ type: tag.argument === '' ? 'blockquote' : 'expandable_blockquote', ...range });
    } else {
      if (!/^[1-9]\d*$/.test(tag.argument)) throw problem('Invalid custom emoji identifier specified');
      this.entities.push({ type: 'custom_emoji', ...range, custom_emoji_id: tag.argument });
    }
  }

  private closeLink(tag: OpenTag, range: { offset: number; length: number }): void {
    const url = webAddress(tag.argument === '' ? this.text.slice(range.offset) : tag.argument);
    if (url !== undefined) this.entities.push({ type: 'text_link', ...range, url });
  }

  private problemAt(what: string, index: number) {
    return problem(`${what} at byte offset ${byteOffset(this.source, index)}`);
  }
}

function decodeReference(match: RegExpExecArray): string | undefined {
  const [, hex, decimal, name] = match;
  if (name !== undefined) return named[name];
  const code = hex === undefined ? Number.parseInt(decimal ?? '', 10) : Number.parseInt(hex, 16);
  return code > 0 && code < 0x10ffff ? String.fromCodePoint(code) : undefined;
}

function problem(reason: string) {
  return badRequest(`can't parse entities: ${reason}`);
}
