/**
 * How many messages leave in a second, over all chats. Answers to people who wrote are only counted, they never wait;
 * what goes to many takes what they leave. So a notice to thousands slows down while people are at work with the bot.
 */
export class Pace {
  readonly #perSecond: number;
  readonly #now: () => number;
  #tokens = 0;
  #at: number;
  #notBefore = 0;

  /** `perSecond`: Infinity lifts the pace. `now`: milliseconds of a clock that never jumps. */
  constructor(perSecond: number, now: () => number = () => performance.now()) {
    this.#perSecond = perSecond;
    this.#now = now;
    this.#at = now();
  }

  /** How many messages may leave now. */
  get room(): number {
    if (this.#now() < this.#notBefore) return 0;
    this.#fill();
    return Math.max(0, Math.floor(this.#tokens));
  }

  /** Milliseconds until one may leave. */
  get wait(): number {
    this.#fill();
    const short = 1 - this.#tokens;
    const forToken = short <= 0 ? 0 : (short / this.#perSecond) * 1000;
    return Math.max(forToken, this.#notBefore - this.#now(), 0);
  }

  /** So many have left. Answers may run into debt, for a second's worth at most. */
  spend(count: number): void {
    this.#fill();
    this.#tokens = Math.max(this.#tokens - count, -this.#perSecond);
  }

  /** Telegram asked for silence: it holds for everything that can wait. */
  silence(ms: number): void {
    this.#notBefore = Math.max(this.#notBefore, this.#now() + ms);
  }

  #fill(): void {
    const now = this.#now();
    // What was not used for half a second is lost: after a rest only a small burst follows.
    const most = Number.isFinite(this.#perSecond) ? Math.max(1, this.#perSecond / 2) : 1_000_000;
    const gained = Number.isFinite(this.#perSecond) ? ((now - this.#at) / 1000) * this.#perSecond : most;
    this.#tokens = Math.min(most, this.#tokens + gained);
    this.#at = now;
  }
}
