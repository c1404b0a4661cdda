/*
 * A clock that is wrong must remind nobody. This machine's has to agree with the database's, and one that jumped is
 * believed again once it has gone on evenly for a while.
 */

const mostApartMs = 5 * 60_000;
const jumpMs = 3600_000;
const steadyMs = 10 * 60_000;

export type ClockVerdict = 'trusted' | 'differs' | 'jumped';

export class ClockGuard {
  /** The clock's time less the time that has passed, at the last look. */
  #offset: number | undefined;
  /** On the scale of `elapsedMs`. */
  #jumpedAt: number | undefined;

  /** `elapsedMs` only ever grows, evenly, from any beginning. */
  judge(now: Date, database: Date, elapsedMs: number): ClockVerdict {
    const offset = now.getTime() - elapsedMs;
    const jumped = this.#offset !== undefined && Math.abs(offset - this.#offset) > jumpMs;
    this.#offset = offset;
    if (jumped) this.#jumpedAt = elapsedMs;
    else if (this.#jumpedAt !== undefined && elapsedMs - this.#jumpedAt >= steadyMs)
      this.#jumpedAt = undefined;
    if (Math.abs(now.getTime() - database.getTime()) > mostApartMs) return 'differs';
    return this.#jumpedAt === undefined ? 'trusted' : 'jumped';
  }
}
