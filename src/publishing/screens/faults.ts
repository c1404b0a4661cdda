import { type DefinitionFault, mostFaults } from '../../survey/definition-check/fault.js';
import { bold, escaped, lines, paragraphs, type Screen, shorten } from '../../telegram/screen.js';
import { mistakeText, placeText } from '../../wording/definition-fault.js';
import type { Wording } from '../../wording/wording.js';
import type { ProposalFault } from '../ports.js';

/** Mistakes that are named in the message; with more, a file names them all. */
export const mostListed = 15;
/** UTF-16 units of a mistake in the message. */
const faultLength = 220;

/** What is wrong with a file, each mistake with its place. */
export function faultyScreen(w: Wording, faults: readonly DefinitionFault[]): Screen {
  const shown = faults.slice(0, mostListed).map((fault, at) => {
    const text = shorten(faultText(w, fault), faultLength);
    return escaped(`${at + 1}. ${text}`);
  });
  const count = faults.length;
  const more = count - shown.length;
  return {
    html: paragraphs(
      bold(w.t(count < mostFaults ? 'publishing-faulty' : 'publishing-faulty-many', { count })),
      lines(...shown),
      more > 0 && escaped(w.t('publishing-faulty-more', { count: more })),
      escaped(w.t('publishing-faulty-then')),
    ),
  };
}

/** All mistakes that were found, one a line, for a file. With a byte order mark, which Windows reads the text by. */
export function faultsFile(w: Wording, faults: readonly DefinitionFault[]): Buffer {
  const text = faults.map((fault, at) => `${at + 1}. ${faultText(w, fault)}`);
  if (faults.length >= mostFaults) text.push(w.t('definition-more', { count: mostFaults }));
  return Buffer.from(`\uFEFF${text.join('\r\n')}\r\n`);
}

function faultText({ t }: Wording, fault: DefinitionFault): string {
  const label = placeText(t, fault);
  const value = mistakeText(t, fault.mistake);
  return label === '' ? value : t('joined-label', { label, value });
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
    case 'areaGone':
      return w.t('publishing-area-gone', { area: fault.area });
    case 'identity': {
      const { question, kind, before, after } = fault.fault;
      const why =
        kind === 'repeats' ? w.t('publishing-id-repeats') : w.t(`publishing-id-${kind}`, { before, after });
      return w.t('publishing-id-reused', { path: fault.path, question, why });
    }
  }
}
