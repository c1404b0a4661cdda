import { readEmail, readMobile, readPhone, readPostalCode, readWebAddress } from '../reading/contact-data.js';
import { accepted, refused, type Verdict } from './verdict.js';

/* How to reach somebody: each stored in the one form that a person would dial or write. */

export function judgeMobile(text: string): Verdict {
  const read = readMobile(text);
  return read.kind === 'ok' ? accepted(read.value) : refused({ kind: 'mobile', digits: digitsIn(text) });
}

export function judgePhone(text: string): Verdict {
  const read = readPhone(text);
  return read.kind === 'ok' ? accepted(read.value) : refused({ kind: 'phone' });
}

export function judgeEmail(text: string): Verdict {
  const read = readEmail(text);
  return read.kind === 'ok' ? accepted(read.value) : refused({ kind: 'email' });
}

export function judgeWebAddress(text: string): Verdict {
  const read = readWebAddress(text);
  return read.kind === 'ok' ? accepted(read.value) : refused({ kind: 'webAddress' });
}

export function judgePostalCode(text: string): Verdict {
  const read = readPostalCode(text);
  return read.kind === 'ok' ? accepted(read.value) : refused({ kind: 'postalCode', digits: digitsIn(text) });
}

function digitsIn(text: string): number {
  return (text.normalize('NFKC').match(/\d/g) ?? []).length;
}
