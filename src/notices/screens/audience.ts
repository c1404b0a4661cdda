import { contactStages, mayNotifyOffices, notifiedRoles } from '../../people/audience.js';
import type { CampaignDefinition, Words } from '../../survey/definition.js';
import { type Button, bold, escaped, inRows, lines, paragraphs, type Screen } from '../../telegram/screen.js';
import type { Wording } from '../../wording/wording.js';
import { button, choice } from './buttons.js';
import { areasChosen, type OnDraft, rolesChosen, sectorsChosen, stagesChosen, whoText } from './draft.js';

/** Whom the notice is for: what is chosen of each kind, what choosing nothing means, and the choices themselves. */
export function audienceScreen(w: Wording, seen: OnDraft): Screen {
  const { notice, definition } = seen;
  const { id, audience } = notice;
  const back = [button(w.t('button-notice-draft'), 'n-open', id)];
  if (audience.persons)
    return {
      html: paragraphs(
        bold(w.t('notice-who-title')),
        escaped(whoText(w, audience, definition, notice)),
        countText(w, seen),
      ),
      buttons: [[button(w.t('button-notice-all'), 'n-all', id)], back],
    };
  const isForOffices = mayNotifyOffices(seen.notice.appointment);
  return {
    html: paragraphs(
      bold(w.t('notice-who-title')),
      lines(
        chosenText(w, 'stage', stagesChosen(w, audience)),
        isForOffices && chosenText(w, 'role', rolesChosen(w, audience)),
        ...placeKinds
          .filter((kind) => placesOf(definition, kind).length > 0)
          .map((kind) => placesText(w, seen, kind)),
        audience.areas.length > 0 && audience.sectors.length > 0 && escaped(w.t('notice-by-both')),
      ),
      countText(w, seen),
      escaped(w.t('notice-who-how')),
    ),
    buttons: [
      ...inRows(
        contactStages.map((stage, at) =>
          choice(audience.stages.includes(stage), w.t(`notice-stage-${stage}`), 'n-stage', id, at),
        ),
        2,
      ),
      ...(isForOffices
        ? inRows(
            [
              ...notifiedRoles.map((role, at) =>
                choice(audience.roles.includes(role), w.t(`role-${role}`), 'n-role', id, at),
              ),
              choice(audience.unreported, w.t('notice-unreported'), 'n-unrep', id),
            ],
            2,
          )
        : []),
      placeKinds.flatMap((kind, at) =>
        placesOf(definition, kind).length > 0
          ? [button(w.t(`button-notice-${kind}s`), 'n-places', id, at, 0)]
          : [],
      ),
      [button(w.t('button-notice-list'), 'n-list', id)],
      back,
    ],
  };
}

const placesOnPage = 20;

/** The areas, or the sectors, to choose from. */
export function placesScreen(
  w: Wording,
  seen: OnDraft,
  { kind, page: asked }: { readonly kind: PlaceKind; readonly page: number },
): Screen {
  const { id, audience } = seen.notice;
  const all = placesOf(seen.definition, kind);
  const pages = Math.max(1, Math.ceil(all.length / placesOnPage));
  const page = Math.min(asked, pages - 1);
  const from = page * placesOnPage;
  const chosen: readonly string[] = kind === 'area' ? audience.areas : audience.sectors;
  const turn = (words: 'desk-page-back' | 'desk-page-next', to: number): Button =>
    button(w.t(words), 'n-places', id, placeKinds.indexOf(kind), to);
  return {
    html: paragraphs(
      bold(w.t(`notice-${kind}s-title`)),
      placesText(w, seen, kind),
      countText(w, seen),
      escaped(w.t('notice-who-how')),
      pages > 1 && escaped(w.t('notice-places-page', { page: page + 1, pages })),
    ),
    buttons: [
      ...inRows(
        all
          .slice(from, from + placesOnPage)
          .map(({ value, label }, at) =>
            choice(chosen.includes(value), w.say(label), `n-${kind}`, id, from + at, page),
          ),
        2,
      ),
      [
        ...(page > 0 ? [turn('desk-page-back', page - 1)] : []),
        ...(page + 1 < pages ? [turn('desk-page-next', page + 1)] : []),
      ],
      [button(w.t('button-notice-who-back'), 'n-who', id)],
    ],
  };
}

function countText(w: Wording, { chosen }: OnDraft): string {
  const unreachable = chosen.filter(({ isUnreachable }) => isUnreachable).length;
  return escaped(w.t('notice-count', { count: chosen.length, unreachable }));
}

function placesText(w: Wording, { notice: { audience }, definition }: OnDraft, kind: PlaceKind): string {
  return chosenText(
    w,
    kind,
    kind === 'area' ? areasChosen(w, audience, definition) : sectorsChosen(w, audience),
  );
}

/** A heading, with what is chosen below it now. */
function chosenText(w: Wording, kind: 'stage' | 'role' | PlaceKind, chosen: string): string {
  return escaped(chosen === '' ? w.t(`notice-by-${kind}-none`) : w.t(`notice-by-${kind}`, { chosen }));
}

export const placeKinds = ['area', 'sector'] as const;
type PlaceKind = (typeof placeKinds)[number];

/** The areas, or the sectors that somebody is responsible for. */
export function placesOf(
  { areas, responsibility }: CampaignDefinition,
  kind: PlaceKind,
): readonly { readonly value: string; readonly label: Words }[] {
  if (kind === 'area') return areas.map(({ id, label }) => ({ value: id, label }));
  const sectors = new Set(responsibility.flatMap((one) => one.sectors));
  return [...sectors].map((value) => ({ value, label: value }));
}
