import { readWhole } from './numbers.js';
import { plainText } from './plain-text.js';

export type DateReading =
  | { readonly kind: 'ok' /** YYYY-MM-DD */; readonly value: string }
  /** `yearMissing`: no year, or one of two digits. `impossible`: no such day. `range`: outside 1900 to 2100. */
  | { readonly kind: 'wrong'; readonly reason: 'shape' | 'impossible' | 'range' | 'yearMissing' };

export type YearReading =
  | { readonly kind: 'ok'; readonly value: number }
  | { readonly kind: 'wrong'; readonly reason: 'shape' | 'yearMissing' };

const FIRST_YEAR = 1900;
const LAST_YEAR = 2100;
const YEAR_DIGITS = '〇一二三四五六七八九';

const COMPACT = /^(\d{4})(\d{2})(\d{2})$/;
const CHINESE = /^(?:公元 ?)?(\d{1,4}) ?年 ?(\d{1,2}) ?月(?:份)? ?(\d{1,2}) ?[日号]?$/;
const SEPARATED = /^(\d{1,4})( ?[-./,、–—−] ?| )(\d{1,2})\2(\d{1,2}) ?日?$/;
const WITHOUT_YEAR = /^\d{1,2} ?(?:月|[-./]) ?\d{1,2} ?[日号]?$/;

/**
 * A day in one of the usual ways: 2021年6月30日, 2021-6-30, 2021.06.30, 2021/6/30, 20210630,
 * 二〇二一年六月三十日, also in full width. Day-first and month-first dates are not guessed at.
 */
export function readDate(text: string): DateReading {
  if (text.length > 100) return { kind: 'wrong', reason: 'shape' };
  const plain = inArabic(plainText(text).replace(/[。.,;]$/, ''));
  const compact = COMPACT.exec(plain) ?? CHINESE.exec(plain);
  const separated = SEPARATED.exec(plain);
  const [year, month, day] = compact?.slice(1) ?? [separated?.[1], separated?.[3], separated?.[4]];
  if (year === undefined || month === undefined || day === undefined)
    return { kind: 'wrong', reason: WITHOUT_YEAR.test(plain) ? 'yearMissing' : 'shape' };
  if (year.length !== 4) {
    // 30/6/2021 has three parts too, but its last is too long to come here.
    return { kind: 'wrong', reason: year.length === 2 ? 'yearMissing' : 'shape' };
  }
  if (!exists(Number(year), Number(month), Number(day))) return { kind: 'wrong', reason: 'impossible' };
  return inRange(Number(year))
    ? { kind: 'ok', value: `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` }
    : { kind: 'wrong', reason: 'range' };
}

/** A year of four digits: 2021, 2021年, 二〇二一年. Two digits (21年) are `yearMissing`. */
export function readYear(text: string): YearReading {
  if (text.length > 100) return { kind: 'wrong', reason: 'shape' };
  const plain = inArabic(plainText(text).replace(/[。.,;]$/, ''));
  const digits = /^(?:公元 ?)?(\d+) ?(?:年度?)?$/.exec(plain)?.[1];
  if (digits?.length === 2) return { kind: 'wrong', reason: 'yearMissing' };
  if (digits?.length !== 4) return { kind: 'wrong', reason: 'shape' };
  return { kind: 'ok', value: Number(digits) };
}

function inRange(year: number): boolean {
  return year >= FIRST_YEAR && year <= LAST_YEAR;
}

function exists(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  // Day 0 of the next month is the last of this one.
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** Chinese numerals made Arabic: a year digit by digit, month and day as numbers. */
function inArabic(plain: string): string {
  return plain
    .replace(/[零○]/g, '〇')
    .replace(/[〇一二三四五六七八九]{4}|[〇一二三四五六七八九]{2}(?= ?年)/g, (year) =>
      Array.from(year, (digit) => YEAR_DIGITS.indexOf(digit)).join(''),
    )
    .replace(/元月/, '1月')
    .replace(/[〇一二三四五六七八九十廿卅]{1,4}(?= ?(?:月|日|号|$))/g, (numeral) => {
      const reading = readWhole(numeral);
      return reading.kind === 'whole' ? String(reading.value) : numeral;
    });
}
