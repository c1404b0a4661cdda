import type { Language } from '../survey/definition.js';
import type { Staff } from './appointment.js';

/** How somebody is known on a channel. */
export interface Identity {
  readonly channel: 'telegram';
  readonly externalId: string;
}

/** What every room of the staff asks about whoever writes. */
export interface StaffPort {
  /** With the appointments that hold now. */
  staff(identity: Identity): Promise<Staff>;
  language(identity: Identity): Promise<Language>;
}

/** A room whose acts happen once an update. */
export interface OncePort<Outcome> {
  /** What an update that was applied came to; undefined once its reply has been sent, and when it was not applied. */
  outcomeOf(updateId: number): Promise<Outcome | undefined>;
}
