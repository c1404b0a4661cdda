const kept = 1_000;

export interface Call {
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** 200, or the error code of the answer. */
  readonly code: number;
}

/** What the bot has called since the server started: counts by method, the last calls, fields nobody knows. */
export class CallLog {
  readonly counts = new Map<string, number>();
  readonly warnings: string[] = [];
  private calls: Call[] = [];

  add(method: string, params: Readonly<Record<string, unknown>>, code: number): void {
    this.counts.set(method, (this.counts.get(method) ?? 0) + 1);
    if (method === 'getUpdates') return;
    this.calls.push({ method, params, code });
    if (this.calls.length > 2 * kept) this.calls = this.calls.slice(-kept);
  }

  warn(line: string): void {
    this.warnings.push(line);
  }

  last(method?: string): readonly Call[] {
    return (method === undefined ? this.calls : this.calls.filter((call) => call.method === method)).slice(
      -kept,
    );
  }
}
