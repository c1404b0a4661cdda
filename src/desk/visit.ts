import type { Appointment } from '../people/appointment.js';
import type { Identity } from '../people/staff-port.js';
import { similarDemands } from '../survey/similarity.js';
import type { Wording } from '../wording/wording.js';
import type { DemandFile, DeskAct, DeskOrder, DeskStore, TransferStore } from './ports.js';
import { type OnDesk, onDesk, type Similar } from './screens/file.js';

/** What the desk's door needs of the house. */
export interface DeskOptions {
  readonly store: DeskStore;
  readonly transfers: TransferStore;
  readonly wording: (language: 'zh-CN' | 'en') => Wording;
  readonly now: () => Date;
}

/** One update of one of the staff. */
export interface Visit {
  readonly store: DeskStore;
  readonly options: DeskOptions;
  readonly identity: Identity;
  readonly w: Wording;
  readonly appointments: readonly Appointment[];
}

export async function visitBy(externalId: string, options: DeskOptions): Promise<Visit> {
  const { store } = options;
  const identity: Identity = { channel: 'telegram', externalId };
  const { appointments } = await store.staff(identity);
  const w = options.wording(await store.language(identity));
  return { store, options, identity, w, appointments };
}

/** A demand with all that its screens show; undefined when it is not theirs, or not there. */
export async function readDesk(visit: Visit, demand: number): Promise<OnDesk | undefined> {
  const file = await visit.store.file(visit.appointments, demand);
  if (!file) return undefined;
  const campaign = await visit.store.campaign(file.campaignId);
  if (!campaign) return undefined;
  const [form, similar, beside] = await Promise.all([
    visit.store.form(file.formVersionId),
    similarTo(visit, file),
    visit.options.transfers.beside(visit.appointments, file),
  ]);
  return onDesk({ file, form, campaign, appointments: visit.appointments, similar, beside });
}

export function orderOf(
  { identity }: Visit,
  updateId: number,
  at: Date,
  target: { readonly demand: number; readonly revision: number; readonly act: DeskAct },
): DeskOrder {
  return { updateId, identity, at, ...target };
}

const worthALook = 0.5;
const mostSimilar = 3;

/** Demands that may be of the same need: by their own words, so other wording of one need is missed. */
async function similarTo({ store, appointments }: Visit, file: DemandFile): Promise<Similar[]> {
  const { own, others } = await store.comparable(appointments, file);
  return similarDemands(own, others, { atLeast: worthALook, most: mostSimilar }).map(
    ({ demand: { demand, name, unit, isCovered }, similarity: alike }) =>
      isCovered ? { demand, name, unit, alike } : { alike },
  );
}
