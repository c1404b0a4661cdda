export interface HostClock {
  /** Milliseconds since 1970, as somebody has set them. */
  readonly wall: () => number;
  /** Milliseconds that nobody sets. */
  readonly steady: () => number;
}

/** What answers may differ by without the clock being wrong, in milliseconds: they date to the second, and travel. */
const toleranceMs = 2_000;

/**
 * The time as Telegram has it. A host's clock can be set to another day while the program runs; nothing may open or
 * close by that. So time goes by the steady clock of the host, from where the answers of the Bot API say that it is.
 */
export class Clock {
  readonly #host: HostClock;
  /** From steady milliseconds to the time. */
  #offset: number;
  #doubt: number | undefined;

  constructor(host: HostClock = { wall: () => Date.now(), steady: () => performance.now() }) {
    this.#host = host;
    this.#offset = host.wall() - host.steady();
  }

  now(): Date {
    return new Date(this.#host.steady() + this.#offset);
  }

  /** Takes the `Date` header of an answer that has just come. One that differs is believed once the next agrees. */
  learn(header: string | undefined): void {
    const second = Date.parse(header ?? '');
    if (Number.isNaN(second)) return;
    const offset = second + 500 - this.#host.steady();
    if (isNear(offset, this.#offset)) this.#doubt = undefined;
    else if (this.#doubt !== undefined && isNear(offset, this.#doubt)) {
      this.#offset = offset;
      this.#doubt = undefined;
    } else this.#doubt = offset;
  }
}

function isNear(one: number, other: number): boolean {
  return Math.abs(one - other) <= toleranceMs;
}
