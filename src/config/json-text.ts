import type { JsonMistake, JsonPlace } from '../survey/definition-check/fault.js';

export type JsonReading =
  | { readonly kind: 'read'; readonly value: unknown }
  /** line and column count from 1, in characters as an editor shows them. */
  | { readonly kind: 'broken'; readonly line: number; readonly column: number; readonly json: JsonMistake };

class Broken extends Error {
  constructor(
    readonly at: number,
    readonly mistake: JsonMistake,
  ) {
    super(mistake.kind);
  }
}

/**
 * Reads JSON. JSON.parse names no place for many mistakes and lets the last of two equal keys win in silence;
 * this says where and what, also for what people who write in Chinese type: “quotes”, ：and ，.
 */
export function readJson(text: string): JsonReading {
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text;
  try {
    const reader = new Reader(source);
    return { kind: 'read', value: reader.file() };
  } catch (error) {
    if (!(error instanceof Broken)) throw error;
    const lines = source.slice(0, error.at).split('\n');
    const column = Array.from(lines.at(-1) ?? '').length + 1;
    return { kind: 'broken', line: lines.length, column, json: error.mistake };
  }
}

/** No definition needs as many; a file of brackets alone would be too much for the stack. */
const deepest = 100;
/**
 * Objects, lists, texts and numbers together. An official definition has 500, one with a list of every county 4,000 more;
 * what has far more would keep everybody else waiting while it is judged.
 */
const mostValues = 8000;

class Reader {
  private at = 0;
  private depth = 0;
  private values = 0;

  constructor(private readonly text: string) {}

  file(): unknown {
    const value = this.value();
    this.blanks();
    if (this.at < this.text.length) throw this.unexpected('end');
    return value;
  }

  private value(): unknown {
    this.blanks();
    this.values += 1;
    if (this.values > mostValues) throw new Broken(this.at, { kind: 'many', most: mostValues });
    const next = this.text[this.at];
    if (next === '{') return this.object();
    if (next === '[') return this.list();
    if (next === '"') return this.string();
    const literal = this.match(/(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.])/y);
    if (literal === undefined) throw this.unexpected('value');
    this.at += literal.length;
    return JSON.parse(literal);
  }

  private object(): Record<string, unknown> {
    const entries = new Map<string, unknown>();
    this.items('}', () => {
      const start = this.at;
      if (this.text[start] !== '"') throw this.unexpected('key');
      const key = this.string();
      if (entries.has(key)) throw new Broken(start, { kind: 'twice', key });
      this.blanks();
      if (this.text[this.at] !== ':') throw this.unexpected('colon');
      this.at += 1;
      entries.set(key, this.value());
    });
    return Object.fromEntries(entries);
  }

  private list(): unknown[] {
    const items: unknown[] = [];
    this.items(']', () => items.push(this.value()));
    return items;
  }

  private items(end: '}' | ']', item: () => void): void {
    const opened = this.at;
    this.depth += 1;
    if (this.depth > deepest) throw new Broken(opened, { kind: 'deep', most: deepest });
    this.at += 1;
    this.blanks();
    if (this.text[this.at] === end) {
      this.at += 1;
      this.depth -= 1;
      return;
    }
    for (;;) {
      item();
      this.blanks();
      const next = this.text[this.at];
      if (next === undefined) throw new Broken(opened, { kind: 'open', bracket: end === '}' ? '{' : '[' });
      this.at += 1;
      if (next === end) {
        this.depth -= 1;
        return;
      }
      if (next !== ',') {
        this.at -= 1;
        throw this.unexpected(end === '}' ? 'commaOrBrace' : 'commaOrBracket');
      }
      const comma = this.at - 1;
      this.blanks();
      if (this.text[this.at] === end) throw new Broken(comma, { kind: 'lastComma', bracket: end });
    }
  }

  private string(): string {
    const start = this.at;
    const end = this.match(/"[^"\\\n]*(?:\\.[^"\\\n]*)*"/y);
    if (end === undefined) throw new Broken(start, { kind: 'textOpen' });
    this.at += end.length;
    try {
      return JSON.parse(end) as string;
    } catch {
      throw new Broken(start, { kind: 'escape' });
    }
  }

  private match(sticky: RegExp): string | undefined {
    sticky.lastIndex = this.at;
    return sticky.exec(this.text)?.[0];
  }

  private blanks(): void {
    this.at += this.match(/[ \t\r\n]*/y)?.length ?? 0;
  }

  private unexpected(expected: JsonPlace): Broken {
    const [found] = this.text.slice(this.at, this.at + 2);
    if (found === undefined) return new Broken(this.at, { kind: 'ends', expected });
    if (found === '/') return new Broken(this.at, { kind: 'comment' });
    const mark = typedInChinese[found];
    return new Broken(
      this.at,
      mark ? { kind: 'wide', mark, expected, found } : { kind: 'unexpected', expected, found },
    );
  }
}

const typedInChinese: Record<string, Extract<JsonMistake, { kind: 'wide' }>['mark']> = {
  '“': 'quote',
  '”': 'quote',
  '，': 'comma',
  '：': 'colon',
  '\u3000': 'space',
  '\u00A0': 'space',
};
