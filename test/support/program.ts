import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { cachePath } from '../../src/storage/embedded-seed.js';
import { digest } from './stores.js';

export interface ProgramOptions {
  /** The Bot API server that it talks to; without it the program opens a local chat of its own. */
  readonly bot?: { readonly token: string; readonly apiRoot: string };
  readonly databaseUrl?: string | undefined;
  readonly dataDir?: string;
  /** Beside these; nothing of the tests' own environment reaches the program but PATH. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

const running = new Set<ChildProcess>();
const said: (() => string)[] = [];
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Everything that the programs of this test file have written to stdout and stderr. */
export function everythingSaid(): string {
  return said.map((output) => output()).join('\n');
}

/** The real program, built, as a process of its own that can be killed. Logs everything. */
export class Program {
  readonly #child: ChildProcess;
  readonly #exited: Promise<Exit>;
  readonly #folder: string;
  stdout = '';
  stderr = '';

  private constructor(main: string, { bot, databaseUrl, dataDir, env }: ProgramOptions) {
    // A folder of its own, in which no .env lies.
    this.#folder = mkdtempSync(join(tmpdir(), 'zhengji-program-'));
    this.#child = spawn(process.execPath, [main], {
      cwd: this.#folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env.PATH,
        PORT: '0',
        LOG_LEVEL: 'debug',
        DATA_DIR: dataDir ?? join(this.#folder, 'data'),
        ...(bot && { BOT_TOKEN: bot.token, BOT_API_ROOT: bot.apiRoot }),
        ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }),
        ...env,
      },
    });
    running.add(this.#child);
    said.push(() => this.output);
    this.#child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.stdout += text));
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.stderr += text));
    this.#exited = once(this.#child, 'close').then(([code, signal]) => {
      running.delete(this.#child);
      rmSync(this.#folder, { recursive: true, force: true });
      return { code: code as Exit['code'], signal: signal as Exit['signal'] };
    });
  }

  /** Begins, and does not wait for anything. */
  static async launch(options: ProgramOptions): Promise<Program> {
    return new Program(await builtMain(), options);
  }

  /** Begins, and waits until it works. */
  static async start(options: ProgramOptions): Promise<Program> {
    const program = await Program.launch(options);
    await program.says('"msg":"started"');
    return program;
  }

  get output(): string {
    return `${this.stdout}\n${this.stderr}`;
  }

  /** Waits for words on stdout or stderr. */
  async says(words: string, within = 30_000): Promise<void> {
    const deadline = Date.now() + within;
    while (!this.output.includes(words)) {
      if (this.#child.exitCode !== null || Date.now() > deadline)
        throw new Error(`the program did not say ${words}, but:\n${this.output}`);
      await pause(10);
    }
  }

  /** kill -9; resolves when the process is gone. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#exited;
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Waits for its end. */
  exit(): Promise<Exit> {
    return this.#exited;
  }

  /** SIGTERM; resolves when the process is gone. */
  async stop(): Promise<Exit> {
    this.signal('SIGTERM');
    return this.#exited;
  }
}

const root = fileURLToPath(new URL('../../', import.meta.url));
let built: Promise<string> | undefined;

function builtMain(): Promise<string> {
  built ??= build();
  return built;
}

/** Builds what src/ holds now, once; several test files may do so at the same time. */
async function build(): Promise<string> {
  const folder = cachePath(`program-${sourcesDigest()}`);
  const main = join(folder, 'dist/main.js');
  if (exists(main)) return main;
  const draft = `${folder}.${process.pid}`;
  mkdirSync(draft, { recursive: true });
  for (const beside of ['src', 'locales', 'prisma', 'node_modules', 'package.json'])
    symlinkSync(join(root, beside), join(draft, beside));
  await promisify(execFile)(process.execPath, [join(root, 'scripts/build.mjs'), join(draft, 'dist')]);
  await rename(draft, folder).catch((error: unknown) => {
    rmSync(draft, { recursive: true });
    if (!exists(main)) throw error;
  });
  return main;
}

function exists(path: string): boolean {
  try {
    return readFileSync(path).length > 0;
  } catch {
    return false;
  }
}

function sourcesDigest(): string {
  const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .sort();
  return digest(files.map((file) => file + readFileSync(join(root, 'src', file), 'utf8')).join());
}
