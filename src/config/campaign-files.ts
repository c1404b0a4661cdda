import { readdir, readFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadLocale } from '../locale/locale.js';
import type { CampaignDefinition } from '../survey/definition.js';
import { checkDefinition, type DefinitionVerdict } from '../survey/definition-check/check-definition.js';
import { type DefinitionFault, type Mistake, mostFaults } from '../survey/definition-check/fault.js';
import { mistakeText, placeText } from '../wording/definition-fault.js';
import { type FormTemplates, readTemplates } from './form-templates.js';
import { readJson } from './json-text.js';

/** The official campaigns of this repository; src/config and dist/config lie equally deep. */
export const builtInCampaigns = fileURLToPath(new URL('../../src/survey/campaigns', import.meta.url));

interface FileFault {
  readonly file: string;
  readonly path: string;
  readonly reason: string;
}

/** Definitions that cannot be used. Its message has one line a fault: `file: path: reason`. */
export class CampaignFault extends Error {
  override readonly name = 'CampaignFault';

  constructor(readonly faults: readonly FileFault[]) {
    super(faults.map(({ file, path, reason }) => [file, path, reason].filter(Boolean).join(': ')).join('\n'));
  }
}

/** A campaign with the Word templates of its forms. */
export interface CampaignFiles {
  readonly campaign: CampaignDefinition;
  readonly templates: FormTemplates;
}

type Loaded = { readonly file: string } & (CampaignFiles | { readonly faults: readonly FileFault[] });

/** The campaigns of these directories without their templates; see loadCampaignFiles. */
export async function loadCampaigns(dirs: readonly string[]): Promise<CampaignDefinition[]> {
  return (await loadCampaignFiles(dirs)).map(({ campaign }) => campaign);
}

/**
 * The campaigns of every `<dir>/*.json` and `<dir>/<folder>/definition.json` (not `*.schema.json`), in the
 * order of the directories and names; beside definition.json the templates of its forms, `<form id>.docx`.
 * Throws a CampaignFault that names every fault of every file.
 */
export async function loadCampaignFiles(dirs: readonly string[]): Promise<CampaignFiles[]> {
  const faults: FileFault[] = [];
  const files: string[] = [];
  for (const dir of dirs) {
    try {
      files.push(...(await definitionsIn(dir)));
    } catch (error) {
      faults.push({ file: shown(dir), path: '', reason: unreadable(error, 'directory') });
    }
  }
  const loaded = await readTogether(files, (file) => file.startsWith(builtInCampaigns));
  faults.push(...loaded.flatMap((one) => ('faults' in one ? one.faults : [])));
  if (faults.length > 0) throw new CampaignFault(faults);
  return loaded.filter((one) => 'campaign' in one);
}

/** What a start would say of these files: each as it is judged beside the built-in campaigns and the others. */
export async function readBesideBuiltIn(paths: readonly string[]): Promise<Loaded[]> {
  const files = [...new Set(paths.map((path) => resolve(path)))];
  const others = (await definitionsIn(builtInCampaigns)).filter((path) => !files.includes(resolve(path)));
  return (await readTogether([...others, ...files], (file) => others.includes(file))).slice(others.length);
}

/** Each file read and judged, also for what it shares with those before it. */
async function readTogether(
  files: readonly string[],
  isProven: (file: string) => boolean,
): Promise<Loaded[]> {
  const read: Loaded[] = [];
  for (const file of files) read.push(await readCampaign(file, isProven(file)));
  const sound = read.filter((one) => 'campaign' in one);
  const shared = [...clashes(sound, 'id'), ...clashes(sound, 'receiptPrefix')];
  return read.map((one) => {
    const own = shared.filter(({ file }) => file === one.file);
    return own.length === 0 ? one : { file: one.file, faults: own };
  });
}

/** One definition's file, read and judged. */
export async function readCampaign(path: string, isProven = false): Promise<Loaded> {
  const file = shown(path);
  const faulty = (place: string, reason: string): Loaded => ({
    file,
    faults: [{ file, path: place, reason }],
  });
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (error) {
    return faulty('', unreadable(error, 'file'));
  }
  const verdict = readDefinition(bytes);
  if (verdict.kind !== 'sound') return { file, faults: worded(file, verdict.faults) };
  const { templates, faults } = await readTemplates(path, verdict.campaign, isProven);
  if (faults.length === 0) return { file, campaign: verdict.campaign, templates };
  return {
    file,
    faults: faults.map((fault) => ({ file: shown(fault.path), path: '', reason: fault.reason })),
  };
}

/** What a definition's file says, read and judged by itself. */
export function readDefinition(bytes: Uint8Array): DefinitionVerdict {
  const faulty = (mistake: Mistake): DefinitionVerdict => ({
    kind: 'faulty',
    faults: [{ path: '', mistake }],
  });
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return faulty({ kind: 'encoding' });
  }
  const json = readJson(text);
  return json.kind === 'broken' ? faulty({ ...json, kind: 'json' }) : checkDefinition(json.value);
}

/** Those who start the program or write definitions on a computer read English. */
function worded(file: string, faults: readonly DefinitionFault[]): FileFault[] {
  const t = loadLocale(new URL('../../locales/', import.meta.url))('en');
  const listed = faults.map((fault) => ({
    file,
    path: placeText(t, fault),
    reason: mistakeText(t, fault.mistake),
  }));
  if (faults.length < mostFaults) return listed;
  return [...listed, { file, path: '', reason: t('definition-more', { count: mostFaults }) }];
}

/** Files that help to write a definition: one of the official ones, and what an editor checks it by. */
export function definitionAids(): Promise<{ readonly sample: Buffer; readonly schema: Buffer }> {
  const at = (path: string): Promise<Buffer> => readFile(join(builtInCampaigns, path));
  return Promise.all([at('zhangjiajie-2021/definition.json'), at('campaign.schema.json')]).then(
    ([sample, schema]) => ({ sample, schema }),
  );
}

async function definitionsIn(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { withFileTypes: true });
  const files = await Promise.all(
    entries.map(async (entry) => {
      const path = join(dir, entry.name);
      if (entry.name.endsWith('.json')) return entry.name.endsWith('.schema.json') ? [] : [path];
      const inside = entry.isDirectory() ? await readdir(path) : [];
      return inside.includes('definition.json') ? [join(path, 'definition.json')] : [];
    }),
  );
  return files.flat().sort();
}

/** Two campaigns of one id would share their answers, two of one prefix their receipt numbers. */
function clashes(
  loaded: readonly { readonly file: string; readonly campaign: CampaignDefinition }[],
  key: 'id' | 'receiptPrefix',
): FileFault[] {
  const first = new Map<string, string>();
  return loaded.flatMap(({ file, campaign }) => {
    const earlier = first.get(campaign[key]);
    if (earlier === undefined) first.set(campaign[key], file);
    return earlier === undefined
      ? []
      : [{ file, path: key, reason: `"${campaign[key]}" is already used by ${earlier}` }];
  });
}

function shown(path: string): string {
  const near = relative(process.cwd(), path);
  return near === '' || near.startsWith('..') ? path : near;
}

function unreadable(error: unknown, what: 'file' | 'directory'): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return `there is no such ${what}`;
  if (code === 'ENOTDIR') return 'is not a directory';
  if (code === 'EISDIR') return 'is a directory, not a file';
  if (code === 'EACCES') return 'may not be read (permission denied)';
  return error instanceof Error ? error.message : String(error);
}
