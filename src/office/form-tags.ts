/*
 * What a template's tags are called; docs/form-templates.md tells authors.
 *   {unit-name}           the answer to a question
 *   {region=永定区}       the box of a choice: ☑ or □
 *   {#demands}…{/demands} once for each demand; in it:
 *   {@position}           1, 2, 3 …
 *   {@next-page}          a new page, except for the first demand
 *   {@number} {@version} {@hash} {@qr}   of the receipt, for the footer
 * No question's id begins with @ or holds =, so these cannot clash.
 */

export const demandsTag = 'demands';

const receiptTags = ['@number', '@version', '@hash', '@qr'] as const;
const demandTags = ['@position', '@next-page'] as const;

export type OwnTag = (typeof receiptTags)[number] | (typeof demandTags)[number];

export function isOwnTag(name: string): name is OwnTag {
  return isReceiptTag(name) || isDemandTag(name);
}

function isReceiptTag(name: string): boolean {
  return receiptTags.some((one) => one === name);
}

/** Has a meaning only between {#demands} and {/demands}. */
export function isDemandTag(name: string): boolean {
  return demandTags.some((one) => one === name);
}

export function boxTag(question: string, choice: string): string {
  return `${question}=${choice}`;
}

/** The question and choice of a box's tag; undefined for another tag. */
export function readBoxTag(name: string): { question: string; choice: string } | undefined {
  const at = name.indexOf('=');
  return at === -1 ? undefined : { question: name.slice(0, at).trim(), choice: name.slice(at + 1).trim() };
}
