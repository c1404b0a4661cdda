import { folded } from '../survey/choices.js';
import type { CampaignDefinition } from '../survey/definition.js';
import { onOneLine } from '../survey/reading/plain-text.js';
import type { Role, ScopeRule } from './appointment.js';
import { findPlaces, type Place, placesOf } from './place.js';
import {
  type ColumnLabels,
  cellAt,
  findTable,
  type Sheet,
  type SheetRow,
  type Table,
} from './sheet-table.js';

/** An appointment that a roster of staff asks for. */
export interface AppointmentDraft {
  readonly role: Role;
  /** The office or person, as named on screens and sheets. */
  readonly title: string;
  readonly scopes: readonly ScopeRule[];
}

type StaffField = 'title' | 'role' | ScopeRule['kind'];

const labels: ColumnLabels<StaffField> = {
  title: ['单位名称', '单位/姓名', '单位', '姓名', '名称'],
  role: ['角色', '职责', '身份'],
  area: ['区域', '负责区域', '所属区域'],
  sector: ['行业', '负责行业', '所在行业'],
  category: ['项目类别', '类别', '负责类别'],
};
const scopeKinds = ['area', 'sector', 'category'] as const;

const roleWords: Readonly<Record<Role, readonly string[]>> = {
  planner: ['规划科', '计划科', '规划与基础研究科'],
  responsible: ['责任人', '负责人'],
  leader: ['责任领导', '分管领导'],
  collector: ['汇总单位'],
  recommender: ['推荐单位'],
};

export interface StaffCampaign {
  readonly areas: CampaignDefinition['areas'];
  readonly sectors: readonly string[];
  readonly categories: readonly string[];
}

export type StaffFault =
  | { readonly kind: 'titleMissing' | 'roleMissing' }
  | { readonly kind: 'tooLong'; readonly max: number }
  | { readonly kind: 'unknownRole'; readonly known: readonly string[] }
  | {
      readonly kind: 'unknownArea' | 'unknownSector' | 'unknownCategory';
      readonly part: string;
      readonly nearest?: string;
    }
  /** A 责任人 or a 责任领导 who is responsible for nothing. */
  | { readonly kind: 'scopeMissing' }
  /** A 汇总单位 makes the sheet of one area. */
  | { readonly kind: 'oneAreaNeeded'; readonly found: number }
  /** The planning office covers the whole campaign. */
  | { readonly kind: 'scopeNotNeeded' }
  | { readonly kind: 'twice'; readonly first: string };

export interface StaffProblem {
  /** As Excel shows it, e.g. C4. */
  readonly address: string;
  readonly text: string;
  readonly fault: StaffFault;
}

export type StaffReading =
  /** No row within the first ten has these labels. */
  | { readonly kind: 'noHeader'; readonly needed: readonly string[] }
  | {
      readonly kind: 'read';
      readonly sheet: string;
      /** Of the rows that nothing is wrong with. */
      readonly drafts: readonly { readonly row: number; readonly draft: AppointmentDraft }[];
      readonly problems: readonly StaffProblem[];
    };

const LONGEST = 200;

/** The headings of an empty roster, and the words for its roles. */
export const staffHeadings: readonly string[] = ['单位/姓名', '角色', '区域', '行业', '项目类别'];
export const staffRoleWords: readonly string[] = Object.values(roleWords).map(([word = '']) => word);

/** Whether a workbook that nobody asked for is meant as a roster of staff, by its headings. */
export function isStaffRoster(sheets: readonly Sheet[]): boolean {
  return !('missing' in findTable<StaffField>(sheets, labels, ['title', 'role']));
}

/** The drafts, by their places, that nobody holds yet and nobody is invited to: known by role and name. */
export function newDrafts(
  known: readonly { readonly role: Role; readonly title: string }[],
  drafts: readonly AppointmentDraft[],
): number[] {
  const keyOf = ({ role, title }: { readonly role: Role; readonly title: string }): string =>
    `${role} ${folded(title)}`;
  const held = new Set(known.map(keyOf));
  return drafts.flatMap((draft, at) => (held.has(keyOf(draft)) ? [] : [at]));
}

