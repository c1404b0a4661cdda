import type { DefinitionFault } from '../../survey/definition-check/fault.js';
import { bold, escaped, lines, paragraphs, type Screen, shorten } from '../../telegram/screen.js';
import type { Wording } from '../../wording/wording.js';
import type { ProposalFault } from '../ports.js';
import { faultWords } from './fault-words.js';

/** Mistakes that are named in the message; with more, a file names them all. */
export const mostFaults = 15;
/** UTF-16 units of a mistake in the message. */
const faultLength = 220;

/** What is wrong with a file, each mistake with its place. */
export function faultyScreen(w: Wording, faults: readonly DefinitionFault[]): Screen {
  const shown = faults.slice(0, mostFaults).map((fault, at) => {
    const text = shorten(faultText(w, fault), faultLength);
    return escaped(`${at + 1}. ${text}`);
  });
  const more = faults.length - shown.length;
  return {
    html: paragraphs(
      bold(w.t('publishing-faulty', { count: faults.length })),
      lines(...shown),
      more > 0 && escaped(w.t('publishing-faulty-more', { count: more })),
      escaped(w.t('publishing-faulty-then')),
    ),
  };
}

/** All mistakes, one a line, for a file. With a byte order mark, which Windows reads the text by. */
export function faultsFile(w: Wording, faults: readonly DefinitionFault[]): Buffer {
  const text = faults.map((fault, at) => `${at + 1}. ${faultText(w, fault)}`).join('\r\n');
  return Buffer.from(`\uFEFF${text}\r\n`);
}

function faultText(w: Wording, { path, reason }: DefinitionFault): string {
  const place = placeWords(w, path);
  const words = faultWords(w, reason);
  return place === '' ? words : w.t('joined-label', { label: place, value: words });
}

function placeWords(w: Wording, path: string): string {
  const at = /^line (\d+), column (\d+)$/.exec(path);
  if (at) return w.t('publishing-at-line', { line: Number(at[1]), column: Number(at[2]) });
  return path === '(whole file)' ? w.t('publishing-whole-file') : path;
}

/** Why a sound definition cannot be taken beside what is stored. */
export function proposalFaultText(w: Wording, fault: ProposalFault): string {
  switch (fault.kind) {
    case 'prefixTaken':
      return w.t('publishing-prefix-taken', { prefix: fault.prefix, campaign: fault.by });
    case 'prefixUsed':
      return w.t('publishing-prefix-used', { prefix: fault.prefix });
    case 'formGone':
      return w.t('publishing-form-gone', { form: fault.form, count: fault.count });
    case 'filledByOthers':
      return w.t('publishing-form-others', { form: fault.form, count: fault.count });
    case 'identity': {
      const { question, kind, before, after } = fault.fault;
      const why =
        kind === 'repeats' ? w.t('publishing-id-repeats') : w.t(`publishing-id-${kind}`, { before, after });
      return w.t('publishing-id-reused', { path: fault.path, question, why });
    }
  }
}
