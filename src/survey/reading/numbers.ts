import { DECIMALS, WAN, YI } from './numeral-sum.js';
import { plainText } from './plain-text.js';
import { readTyped, type Unreadable } from './typed-number.js';

/** `ambiguous`: readable in two ways (3万2 is 30002 or 32000; 3,5 is 3.5 or 35), so the person is asked. */
export type NumberReading =
  | { readonly kind: 'number'; readonly value: number; readonly unit?: string }
  | { readonly kind: 'ambiguous'; readonly values: readonly number[]; readonly unit?: string }
  | { readonly kind: 'unreadable'; readonly reason: Unreadable['reason'] | 'unit' };

/** `notWhole`: a number, but with a fraction, or a negative whole one; the caller knows whether it may be. */
export type WholeReading =
  | { readonly kind: 'whole'; readonly value: number; readonly unit?: string }
  | {
      readonly kind: 'notWhole';
      readonly reason: 'fraction' | 'negative';
      readonly value: number;
      readonly unit?: string;
    }
  | Exclude<NumberReading, { kind: 'number' }>;

export type MoneyUnit = '元' | '万元' | '亿元';

export type MoneyReading =
  | {
      readonly kind: 'money';
      /** In the field's unit, at most 6 decimals. */
      readonly value: number;
      /** For the echo: "320 万元". */
      readonly understood: string;
      /** A unit, 万 or 亿 was typed, so that nothing was assumed. */
      readonly explicitUnit: boolean;
    }
  | {
      readonly kind: 'ambiguous';
      readonly values: readonly number[];
      readonly understood: readonly string[];
      readonly explicitUnit: boolean;
    }
  | { readonly kind: 'unreadable'; readonly reason: Unreadable['reason'] | 'currency' | 'unit' };

const KEPT_DECIMALS = 6;
const LARGEST = 1e12;
const YUAN: Readonly<Record<MoneyUnit, bigint>> = { 元: 1n, 万元: WAN, 亿元: YI };
const FOREIGN = /美元|美金|欧元|日元|韩元|英镑|港元|港币|澳元|USD|EUR|JPY|KRW|GBP|HKD|[$€£]/i;
const MONEY_WORDS = /^(?:元|圆|块|块钱)?(?:人民币|RMB|CNY)?$/i;
/** What may stand behind a number in a field without a unit. No open set: 五金 is not five 金. */
const COUNTER =
  /^(?:[人名个位家项件套台种篇次岁年月天日条部户处所间只辆亩吨克米元块度%‰㎡]|人次|公顷|公斤|千克|公里|千米|平方米|立方米|个月|小时|千瓦时?|m2|m²|[mk]?[gm]|kWh?)$/i;
const PEOPLE = '人名位个';

/**
 * A number in one of the ways in which people type it: ３２０, 3,200, 三百二十, 3.2亿, 负五, 约300人, 百分之五.
 * 万 and 亿 are multiplied out. Approximate words (约, 左右) are let pass, since the number itself was given.
 * `fieldUnit` is the unit of the field; typed behind the number it is not read as part of it, and in a field of
 * 万人 3万 and 30000人 are 3. Another unit than the field's is refused, but 个 for another counter is not.
 * At most 6 decimals are kept; over 10^12 nothing is read.
 */
export function readNumber(text: string, fieldUnit = ''): NumberReading {
  const ownUnit = plainText(fieldUnit);
  const typed = readTyped(text, ownUnit);
  if (typed.kind === 'unreadable') return typed;
  const unit = /^个?百分点$/.test(typed.unit) ? '%' : typed.unit;
  const { scale, base } = scaleOf(ownUnit);
  if (!fits(unit, ownUnit, base)) return { kind: 'unreadable', reason: 'unit' };
  const converted = typed.large || (unit !== '' && unit !== ownUnit);
  const values = typed.values.map((value) => toNumber(value, converted ? scale : 1n));
  const [value, other] = values;
  if (value === undefined || values.some(isTooLarge)) return { kind: 'unreadable', reason: 'tooLarge' };
  const rest = unit === '' ? {} : { unit };
  return other === undefined ? { kind: 'number', value, ...rest } : { kind: 'ambiguous', values, ...rest };
}

