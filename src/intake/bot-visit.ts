import type { Translate } from '../locale/locale.js';
import type { StaffTask } from '../people/staff-commands.js';
import type { Identity } from '../people/staff-port.js';
import type { FormDefinition, Language } from '../survey/definition.js';
import type { BotContext } from '../telegram/context.js';
import { bold } from '../telegram/screen.js';
import { type Decision, type Draft, decided, draftOf } from './answering.js';
import type { Outcome } from './outcome.js';
import type { IntakeStore, Paper, PaperStore, Questionnaire, Standing } from './ports.js';
import { paperHeading } from './screens/paper-forms.js';
import { type Wording, wording } from './screens/wording.js';

/** What the intake's door needs of the house. */
export interface IntakeOptions {
  readonly store: IntakeStore;
  readonly paper: PaperStore;
  readonly translate: (language: Language) => Translate;
  readonly now: () => Date;
  /** What somebody may ask for as one of the staff; empty for everybody else. */
  readonly tasksOf: (externalId: string) => Promise<readonly StaffTask[]>;
  /** Sets somebody's menu of commands. */
  readonly menuFor: (ctx: BotContext, w: Wording) => Promise<void>;
  /** Replies to a text that has no form to go to, where it was meant for another room; else false. */
  readonly strayText?: (ctx: BotContext) => Promise<boolean>;
  /** The Word template of a form as its campaign issues it, where there is one. */
  readonly template: (campaignId: string, form: FormDefinition) => Buffer | undefined;
}

/** A draft with its questionnaire, after the update has had its effect. */
export interface Settled {
  readonly outcome: Outcome;
  readonly draft: Draft;
  readonly questionnaire: Questionnaire;
}

/** Taps on one button closer than this are one act of an impatient hand, in milliseconds. */
export const doubleTapMs = 3_000;

type Decide = (draft: Draft, questionnaire: Questionnaire) => Decision | Promise<Decision>;

/** How often a change is decided anew when somebody else changed the draft in between. */
const tries = 8;

/** One update of one person: where the person stands, and how the update takes effect exactly once. */
export class Visit {
  readonly store: IntakeStore;
  #standing: Standing | undefined;
  #draft: { draft: Draft; questionnaire: Questionnaire } | undefined;

  private constructor(
    readonly ctx: BotContext,
    readonly options: IntakeOptions,
    readonly identity: Identity,
  ) {
    this.store = options.store;
  }

  static async of(ctx: BotContext, options: IntakeOptions, submission?: number): Promise<Visit> {
    const visit = new Visit(ctx, options, { channel: 'telegram', externalId: String(ctx.from?.id ?? 0) });
    const { received } = ctx;
    visit.#standing = await visit.store.standing(visit.identity, submission, received.known);
    // As it was when the message came: once something has changed it is read anew.
    delete received.known;
    visit.#head(visit.#standing.active?.paper);
    return visit;
  }

  /** Reads the standing; with a submission, as if that one were open (undefined when it is not the person's). */
  async load(submission?: number): Promise<Standing> {
    this.#standing = await this.store.standing(this.identity, submission);
    this.#draft = undefined;
    this.#head(this.#standing.active?.paper);
    return this.#standing;
  }

  /** What is shown next is not of the open form. */
  unhead(): void {
    this.ctx.heading = undefined;
  }

