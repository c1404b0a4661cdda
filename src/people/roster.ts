import { folded } from '../survey/choices.js';
import type { CampaignDefinition } from '../survey/definition.js';
import { judgeCode } from '../survey/judging/judge-code.js';
import { judgePhone } from '../survey/judging/judge-contact.js';
import type { Refusal, Verdict } from '../survey/judging/verdict.js';
import { onOneLine } from '../survey/reading/plain-text.js';
import { findPlace, type Place, placesOf } from './place.js';
import {
  type ColumnLabels,
  cellAt,
  findTable,
  type Sheet,
  type SheetCell,
  type SheetRow,
  type Table,
} from './sheet-table.js';

/** A unit that a campaign expects to hear from. null: not known. */
export interface RosterUnit {
  readonly name: string;
  readonly creditCode: string | null;
  /** The id of an area of the campaign. */
  readonly area: string | null;
  readonly sector: string | null;
  readonly contactName: string | null;
  readonly phone: string | null;
}
export type RosterField = keyof RosterUnit;

const fields = ['name', 'creditCode', 'area', 'sector', 'contactName', 'phone'] as const;

const labels: ColumnLabels<RosterField> = {
  name: ['单位名称', '企业名称', '名称', '单位'],
  creditCode: ['统一社会信用代码', '信用代码', '社会信用代码'],
  area: ['所属区域', '单位所属区域', '区域', '所在区域'],
  sector: ['所在行业', '行业', '所属行业'],
  contactName: ['联系人', '联系人姓名'],
  phone: ['手机', '联系电话', '电话', '手机号', '手机号码', '联系人电话', '联系人手机'],
};

export interface RosterCampaign {
  readonly areas: CampaignDefinition['areas'];
  /** The sectors that a form asks for; empty: any. */
  readonly sectors: readonly string[];
}

/** What is wrong with a cell. */
export type RosterFault =
  | { readonly kind: 'nameMissing' }
  | { readonly kind: 'unknownArea' | 'unknownSector'; readonly nearest?: string }
  | { readonly kind: 'creditCode' | 'phone'; readonly refusal: Refusal }
  /** Typed as a number, so the spreadsheet has replaced the last digits by noughts. */
  | { readonly kind: 'lostDigits' }
  | { readonly kind: 'tooLong'; readonly max: number }
  /** The same name or code stands at an address further up. */
  | { readonly kind: 'twice'; readonly first: string };

export interface RosterProblem {
  /** As Excel shows it, e.g. B3. */
  readonly address: string;
  readonly text: string;
  readonly fault: RosterFault;
}

/** `unusual`: real early codes that fail their check character; taken, but worth a second look. */
export interface RosterNote {
  readonly address: string;
  readonly text: string;
  readonly kind: 'unusualCode';
}

export interface RosterLine {
  /** The row's number in the sheet. */
  readonly row: number;
  readonly unit: RosterUnit;
  /** Something is wrong with a cell: the unit is known by its name or code, and is left as it is. */
  readonly isFaulty: boolean;
}

export type RosterReading =
  /** No row within the first ten has the label of a name; `needed` says which. */
  | { readonly kind: 'noHeader'; readonly needed: string }
  | {
      readonly kind: 'read';
      readonly sheet: string;
      /** The columns that the file has. What it has not is not changed by it. */
      readonly fields: readonly RosterField[];
      readonly lines: readonly RosterLine[];
      readonly problems: readonly RosterProblem[];
      readonly notes: readonly RosterNote[];
    };

const LONGEST = 200;

/** The headings of an empty roster, in the order of its fields. */
export const rosterHeadings: readonly string[] = fields.map((field) => labels[field][0] ?? '');

/** A column that sheets of projects have and a roster of units has not. */
const projectLabels = [
  '项目名称',
  '项目需求名称',
  '重大科技项目需求名称',
  '技术需求名称',
  '需求名称',
  '项目需求内容简述',
];