function scaleOf(unit: string): { scale: bigint; base: string } {
  if (unit.startsWith('万')) return { scale: WAN, base: unit.slice(1) };
  return unit.startsWith('亿') ? { scale: YI, base: unit.slice(1) } : { scale: 1n, base: unit };
}

function fits(unit: string, ownUnit: string, base: string): boolean {
  if (unit === '' || unit === ownUnit || unit === base) return true;
  if (ownUnit === '') return COUNTER.test(unit);
  if (PEOPLE.includes(unit) && PEOPLE.includes(base)) return true;
  return unit === '个' && /^\p{Script=Han}$/u.test(base);
}

/** As readNumber, for whole numbers. */
export function readWhole(text: string, fieldUnit = ''): WholeReading {
  const reading = readNumber(text, fieldUnit);
  if (reading.kind !== 'number') return reading;
  if (!Number.isInteger(reading.value)) return { ...reading, kind: 'notWhole', reason: 'fraction' };
  if (reading.value < 0) return { ...reading, kind: 'notWhole', reason: 'negative' };
  return { ...reading, kind: 'whole' };
}

/**
 * An amount of money in the unit of its field. A plain number is taken to be in that unit; one with 元, 万 or 亿
 * is converted: in a field of 万元, ３２０万, 三百二十万元 and 3200000元 are all 320. Other currencies are refused.
 */
export function readMoney(text: string, fieldUnit: MoneyUnit): MoneyReading {
  if (FOREIGN.test(text.slice(0, 200).normalize('NFKC'))) return { kind: 'unreadable', reason: 'currency' };
  const typed = readTyped(text);
  if (typed.kind === 'unreadable') return typed;
  if (!MONEY_WORDS.test(typed.unit)) return { kind: 'unreadable', reason: 'unit' };
  const explicitUnit = typed.large || /[元圆块]/.test(typed.unit);
  const values = typed.values.map((value) => toNumber(value, explicitUnit ? YUAN[fieldUnit] : 1n));
  const understood = values.map((value) => `${formatNumber(value)} ${fieldUnit}`);
  const [value, other] = values;
  const [words] = understood;
  if (value === undefined || words === undefined || values.some(isTooLarge))
    return { kind: 'unreadable', reason: 'tooLarge' };
  return other === undefined
    ? { kind: 'money', value, understood: words, explicitUnit }
    : { kind: 'ambiguous', values, understood, explicitUnit };
}

/**
 * Whether an amount in 万元 looks as if it was typed in 元. A plain number from 100,000 on is: as 万元 it would
 * be over 10 亿元, which next to none of the units that file reach, while as 元 it is 10 万元, below which
 * nobody files a project, so that amounts typed in 元 are nearly all caught. With a unit typed only what is
 * over 1,000 亿元 is in doubt (the digits in 元, 万元 behind them out of habit).
 */
export function looksLikeYuan(valueInWan: number, explicitUnit: boolean): boolean {
  return Math.abs(valueInWan) >= (explicitUnit ? 10_000_000 : 100_000);
}

/** A number for people: at most 6 decimals, no exponent, no zeros at its end, no separators. */
export function formatNumber(value: number): string {
  if (Math.abs(value) >= 1e21) return BigInt(value).toString();
  const rounded = Number(value.toFixed(KEPT_DECIMALS));
  return String(rounded === 0 ? 0 : rounded);
}

function isTooLarge(value: number): boolean {
  return Math.abs(value) > LARGEST;
}

/** Half away from zero; through a decimal string, so that no binary noise appears. */
function toNumber(exact: bigint, divisor: bigint): number {
  const dropped = divisor * 10n ** BigInt(DECIMALS - KEPT_DECIMALS);
  const size = exact < 0n ? -exact : exact;
  const digits = ((size * 2n + dropped) / (dropped * 2n)).toString().padStart(KEPT_DECIMALS + 1, '0');
  const value = Number(`${digits.slice(0, -KEPT_DECIMALS)}.${digits.slice(-KEPT_DECIMALS)}`);
  return exact < 0n && value !== 0 ? -value : value;
}
