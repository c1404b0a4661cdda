import { beginForm, openCoverage, openForm } from '../../telegram/entry-buttons.js';
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
import type { Escalation, Reminded } from '../ports.js';
import { muteButton } from './mute.js';
import { firstOf } from './names.js';

/** Areas that are listed by name, so that it is one message. */
const mostAreas = 30;
/** UTF-16 units of a title. */
const titleLength = 120;

/** Before a deadline: who speaks, what is missing, by when, how long there is left. */
export function reminderScreen(w: Wording, reminded: Reminded, now: Date): Screen {
  const { campaign, deadline } = reminded;
  return {
    html: paragraphs(
      head(w, reminded),
      lines(...whatIsMissing(w, reminded)),
      lines(
        escaped(w.t('reminder-deadline', { deadline: w.time(deadline, campaign.timeZone) })),
        escaped(w.t('reminder-left', { left: w.left(deadline, now) })),
      ),
    ),
    buttons: [nextStep(w, reminded), [muteButton(w, true)]],
  };
}

function head(w: Wording, { campaign }: Reminded | Escalation): string {
  return lines(
    bold(w.t('reminder-office', { office: w.say(campaign.organiser) })),
    escaped(shorten(w.say(campaign.title), titleLength)),
  );
}

function whatIsMissing(w: Wording, reminded: Reminded): string[] {
  switch (reminded.about) {
    case 'notBegun':
      return [escaped(w.t('reminder-not-begun', { form: formTitle(w, reminded) }))];
    case 'draft': {
      const { left, total } = reminded;
      const form = formTitle(w, reminded);
      return [
        escaped(left > 0 ? w.t('reminder-draft', { form, left, total }) : w.t('reminder-complete', { form })),
      ];
    }
    case 'correction': {
      const { left } = reminded;
      const form = formTitle(w, reminded);
      return [
        escaped(left > 0 ? w.t('reminder-correction', { form, left }) : w.t('reminder-corrected', { form })),
      ];
    }
    case 'report':
      return [escaped(w.t('reminder-report', { areas: firstOf(w, reminded.areas) }))];
  }
}

function formTitle(w: Wording, { form }: Exclude<Reminded, { about: 'report' }>): string {
  return shorten(w.say(form.definition.title), titleLength);
}

function nextStep(w: Wording, reminded: Reminded): Button[] {
  switch (reminded.about) {
    case 'notBegun':
      return [beginForm(w.t('button-remind-begin'), reminded.formVersionId)];
    case 'draft':
    case 'correction':
      return [openForm(w.t('button-remind-go-on'), reminded.submission)];
    case 'report':
      return [];
  }
}

/** After a deadline, to a leading official: which areas are behind. */
export function escalationScreen(w: Wording, escalation: Escalation): Screen {
  const { campaign, deadline, about } = escalation;
  const time = w.time(deadline, campaign.timeZone);
  if (about === 'report')
    return {
      html: paragraphs(
        head(w, escalation),
        escaped(w.t('escalation-report', { deadline: time })),
        escaped(firstOf(w, escalation.areas)),
      ),
    };
  const { areas } = escalation;
  return {
    html: paragraphs(
      head(w, escalation),
      escaped(w.t('escalation-units', { deadline: time })),
      lines(
        ...areas
          .slice(0, mostAreas)
          .map(({ area, missing, units }) =>
            escaped(w.t('escalation-area', { area: area === '' ? '—' : area, missing, units })),
          ),
        areas.length > mostAreas && escaped(w.t('escalation-more', { count: areas.length - mostAreas })),
      ),
    ),
    buttons: [[openCoverage(w.t('button-remind-coverage'))]],
  };
}
