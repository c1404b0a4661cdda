import { pack } from '../../telegram/callback-data.js';
import { type Button, bold, escaped, paragraphs, type Screen } from '../../telegram/screen.js';
import type { Wording } from '../../wording/wording.js';

/** What a button on reminders does. With 1 behind it, it stands below a reminder, which stays. */
export type MuteVerb = 'remind-off' | 'remind-on';

export function muteButton(w: Wording, isBelow: boolean): Button {
  return { text: w.t('button-remind-off'), data: pack('remind-off', isBelow ? 1 : 0) };
}

/** Whether reminders come, and what comes all the same. */
export function muteScreen(w: Wording, isMuted: boolean): Screen {
  const on: Button = { text: w.t('button-remind-on'), data: pack('remind-on', 0) };
  return {
    html: paragraphs(
      bold(w.t(isMuted ? 'reminders-off' : 'reminders-on')),
      escaped(w.t('reminders-what')),
      escaped(w.t('reminders-notices')),
    ),
    buttons: [[isMuted ? on : muteButton(w, false)]],
  };
}
