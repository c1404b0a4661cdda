import { ClockGuard, type ClockVerdict } from './clock-guard.js';
import { LedLoop, type LedLoopOptions } from './led-loop.js';
import type { DueReminder, ReminderStore, ScheduledCampaign } from './ports.js';
import { isQuiet } from './quiet-hours.js';
import { dueAfter, dueBefore, dueCorrection, dueDigest, offsetsOf } from './reminders.js';

/*
 * The look at the clock, once a minute, by the one process that leads. What is due is worked out from the database each
 * time, and who has been reminded of what stands there too: a look that is missed or made twice changes nothing.
 */

export interface ScheduleOptions extends LedLoopOptions {
  readonly store: ReminderStore;
  readonly now: () => Date;
  /** A clock that is not believed is told of once. */
  readonly distrusts: (verdict: Exclude<ClockVerdict, 'trusted'>) => void;
}

export class Schedule {
  readonly #options: ScheduleOptions;
  readonly #guard = new ClockGuard();
  readonly #loop: LedLoop;
  #verdict: ClockVerdict = 'trusted';

  constructor(options: ScheduleOptions) {
    this.#options = options;
    this.#loop = new LedLoop(() => this.#look(), options);
  }

  start(): void {
    this.#loop.start();
  }

  stop(): Promise<void> {
    return this.#loop.stop();
  }

  /** Queues what is due at this instant and was not said before. */
  async tick(now: Date): Promise<void> {
    for (const campaign of await this.#options.store.scheduled())
      try {
        await remind(this.#options.store, campaign, now);
      } catch (error) {
        // What is wrong with one campaign is not the others' fault.
        this.#options.failed(error);
      }
  }

  async #look(): Promise<void> {
    const { store, now, distrusts } = this.#options;
    const database = await store.clock();
    const at = now();
    const verdict = this.#guard.judge(at, database, performance.now());
    if (verdict !== 'trusted' && verdict !== this.#verdict) distrusts(verdict);
    this.#verdict = verdict;
    if (verdict === 'trusted') await this.tick(at);
  }
}

async function remind(store: ReminderStore, campaign: ScheduledCampaign, now: Date): Promise<void> {
  const { definition, state, unitDeadline, recommenderDeadline } = campaign;
  const { timeZone } = definition;
  if (isQuiet(now, timeZone)) return;
  const offsets = offsetsOf(definition);
  const due = (about: string, deadline: Date) => dueBefore(deadline, now, { about, offsets, timeZone });
  if (state === 'open') {
    const later = campaign.extendedTo.filter((until) => until > unitDeadline);
    const dues = [unitDeadline, ...later].map((deadline) => due('unit', deadline));
    await store.remindContacts(campaign, 'unit', present(dues), now);
  }
  if (state !== 'closedToRecommenders') {
    const drafts = due('recommender', recommenderDeadline);
    await store.remindContacts(campaign, 'recommender', present([drafts]), now);
    const corrections = campaign.correctionsDue.map((at) => dueCorrection(at, now, timeZone));
    await store.remindCorrections(campaign, present(corrections), now);
    const report = due('report', recommenderDeadline);
    if (report) await store.remindOffices(campaign, report, now);
    const digest = dueDigest(now, timeZone);
    if (digest) await store.digest(campaign, digest, now);
  }
  const units = dueAfter(unitDeadline, campaign.unitGrace, now, { about: 'unit', timeZone });
  if (units) await store.escalate(campaign, 'unit', units, now);
  const reports = dueAfter(recommenderDeadline, campaign.recommenderGrace, now, {
    about: 'report',
    timeZone,
  });
  if (reports) await store.escalate(campaign, 'report', reports, now);
}

function present(dues: readonly (DueReminder | undefined)[]): DueReminder[] {
  return dues.flatMap((one) => one ?? []);
}
