import { bold, paragraphs } from '../../telegram/screen.js';
import { named, type Told } from '../../telegram/told.js';
import type { SentBackFacts } from '../ports.js';
import { paperHeading } from './paper-forms.js';
import { sentBackScreen } from './sent-back.js';
import type { Wording } from './wording.js';

/** What contacts are told of their forms when they did not just write. */
export function toldOfForms(
  facts: SentBackFacts,
  wording: (language: Wording['language']) => Wording,
): Readonly<Record<'sent-back', Told>> {
  return {
    'sent-back': async (queued) => {
      const identity = { channel: 'telegram', externalId: String(queued.chatId) } as const;
      const full = await facts.fullOf(identity, Number(named(queued, 'submission')));
      if (!full) return undefined;
      const w = wording(queued.language);
      const screen = sentBackScreen(w, await facts.questionnaire(full.formVersionId), full);
      if (!screen || !full.paper) return screen;
      return { ...screen, html: paragraphs(bold(paperHeading(w, full.paper)), screen.html) };
    },
  };
}
