/** What goes wrong with the next calls of a method. */
export interface Fault {
  /** Method name, or `*` for any. */
  readonly method: string;
  /** How many calls; default 1. */
  readonly times?: number;
  /** Calls that pass before it begins. */
  readonly after?: number;
  /** Only calls for this chat. */
  readonly chat?: number;
  /** An answer instead of the act: 429 (with retry_after), 403, 500, … */
  readonly code?: number;
  readonly description?: string;
  /** Seconds. */
  readonly retryAfter?: number;
  /** The connection ends without an answer: before acting, or after (a lost reply). */
  readonly drop?: 'before' | 'after';
  /** Milliseconds that the answer waits, with or without another fault. */
  readonly delay?: number;
}

const descriptions: Readonly<Record<number, string>> = {
  401: 'Unauthorized',
  403: 'Forbidden: bot was blocked by the user',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
};

interface Armed extends Fault {
  left: number;
  skip: number;
}

/** Faults that tests have ordered, first come first served. */
export class Faults {
  private armed: Armed[] = [];

  add(fault: Fault): void {
    this.armed.push({ ...fault, left: fault.times ?? 1, skip: fault.after ?? 0 });
  }

  clear(): void {
    this.armed = [];
  }

  get count(): number {
    return this.armed.length;
  }

  /** The fault that this call meets, used up by one. */
  next(method: string, chat: unknown): Fault | undefined {
    if (this.armed.length === 0) return undefined;
    const name = method.toLowerCase();
    for (const fault of this.armed) {
      if (fault.method !== '*' && fault.method.toLowerCase() !== name) continue;
      if (fault.method === '*' && name === 'getupdates') continue;
      if (fault.chat !== undefined && String(fault.chat) !== String(chat)) continue;
      if (fault.skip > 0) {
        fault.skip--;
        continue;
      }
      if (--fault.left <= 0) this.armed = this.armed.filter((other) => other !== fault);
      return fault;
    }
    return undefined;
  }
}

export function descriptionOf(fault: Fault): string {
  if (fault.description !== undefined) return fault.description;
  if (fault.code === 429) return `Too Many Requests: retry after ${fault.retryAfter ?? 1}`;
  return descriptions[fault.code ?? 500] ?? `Error ${fault.code ?? 500}`;
}
