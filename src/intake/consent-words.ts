/* What people type instead of tapping the button below a notice. */

const consents = new Set([
  '同意',
  '我同意',
  '已同意',
  '我已同意',
  '同意开始',
  '同意并开始',
  '同意开始填写',
  '同意并开始填写',
  '已阅读并同意',
  '我已阅读并同意',
  'agree',
  'iagree',
  'agreed',
  'iagreebegin',
]);

/** Longer texts say more than that. UTF-16 units. */
const longest = 30;

/** Whatever marks and blanks stand around the words. */
export function isConsent(text: string): boolean {
  if (text.length > longest) return false;
  return consents.has(
    text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[\s\p{P}\p{S}\p{Cf}]+/gu, ''),
  );
}
