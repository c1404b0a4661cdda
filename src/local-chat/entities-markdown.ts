import type { TelegramMessageEntity } from '@gramio/types';
import { webAddress } from './link.js';
import { badRequest } from './refusal.js';
import { byteOffset } from './utf16.js';

type Entity = TelegramMessageEntity;
type Kind =
  | 'bold'
  | 'italic'
  | 'underline'
  | 'strikethrough'
  | 'spoiler'
  | 'code'
  | 'pre'
  | 'text_link'
  | 'custom_emoji'
  | 'blockquote';

interface OpenEntity {
  readonly kind: Kind;
  readonly language: string;
  readonly offset: number;
  /** Where it began in the source, for the wording of errors and for `||` at the end of a quotation. */
  readonly begin: number;
}

/** Marks by their first character, longer ones first. */
const marks: readonly (readonly [string, Kind])[] = [
  ['__', 'underline'],
  ['_', 'italic'],
  ['*', 'bold'],
  ['~', 'strikethrough'],
  ['||', 'spoiler'],
  ['```', 'pre'],
  ['`', 'code'],
  ['![', 'custom_emoji'],
  ['[', 'text_link'],
];
const closing: Readonly<Record<Kind, string>> = {
  underline: '__',
  italic: '_',
  bold: '*',
  strikethrough: '~',
  spoiler: '||',
  pre: '```',
  code: '`',
  custom_emoji: ']',
  text_link: ']',
  blockquote: '',
};
const typeNames: Readonly<Record<Kind, string>> = {
  underline: 'Underline',
  italic: 'Italic',
  bold: 'Bold',
  strikethrough: 'Strikethrough',
  spoiler: 'Spoiler',
  pre: 'Pre',
  code: 'Code',
  custom_emoji: 'CustomEmoji',
  text_link: 'TextUrl',
  blockquote: 'BlockQuote',
};
const reserved = new Set('_*[]()~`>#+-=|{}.!');

/**
 * Telegram's MarkdownV2 into text and entities. Rules and wording: tdlib/td, MessageEntity.cpp, parse_markdown_v2.
 * Throws a Refusal "can't parse entities: …".
 */
export function parseMarkdownV2(source: string): { text: string; entities: Entity[] } {
  return new MarkdownParser(source).parse();
}

class MarkdownParser {
  private text = '';
  private at = 0;
  private lineStart = true;
  private readonly entities: Entity[] = [];
  private readonly open: OpenEntity[] = [];

  constructor(private readonly source: string) {}

  parse(): { text: string; entities: Entity[] } {
    while (this.at < this.source.length) this.step();
    if (this.open.some(({ kind }) => kind === 'blockquote')) this.endQuotation();
    const last = this.open.at(-1);
    if (last) throw this.unclosed(last);
    return { text: this.text, entities: this.entities };
  }

  private step(): void {
    const c = this.source.charAt(this.at);
    const next = this.source.charCodeAt(this.at + 1);
    if (c === '\\' && next > 0 && next <= 126) {
      this.at++;
      this.take();
      return;
    }
    const inner = this.open.at(-1);
    const verbatim = inner?.kind === 'code' || inner?.kind === 'pre';
    if (c === '\n') this.newLine(verbatim);
    else if (verbatim && c !== '`') this.take();
    else if (inner && inner.kind !== 'blockquote' && this.endsHere(inner)) this.close(inner);
    else if (verbatim) throw this.reserved(c);
    else if (!reserved.has(c)) this.take();
    else if (c === '>' && this.lineStart) this.quotation();
    else this.begin(c);
  }

  private take(): void {
    const c = this.source.charAt(this.at++);
    this.text += c;
    if (c !== '\r') this.lineStart = c === '\n';
  }

  private newLine(verbatim: boolean): void {
    const quoting = this.open.some(({ kind }) => kind === 'blockquote');
    this.lineStart = true;
    if (quoting && !verbatim && this.source.charAt(this.at + 1) !== '>') this.endQuotation(true);
    this.take();
  }

