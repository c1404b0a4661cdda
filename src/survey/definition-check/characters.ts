import { pathText, type Report } from './fault.js';

/** Half of a surrogate pair. */
const half = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

/** Reports every text that no database keeps as it is. */
export function checkCharacters(value: unknown, report: Report, path: readonly PropertyKey[] = []): void {
  if (typeof value === 'string') {
    if (value.includes('\u0000') || half.test(value)) report(pathText(path), { kind: 'character' });
  } else if (Array.isArray(value)) {
    for (const [at, one] of value.entries()) checkCharacters(one, report, [...path, at]);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, one] of Object.entries(value)) checkCharacters(one, report, [...path, key]);
  }
}
