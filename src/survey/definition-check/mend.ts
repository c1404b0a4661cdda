import type { z } from 'zod';
import { type CampaignDefinition, campaignSchema } from '../definition.js';
import { pathText } from './fault.js';

type Path = readonly PropertyKey[];
interface Mended {
  readonly campaign: CampaignDefinition;
  /** Paths of parts that are only stand-ins; nothing true can be said of them. */
  readonly standIns: ReadonlySet<string>;
}

const ofTheCampaign: Record<string, unknown> = {
  id: 'x',
  title: 'x',
  year: 2000,
  timeZone: 'UTC',
  receiptPrefix: 'XX',
  organiser: 'x',
  notice: { version: 'x', purpose: 'x', kept: 'x', retention: 'x', contact: 'x', rights: 'x' },
  deadlines: { unit: { days: 1 }, recommender: { days: 1 } },
  responsibility: [],
  sheets: [],
};
const ofAForm: Record<string, unknown> = {
  title: 'x',
  noun: 'x',
  reason: 'x',
  filledBy: 'unit',
  relation: '=',
  left: 0,
  right: 0,
};

/**
 * Makes faulty data fit the schema, so that the rules across parts can speak in the same round: a faulty
 * question becomes a stand-in of its id, another faulty part a stand-in or nothing. Undefined where too
 * little is left to say anything true.
 */
export function mend(data: unknown, issues: readonly z.core.$ZodIssue[]): Mended | undefined {
  const draft = objectAt(structuredClone(data), []);
  if (!draft || issues.some((issue) => issue.path[0] === 'areas')) return undefined;
  const standIns = new Set<string>();
  for (const issue of issues) {
    const { path } = issue;
    const question = questionPath(path);
    if (question) {
      if (!standForQuestion(draft, question)) return undefined;
      standIns.add(pathText(question));
    } else if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) Reflect.deleteProperty(objectAt(draft, path) ?? {}, key);
    } else {
      const replaced = path[0] === 'forms' ? path : path.slice(0, 1);
      standFor(draft, replaced, standIns.size);
      standIns.add(pathText(replaced));
    }
  }
  const parsed = campaignSchema.safeParse(draft);
  return parsed.success ? { campaign: parsed.data, standIns } : undefined;
}

function standForQuestion(draft: object, path: Path): boolean {
  const list = objectAt(draft, path.slice(0, -1));
  const at = path.at(-1);
  if (!list || at === undefined) return false;
  const id = objectAt(draft, path)?.id;
  if (typeof id !== 'string' || !/^[a-z][a-z0-9-]{0,47}$/.test(id)) return false;
  list[at] = { id, kind: 'text', label: 'x' };
  return true;
}

function standFor(draft: object, path: Path, count: number): void {
  const holder = objectAt(draft, path.slice(0, -1));
  const key = path.at(-1);
  if (!holder || typeof key !== 'string') return;
  const known = path.length === 1 ? ofTheCampaign[key] : ofAForm[key];
  if (known !== undefined) holder[key] = known;
  else if (key === 'id') holder[key] = `x-${count}`;
  else Reflect.deleteProperty(holder, key);
}

/** `forms[i].sections[j].questions[k]` of a path at or below it. */
function questionPath(path: Path): Path | undefined {
  const within = path[0] === 'forms' && path[2] === 'sections' && path[4] === 'questions';
  return within && path.length >= 6 ? path.slice(0, 6) : undefined;
}

function objectAt(data: unknown, path: Path): Record<PropertyKey, unknown> | undefined {
  let value = data;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<PropertyKey, unknown>)[step];
  }
  return typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>) : undefined;
}
