import type { z } from 'zod';
import { type DefinitionFault, pathText, suggestion } from './fault.js';
import { keysAt, placesOf } from './keys.js';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** What zod found wrong, in sentences that name the valid keys and values. */
export function explainIssues(issues: readonly Issue[], data: unknown): DefinitionFault[] {
  return issues.flatMap((issue) => explain(issue, [], data));
}

function explain(issue: Issue, above: Path, data: unknown): DefinitionFault[] {
  const path = [...above, ...issue.path];
  const fault = (reason: string): DefinitionFault[] => [{ path: pathText(path), reason }];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey(path, key, keysAt(path, data)));
    case 'invalid_union':
      return explainUnion(issue, path, data);
    case 'invalid_type':
      return fault(valueAt(data, path) === undefined ? 'is missing' : mustBe([issue.expected], data, path));
    case 'invalid_value':
      return fault(notOneOf(issue.values.map(String), data, path));
    case 'too_small':
      return fault(sizeReason('at least', Number(issue.minimum), issue.origin));
    case 'too_big':
      return fault(sizeReason('at most', Number(issue.maximum), issue.origin));
    case 'invalid_format':
      return fault(formatReason(issue));
    default:
      return fault(issue.message);
  }
}

function unknownKey(path: Path, key: string, known: readonly string[]): DefinitionFault {
  const [place, ...more] = placesOf(key).filter((one) => one !== anyPlace([...path, key]));
  const belongs = place !== undefined && more.length === 0 ? ` It belongs to ${place}.` : '';
  const reason = `is not a key that can stand here.${suggestion(key, known, 'Valid keys here')}${belongs}`;
  return { path: pathText([...path, key]), reason };
}

/** `areas[3].label` -> `areas[].label` */
function anyPlace(path: Path): string {
  return pathText(path).replaceAll(/\[\d+\]/g, '[]');
}

const typeNames: Record<string, string> = {
  int: 'a whole number',
  array: 'a list',
  object: 'an object',
  string: 'a text',
  boolean: 'true or false',
};

function mustBe(expected: readonly string[], data: unknown, path: Path): string {
  const found = valueAt(data, path);
  const names = [...new Set(expected)].map((type) => typeNames[type] ?? `a ${type}`).join(' or ');
  const keys = expected.includes('object') ? keysAt(path, data) : [];
  const shown = Array.isArray(found) ? 'a list' : isObject(found) ? 'an object' : JSON.stringify(found);
  return `must be ${names}, not ${shown}${keys.length > 0 ? `. Keys of the object: ${keys.join(', ')}.` : ''}`;
}

function notOneOf(valid: readonly string[], data: unknown, path: Path): string {
  const found = valueAt(data, path);
  if (found === undefined) return `is missing. One of: ${valid.join(', ')}.`;
  return `${JSON.stringify(found)} is not known.${suggestion(typeof found === 'string' ? found : '', valid, 'One of')}`;
}

function sizeReason(bound: string, size: number, origin: string): string {
  if (origin === 'string') {
    return size === 1 && bound === 'at least' ? 'must not be empty' : `must have ${bound} ${size} characters`;
  }
  return origin === 'array' ? `must have ${bound} ${size} entries` : `must be ${bound} ${size}`;
}

function formatReason(issue: Extract<Issue, { code: 'invalid_format' }>): string {
  if (issue.format === 'date') return 'must be a date that exists, like 2026-03-31';
  if (issue.format === 'datetime') return 'must be an instant with its zone, like 2026-03-31T18:00:00+08:00';
  return `must be ${issue.message}`;
}

/** Of the alternatives the author can have meant only those that share most of what is there. */
function explainUnion(
  issue: Extract<Issue, { code: 'invalid_union' }>,
  path: Path,
  data: unknown,
): DefinitionFault[] {
  const found = valueAt(data, path);
  const here = pathText(path);
  if ('discriminator' in issue && issue.discriminator !== undefined)
    return [{ path: here, reason: notOneOf(keysAt(path, data), data, path) }];
  const fitting = alternatives(issue.errors).filter(
    (branch) => !branch.some((inner) => isOfAnotherType(inner, found)),
  );
  if (fitting.length === 0) return [{ path: here, reason: wrongType(issue.errors, data, path) }];
  const closest = closestBranches(fitting);
  const [only] = closest;
  if (closest.length === 1 && only) return only.flatMap((inner) => explain(inner, path, data));
  const unknown = closest.map(unknownKeys).reduce((a, b) => a.filter((key) => b.includes(key)));
  if (unknown.length > 0) return unknown.map((key) => unknownKey(path, key, keysAt(path, data)));
  const open = [...new Set(closest.flatMap((branch) => branch.flatMap(missingKey)))];
  const clash = [...new Set(closest.flatMap(unknownKeys))];
  const reason =
    clash.length > 1
      ? `cannot hold ${clash.join(' and ')} together`
      : `needs one of: ${(open.length > 0 ? open : keysAt(path, data)).join(', ')}`;
  return [{ path: here, reason }];
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
  const weight = (branch: readonly Issue[]): number => unknownKeys(branch).length * 100 + branch.length;
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

function wrongType(branches: readonly (readonly Issue[])[], data: unknown, path: Path): string {
  if (valueAt(data, path) === undefined) return 'is missing';
  const types = alternatives(branches).flatMap((branch) =>
    branch.flatMap((issue) => (issue.code === 'invalid_type' ? [issue.expected] : [])),
  );
  return mustBe(types, data, path);
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