/** Whether a workbook that nobody asked for is meant as a roster of units, by its headings. */
export function isUnitRoster(sheets: readonly Sheet[]): boolean {
  const table = findTable<RosterField | 'project'>(sheets, { ...labels, project: projectLabels }, ['name']);
  if ('missing' in table || table.columns.has('project')) return false;
  return (['creditCode', 'area', 'contactName'] as const).some((field) => table.columns.has(field));
}

/** Reads the roster of units from an uploaded workbook; of a faulty row every bad cell is named. */
export function readRoster(sheets: readonly Sheet[], campaign: RosterCampaign): RosterReading {
  const table = findTable<RosterField>(sheets, labels, ['name']);
  if ('missing' in table) return { kind: 'noHeader', needed: labels.name[0] ?? '' };
  const places = { area: placesOf(campaign.areas), sector: placesOf(campaign.sectors) };
  const rows = table.rows.filter((row) => fields.some((field) => cellAt(table, row, field).text !== ''));
  const read = rows.map((row) => readLine(table, row, places));
  const twice = twiceNamed(
    table,
    rows,
    read.map(({ unit }) => unit),
  );
  const problems = read.flatMap((line, at) => [...line.problems, ...(twice[at] ?? [])]);
  return {
    kind: 'read',
    sheet: table.sheet,
    fields: fields.filter((field) => table.columns.has(field)),
    lines: read.map(({ row, unit, problems: own }, at) => ({
      row,
      unit,
      isFaulty: own.length + (twice[at]?.length ?? 0) > 0,
    })),
    problems,
    notes: read.flatMap(({ notes }) => notes),
  };
}

type Places = { readonly area: readonly Place[]; readonly sector: readonly Place[] };
type Cell = { readonly value: string | null; readonly fault?: RosterFault; readonly unusual?: true };

function readLine(table: Table<RosterField>, row: SheetRow, places: Places) {
  const cells = {
    name: readName(cellAt(table, row, 'name')),
    creditCode: readCode(cellAt(table, row, 'creditCode')),
    area: readPlace(cellAt(table, row, 'area'), places.area, 'unknownArea'),
    sector: readPlace(cellAt(table, row, 'sector'), places.sector, 'unknownSector'),
    contactName: readWords(cellAt(table, row, 'contactName')),
    phone: readPhone(cellAt(table, row, 'phone')),
  } satisfies Record<RosterField, Cell>;
  const problems: RosterProblem[] = [];
  const notes: RosterNote[] = [];
  for (const field of fields) {
    const { address, text } = cellAt(table, row, field);
    const { fault, unusual }: Cell = cells[field];
    if (fault) problems.push({ address, text, fault });
    if (unusual) notes.push({ address, text, kind: 'unusualCode' });
  }
  const unit: RosterUnit = {
    name: cells.name.value ?? '',
    creditCode: cells.creditCode.value,
    area: cells.area.value,
    sector: cells.sector.value,
    contactName: cells.contactName.value,
    phone: cells.phone.value,
  };
  return { row: row.number, unit, problems, notes };
}

function readName(cell: SheetCell): Cell {
  const read = readWords(cell);
  return read.value === null && !read.fault ? { value: null, fault: { kind: 'nameMissing' } } : read;
}

function readWords({ text }: SheetCell): Cell {
  const value = onOneLine(text);
  if (value.length > LONGEST) return { value: null, fault: { kind: 'tooLong', max: LONGEST } };
  return { value: value === '' ? null : value };
}

function readCode({ text, lostDigits }: SheetCell): Cell {
  if (text === '') return { value: null };
  if (lostDigits) return { value: null, fault: { kind: 'lostDigits' } };
  const verdict = judgeCode(text, true);
  const read = judged(verdict, 'creditCode');
  return verdict.kind === 'accepted' && verdict.note ? { ...read, unusual: true } : read;
}

function readPhone({ text }: SheetCell): Cell {
  return text === '' ? { value: null } : judged(judgePhone(text), 'phone');
}

function judged(verdict: Verdict, kind: 'creditCode' | 'phone'): Cell {
  if (verdict.kind === 'accepted' && typeof verdict.value === 'string') return { value: verdict.value };
  const refusal: Refusal = verdict.kind === 'refused' ? verdict.refusal : { kind: 'empty' };
  return { value: null, fault: { kind, refusal } };
}

