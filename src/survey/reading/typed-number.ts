import { NUMERAL_CHARACTER, readNumeral } from './numeral.js';
import { plainText } from './plain-text.js';

/**
 * Why a text is not one number: `range` also stands for bounds and guesses (300-400, 300以上, 三百多, not 很多),
 * `separators` for 12,34 or 1.2.3, `several` for more than one number, `words` for the rest.
 */
export type UnreadableReason =
  | 'empty'
  | 'words'
  | 'range'
  | 'exponent'
  | 'separators'
  | 'several'
  | 'tooLarge';

export interface Unreadable {
  readonly kind: 'unreadable';
  readonly reason: UnreadableReason;
}

export interface TypedNumber {
  readonly kind: 'typed';
  /** Exact, in units of 10^-12; two when it can be read in two ways. */
  readonly values: readonly bigint[];
  /** 万 or 亿 was in it. */
  readonly large: boolean;
  /** What stood behind the number, or % for 百分之. */
  readonly unit: string;
}

const LONGEST = 100;
const NUMERAL = NUMERAL_CHARACTER.source;
const FIGURE = `(?![ .,'’])(?:${NUMERAL})`;
const RANGE = new RegExp(
  `(?:${FIGURE}|[元人%])\\s*(?:[-~–—−―]+|至|到|或)\\s*${FIGURE}|[<>≤≥几余多]|数[十百千万亿]|以[上下内]|超过|不足|不少于|不到|至[少多]|最[少多]|[大小低高]于`,
  'u',
);
const ANY_FIGURE = new RegExp(FIGURE, 'u');
const LEAD = /^(?:总共|一共|共计|合计|总计|共|计|大约|大概|大致|将近|约|近|人民币|RMB|CNY|¥)[:\s]*/i;
const TRAIL = /(?:左右|上下|整|正|[。.,;!、])$/;

/** Takes a typed number apart: sign, numeral, what stands behind. `ownUnit` is the field's, in plain text. */
export function readTyped(text: string, ownUnit = ''): TypedNumber | Unreadable {
  if (text.length > LONGEST * 4) return unreadable('words');
  const plain = unwrapped(plainText(text));
  if (plain === '') return unreadable('empty');
  if (plain.length > LONGEST) return unreadable('words');
  if (/\d\s*e\s*[-+]?\d/i.test(plain)) return unreadable('exponent');
  if (RANGE.test(plain)) return unreadable(ANY_FIGURE.test(plain) ? 'range' : 'words');
  const { negative, percent, rest } = takeLead(plain);
  const body = takeTrail(rest, ownUnit);
  const end = numeralEnd(body.text);
  const behind = body.text.slice(end).trim();
  if (end === 0) return unreadable('words');
  if (/\d/.test(behind)) return unreadable(/^\./.test(behind) ? 'separators' : 'several');
  const numeral = readNumeral(body.text.slice(0, end));
  if (numeral.kind === 'unread') return unreadable(numeral.reason);
  const values = negative ? numeral.values.map((value) => -value) : numeral.values;
  return { kind: 'typed', values, large: numeral.large, unit: percent ? '%' : behind || body.unit };
}

function unreadable(reason: UnreadableReason): Unreadable {
  return { kind: 'unreadable', reason };
}

/** 320(万元) -> 320万元; a bracketed number is left, since some mean a loss by it. 3。5 was meant as 3.5. */
function unwrapped(plain: string): string {
  return plain.replace(/\(([^\d()]{1,9})\)/g, '$1').replace(/(?<=\d)[。｡](?=\d)/g, '.');
}

function takeLead(plain: string): { negative: boolean; percent: boolean; rest: string } {
  let rest = plain;
  let negative = false;
  let signed = false;
  for (let before = ''; before !== rest; ) {
    before = rest;
    rest = rest.replace(LEAD, '');
    const sign = /^(?:([-−–﹣]|负|净?亏损?额?[:：为]?)|\+)\s*/.exec(rest);
    if (sign && !signed) {
      signed = true;
      negative = sign[1] !== undefined;
      rest = rest.slice(sign[0].length);
    }
  }
  const percent = rest.startsWith('百分之');
  return { negative, percent, rest: percent ? rest.slice('百分之'.length) : rest };
}

/** The field's own unit is taken off first: 300千瓦 in a field of 千瓦 is not 300,000. */
function takeTrail(text: string, ownUnit: string): { text: string; unit: string } {
  let rest = text;
  for (let before = ''; before !== rest; ) {
    before = rest;
    rest = rest.replace(TRAIL, '').trim();
  }
  if (ownUnit === '' || rest === ownUnit || !rest.endsWith(ownUnit)) return { text: rest, unit: '' };
  return { text: rest.slice(0, -ownUnit.length).trim(), unit: ownUnit };
}

/** Where the numeral at the beginning ends. */
function numeralEnd(text: string): number {
  const character = new RegExp(NUMERAL, 'y');
  let end = 0;
  while (character.test(text)) end = character.lastIndex;
  return end;
}
