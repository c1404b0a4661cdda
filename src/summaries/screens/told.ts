import type { Language } from '../../survey/definition.js';
import { escaped } from '../../telegram/screen.js';
import { named, type Told, toldOf } from '../../telegram/told.js';
import type { Wording } from '../../wording/wording.js';
import type { ReportNotice } from '../ports.js';

/** What the planning office is told of reports. */
export function toldOfReports(
  notice: (report: number) => Promise<ReportNotice | undefined>,
  wording: (language: Language) => Wording,
): Readonly<Record<'reported', Told>> {
  return {
    reported: toldOf(
      (queued) => notice(Number(named(queued, 'report'))),
      ({ at, timeZone, ...rest }, language) => {
        const w = wording(language);
        return { html: escaped(w.t('reported-notice', { ...rest, time: w.time(at, timeZone) })) };
      },
    ),
  };
}
