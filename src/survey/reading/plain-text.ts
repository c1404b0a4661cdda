/**
 * A short answer (a number, a code, a phone number) as it was meant: full-width letters, digits and marks made
 * half width, every white space one plain space, invisible characters gone, trimmed. Not for names or long
 * texts, which are kept as typed. Not NFKC, which would read 5² as 52.
 */
export function plainText(text: string): string {
  return text
    .replace(/\p{White_Space}/gu, ' ')
    .replace(/[\p{Cc}\p{Default_Ignorable_Code_Point}]/gu, '')
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replaceAll('￥', '¥')
    .trim();
}

/** Characters between which Chinese has no blank: Han, kana and the marks that are written with them. */
const wide = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3001-\u303f\uff01-\uff60‘’“”—…·]`;
const lineBreak = String.raw`\s*[\n\v\u2028\u2029]\s*`;
const breakInChinese = new RegExp(`(?<=${wide})${lineBreak}(?=${wide})`, 'gu');
const anyBreak = new RegExp(lineBreak, 'gu');

/** A text on one line: a line that was broken within Chinese goes on without a blank, elsewhere with one. */
export function onOneLine(text: string): string {
  return text.replace(breakInChinese, '').replace(anyBreak, ' ');
}

/** Whether plain text is 无 or the like: there is nothing to say. */
export function saysNone(plain: string): boolean {
  return /^(?:无|没有|暂无|暂时没有|none|n\/a|nil|[-—–/\\]{1,4})[。.]?$/i.test(plain);
}
