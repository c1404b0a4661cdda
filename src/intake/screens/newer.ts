import { type Button, escaped, lines } from '../../telegram/screen.js';
import { onSubmission } from './buttons.js';
import type { Wording } from './wording.js';

/* A draft and the newer version of its form: the offer to move, and what moving came to. */

interface Counts {
  readonly again: number;
  readonly more: number;
  readonly gone: number;
}

export interface NewerOffer {
  readonly html: string;
  readonly button: Button;
}

export function newerOffer(w: Wording, submission: number, counts: Counts): NewerOffer {
  return {
    html: lines(escaped(w.t('newer-offer', { means: meaning(w, counts) })), escaped(w.t('newer-stay'))),
    button: newerButton(w, submission),
  };
}

export function newerButton(w: Wording, submission: number, title?: string): Button {
  const text = title === undefined ? w.t('button-newer') : w.t('button-newer-of', { title });
  return onSubmission(text, 'newer', submission);
}

export function movedText(w: Wording, counts: Counts): string {
  const { again, more, gone } = counts;
  return lines(
    escaped(w.t('newer-moved')),
    again > 0 && escaped(w.t('newer-moved-again', { count: again })),
    more > 0 && escaped(w.t('newer-moved-more', { count: more })),
    gone > 0 && escaped(w.t('newer-moved-gone', { count: gone })),
  );
}

function meaning(w: Wording, { again, more, gone }: Counts): string {
  const parts = [
    more > 0 && w.t('newer-means-more', { count: more }),
    again > 0 && w.t('newer-means-again', { count: again }),
    gone > 0 && w.t('newer-means-gone', { count: gone }),
  ].filter((part) => part !== false);
  return parts.length === 0 ? w.t('newer-means-nothing') : parts.join(w.t('newer-comma'));
}
