import { Worker, type WorkerOptions } from 'node:worker_threads';

/**
 * Starts a module of this folder, named without its ending, in a thread of its own. From source, where the thread
 * has to read TypeScript, as much as from what was built. The thread ends with the process.
 */
export function startThread(module: string, options: WorkerOptions): Worker {
  if (import.meta.url.endsWith('.js')) return new Worker(new URL(`./${module}.js`, import.meta.url), options);
  const program = new URL(`./${module}.ts`, import.meta.url).href;
  const loader = import.meta.resolve('tsx/esm/api');
  // tsx does not reach into threads by itself where the process already runs under it.
  const start = `import(${JSON.stringify(loader)}).then(({ register }) => {
    register();
    return import(${JSON.stringify(program)});
  });`;
  return new Worker(start, { ...options, eval: true, execArgv: [] });
}
