import { openCoverage, openInbox } from '../../telegram/entry-buttons.js';
import { bold, escaped, lines, paragraphs, type Screen, shorten } from '../../telegram/screen.js';
import type { Wording } from '../../wording/wording.js';
import type { Digest } from '../ports.js';
import { muteButton } from './mute.js';
import { firstOf } from './names.js';

/** The morning digest of an office: what is new since the last one, and what waits. */
export function digestScreen(w: Wording, digest: Digest): Screen {
  const { fresh, corrected, begun, waiting, reported } = digest;
  return {
    html: paragraphs(
      lines(
        bold(w.t('digest-title', { office: digest.title })),
        escaped(shorten(w.say(digest.campaign.title), 120)),
      ),
      lines(
        fresh > 0 && escaped(w.t('digest-fresh', { count: fresh })),
        corrected > 0 && escaped(w.t('digest-corrected', { count: corrected })),
        begun > 0 && escaped(w.t('digest-begun', { count: begun })),
        reported.length > 0 && escaped(w.t('digest-reported', { areas: firstOf(w, reported) })),
      ),
      escaped(w.t('digest-waiting', { count: waiting })),
    ),
    buttons: [
      [openInbox(w.t('button-digest-inbox')), openCoverage(w.t('button-remind-coverage'))],
      [muteButton(w, true)],
    ],
  };
}
