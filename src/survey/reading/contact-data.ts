import { plainText, saysNone } from './plain-text.js';

interface Read {
  readonly kind: 'ok';
  /** In the one form in which it is stored. */
  readonly value: string;
}
interface Wrong<Reason> {
  readonly kind: 'wrong';
  readonly reason: Reason | 'empty' | 'none';
}
/** `found`: how many digits were found, without country code. */
type WrongDigits<Reason> = Wrong<Reason> & { readonly found: number };
/** `likely`: what was probably meant. */
type WrongAddress<Reason> = Wrong<Reason> & { readonly likely?: string };

type NumberFault = 'letters' | 'several' | 'foreign' | 'length' | 'prefix';
export type MobileReading = Read | WrongDigits<NumberFault | 'landline'>;
export type PhoneReading = Read | WrongDigits<NumberFault | 'areaCodeMissing'>;
export type PostalCodeReading = Read | WrongDigits<'letters' | 'length' | 'zeros'>;
export type EmailReading =
  | Read
  | WrongAddress<'atMissing' | 'several' | 'spaces' | 'name' | 'domain' | 'tooLong'>;
export type WebAddressReading = Read | WrongAddress<'spaces' | 'scheme' | 'host' | 'email' | 'tooLong'>;

const LONGEST = 2000;
const LONGEST_NUMBER = 100;
const LABEL = /^(?:\p{Script=Han}{1,8}|tel|phone|mobile|e-?mail|mailto|web(?:site)?|url) ?:/iu;
/** 邮编416000 and 张三13800000000, without a colon. */
const WORD_BEFORE_DIGITS = /^\p{Script=Han}{1,8} ?(?=[\d+(])/u;
const MOBILE = /^1[3-9]\d{9}$/;

/** A mainland mobile number as 11 digits: +86, 0086, a 0 in front, spaces, hyphens and full width are let pass. */
export function readMobile(text: string): MobileReading {
  const dialled = dial(text);
  if ('reason' in dialled) return dialled;
  const { digits } = dialled;
  const found = digits.length;
  if (dialled.extension === '' && MOBILE.test(digits)) return { kind: 'ok', value: digits };
  if (landline(digits) !== undefined) return { kind: 'wrong', reason: 'landline', found };
  if (found !== 11 || dialled.extension !== '') return { kind: 'wrong', reason: 'length', found };
  return { kind: 'wrong', reason: 'prefix', found };
}

/**
 * A telephone number of the mainland: mobile (11 digits), landline with its area code (0744-8222222, an
 * extension as 0744-8222222-801) or 400 and 800 numbers (400-1234567).
 */
export function readPhone(text: string): PhoneReading {
  const dialled = dial(text);
  if ('reason' in dialled) return dialled;
  const { digits, extension } = dialled;
  const found = digits.length;
  if (MOBILE.test(digits) && extension === '') return { kind: 'ok', value: digits };
  const fixed = landline(digits);
  if (fixed !== undefined) return { kind: 'ok', value: extension === '' ? fixed : `${fixed}-${extension}` };
  if (/^[2-8]\d{6,7}$/.test(digits)) return { kind: 'wrong', reason: 'areaCodeMissing', found };
  return { kind: 'wrong', reason: found === 11 && !digits.startsWith('0') ? 'prefix' : 'length', found };
}

/** A postal code: six digits, not 000000. */
export function readPostalCode(text: string): PostalCodeReading {
  const typed = shortText(text).replace(WORD_BEFORE_DIGITS, '');
  if (typed === '' || saysNone(typed))
    return { kind: 'wrong', reason: typed === '' ? 'empty' : 'none', found: 0 };
  const plain = typed.replace(/[\s\-.。]/g, '');
  const found = plain.replace(/\D/g, '').length;
  if (/\D/.test(plain)) return { kind: 'wrong', reason: 'letters', found };
  if (found !== 6) return { kind: 'wrong', reason: 'length', found };
  return plain === '000000' ? { kind: 'wrong', reason: 'zeros', found } : { kind: 'ok', value: plain };
}

const POPULAR_HOSTS = [
  'qq',
  '163',
  '126',
  'sina',
  'sohu',
  'foxmail',
  'gmail',
  'outlook',
  'hotmail',
  'aliyun',
  '139',
];
const GLUED_HOST = new RegExp(`^(.+?)(${POPULAR_HOSTS.join('|')})\\.?com$`, 'i');
const DOMAIN =
  /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+(?:\p{L}{2,63}|xn--[a-z0-9-]{1,59})$/iu;
const MAILBOX = /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*$/;

/**
 * An email address, its domain in lower case. Full-width ＠ and 。 are read as @ and ., a comma in the domain as a
 * point; marks around it and spaces beside @ and . fall away. Not the whole of RFC 5321: no quoted names.
 */
export function readEmail(text: string): EmailReading {
  const plain = bare(text).replace(/ ?([@.]) ?/g, '$1');
  if (plain === '' || saysNone(plain)) return { kind: 'wrong', reason: plain === '' ? 'empty' : 'none' };
  if (plain.length > 254) return { kind: 'wrong', reason: 'tooLong' };
  const at = plain.indexOf('@');
  if (at === -1) return withoutAt(plain);
  const name = plain.slice(0, at);
  const domain = plain
    .slice(at + 1)
    .toLowerCase()
    .replaceAll(',', '.');
  if (/[@,; ]/.test(name) || /[@; ]/.test(domain))
    return { kind: 'wrong', reason: plain.includes('@', at + 1) ? 'several' : 'spaces' };
  if (name.length > 64 || !MAILBOX.test(name)) return { kind: 'wrong', reason: 'name' };
  if (DOMAIN.test(domain) && !/\.(?:con|comm|cmo|ocm)$/.test(domain))
    return { kind: 'ok', value: `${name}@${domain}` };
  const mended = domain.replace(/\.?(?:con|comm|cmo|ocm|com)$/, '.com');
  return { kind: 'wrong', reason: 'domain', ...(DOMAIN.test(mended) && { likely: `${name}@${mended}` }) };
}

/** 12345qq.com was probably 12345@qq.com. */
function withoutAt(plain: string): EmailReading {
  const glued = GLUED_HOST.exec(plain);
  const name = glued?.[1]?.replace(/[.#]$/, '');
  const likely =
    name && name !== 'www' && MAILBOX.test(name)
      ? `${name}@${(glued?.[2] ?? '').toLowerCase()}.com`
      : undefined;
  return { kind: 'wrong', reason: 'atMissing', ...(likely !== undefined && { likely }) };
}

/** A web address, host in lower case, with http:// or https:// only if it was typed. */
export function readWebAddress(text: string): WebAddressReading {
  const plain = bare(text).replace(/^(https?) ?[:;]? ?[/\\]{1,2} ?/i, '$1://');
  if (plain === '' || saysNone(plain)) return { kind: 'wrong', reason: plain === '' ? 'empty' : 'none' };
  if (plain.length > LONGEST) return { kind: 'wrong', reason: 'tooLong' };
  if (plain.includes(' ')) return { kind: 'wrong', reason: 'spaces' };
  const [, scheme = '', host = '', port = '', rest = ''] =
    /^((?:[a-z][a-z0-9+.-]*:\/\/)?)([^/?#:]*)((?::\d{1,5})?)(.*)$/i.exec(plain) ?? [];
  if (scheme !== '' && !/^https?:/i.test(scheme)) return { kind: 'wrong', reason: 'scheme' };
  if (host.includes('@')) return { kind: 'wrong', reason: 'email' };
  const domain = host.toLowerCase().replaceAll(',', '.');
  if (!DOMAIN.test(domain) || domain.length > 253 || !/^(?:[/?#]|$)/.test(rest))
    return { kind: 'wrong', reason: 'host' };
  return { kind: 'ok', value: `${scheme.toLowerCase()}${domain}${port}${rest}` };
}

/** Plain text without a label and without the marks that pasting leaves around an address. */
function bare(text: string): string {
  return shortText(text)
    .replace(/[。｡]/g, '.')
    .replace(/^'(.*)'$/, '$1')
    .replace(/^[<("“‘《【[\s]+/, '')
    .replace(/[>)"'”’》】\],;:!、./\s]{1,9}$/, (tail) => (tail.startsWith('/') ? '/' : ''))
    .replace(LABEL, '')
    .trim();
}

function shortText(text: string): string {
  // What is far too long is cut: it is wrong either way, and the patterns stay cheap.
  const plain = plainText(text.slice(0, LONGEST + 100));
  return plain.replace(LABEL, '').trim();
}

type Dialled = { readonly digits: string; readonly extension: string };

/** The digits that one would dial, country code and separators removed, a landline's extension apart. */
function dial(text: string): Dialled | WrongDigits<'letters' | 'several' | 'foreign'> {
  const plain = shortText(text)
    .replace(WORD_BEFORE_DIGITS, '')
    .replace(/[.。;,、]$/, '');
  const count = plain.replace(/\D/g, '').length;
  if (plain === '' || saysNone(plain))
    return { kind: 'wrong', reason: plain === '' ? 'empty' : 'none', found: 0 };
  if (plain.length > LONGEST_NUMBER) return { kind: 'wrong', reason: 'letters', found: count };
  if (isSeveral(plain)) return { kind: 'wrong', reason: 'several', found: count };
  const abroad = /^\(?(?:\+|00)(?!\s?86)/.test(plain);
  if (abroad) return { kind: 'wrong', reason: 'foreign', found: count };
  const [, main = '', typedExtension = ''] =
    /^(.*?)[\s\-,(]*(?:(?:转|分机号?|ext\.?|x|#)[\s:-]*(\d{1,6})\)?)?$/i.exec(plain) ?? [];
  const groups = main.split(/[\s\-–—−()._·+]+/).filter((group) => group !== '');
  if (groups.some((group) => /\D/.test(group))) return { kind: 'wrong', reason: 'letters', found: count };
  const domestic = withoutCountry(groups, /^\(?\+/.test(plain));
  const digits = domestic.join('');
  const last = domestic.at(-1) ?? '';
  const head = digits.slice(0, digits.length - last.length);
  // 0744-8222222-8 has an extension; 0744-822-22228 is one number.
  const isWhole = landline(digits) !== undefined && (domestic.at(-2) ?? '').length < 7;
  const hasExtension = typedExtension === '' && last.length <= 6 && !isWhole && landline(head) !== undefined;
  return hasExtension ? { digits: head, extension: last } : { digits, extension: typedExtension };
}

function withoutCountry(groups: readonly string[], plus: boolean): string[] {
  const digits = groups.join('');
  const has86 = plus || groups[0] === '86' || /^86(?:1[3-9]\d{9}|0\d{9,11})$/.test(digits);
  const prefix = digits.startsWith('0086') ? 4 : digits.startsWith('86') && has86 ? 2 : 0;
  const rest = prefix === 0 ? [...groups] : dropDigits(groups, prefix);
  const number = rest.join('');
  if (prefix > 0 && /^[2-9]/.test(number)) return ['0', ...rest];
  return /^01[3-9]\d{9}$/.test(number) ? [number.slice(1)] : rest;
}

function dropDigits(groups: readonly string[], count: number): string[] {
  let left = count;
  return groups.flatMap((group) => {
    const kept = group.slice(left);
    left = Math.max(0, left - group.length);
    return kept === '' ? [] : [kept];
  });
}

function isSeveral(plain: string): boolean {
  if (/^(?:1[3-9]\d{9}[\s-]*){2,}$/.test(plain)) return true;
  const parts = plain.split(/[/|、,;]|或|和/).filter((part) => part.replace(/\D/g, '').length >= 5);
  return parts.length > 1;
}

/** A landline in its stored form. Area codes: 010 and 02x with eight digits, others of four digits with 7 or 8. */
function landline(digits: string): string | undefined {
  const match = /^(010|02\d)([1-9]\d{7})$/.exec(digits) ?? /^(0[3-9]\d{2})([1-9]\d{6,7})$/.exec(digits);
  const parts = match ?? /^([48]00)(\d{7})$/.exec(digits);
  return parts ? `${parts[1]}-${parts[2]}` : undefined;
}
