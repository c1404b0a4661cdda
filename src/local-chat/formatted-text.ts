import type { TelegramMessageEntity } from '@gramio/types';
import { parseHtml } from './entities-html.js';
import { parseMarkdownV2 } from './entities-markdown.js';
import { badRequest } from './refusal.js';
import { splitsSurrogates } from './utf16.js';

type Entity = TelegramMessageEntity;

export interface FormattedText {
  readonly text: string;
  readonly entities: readonly Entity[];
}

/**
 * Text of a message or a caption as Telegram would store it: parsed, cleaned of control characters, trimmed, with
 * commands, addresses and mentions found. An empty result is the caller's business.
 * Throws a Refusal for what Telegram refuses (tdlib/td, MessageEntity.cpp, fix_formatted_text).
 */
export function formatText(source: string, parseMode?: string, explicit?: readonly Entity[]): FormattedText {
  // Telegram's Bot API server: 32 KiB before parsing.
  if (Buffer.byteLength(source, 'utf8') > 1 << 15) throw badRequest('Text is too long');
  const parsed = parse(source, parseMode, explicit ?? []);
  return withFoundEntities(trim(clean(parsed)));
}

/** Text as a person typed it: trimmed, nothing parsed. */
export function plainText(source: string): FormattedText {
  return withFoundEntities(trim({ text: source.replaceAll('\r', ''), entities: [] }));
}

function parse(source: string, parseMode: string | undefined, explicit: readonly Entity[]): FormattedText {
  switch ((parseMode ?? '').toLowerCase()) {
    case '':
    case 'none':
      return { text: source, entities: checkBounds(source, explicit) };
    case 'html':
      return parseHtml(source);
    case 'markdownv2':
      return parseMarkdownV2(source);
    case 'markdown':
      throw badRequest('the local chat reads HTML and MarkdownV2 only, not the legacy Markdown');
    default:
      throw badRequest('Unsupported parse_mode');
  }
}

function checkBounds(text: string, entities: readonly Entity[]): Entity[] {
  for (const { offset, length } of entities) {
    if (offset < 0 || offset > 1_000_000)
      throw badRequest(`Receive an entity with incorrect offset ${offset}`);
    if (length < 0 || length > 1_000_000)
      throw badRequest(`Receive an entity with incorrect length ${length}`);
    const end = offset + length;
    if (length > 0 && end > text.length) {
      throw badRequest(
        `Entity beginning at UTF-16 offset ${offset} ends after the end of the text at UTF-16 offset ${text.length}`,
      );
    }
    if (splitsSurrogates(text, offset)) {
      const at = Buffer.byteLength(text.slice(0, offset + 1), 'utf8');
      throw badRequest(`Entity begins in a middle of a UTF-16 symbol at byte offset ${at}`);
    }
    if (splitsSurrogates(text, end)) {
      const at = Buffer.byteLength(text.slice(0, end + 1), 'utf8');
      throw badRequest(
        `Entity beginning at UTF-16 offset ${offset} ends in a middle of a UTF-16 symbol at byte offset ${at}`,
      );
    }
  }
  return entities.filter(({ length }) => length > 0).map((entity) => ({ ...entity }));
}

/** What Telegram removes from every text: CR, U+2028 to U+202E and three combining lines; control characters become spaces. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is being removed
const unwanted = /[\u0000-\u0009\u000b-\u001f\u2028-\u202e]|\u0333|\u033f|\u030a/gu;

function clean({ text, entities }: FormattedText): FormattedText {
  if (text.search(unwanted) < 0) return { text, entities };
  const shift = new Int32Array(text.length + 1);
  let result = '';
  for (let i = 0; i < text.length; i++) {
    shift[i] = result.length;
    const c = text.charAt(i);
    if (c.search(unwanted) < 0) result += c;
    else if (c < ' ' && c !== '\r') result += ' ';
  }
  shift[text.length] = result.length;
  const at = (index: number) => shift[index] ?? result.length;
  const moved = entities.map((entity) => {
    const offset = at(entity.offset);
    return { ...entity, offset, length: at(entity.offset + entity.length) - offset };
  });
  return { text: result, entities: moved.filter(({ length }) => length > 0) };
}

/** Cuts white space at both ends; leading space that an entity covers stays. */
function trim({ text, entities }: FormattedText): FormattedText {
  const end = text.trimEnd().length;
  const firstEntity = entities.reduce((first, { offset }) => Math.min(first, offset), end);
  let start = 0;
  while (start < firstEntity && (text[start] === ' ' || text[start] === '\n')) start++;
  const kept = entities
    .map((entity) => {
      const offset = entity.offset - start;
      return { ...entity, offset, length: Math.min(entity.length, end - start - offset) };
    })
    .filter(({ length }) => length > 0);
  return { text: text.slice(start, end), entities: kept };
}

const patterns: readonly (readonly [Entity['type'], RegExp])[] = [
  [
    'url',
    /\b(?:https?:\/\/|tg:\/\/)[^\s<>"“”‘’（）()，。；、！？]+|\b(?:www\.)[^\s<>"“”，。；、]+\.[^\s<>"“”，。；、]+/giu,
  ],
  ['email', /[a-z0-9][a-z0-9._%+-]*@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}/giu],
  ['bot_command', /(?<![\w/<>])\/[a-z0-9_]{1,64}(?:@[a-z0-9_]{3,32})?(?![\w/])/giu],
  ['mention', /(?<![\w@.])@[a-z][a-z0-9_]{2,31}(?![\w@.])/giu],
  ['hashtag', /(?<![\p{L}\p{N}_#&])#(?=[\p{L}\p{N}_]*\p{L})[\p{L}\p{N}_]{1,256}/gu],
];

/** Adds the entities that Telegram finds by itself, where no given one lies. */
function withFoundEntities({ text, entities }: FormattedText): FormattedText {
  const all = entities.map(withoutStrayLanguage);
  const overlaps = (offset: number, length: number) =>
    all.some(
      (other) => other.offset < offset + length && offset < other.offset + other.length && !isWrapper(other),
    );
  for (const [type, pattern] of patterns) {
    for (const match of text.matchAll(pattern)) {
      const offset = match.index;
      if (!overlaps(offset, match[0].length)) all.push({ type, offset, length: match[0].length });
    }
  }
  all.sort((a, b) => a.offset - b.offset || b.length - a.length);
  return { text, entities: all };
}

function isWrapper({ type }: Entity): boolean {
  return [
    'bold',
    'italic',
    'underline',
    'strikethrough',
    'spoiler',
    'blockquote',
    'expandable_blockquote',
  ].includes(type);
}

function withoutStrayLanguage(entity: Entity): Entity {
  if (entity.type !== 'code' || entity.language === undefined) return entity;
  const { language: _, ...rest } = entity;
  return rest;
}