  private quotation(): void {
    this.at++;
    this.lineStart = false;
    if (this.open.some(({ kind }) => kind === 'blockquote')) return;
    this.open.push({ kind: 'blockquote', language: '', offset: this.text.length, begin: this.at - 1 });
  }

  /** `||` just opened at the end of a quotation makes it expandable. */
  private endQuotation(withLineBreak = false): void {
    let inner = this.open.pop();
    const expandable = inner?.kind === 'spoiler' && inner.begin === this.at - 2;
    if (expandable) inner = this.open.pop();
    if (inner?.kind !== 'blockquote') throw inner ? this.unclosed(inner) : this.reserved('>');
    const length = this.text.length - inner.offset + (withLineBreak ? 1 : 0);
    if (length > 0) {
      const type = expandable ? 'expandable_blockquote' : 'blockquote';
      this.entities.push({ type, offset: inner.offset, length });
    }
  }

  private endsHere(entity: OpenEntity): boolean {
    const rest = this.source.slice(this.at, this.at + 3);
    if (entity.kind === 'italic') return rest.startsWith('_') && !rest.startsWith('__');
    return rest.startsWith(closing[entity.kind]);
  }

  private begin(c: string): void {
    const rest = this.source.slice(this.at, this.at + 3);
    const mark = marks.find(([start]) => rest.startsWith(start));
    if (!mark) throw this.reserved(c);
    const begin = this.at;
    const [start, kind] = mark;
    this.at += start.length;
    this.lineStart = false;
    const language = kind === 'pre' ? this.language() : '';
    this.open.push({ kind, language, offset: this.text.length, begin });
  }

  private language(): string {
    const match = /^([^\s`]+)(?=\s)/.exec(this.source.slice(this.at));
    this.at += match?.[0].length ?? 0;
    const lineBreak = /^(\r\n|\n\r|\n|\r)/.exec(this.source.slice(this.at, this.at + 2));
    this.at += lineBreak?.[0].length ?? 0;
    return match?.[1] ?? '';
  }

  private close(entity: OpenEntity): void {
    this.open.pop();
    this.at += closing[entity.kind].length;
    const { kind, offset } = entity;
    const length = this.text.length - offset;
    if (kind === 'blockquote') return;
    if (kind === 'text_link') {
      const url = webAddress(this.address() ?? this.text.slice(offset));
      if (url !== undefined && length > 0) this.entities.push({ type: 'text_link', offset, length, url });
    } else if (kind === 'custom_emoji') {
      const id = /^tg:\/\/emoji\?id=(\d+)$/.exec(this.address() ?? '')?.[1];
      if (id === undefined) throw problem('Invalid tg://emoji or tg://time URL specified');
      this.entities.push({ type: 'custom_emoji', offset, length, custom_emoji_id: id });
    } else if (length > 0) {
      this.entities.push({
        type: kind,
        offset,
        length,
        ...(entity.language !== '' && { language: entity.language }),
      });
    }
  }

  /** Reads `(address)` if it stands here. */
  private address(): string | undefined {
    if (this.source.charAt(this.at) !== '(') return undefined;
    const begin = ++this.at;
    let address = '';
    while (this.at < this.source.length && this.source.charAt(this.at) !== ')') {
      const escaped = this.source.charAt(this.at) === '\\';
      if (escaped) this.at++;
      address += this.source.charAt(this.at++);
    }
    if (this.at >= this.source.length) {
      throw problem(`Can't find end of a URL at byte offset ${byteOffset(this.source, begin)}`);
    }
    this.at++;
    return address;
  }

  private reserved(c: string) {
    return problem(`Character '${c}' is reserved and must be escaped with the preceding '\\'`);
  }

  private unclosed(entity: OpenEntity) {
    const at = byteOffset(this.source, entity.begin);
    return problem(`Can't find end of ${typeNames[entity.kind]} entity at byte offset ${at}`);
  }
}

function problem(reason: string) {
  return badRequest(`can't parse entities: ${reason}`);
}
