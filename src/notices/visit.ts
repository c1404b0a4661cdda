import { type Audience, chosen } from '../people/audience.js';
import type { Identity } from '../people/staff-port.js';
import type { Wording } from '../wording/wording.js';
import { type Author, type Desk, isAmendment, type Notice, type NoticeStore } from './ports.js';
import { deskMark } from './screens/buttons.js';
import type { OnDraft } from './screens/draft.js';
import type { Place, PlacesPage } from './screens/home.js';

export interface NoticesNeeds {
  readonly store: NoticeStore;
  readonly wording: (language: 'zh-CN' | 'en') => Wording;
  readonly isAdministrator: (externalId: string) => boolean;
  readonly now: () => Date;
  /** Messages a second, of which the expected end is made. */
  readonly perSecond: number;
}

/** Whoever may say something to many, with where they may. */
export interface Visit<Options extends NoticesNeeds> {
  readonly options: Options;
  readonly store: NoticeStore;
  readonly w: Wording;
  readonly by: Author;
  readonly desks: readonly Desk[];
}

export async function visitBy<Options extends NoticesNeeds>(
  externalId: string,
  options: Options,
): Promise<Visit<Options>> {
  const { store } = options;
  const identity: Identity = { channel: 'telegram', externalId };
  const by = { identity, isAdministrator: options.isAdministrator(externalId) };
  const [desks, language] = await Promise.all([store.desks(by), store.language(identity)]);
  return { options, store, w: options.wording(language), by, desks };
}

export function deskBy({ desks }: Visit<NoticesNeeds>, mark: number | undefined): Desk | undefined {
  return desks.find((desk) => deskMark(desk) === mark);
}

/** A draft with all that its screens show. */
export async function readDraft(
  { store, options }: Visit<NoticesNeeds>,
  notice: Notice,
): Promise<OnDraft | undefined> {
  const definition = await store.campaign(notice.campaignId);
  if (!definition) return undefined;
  const { recipients, uncalled } = await store.reached(notice.campaignId, notice.appointment);
  const reached = notice.of === undefined ? undefined : await store.tally(notice.of);
  const some = isAmendment(notice)
    ? Array.from({ length: reached?.sent ?? 0 }, () => nobody)
    : chosen(notice.audience, recipients, notice.appointment);
  return {
    notice,
    definition,
    chosen: some,
    uncalled: uncalled.length,
    seconds: some.length / options.perSecond,
    now: options.now(),
  };
}

/** Stands for one who got the earlier notice; who it was matters to nobody here. */
const nobody = { person: 0, name: '', places: [], offices: [], isUnreachable: false } as const;

const placesOnPage = 20;

interface SeesPlaces {
  readonly store: Pick<NoticeStore, 'campaign' | 'uncalled'>;
  readonly desks: readonly Desk[];
}

/** A page of the places to send from; of more than there are the last. */
export async function placesToSendFrom({ store, desks }: SeesPlaces, asked: number): Promise<PlacesPage> {
  const pages = Math.max(1, Math.ceil(desks.length / placesOnPage));
  const page = Math.min(Math.max(0, asked), pages - 1);
  const from = page * placesOnPage;
  const places: Place[] = [];
  for (const desk of desks.slice(from, from + placesOnPage)) {
    const { campaignId, appointment } = desk;
    const definition = await store.campaign(campaignId);
    const uncalled = await store.uncalled(campaignId, appointment);
    const mark = deskMark(desk);
    if (definition) places.push({ mark, definition, title: appointment?.title, uncalled: uncalled.length });
  }
  return { places, page, pages };
}

/** With one of its choices turned on or off. */
export function toggled<Key extends 'stages' | 'roles' | 'areas' | 'sectors'>(
  audience: Audience,
  key: Key,
  value: Audience[Key][number] | undefined,
): Audience {
  if (value === undefined) return audience;
  const values: readonly string[] = audience[key];
  const next = values.includes(value) ? values.filter((one) => one !== value) : [...values, value];
  return { ...audience, [key]: next };
}
