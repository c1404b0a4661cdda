import type { CampaignDefinition, Deadline, FormDefinition } from '../../survey/definition.js';
import type { Concern, ImpactTally } from '../../survey/version-impact.js';
import {
  type Button,
  bold,
  escaped,
  lines,
  paragraphs,
  type Screen,
  shorten,
} from '../../telegram/screen.js';
import type { Wording } from '../../wording/wording.js';
import { pastYears } from '../after-earlier.js';
import type { FormChange, Proposal, Target } from '../ports.js';
import { publishing } from './buttons.js';
import { mostListed, proposalFaultText } from './faults.js';

/** Areas and sheets that are named. */
const mostNamed = 12;

/** The first page of the preview: what the definition says, what confirming it would mean. */
export function proposalScreen(w: Wording, proposal: Proposal): Screen {
  const { campaign, target, faults, state } = proposal;
  const years = pastYears(campaign);
  const html = paragraphs(
    bold(w.say(campaign.title)),
    aboutCampaign(w, campaign, state === 'proposed' ? target : undefined),
    lines(...campaign.forms.map((form) => escaped(aboutForm(w, form)))),
    campaign.sheets.length > 0 &&
      escaped(
        w.t('publishing-sheets', {
          count: campaign.sheets.length,
          titles: named(
            w,
            campaign.sheets.map(({ title }) => w.say(title)),
          ),
        }),
      ),
    state === 'proposed' &&
      years.length > 0 &&
      escaped(w.t('publishing-past-years', { years: years.join(w.t('list-comma')) })),
    state !== 'proposed' && escaped(w.t(`publishing-is-${state}`)),
    state === 'applied' && escaped(w.t('publishing-then')),
    state === 'proposed' && target.kind === 'version' && versionText(w, campaign, target),
    state === 'proposed' &&
      faults.length > 0 &&
      lines(
        bold(w.t('publishing-refused', { count: faults.length })),
        ...faults.slice(0, mostListed).map((fault) => escaped(`· ${proposalFaultText(w, fault)}`)),
        faults.length > mostListed &&
          escaped(w.t('publishing-faulty-more', { count: faults.length - mostListed })),
      ),
  );
  return { html, buttons: buttonsOf(w, proposal) };
}

function buttonsOf(w: Wording, { id, target, faults, state, basis }: Proposal): Button[][] {
  const walk = [publishing(w.t('button-publishing-walk'), 'pub-walk', id, 0)];
  if (state !== 'proposed') return [walk];
  const drop = [publishing(w.t('button-publishing-drop'), 'pub-drop', id)];
  if (faults.length > 0 || (target.kind === 'version' && target.isSame)) return [walk, drop];
  const make = (text: string, open: number): Button => publishing(text, 'pub-make', id, basis, open);
  return target.kind === 'new'
    ? [walk, [make(w.t('button-publishing-draft'), 0), make(w.t('button-publishing-open'), 1)], drop]
    : [walk, [make(w.t('button-publishing-version'), 1)], drop];
}

/** Without what confirming it would mean: the definition alone. */
function aboutCampaign(w: Wording, campaign: CampaignDefinition, target: Target | undefined): string {
  const { areas, deadlines, timeZone } = campaign;
  return lines(
    escaped(w.t('publishing-organiser', { organiser: w.say(campaign.organiser) })),
    escaped(w.t('publishing-id', { id: campaign.id, prefix: campaign.receiptPrefix })),
    escaped(
      areas.length === 0
        ? w.t('publishing-no-areas')
        : w.t('publishing-areas', {
            count: areas.length,
            names: named(
              w,
              areas.map(({ label }) => w.say(label)),
            ),
          }),
    ),
    target?.kind === 'version' && escaped(w.t('publishing-deadlines-stay')),
    target?.kind === 'new' &&
      escaped(
        w.t('publishing-deadlines', {
          unit: deadlineText(w, deadlines.unit, timeZone),
          recommender: deadlineText(w, deadlines.recommender, timeZone),
        }),
      ),
  );
}

function named(w: Wording, names: readonly string[]): string {
  const shown = names.slice(0, mostNamed).map((name) => shorten(name, 40));
  return shown.join(w.t('list-comma')) + (names.length > mostNamed ? '…' : '');
}

export function deadlineText(w: Wording, deadline: Deadline, timeZone: string): string {
  if ('days' in deadline) return w.t('publishing-days', { count: deadline.days });
  return 'date' in deadline ? deadline.date : w.time(new Date(deadline.at), timeZone);
}

function aboutForm(w: Wording, { title, filledBy, sections }: FormDefinition): string {
  return w.t(`publishing-form-${filledBy}`, {
    title: w.say(title),
    sections: sections.length,
    questions: sections.reduce((sum, { questions }) => sum + questions.length, 0),
  });
}

function versionText(
  w: Wording,
  { forms }: CampaignDefinition,
  { changes, isNoticeSilent, isSame }: Extract<Target, { kind: 'version' }>,
): string {
  if (isSame) return escaped(w.t('publishing-same'));
  const titleOf = (id: string): string => {
    const form = forms.find((one) => one.id === id);
    return form ? w.say(form.title) : id;
  };
  return paragraphs(
    bold(w.t('publishing-version')),
    changes.length === 0 && escaped(w.t('publishing-no-form-changes')),
    ...changes.map((change) => escaped(changeText(w, titleOf(change.form), change))),
    changes.some(({ drafts }) => drafts.drafts > 0) && escaped(w.t('publishing-drafts-stay')),
    isNoticeSilent && escaped(w.t('publishing-notice-silent')),
    escaped(w.t('publishing-from-chat')),
  );
}

function changeText(w: Wording, title: string, { kind, drafts, filed }: FormChange): string {
  if (kind === 'added') return w.t('publishing-form-added', { title });
  return lines(
    w.t('publishing-form-changed', { title }),
    drafts.drafts === 0 ? w.t('publishing-no-drafts') : tallyText(w, drafts),
    filed > 0 && w.t('publishing-filed', { count: filed }),
  );
}

const concerns: readonly Concern[] = ['more', 'overLimit', 'invalid', 'gone', 'clashes'];

/** "17 份草稿不受影响，3 份还需多答 1 题，1 份有 1 个回答超出新限制" */
export function tallyText(w: Wording, tally: ImpactTally): string {
  const parts = concerns.flatMap((concern) => {
    const { drafts, least, most } = tally[concern];
    if (drafts === 0) return [];
    const count = least === most ? String(least) : w.t('publishing-range', { least, most });
    return [w.t(`impact-${concern}`, { drafts, count })];
  });
  const unaffected = tally.unaffected > 0 || parts.length === 0;
  return [unaffected && w.t('impact-none', { drafts: tally.unaffected }), ...parts]
    .filter((part) => part !== false)
    .join(w.t('impact-comma'));
}
