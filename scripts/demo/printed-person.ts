import type { ChatPerson, Heard } from '../../test/support/chat-person.js';

/* A person whose talk with the bot is printed as it happens. */

type Write = (line: string) => void;

export interface Printing {
  readonly name: string;
  readonly write: Write;
  /** Colours and faint lines, for a terminal. */
  readonly coloured: boolean;
  /** Time to read a text before the person goes on, in ms. */
  readonly readingTime: (text: string) => number;
}

/** Columns of a line of the talk; a Han character takes two. */
const width = 72;
const gutter = '  │ ';
const barLength = 20;
/** For a slow computer; an answer takes a tenth of a second. */
const patience = 30_000;

export class PrintedPerson {
  constructor(
    private readonly person: ChatPerson,
    private readonly printing: Printing,
  ) {}

  async starts(campaign: string, link = '通知里的链接'): Promise<void> {
    this.own(`（打开${link} ?start=${campaign}）`);
    await this.person.starts(campaign);
  }

  async says(text: string): Promise<void> {
    this.own(text);
    await this.person.says(text);
  }

  /** A button by its words, or by the beginning of them. */
  async taps(button: string | RegExp): Promise<void> {
    this.own(`［点按钮］${typeof button === 'string' ? button : button.source.replaceAll(/[\^$\\]/g, '')}`);
    await this.person.taps(button);
  }

  async sendsFile(name: string, bytes: Uint8Array): Promise<void> {
    this.own(`［发文件］${name}`);
    await this.person.sendsDocument(name, bytes);
  }

  /** The file that came last, once the bot has nothing in hand. */
  async receives(ending: string): Promise<Heard> {
    for (;;) {
      const heard = await this.person.hears(undefined, patience);
      this.bot(heard);
      if (heard.message.document?.file_name?.endsWith(ending)) return heard;
    }
  }

  async edits(was: string, text: string): Promise<void> {
    this.own(`［改自己发过的消息］${was} → ${text}`);
    await this.person.edits(text, { was });
  }

  /** Prints what the bot says until these words come. */
  async hears(words: string): Promise<Heard> {
    for (;;) {
      const heard = await this.person.hears(undefined, patience);
      this.bot(heard);
      await new Promise((resolve) => setTimeout(resolve, this.printing.readingTime(heard.text)));
      if (heard.text.includes(words)) return heard;
    }
  }

  /** ── 已填 5/23 ▓▓▓▓░░░░░░░░░░░░░░░░ 21% ── */
  progress(done: number, total: number): void {
    const full = Math.floor((done / total) * barLength);
    const bar = '▓'.repeat(full) + '░'.repeat(barLength - full);
    this.printing.write('');
    this.printing.write(
      this.style('32', `── 已填 ${done}/${total} ${bar} ${Math.floor((done / total) * 100)}% ──`),
    );
  }

  private own(text: string): void {
    const [first = '', ...more] = wrapped(text);
    const indent = ' '.repeat(this.printing.name.length * 2 + 3);
    this.printing.write(this.style('36;1', `${this.printing.name} ▸ `) + first);
    for (const line of more) this.printing.write(`${indent}${line}`);
  }

  private bot({ text, buttons, edited, message }: Heard): void {
    const { write } = this.printing;
    write(this.style('33;1', edited ? '机器人（改了上面的消息）' : '机器人'));
    const file = message.document?.file_name;
    const lines = [...(file === undefined ? [] : [`［文件］${file}`]), ...text.split('\n')];
    for (const line of lines.flatMap(wrapped)) write(this.style('2', gutter) + line);
    for (const row of buttons)
      for (const line of wrapped(row.map((button) => `［${button}］`).join(' ')))
        write(this.style('2', gutter) + this.style('35', line));
  }

  private style(code: string, text: string): string {
    return this.printing.coloured ? `\u001b[${code}m${text}\u001b[0m` : text;
  }
}

/** Breaks at the width, not within a word or a number and not before a mark that closes. */
function wrapped(text: string): string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const [piece] of text.replaceAll('\n', ' ').matchAll(/[!-~]+|./gu)) {
    const columns = /[\u2e80-\uffef]/u.test(piece) ? 2 : piece.length;
    if (used > 0 && used + columns > width && !/^[，。、；：？！）］”’]/u.test(piece)) {
      lines.push(line);
      line = '';
      used = 0;
    }
    line += piece;
    used += columns;
  }
  return [...lines, line];
}
