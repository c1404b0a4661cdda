/* What the bench found, one line each, with the target and the verdict. */

export interface Line {
  readonly measured: string;
  readonly ours: string;
  /** What the peers came to, where they were measured. */
  readonly peers: string;
  readonly target: string;
  /** undefined: no target, told for the record. */
  readonly met: boolean | undefined;
}

/** A figure that is to be at most so much. */
export function atMost(measured: string, value: number, most: number, unit: string): Line {
  return {
    measured,
    ours: `${value.toFixed(1)} ${unit}`,
    peers: '',
    target: `<= ${most} ${unit}`,
    met: value <= most,
  };
}

export function tableOf(lines: readonly Line[]): string {
  const head = ['measured', 'ours', 'peers', 'target', 'verdict'];
  const rows = lines.map(({ measured, ours, peers, target, met }) => [
    measured,
    ours,
    peers,
    target,
    met === undefined ? '' : met ? 'met' : 'MISSED',
  ]);
  const widths = head.map((title, at) => Math.max(title.length, ...rows.map((row) => row[at]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
