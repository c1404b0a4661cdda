export type JsonReading =
  | { readonly kind: 'read'; readonly value: unknown }
  /** line and column count from 1, in characters as an editor shows them. */
  | { readonly kind: 'broken'; readonly line: number; readonly column: number; readonly reason: string };

class Broken extends Error {
  constructor(
    readonly at: number,
    reason: string,
  ) {
    super(reason);
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
    return { kind: 'broken', line: lines.length, column, reason: error.message };
  }
}

/** No definition needs as many; a file of brackets alone would be too much for the stack. */
const deepest = 100;

class Reader {
  private at = 0;
  private depth = 0;

  constructor(private readonly text: string) {}

  file(): unknown {
    const value = this.value();
    this.blanks();
    if (this.at < this.text.length) throw this.unexpected('the end of the file');
    return value;
  }

  private value(): unknown {
    this.blanks();
    const next = this.text[this.at];
    if (next === '{') return this.object();
    if (next === '[') return this.list();
    if (next === '"') return this.string();
    const literal = this.match(/(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.])/y);
    if (literal === undefined) throw this.unexpected('a value');
    this.at += literal.length;
    return JSON.parse(literal);
  }

  private object(): Record<string, unknown> {
    const entries = new Map<string, unknown>();
    this.items('}', () => {
      const start = this.at;
      if (this.text[start] !== '"') throw this.unexpected('a key in "double quotes"');
      const key = this.string();
      if (entries.has(key)) throw new Broken(start, `the key "${key}" stands here a second time`);
      this.blanks();
      if (this.text[this.at] !== ':') throw this.unexpected(`":" after the key "${key}"`);
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
    if (this.depth > deepest) throw new Broken(opened, `more than ${deepest} levels lie within one another`);
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
      if (next === undefined)
        throw new Broken(opened, `"${end === '}' ? '{' : '['}" is opened here and never closed`);
      this.at += 1;
      if (next === end) {
        this.depth -= 1;
        return;
      }
      if (next !== ',') {
        this.at -= 1;
        throw this.unexpected(`"," or "${end}"`);
      }
      const comma = this.at - 1;
      this.blanks();
      if (this.text[this.at] === end)
        throw new Broken(comma, `after the last entry before "${end}" stands no ","`);
    }
  }

  private string(): string {
    const start = this.at;
    const end = this.match(/"[^"\\\n]*(?:\\.[^"\\\n]*)*"/y);
    if (end === undefined) throw new Broken(start, 'this text is not closed by a double quote on its line');
    this.at += end.length;
    try {
      return JSON.parse(end) as string;
    } catch {
      throw new Broken(start, 'this text has a tab or a wrong \\ sequence; write \\n, \\t, \\" or \\\\');
    }
  }

  private match(sticky: RegExp): string | undefined {
    sticky.lastIndex = this.at;
    return sticky.exec(this.text)?.[0];
  }

  private blanks(): void {
    while (/[ \t\r\n]/.test(this.text[this.at] ?? '')) this.at += 1;
  }

  private unexpected(expected: string): Broken {
    const [found] = this.text.slice(this.at, this.at + 2);
    if (found === undefined) return new Broken(this.at, `the file ends where ${expected} should stand`);
    const advice = typedInChinese[found] ?? (found === '/' ? 'JSON has no comments.' : '');
    return new Broken(
      this.at,
      [`${expected} should stand here, not ${found}`, advice].filter(Boolean).join('. '),
    );
  }
}

const typedInChinese: Record<string, string> = {
  '“': 'Write the plain quote " instead.',
  '”': 'Write the plain quote " instead.',
  '，': 'Write the half-width comma , instead.',
  '：': 'Write the half-width colon : instead.',
  '\u3000': 'It is a full-width space; write a plain one.',
  '\u00A0': 'It is a no-break space; write a plain one.',
};
