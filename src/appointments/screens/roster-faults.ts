import type { RosterFault, RosterProblem } from '../../people/roster.js';
import type { StaffFault, StaffProblem } from '../../people/staff-roster.js';
import type { Wording } from '../../wording/wording.js';

/** "B3“1380000”：手机号码不对…": which cell it is, what stands there, what to do. */
export function rosterFaultText(w: Wording, { address, text, fault }: RosterProblem): string {
  return w.t('fault-line', { address, text: quoted(w, text), fault: rosterFault(w, fault) });
}

export function staffFaultText(w: Wording, { address, text, fault }: StaffProblem): string {
  return w.t('fault-line', { address, text: quoted(w, text), fault: staffFault(w, fault) });
}

const longestQuote = 30;

function quoted(w: Wording, text: string): string {
  if (text === '') return '';
  const characters = Array.from(text);
  const short = characters.slice(0, longestQuote).join('');
  return w.t('fault-quote', { text: characters.length > longestQuote ? `${short}…` : short });
}

function rosterFault(w: Wording, fault: RosterFault): string {
  switch (fault.kind) {
    case 'unknownArea':
    case 'unknownSector':
      return near(w, w.t(`fault-${fault.kind}`), fault.nearest);
    case 'creditCode':
      return fault.refusal.kind === 'codeIdentityCard' ? w.t('fault-identity-card') : w.t('fault-creditCode');
    case 'tooLong':
      return w.t('fault-tooLong', { max: fault.max });
    case 'twice':
      return w.t('fault-twice', { first: fault.first });
    case 'nameMissing':
    case 'phone':
    case 'lostDigits':
      return w.t(`fault-${fault.kind}`);
  }
}

function staffFault(w: Wording, fault: StaffFault): string {
  switch (fault.kind) {
    case 'tooLong':
      return w.t('fault-tooLong', { max: fault.max });
    case 'unknownRole':
      return w.t('fault-unknownRole', { known: fault.known.join(w.t('list-comma')) });
    case 'unknownArea':
    case 'unknownSector':
      return near(w, w.t(`fault-${fault.kind}`), fault.nearest);
    case 'unknownCategory':
      return near(w, w.t('fault-unknownCategory'), fault.nearest);
    case 'twice':
      return w.t('fault-twice', { first: fault.first });
    case 'oneAreaNeeded':
    case 'titleMissing':
    case 'roleMissing':
    case 'scopeMissing':
    case 'scopeNotNeeded':
      return w.t(`fault-${fault.kind}`);
  }
}

function near(w: Wording, words: string, nearest: string | undefined): string {
  return nearest === undefined ? words : words + w.t('fault-nearest', { nearest });
}
