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
// Each process first puts a live socket of its own, never-reused name into the lock folder, then looks
// at the others, and has the folder when it sees no other alive; what is dead is swept away. Of two who
// come at once at least one sees the other, so that there are never two holders. Among those who still
// try, the one of the lowest rank stays and looks again, while the others step back for a moment.

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

const PATIENCE_MS = 700;

/**
 * Holds the folder until the release is called or the process ends, however it ends.
 * @throws StoreBusyError at once or, when the holder is too busy to answer, within a second.
 */
export async function lockFolder(dataDir: string): Promise<Release> {
  const folder = await realpath(dataDir);
  if (process.platform === 'win32') return takePipe(folder, dataDir);
  try {
    return await contend(join(folder, 'store.lock'), dataDir);
  } catch (error) {
    if (!NO_SOCKETS.includes(codeOf(error) ?? '')) throw error;
    return contend(join(tmpdir(), `zhengji-${fingerprint(folder)}`), dataDir);
  }
}

// What file systems say that cannot hold a socket: shared folders of virtual machines, some USB sticks.
const NO_SOCKETS = ['EOPNOTSUPP', 'ENOTSUP', 'ENOSYS', 'EPERM'];

async function contend(locks: string, dataDir: string): Promise<Release> {
  const rank = randomBytes(4).toString('hex');
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const outcome = await takeSocket(locks, rank, deadline);
    if ('release' in outcome) return outcome.release;
    if (outcome.held || Date.now() > deadline) throw new StoreBusyError(dataDir, outcome.pid);
    await pause(20 + Math.random() * 80);
  }
}

interface Rival {
  name: string;
  pid: number | undefined;
  /** It has the folder; otherwise it may be trying, as we are. */
  held: boolean;
}

async function takeSocket(
  locks: string,
  rank: string,
  deadline: number,
): Promise<{ release: Release } | Rival> {
  await mkdir(locks, { recursive: true });
  const own = `${rank}-${randomBytes(4).toString('hex')}`;
  let held = false;
  const server = await withShortPath(locks, async (path) => {
    const listening = await listen(`${path}/${own}.new`, () => held);
    // Under its final name it is alive from the first moment that others can see it.
    await rename(join(locks, `${own}.new`), join(locks, own));
    return listening;
  });
  const release = async () => {
    server.close();
    await rm(join(locks, own), { force: true });
  };
  try {
    for (;;) {
      const rivals = await findAlive(locks, own);
      held = rivals.length === 0;
      if (held) return { release };
      const [lowest] = rivals.sort((one, other) => (one.name < other.name ? -1 : 1));
      const strongest = rivals.find((rival) => rival.held) ?? lowest;
      if (strongest && (strongest.held || strongest.name < own || Date.now() > deadline)) {
        await release();
        return strongest;
      }
      await pause(10);
    }
  } catch (error) {
    await release();
    throw error;
  }
}

async function findAlive(locks: string, own: string): Promise<Rival[]> {
  const names = (await readdir(locks)).filter((name) => name !== own && !name.endsWith('.new'));
  return withShortPath(locks, async (path) => {
    const rivals: Rival[] = [];
    for (const name of names) {
      const answer = await knock(`${path}/${name}`);
      if (answer) rivals.push({ name, ...answer });
      else await rm(join(locks, name), { force: true });
    }
    return rivals;
  });
}

/** A named pipe belongs to one process and goes with it; its name stands for the folder. */
async function takePipe(folder: string, dataDir: string): Promise<Release> {
  const path = `\\\\.\\pipe\\zhengji-${fingerprint(folder.toLowerCase())}`;
  try {
    const server = await listen(path, () => true);
    return () => new Promise((resolve) => server.close(() => resolve()));
  } catch (error) {
    if (codeOf(error) !== 'EADDRINUSE') throw error;
    throw new StoreBusyError(dataDir, (await knock(path))?.pid);
  }
}

/** Listens and tells whoever comes its process id and whether it has the folder. */
function listen(path: string, held: () => boolean): Promise<Server> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.end(`${process.pid} ${held() ? 'has' : 'tries'}`);
  });
  server.unref();
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ path, exclusive: true }, () => resolve(server));
  });
}

/** Nothing when nobody lives behind the socket. A connection is proof of life, even without a word. */
function knock(path: string): Promise<Pick<Rival, 'pid' | 'held'> | undefined> {
  return new Promise((resolve) => {
    let said = '';
    const socket = connect(path);
    const alive = () => {
      socket.destroy();
      resolve({ pid: Number.parseInt(said, 10) || undefined, held: said.endsWith('has') });
    };
    socket.setTimeout(200, alive);
    socket.on('data', (chunk) => {
      said += chunk.toString();
    });
    socket.on('end', alive);
    socket.on('error', (error) => {
      // Anything but "nobody listens" (no right to ask, a full queue) must count as alive.
      const dead = ['ECONNREFUSED', 'ENOENT', 'ENOTSOCK'].includes(codeOf(error) ?? '');
      if (dead) resolve(undefined);
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

function fingerprint(folder: string): string {
  return createHash('sha256').update(folder).digest('hex').slice(0, 32);
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