/** Reads the roster of staff from an uploaded workbook; of a faulty row every bad cell is named. */
export function readStaffRoster(sheets: readonly Sheet[], campaign: StaffCampaign): StaffReading {
  const table = findTable<StaffField>(sheets, labels, ['title', 'role']);
  if ('missing' in table)
    return { kind: 'noHeader', needed: table.missing.map((field) => labels[field][0] ?? '') };
  const places = {
    area: placesOf(campaign.areas),
    sector: placesOf(campaign.sectors),
    category: placesOf(campaign.categories),
  };
  const drafts: { row: number; draft: AppointmentDraft }[] = [];
  const problems: StaffProblem[] = [];
  const firsts = new Map<string, string>();
  for (const row of table.rows) {
    const read = readStaff(table, row, places);
    if (!read) continue;
    const { address, text } = cellAt(table, row, 'title');
    const key = `${read.draft?.role ?? ''} ${folded(text)}`;
    const first = firsts.get(key);
    if (read.draft && first !== undefined) problems.push({ address, text, fault: { kind: 'twice', first } });
    else if (read.draft) {
      firsts.set(key, address);
      drafts.push({ row: row.number, draft: read.draft });
    }
    problems.push(...read.problems);
  }
  return { kind: 'read', sheet: table.sheet, drafts, problems };
}

type StaffPlaces = Readonly<Record<ScopeRule['kind'], readonly Place[]>>;

function readStaff(
  table: Table<StaffField>,
  row: SheetRow,
  places: StaffPlaces,
): { readonly draft?: AppointmentDraft; readonly problems: readonly StaffProblem[] } | undefined {
  const title = cellAt(table, row, 'title');
  const role = cellAt(table, row, 'role');
  if (title.text === '' && role.text === '') return undefined;
  const problems: StaffProblem[] = [];
  const fault = (cell: { address: string; text: string }, found: StaffFault) =>
    problems.push({ address: cell.address, text: cell.text, fault: found });
  const named = onOneLine(title.text);
  if (named === '') fault(title, { kind: 'titleMissing' });
  if (named.length > LONGEST) fault(title, { kind: 'tooLong', max: LONGEST });
  const meant = roleOf(role.text);
  if (role.text === '') fault(role, { kind: 'roleMissing' });
  else if (!meant)
    fault(role, { kind: 'unknownRole', known: Object.values(roleWords).map(([word = '']) => word) });
  const scopes = scopeKinds.flatMap((kind): ScopeRule[] => {
    const cell = cellAt(table, row, kind);
    const { ids, unknown } = findPlaces(places[kind], cell.text);
    for (const { text, nearest } of unknown)
      fault(cell, { kind: unknownOf[kind], part: text, ...(nearest !== undefined && { nearest }) });
    return ids.map((value) => ({ kind, value }));
  });
  if (!meant) return { problems };
  const scopeFault = problems.length === 0 ? faultOfScopes(meant, scopes) : undefined;
  if (scopeFault) fault(cellAt(table, row, table.columns.has('area') ? 'area' : 'role'), scopeFault);
  return problems.length > 0 ? { problems } : { draft: { role: meant, title: named, scopes }, problems };
}

const unknownOf = { area: 'unknownArea', sector: 'unknownSector', category: 'unknownCategory' } as const;

function roleOf(text: string): Role | undefined {
  const wanted = folded(text);
  const all: readonly Role[] = ['planner', 'responsible', 'leader', 'collector', 'recommender'];
  return all.find((role) => role === wanted || roleWords[role].includes(wanted));
}

function faultOfScopes(role: Role, scopes: readonly ScopeRule[]): StaffFault | undefined {
  switch (role) {
    case 'planner':
      return scopes.length > 0 ? { kind: 'scopeNotNeeded' } : undefined;
    case 'collector': {
      const areas = scopes.filter(({ kind }) => kind === 'area').length;
      return areas === 1 && scopes.length === 1 ? undefined : { kind: 'oneAreaNeeded', found: areas };
    }
    case 'responsible':
    case 'leader':
      return scopes.length === 0 ? { kind: 'scopeMissing' } : undefined;
    case 'recommender':
      return undefined;
  }
}
