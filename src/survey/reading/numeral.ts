import { DECIMALS, type Numeral, ONE, sumUp, type Token, WAN, YI } from './numeral-sum.js';

/*
 * Numerals as people in China write them: 3,200.5 · 三百二十 · 叁佰贰拾 · 3.2亿 · 5千 · 一万二 (12000) ·
 * 三点五 · 二〇二一. Values are exact: bigints in millionths of a millionth, so that 1.1万 is 11000.
 */

const DIGITS = '零一二三四五六七八九';
const SAME_DIGITS: Readonly<Record<string, string>> = {
  零: '〇○',
  一: '壹弌',
  二: '贰貳两兩弍',
  三: '叁參叄弎',
  四: '肆',
  五: '伍',
  六: '陆陸',
  七: '柒',
  八: '捌',
  九: '玖',
};
const OTHER_FORMS: readonly (readonly [RegExp, string])[] = [
  ...Object.entries(SAME_DIGITS).map(([digit, same]) => [new RegExp(`[${same}]`, 'g'), digit] as const),
  [/拾/g, '十'],
  [/佰/g, '百'],
  [/仟/g, '千'],
  [/萬/g, '万'],
  [/億/g, '亿'],
  [/廿/g, '二十'],
  [/卅/g, '三十'],
];
const MAGNITUDES: Readonly<Record<string, bigint>> = { 十: 10n, 百: 100n, 千: 1000n };

/** One character of a numeral; 千 of 千瓦 and 百 of 百分点 are not. */
export const NUMERAL_CHARACTER =
  /[\d.,'’ 点零〇○一壹弌二贰貳两兩弍三叁參叄弎四肆五伍六陆陸七柒八捌九玖十拾廿卅佰仟万萬亿億]|百(?!分)|千(?![瓦克米伏升字焦卡])/;

/** Reads a numeral without sign and unit. */
export function readNumeral(text: string): Numeral {
  // Spaces may only group Arabic digits.
  let numeral = text.trim().replace(/(?<!\d) +| +(?!\d)/g, '');
  for (const [other, usual] of OTHER_FORMS) numeral = numeral.replace(other, usual);
  const comma = /^(\d{1,3}),(\d{1,2})(?![\d,.'’ ])/.exec(numeral);
  if (comma) {
    // 3,5 is 3.5 to some and a slip for 35 to others.
    const rest = numeral.slice(comma[0].length);
    const readings = [`${comma[1]}.${comma[2]}${rest}`, `${comma[1]}${comma[2]}${rest}`].map(readNumeral);
    return joined(readings);
  }
  const tokens = tokenize(numeral);
  if (!Array.isArray(tokens)) return { kind: 'unread', reason: tokens };
  return sumUp(tokens);
}

function joined(readings: readonly Numeral[]): Numeral {
  const values: bigint[] = [];
  let large = false;
  for (const reading of readings) {
    if (reading.kind === 'unread') return reading;
    values.push(...reading.values);
    large ||= reading.large;
  }
  return { kind: 'read', values, large };
}

function tokenize(numeral: string): Token[] | 'separators' | 'words' {
  const tokens: Token[] = [];
  for (const [part] of numeral.matchAll(/[\d.,'’ ]+|[零一二三四五六七八九]+|./gu)) {
    const token = /^[\d.,'’ ]/.test(part) ? arabic(part) : chinese(part);
    if (token === undefined) return /^[\d.,'’ ]/.test(part) ? 'separators' : 'words';
    tokens.push(token);
  }
  return tokens;
}

function arabic(part: string): Token | undefined {
  const match = /^(\d+|\d{1,3}([,'’ ])\d{3}(?:\2\d{3})*)?(?:\.(\d+))?$/.exec(part);
  if (!match || (match[1] ?? match[3]) === undefined) return undefined;
  const whole = (match[1] ?? '0').replace(/\D/g, '');
  const fraction = match[3];
  return {
    kind: 'arabic',
    value: BigInt(whole) * ONE + decimals(fraction ?? ''),
    digits: fraction === undefined ? whole.length : undefined,
  };
}

function decimals(digits: string): bigint {
  return BigInt(digits.slice(0, DECIMALS).padEnd(DECIMALS, '0'));
}

function chinese(part: string): Token | undefined {
  if (part === '万') return { kind: 'large', value: WAN };
  if (part === '亿') return { kind: 'large', value: YI };
  if (part === '点') return { kind: 'point' };
  const magnitude = MAGNITUDES[part];
  if (magnitude !== undefined) return { kind: 'magnitude', value: magnitude };
  if (!DIGITS.includes(part.charAt(0))) return undefined;
  return { kind: 'digits', digits: Array.from(part, (digit) => DIGITS.indexOf(digit)).join('') };
}