function readPlace(
  { text }: SheetCell,
  places: readonly Place[],
  kind: 'unknownArea' | 'unknownSector',
): Cell {
  if (text === '') return { value: null };
  if (places.length === 0) return readWords({ address: '', text });
  const found = findPlace(places, text);
  if ('id' in found) return { value: found.id };
  return { value: null, fault: { kind, ...found } };
}

/** Of the rows that name a unit for a second time, by its name or by its code, what is wrong with each. */
function twiceNamed(
  table: Table<RosterField>,
  rows: readonly SheetRow[],
  units: readonly RosterUnit[],
): RosterProblem[][] {
  const firsts = new Map<string, string>();
  return rows.map((row, at) => {
    const unit = units[at];
    if (!unit) return [];
    const keys = [
      ['name', unit.name === '' ? undefined : nameKey(unit.name)],
      ['creditCode', unit.creditCode ?? undefined],
    ] as const;
    return keys.flatMap(([field, key]): RosterProblem[] => {
      if (key === undefined) return [];
      const { address, text } = cellAt(table, row, field);
      const first = firsts.get(`${field} ${key}`);
      if (first !== undefined) return [{ address, text, fault: { kind: 'twice', first } }];
      firsts.set(`${field} ${key}`, address);
      return [];
    });
  });
}

/** What two spellings of a unit's name have in common: width, case, blanks and marks. */
function nameKey(name: string): string {
  return folded(name);
}

export interface FieldChange {
  readonly field: RosterField;
  readonly before: string | null;
  readonly after: string | null;
}

export interface RosterChanges<Known extends RosterUnit> {
  readonly added: readonly RosterUnit[];
  readonly changed: readonly { readonly known: Known; readonly fields: readonly FieldChange[] }[];
  readonly unchanged: readonly Known[];
  /** Not in the file. They stay unless somebody takes them out. */
  readonly missing: readonly Known[];
  /** Rows whose code is one known unit's and whose name another's: nobody can tell which is meant. */
  readonly clashes: readonly { readonly row: number; readonly byCode: Known; readonly byName: Known }[];
}

/**
 * What a roster that was read would change: a unit is known again by its code, else by its name. Faulty rows
 * change nothing, and their units do not count as missing.
 */
export function rosterChanges<Known extends RosterUnit>(
  current: readonly Known[],
  next: Extract<RosterReading, { kind: 'read' }>,
): RosterChanges<Known> {
  const byCode = new Map(
    current.flatMap((unit) => (unit.creditCode === null ? [] : [[unit.creditCode, unit]])),
  );
  const byName = new Map(current.map((unit) => [nameKey(unit.name), unit]));
  const changes = {
    added: [] as RosterUnit[],
    changed: [] as { known: Known; fields: FieldChange[] }[],
    unchanged: [] as Known[],
    clashes: [] as { row: number; byCode: Known; byName: Known }[],
  };
  const seen = new Set<Known>();
  for (const { row, unit, isFaulty } of next.lines) {
    const coded = unit.creditCode === null ? undefined : byCode.get(unit.creditCode);
    const named = byName.get(nameKey(unit.name));
    for (const one of [coded, named]) if (one) seen.add(one);
    const known = coded ?? named;
    if (isFaulty) continue;
    if (coded && named && coded !== named) changes.clashes.push({ row, byCode: coded, byName: named });
    else if (!known) changes.added.push(unit);
    else {
      const different = differences(known, unit, next.fields);
      if (different.length > 0) changes.changed.push({ known, fields: different });
      else changes.unchanged.push(known);
    }
  }
  return { ...changes, missing: current.filter((unit) => !seen.has(unit)) };
}

function differences(known: RosterUnit, unit: RosterUnit, present: readonly RosterField[]): FieldChange[] {
  return present
    .filter((field) => known[field] !== unit[field])
    .map((field) => ({ field, before: known[field], after: unit[field] }));
}
