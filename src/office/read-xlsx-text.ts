import type { CellValue } from 'exceljs';

/** A spreadsheet keeps fifteen digits of a number. */
const KEPT = 15;

/**
 * What a cell says, as plain text: a formula's last result, rich text joined, a date as 2021-07-01, a number with
 * all the digits that it has and no exponent. Empty for what is not there or cannot be said.
 */
export function cellText(value: CellValue): string {
  return tidy(spoken(value));
}

/** Whether a cell is a number that a spreadsheet has rounded: a code or a card number typed as a number. */
export function hasLostDigits(value: CellValue): boolean {
  const number = isFormula(value) ? value.result : value;
  return typeof number === 'number' && Number.isFinite(number) && Math.abs(number) >= 10 ** KEPT;
}

function spoken(value: CellValue): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (value instanceof Date) return dateText(value);
  if ('richText' in value) return value.richText.map(({ text }) => text).join('');
  if ('error' in value) return value.error;
  // exceljs' types say string, but a link's text may be rich.
  if ('hyperlink' in value) return spoken(value.text);
  return isFormula(value) ? spoken(value.result) : '';
}

function isFormula(value: CellValue): value is Extract<CellValue, { result?: unknown }> {
  return typeof value === 'object' && value !== null && ('formula' in value || 'sharedFormula' in value);
}

function numberText(value: number): string {
  if (!Number.isFinite(value)) return '';
  if (Number.isInteger(value)) return BigInt(value).toString();
  // 0.1 + 0.2 is 0.3 in a spreadsheet.
  const kept = Number(value.toPrecision(KEPT));
  const plain = String(kept);
  return plain.includes('e') ? kept.toFixed(20).replace(/0+$/, '').replace(/\.$/, '') : plain;
}

function dateText(value: Date): string {
  if (Number.isNaN(value.getTime())) return '';
  const [day = '', time = ''] = value.toISOString().split('T');
  const clock = time.slice(0, 5);
  // A time without a day counts from the day that spreadsheets begin with.
  if (day <= '1899-12-31') return clock;
  return clock === '00:00' ? day : `${day} ${clock}`;
}

/** Line breaks as one character, nothing invisible at the ends, none of the marks that copying leaves behind. */
function tidy(text: string): string {
  return text
    .replaceAll('_x000D_', '\r')
    .replace(/\r\n?/g, '\n')
    .replace(/[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g, '')
    .replace(/^[\s\p{Default_Ignorable_Code_Point}]+|[\s\p{Default_Ignorable_Code_Point}]+$/gu, '');
}
