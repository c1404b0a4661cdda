import { readEmail, readMobile, readPhone, readPostalCode, readWebAddress } from '../reading/contact-data.js';
import { accepted, refused, type Verdict } from './verdict.js';

/* How to reach somebody: each stored in the one form that a person would dial or write. */

export function judgeMobile(text: string): Verdict {
  const read = readMobile(text);
  if (read.kind === 'ok') return accepted(read.value);
  if (read.reason === 'several') return refused({ kind: 'severalNumbers' });
  return refused({ kind: 'mobile', digits: read.found });
}

export function judgePhone(text: string): Verdict {
  const read = readPhone(text);
  if (read.kind === 'ok') return accepted(read.value);
  if (read.reason === 'several') return refused({ kind: 'severalNumbers' });
  return refused({ kind: read.reason === 'areaCodeMissing' ? 'areaCodeMissing' : 'phone' });
}

export function judgeEmail(text: string): Verdict {
  const read = readEmail(text);
  if (read.kind === 'ok') return accepted(read.value);
  return refused({ kind: 'email', ...('likely' in read && { likely: read.likely }) });
}

export function judgeWebAddress(text: string): Verdict {
  const read = readWebAddress(text);
  return read.kind === 'ok' ? accepted(read.value) : refused({ kind: 'webAddress' });
}

export function judgePostalCode(text: string): Verdict {
  const read = readPostalCode(text);
  return read.kind === 'ok' ? accepted(read.value) : refused({ kind: 'postalCode', digits: read.found });
}
