export interface LedLoopOptions {
  /** Whether this process is the one that looks. */
  readonly leads: () => Promise<boolean>;
  readonly failed: (error: unknown) => void;
  /** Milliseconds before the first look; none without. */
  readonly firstMs?: number;
  /** Milliseconds between two looks. */
  readonly everyMs: number;
}

/** Looks again and again, in the one process that leads. A look that fails is told of, and the next one comes. */
export class LedLoop {
  readonly #look: () => Promise<void>;
  readonly #options: LedLoopOptions;
  readonly #stop = new AbortController();
  #loop: Promise<void> | undefined;

  constructor(look: () => Promise<void>, options: LedLoopOptions) {
    this.#look = look;
    this.#options = options;
  }

  start(): void {
    this.#loop = this.#run();
  }

  /** The look that is under way is waited for. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#loop;
  }

  async #run(): Promise<void> {
    const { leads, failed, firstMs = 0, everyMs } = this.#options;
    const { signal } = this.#stop;
    if (firstMs > 0) await pause(firstMs, signal);
    while (!signal.aborted) {
      try {
        if (await leads()) await this.#look();
      } catch (error) {
        failed(error);
      }
      await pause(everyMs, signal);
    }
  }
}

/** Waits, or ends early when whoever waits is to stop. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end, { once: true });
  });
}
