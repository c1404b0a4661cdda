import type { Language } from '../../survey/definition.js';
import { openDemand } from '../../telegram/demand-button.js';
import { escaped, type Screen } from '../../telegram/screen.js';
import { type Told, toldOf } from '../../telegram/told.js';
import type { Wording } from '../../wording/wording.js';
import type { TransferNotice } from '../ports.js';
import { openOwnForm } from './transfer.js';

type Kind = TransferNotice['kind'];

/** What contacts and offices are told of forms that were passed on. */
export function toldOfTransfers(
  notice: (kind: Kind, content: unknown) => Promise<TransferNotice | undefined>,
  wording: (language: Language) => Wording,
): Readonly<Record<Kind, Told>> {
  const told = (kind: Kind): Told =>
    toldOf(
      ({ content }) => notice(kind, content),
      (found, language) => transferNoticeScreen(wording(language), found),
    );
  return {
    'handed-over': told('handed-over'),
    moved: told('moved'),
    'moved-in': told('moved-in'),
    'filing-withdrawn': told('filing-withdrawn'),
  };
}

function transferNoticeScreen(w: Wording, notice: TransferNotice): Screen {
  const { unit } = notice;
  const form = w.say(notice.form);
  switch (notice.kind) {
    case 'handed-over':
      return { html: escaped(w.t('notice-handed-over', { form, unit })) };
    case 'moved':
      return { html: escaped(w.t('notice-moved', { form, unit, area: notice.area })) };
    case 'moved-in':
      return {
        html: escaped(w.t('notice-moved-in', { unit, area: notice.area, count: notice.demands.length })),
        buttons: notice.demands.slice(0, 8).map(({ name, demand }) => [openDemand(name, demand)]),
      };
    case 'filing-withdrawn':
      return {
        html: escaped(w.t('notice-filing-withdrawn', { form, unit, words: notice.words })),
        buttons: [[openOwnForm(w, notice.submission)]],
      };
  }
}
