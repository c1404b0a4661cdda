import { type CampaignDefinition, type SheetDefinition, say } from '../../survey/definition.js';
import type { Recommendation } from '../../survey/sheet-demand.js';
import { pack } from '../../telegram/callback-data.js';
import { bold, escaped, lines, paragraphs, type Screen, shorten } from '../../telegram/screen.js';
import type { Wording } from '../../wording/wording.js';
import type { ReturnedProposal, SheetChange, SheetProblem } from '../ports.js';

export type ReturnedVerb = 'sheet-apply' | 'sheet-undo';

/** Changes and problems that are listed; the rest is counted. */
const mostListed = 25;
/** UTF-16 units of a text beside what it was. */
const textLength = 120;

/** What a sheet that came back would change, and what of it cannot be taken over. */
export function proposalScreen(
  w: Wording,
  campaign: CampaignDefinition,
  proposal: ReturnedProposal,
  upload: number,
): Screen {
  const { changes, problems, missing } = proposal;
  const count = changes.length;
  return {
    html: paragraphs(
      bold(w.t('returned-title', { sheet: sheetName(w, campaign, proposal) })),
      count === 0
        ? escaped(w.t('returned-no-changes'))
        : lines(
            escaped(w.t('returned-changes', { count })),
            ...changes.slice(0, mostListed).map((change, at) => changeText(w, change, at + 1)),
            count > mostListed && escaped(w.t('returned-more', { count: count - mostListed })),
          ),
      problems.length > 0 &&
        lines(
          escaped(w.t('returned-problems', { count: problems.length })),
          ...problems.slice(0, mostListed).map((problem) => escaped(problemText(w, problem))),
          problems.length > mostListed &&
            escaped(w.t('returned-more', { count: problems.length - mostListed })),
        ),
      missing > 0 && escaped(w.t('returned-missing', { count: missing })),
      count > 0 && escaped(w.t('returned-ask')),
    ),
    buttons:
      count > 0
        ? [[{ text: w.t('button-returned-apply', { count }), data: onUpload('sheet-apply', upload) }]]
        : [],
  };
}

export function appliedScreen(w: Wording, { changes }: ReturnedProposal, upload: number): Screen {
  return {
    html: escaped(w.t('returned-applied', { count: changes.length })),
    buttons: [[{ text: w.t('button-returned-undo'), data: onUpload('sheet-undo', upload) }]],
  };
}

function onUpload(verb: ReturnedVerb, upload: number): string {
  return pack(verb, upload);
}

function sheetName(w: Wording, { sheets }: CampaignDefinition, { sheetId, area }: ReturnedProposal): string {
  const sheet: SheetDefinition | undefined = sheets.find(({ id }) => id === sheetId);
  const title = sheet ? say(sheet.title, w.language) : sheetId;
  return area === null ? title : w.t('returned-sheet', { title, area });
}

function changeText(w: Wording, { name, brief, recommendation, rank }: SheetChange, number: number): string {
  const text = (value: string | null): string =>
    value === null ? w.t('returned-nothing') : shorten(value, textLength);
  const advice = (value: Recommendation | null): string =>
    value === null ? w.t('returned-nothing') : w.t(`recommendation-${value}`);
  const place = (value: number | null): string =>
    value === null ? w.t('returned-nothing') : w.t('returned-place', { rank: value });
  return lines(
    escaped(w.t('returned-line', { number, name: shorten(name, 60) })),
    brief && escaped(w.t('returned-brief', { before: text(brief.before), after: text(brief.after) })),
    recommendation &&
      escaped(
        w.t('returned-recommendation', {
          before: advice(recommendation.before),
          after: advice(recommendation.after),
        }),
      ),
    rank && escaped(w.t('returned-rank', { before: place(rank.before), after: place(rank.after) })),
  );
}

function problemText(w: Wording, problem: SheetProblem): string {
  const { address, kind, count = 0, limit = 0 } = problem;
  const text = shorten(problem.text, 40);
  const before = shorten(problem.before ?? '', 40);
  switch (kind) {
    case 'unknownRow':
      return w.t('returned-unknownRow', { address, text });
    case 'ambiguousRow':
      return w.t('returned-ambiguousRow', { address, text });
    case 'twice':
      return w.t('returned-twice', { address, text, before });
    case 'readOnly':
      return w.t('returned-readOnly', { address, text, before });
    case 'briefTooLong':
      return w.t('returned-briefTooLong', { address, count, limit });
    case 'unknownRecommendation':
      return w.t('returned-unknownRecommendation', { address, text });
    case 'numbersChanged':
      return w.t('returned-numbersChanged', { address, text });
  }
}
