import { createHash, randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, realpath, rename, rm, symlink } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

// Two processes on one folder destroy each other's writes without an error, so that one process holds
// the folder by a listening socket in it. A socket is alive exactly as long as its process: a killed
// holder frees the folder at once, and a process id that is given again deceives nobody.
//
// Each process puts a live socket of its own, never-reused name into the lock folder first and looks
// at the others then. Whoever sees a live one steps back; what is dead is swept away. Of two who come
// at once at least one sees the other, so that there are never two holders; both may step back, hence
// the second and third try after a pause of random length.

/** Another process has the embedded store of this folder. */
export class StoreBusyError extends Error {
  override readonly name = 'StoreBusyError';
  constructor(
    readonly dataDir: string,
    /** The process that has it, when it said so. */
    readonly holder: number | undefined,
  ) {
    super(
      `the embedded store in ${dataDir} is in use by ${holder ? `process ${holder}` : 'another process'}`,
    );
  }
}

type Release = () => Promise<void>;

/**
 * Holds the folder until the release is called or the process ends, however it ends.
 * @throws StoreBusyError within about a second.
 */
export async function lockFolder(dataDir: string): Promise<Release> {
  const folder = await realpath(dataDir);
  let holder: number | undefined;
  for (let attempt = 0; attempt < 4; attempt++) {
    if (attempt > 0) await pause(50 + Math.random() * 200);
    const outcome = process.platform === 'win32' ? await takePipe(folder) : await takeSocket(folder);
    if ('release' in outcome) return outcome.release;
    holder = outcome.holder;
  }
  throw new StoreBusyError(dataDir, holder);
}

type Outcome = { release: Release } | { holder: number | undefined };

async function takeSocket(folder: string): Promise<Outcome> {
  const locks = join(folder, 'store.lock');
  await mkdir(locks, { recursive: true });
  const own = randomBytes(6).toString('hex');
  const server = await withShortPath(locks, async (path) => {
    const listening = await listen(`${path}/${own}.new`);
    // Under its final name it is alive from the first moment that others can see it.
    await rename(join(locks, `${own}.new`), join(locks, own));
    return listening;
  });
  const release = async () => {
    server.close();
    await rm(join(locks, own), { force: true });
  };
  try {
    const other = await findAlive(locks, own);
    if (!other) return { release };
    await release();
    return other;
  } catch (error) {
    await release();
    throw error;
  }
}

async function findAlive(locks: string, own: string): Promise<{ holder: number | undefined } | undefined> {
  const names = (await readdir(locks)).filter((name) => name !== own && !name.endsWith('.new'));
  return withShortPath(locks, async (path) => {
    for (const name of names) {
      const answer = await knock(`${path}/${name}`);
      if (answer.alive) return answer;
      await rm(join(locks, name), { force: true });
    }
    return undefined;
  });
}

/** A named pipe belongs to one process and goes with it; its name stands for the folder. */
async function takePipe(folder: string): Promise<Outcome> {
  const name = createHash('sha256').update(folder.toLowerCase()).digest('hex').slice(0, 32);
  const path = `\\\\.\\pipe\\zhengji-${name}`;
  try {
    const server = await listen(path);
    return { release: () => new Promise((resolve) => server.close(() => resolve())) };
  } catch (error) {
    if (codeOf(error) !== 'EADDRINUSE') throw error;
    const answer = await knock(path);
    return { holder: answer.alive ? answer.holder : undefined };
  }
}

/** Listens and tells its process id to whoever comes. */
function listen(path: string): Promise<Server> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.end(String(process.pid));
  });
  server.unref();
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ path, exclusive: true }, () => resolve(server));
  });
}

type Answer = { alive: true; holder: number | undefined } | { alive: false };

/** A connection that succeeds is proof of life; a busy holder may be late with its number. */
function knock(path: string): Promise<Answer> {
  return new Promise((resolve) => {
    let said = '';
    const socket = connect(path);
    const alive = () => {
      socket.destroy();
      resolve({ alive: true, holder: Number.parseInt(said, 10) || undefined });
    };
    socket.setTimeout(200, alive);
    socket.on('data', (chunk) => (said += chunk.toString()));
    socket.on('end', alive);
    socket.on('error', (error) => {
      // Anything but "nobody listens" (no right to ask, a full queue) must count as alive.
      const dead = ['ECONNREFUSED', 'ENOENT', 'ENOTSOCK'].includes(codeOf(error) ?? '');
      if (dead) resolve({ alive: false });
      else alive();
    });
  });
}

/** A socket's path may have about 100 bytes; a longer folder is reached through a link from the temporary one. */
async function withShortPath<T>(folder: string, work: (path: string) => Promise<T>): Promise<T> {
  if (Buffer.byteLength(folder) <= 80) return work(folder);
  const temporary = await mkdtemp(join(tmpdir(), 'zj-'));
  try {
    await symlink(folder, join(temporary, 'l'));
    return await work(join(temporary, 'l'));
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
