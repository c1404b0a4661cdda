import { type ChildProcess, fork } from 'node:child_process';

/** Starts a built file of the bench as a process of its own, with a channel to it. */
export function startChild(
  file: string,
  { env = {}, flags = [] }: { env?: Record<string, string>; flags?: readonly string[] } = {},
): ChildProcess {
  return fork(file, {
    execArgv: [...flags],
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
}

/** The first message that fits; fails when the process ends before. */
export function message<T>(child: ChildProcess, fits: (message: T) => boolean): Promise<T> {
  return new Promise((resolve, reject) => {
    const look = (given: unknown): void => {
      if (!fits(given as T)) return;
      child.off('message', look).off('exit', gone);
      resolve(given as T);
    };
    const gone = (code: number | null): void =>
      reject(new Error(`a process of the bench ended with ${code}`));
    child.on('message', look).once('exit', gone);
  });
}

export async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  // It ends by itself when its channel is closed, and then writes a profile if it was asked for one.
  child.disconnect();
  const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await gone;
  clearTimeout(late);
}
