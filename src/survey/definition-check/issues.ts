import type { z } from 'zod';
import { type Format, formats, type Mistake, pathText, type Report, type ValueType } from './fault.js';
import { keysAt, placesOf } from './keys.js';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** Reports what zod found wrong, with the valid keys and values. */
export function explainIssues(issues: readonly Issue[], data: unknown, report: Report): void {
  for (const issue of issues) explain(issue, [], data, report);
}

function explain(issue: Issue, above: Path, data: unknown, report: Report): void {
  const path = [...above, ...issue.path];
  const fault = (mistake: Mistake): void => {
    report(pathText(path), mistake);
  };
  switch (issue.code) {
    case 'unrecognized_keys':
      unknownKeysAt(path, issue.keys, data, report);
      return;
    case 'invalid_union':
      explainUnion(issue, path, data, report);
      return;
    case 'invalid_type':
      fault(
        valueAt(data, path) === undefined
          ? { kind: 'missing', allowed: [] }
          : wrongType([issue.expected], data, path),
      );
      return;
    case 'invalid_value':
      fault(notOneOf(issue.values.map(String), data, path));
      return;
    case 'too_small':
      fault(smallest(Number(issue.minimum), issue.origin));
      return;
    case 'too_big':
      fault({ kind: sizeKinds.most[sizeOf(issue.origin)], size: Number(issue.maximum) });
      return;
    default:
      fault({ kind: 'format', format: formatOf(issue) });
  }
}

function unknownKeysAt(path: Path, keys: readonly string[], data: unknown, report: Report): void {
  const allowed = keysAt(path, data);
  for (const key of keys) {
    const here = [...path, key];
    const [place, ...more] = placesOf(key).filter((one) => one !== anyPlace(here));
    const belongs = more.length === 0 ? place : undefined;
    report(pathText(here), { kind: 'unknownKey', key, allowed, belongs });
  }
}

/** `areas[3].label` -> `areas[].label` */
function anyPlace(path: Path): string {
  return pathText(path).replaceAll(/\[\d+\]/g, '[]');
}

const valueTypes: Readonly<Record<string, ValueType>> = {
  int: 'wholeNumber',
  number: 'number',
  array: 'list',
  object: 'object',
  string: 'text',
  boolean: 'boolean',
};

function wrongType(expected: readonly string[], data: unknown, path: Path): Mistake {
  return {
    kind: 'wrongType',
    expected: [...new Set(expected)].map((type) => valueTypes[type] ?? 'nothing'),
    found: valueAt(data, path),
    keys: expected.includes('object') ? keysAt(path, data) : [],
  };
}

function notOneOf(allowed: readonly string[], data: unknown, path: Path): Mistake {
  const found = valueAt(data, path);
  return found === undefined ? { kind: 'missing', allowed } : { kind: 'unknownValue', found, allowed };
}

const sizeKinds = {
  least: { text: 'tooShort', list: 'tooFew', value: 'tooSmall' },
  most: { text: 'tooLong', list: 'tooMany', value: 'tooBig' },
} as const;

function sizeOf(origin: string): 'text' | 'list' | 'value' {
  if (origin === 'string') return 'text';
  return origin === 'array' ? 'list' : 'value';
}

function smallest(size: number, origin: string): Mistake {
  const of = sizeOf(origin);
  return of === 'text' && size === 1 ? { kind: 'empty' } : { kind: sizeKinds.least[of], size };
}

/** The schema names a format of its own where other libraries put a sentence. */
function formatOf(issue: Issue): Format {
  if (issue.code === 'invalid_format' && issue.format === 'date') return 'date';
  if (issue.code === 'invalid_format' && issue.format === 'datetime') return 'instant';
  return formats.find((format) => format === issue.message) ?? 'other';
}

/** Of the alternatives the author can have meant only those that share most of what is there. */
function explainUnion(
  issue: Extract<Issue, { code: 'invalid_union' }>,
  path: Path,
  data: unknown,
  report: Report,
): void {
  const found = valueAt(data, path);
  const fault = (mistake: Mistake): void => {
    report(pathText(path), mistake);
  };
  if ('discriminator' in issue && issue.discriminator !== undefined) {
    fault(notOneOf(keysAt(path, data), data, path));
    return;
  }
  const fitting = alternatives(issue.errors).filter(
    (branch) => !branch.some((inner) => isOfAnotherType(inner, found)),
  );
  if (fitting.length === 0) {
    fault(noneOfTheTypes(issue.errors, data, path));
    return;
  }
  const closest = closestBranches(fitting);
  const [only] = closest;
  if (closest.length === 1 && only) {
    for (const inner of only) explain(inner, path, data, report);
    return;
  }
  const unknown = closest.map(unknownKeys).reduce((a, b) => a.filter((key) => b.includes(key)));
  if (unknown.length > 0) {
    unknownKeysAt(path, unknown, data, report);
    return;
  }
  const open = [...new Set(closest.flatMap((branch) => branch.flatMap(missingKey)))];
  const clash = [...new Set(closest.flatMap(unknownKeys))];
  if (clash.length > 1) fault({ kind: 'clash', keys: clash });
  else fault({ kind: 'incomplete', allowed: open.length > 0 ? open : keysAt(path, data) });
}

/** Unions inside unions, as one flat list of alternatives. */
function alternatives(branches: readonly (readonly Issue[])[]): (readonly Issue[])[] {
  return branches.flatMap((branch) => {
    const [only] = branch;
    const nested = branch.length === 1 && only?.code === 'invalid_union' && only.path.length === 0;
    return nested ? alternatives(only.errors) : [branch];
  });
}

function closestBranches(branches: readonly (readonly Issue[])[]): (readonly Issue[])[] {
  // A key that cannot stand there weighs more than any number of faults inside one that can.
  const weight = (branch: readonly Issue[]): number => unknownKeys(branch).length * 1e6 + branch.length;
  const least = Math.min(...branches.map(weight));
  return branches.filter((branch) => weight(branch) === least);
}

function unknownKeys(branch: readonly Issue[]): string[] {
  return branch.flatMap((issue) =>
    issue.code === 'unrecognized_keys' && issue.path.length === 0 ? issue.keys : [],
  );
}

function missingKey(issue: Issue): string[] {
  return issue.path.length === 1 && issue.code !== 'unrecognized_keys' ? [String(issue.path[0])] : [];
}

/** A branch for a text says nothing to somebody who wrote an object, and the other way round. */
function isOfAnotherType(issue: Issue, found: unknown): boolean {
  if (issue.path.length > 0) return false;
  return issue.code === 'invalid_type' || (issue.code === 'invalid_value' && isObject(found));
}

function noneOfTheTypes(branches: readonly (readonly Issue[])[], data: unknown, path: Path): Mistake {
  if (valueAt(data, path) === undefined) return { kind: 'missing', allowed: [] };
  const types = alternatives(branches).flatMap((branch) =>
    branch.flatMap((issue) => (issue.code === 'invalid_type' ? [issue.expected] : [])),
  );
  return wrongType(types, data, path);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function valueAt(data: unknown, path: Path): unknown {
  let value = data;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<PropertyKey, unknown>)[step];
  }
  return value;
}