  #head(paper: Paper | undefined): void {
    this.ctx.heading = paper && bold(paperHeading(this.w, paper));
  }

  /** The unit's name may have been what was answered. */
  #headAnew({ roles }: FormDefinition, { writes }: Decision): void {
    const named = writes.find(({ demand, question }) => demand === 0 && question === roles.unitName);
    if (this.standing.active?.paper && typeof named?.value === 'string') this.#head({ unit: named.value });
  }

  get standing(): Standing {
    if (!this.#standing) throw new Error('a visit without its standing');
    return this.#standing;
  }

  get personId(): number {
    return this.standing.personId;
  }

  get updateId(): number {
    return this.ctx.received.updateId;
  }

  get w(): Wording {
    return wording(this.options.translate(this.standing.language), this.standing.language);
  }

  async draft(): Promise<{ draft: Draft; questionnaire: Questionnaire } | undefined> {
    const { active } = this.standing;
    if (!active) return undefined;
    if (!this.#draft) {
      const questionnaire = await this.store.questionnaire(active.formVersionId);
      this.#draft = { draft: draftOf(questionnaire.form, active), questionnaire };
    }
    return this.#draft;
  }

  /**
   * Makes a change to the open draft exactly once. An update that was applied before a crash only gives its
   * outcome again; a change by somebody else in between is read and decided on anew.
   */
  async settle(
    submission: number | undefined,
    decide: Decide,
    settles = false,
  ): Promise<Settled | undefined> {
    const { received } = this.ctx;
    for (let attempt = 0; attempt < tries; attempt++) {
      if (attempt > 0) await this.load(submission);
      const found = await this.draft();
      if (!found) return undefined;
      const { draft, questionnaire } = found;
      if (received.state === 'applied' && !settles)
        return { outcome: received.outcome as Outcome, draft: await this.#inFull(draft), questionnaire };
      if (draft.submission.state === 'submitted')
        return { outcome: { kind: 'declined', reason: 'alreadySubmitted' }, draft, questionnaire };
      const decision = withoutOldPaste(draft, await decide(draft, questionnaire));
      // What was put away with its campaign can be walked through and read, no more.
      if (draft.submission.shut === 'archived' && decision.outcome.kind !== 'moved')
        return { outcome: { kind: 'declined', reason: 'archived' }, draft, questionnaire };
      if (changesNothing(draft, decision)) return { outcome: decision.outcome, draft, questionnaire };
      const committed = await this.store.commit({
        updateId: this.updateId,
        settles,
        personId: this.personId,
        activates: submission !== undefined,
        submissionId: draft.submission.id,
        revision: draft.submission.revision,
        writes: decision.writes,
        ...(decision.removes && { removes: decision.removes }),
        cursor: decision.cursor,
        parked: decision.parked,
        at: this.ctx.happenedAt,
        outcome: decision.outcome,
      });
      if (committed === 'done') {
        this.#committed(decision.outcome);
        this.#headAnew(questionnaire.form.definition, decision);
        return { outcome: decision.outcome, draft: decided(draft, decision), questionnaire };
      }
      if (committed === 'repeated') await this.#recall();
    }
    throw new Error('a draft that never stands still');
  }

  /** Runs an act of the store once; a repeated update gives the outcome it had. */
  async act(work: () => Promise<Outcome | undefined>): Promise<Outcome> {
    const { received } = this.ctx;
    if (received.state === 'received') {
      const outcome = await work();
      if (outcome) this.#committed(outcome);
      else await this.#recall();
    }
    return received.outcome as Outcome;
  }

  #committed(outcome: Outcome): void {
    this.ctx.received.hasCommitted = true;
    this.#applied(outcome);
  }

  #applied(outcome: Outcome): void {
    this.ctx.received.state = 'applied';
    this.ctx.received.outcome = outcome;
  }

  /** With the values of all answers: a reply that is given again repeats what was understood, as the first did. */
  async #inFull(draft: Draft): Promise<Draft> {
    const full = await this.store.full(this.personId, draft.submission.id);
    return full ? draftOf(draft.form, { ...draft.submission, rows: full.answers }) : draft;
  }

  async #recall(): Promise<void> {
    const outcome = await this.store.outcomeOf(this.updateId);
    this.#applied(outcome ?? { kind: 'moved' });
  }
}

function changesNothing(draft: Draft, decision: Decision): boolean {
  return (
    decision.writes.length === 0 &&
    (decision.removes ?? []).length === 0 &&
    (decision.parked === undefined || decision.parked === draft.submission.parked) &&
    decision.cursor === draft.submission.cursor &&
    decision.outcome.kind !== 'moved'
  );
}

/** A paste that proved whole is remembered only until the person does something else. */
function withoutOldPaste(draft: Draft, decision: Decision): Decision {
  const { paste } = draft.submission.parked;
  const parked = decision.parked ?? draft.submission.parked;
  if (!paste?.settled || parked.paste !== paste) return decision;
  const { paste: _, ...rest } = parked;
  return { ...decision, parked: rest };
}
