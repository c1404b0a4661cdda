/** Decimals that are kept. A value is an exact bigint in units of 10^-12. */
export const DECIMALS = 12;
export const ONE = 10n ** BigInt(DECIMALS);
export const WAN = 10_000n;
export const YI = 100_000_000n;

export type Token =
  /** `digits`: how many, or undefined when there is a fraction. */
  | { readonly kind: 'arabic'; readonly value: bigint; readonly digits: number | undefined }
  /** Chinese digits in a row, in Arabic ones: 二〇二一 is 2021. */
  | { readonly kind: 'digits'; readonly digits: string }
  /** 十 百 千 */
  | { readonly kind: 'magnitude'; readonly value: bigint }
  /** 万 亿 */
  | { readonly kind: 'large'; readonly value: bigint }
  | { readonly kind: 'point' };

export type Numeral =
  /** Two values when it can be read in two ways: 3万2 as 30002 or 32000. `large`: 万 or 亿 is in it. */
  | { readonly kind: 'read'; readonly values: readonly bigint[]; readonly large: boolean }
  /** `range`: 三四百 is three or four hundred. `separators`: 12,34 is not grouped in threes. */
  | { readonly kind: 'unread'; readonly reason: 'range' | 'separators' | 'words' };

type Fault = 'range' | 'words';

/** The value of a numeral's tokens: digits times 十 百 千 make a section, sections times 万 亿 make the total. */
export function sumUp(tokens: readonly Token[]): Numeral {
  const sum = new Sum();
  for (const [at, token] of tokens.entries()) {
    const fault = sum.take(token, tokens[at + 1]);
    if (fault) return { kind: 'unread', reason: fault };
  }
  const values = sum.values();
  return values ? { kind: 'read', values, large: sum.large } : { kind: 'unread', reason: 'words' };
}

class Sum {
  large = false;

  private total = 0n;
  private section = 0n;
  /** The digits not yet multiplied; `count` is undefined after a decimal point. */
  private current: { value: bigint; count: number | undefined; chinese: boolean } | undefined;
  /** The last magnitude in this section; the next must be smaller. */
  private magnitude = WAN;
  /** The last 十 百 千 万 亿, whose tenth a single digit behind it stands for (一万二). */
  private unit = 1n;
  /** 零 came since, so that a digit stands for itself (一万零二). */
  private zero = false;
  private pointed = false;
  private begun = false;
  /** 万 came since the last 亿. */
  private seenWan = false;
  private seenYi = false;

  take(token: Token, next: Token | undefined): Fault | undefined {
    const fault = this.takeAny(token, next);
    this.begun = true;
    return fault;
  }

  private takeAny(token: Token, next: Token | undefined): Fault | undefined {
    switch (token.kind) {
      case 'arabic':
        if (this.current) return 'words';
        this.current = { value: token.value, count: token.digits, chinese: false };
        return undefined;
      case 'digits':
        return this.pointed && this.current?.count !== undefined
          ? this.takeDecimals(token.digits)
          : this.takeDigits(token.digits);
      case 'magnitude':
        return this.takeMagnitude(token.value, next);
      case 'large':
        return this.takeLarge(token.value);
      case 'point':
        return this.takePoint(next);
    }
  }

  private takeDigits(digits: string): Fault | undefined {
    if (this.current) return 'words';
    if (this.begun && digits.startsWith('0')) {
      this.zero = true;
      const rest = digits.replace(/^0+/, '');
      if (rest.length !== 1) return 'words';
      this.current = { value: BigInt(rest) * ONE, count: 1, chinese: true };
      return undefined;
    }
    // 三五 is said for "three to five".
    if (/^[1-9]{2}$/.test(digits)) return 'range';
    this.current = { value: BigInt(digits) * ONE, count: digits.length, chinese: true };
    return undefined;
  }

  private takeMagnitude(magnitude: bigint, next: Token | undefined): Fault | undefined {
    const { current } = this;
    if (current?.chinese && current.count !== undefined && current.count > 1) return 'words';
    // 十五 needs no digit before it; 百 and 千 only go without one before 万 or 亿 (百万).
    if (!current && magnitude !== 10n && (this.section !== 0n || next?.kind !== 'large')) return 'words';
    if (magnitude >= this.magnitude) return 'words';
    this.section += (current?.value ?? ONE) * magnitude;
    this.magnitude = magnitude;
    this.afterUnit(magnitude);
    return undefined;
  }

  private takeLarge(large: bigint): Fault | undefined {
    const isYi = large === YI;
    const amount = this.section + (this.current?.value ?? 0n);
    const nothing = amount === 0n && !this.current;
    if (nothing && (!isYi || this.total === 0n)) return 'words';
    // 万 after 万, or 亿 after 亿.
    if (isYi ? this.seenYi : this.seenWan) return 'words';
    this.total = isYi ? (this.total + amount) * YI : this.total + amount * WAN;
    this.seenWan = !isYi;
    this.seenYi ||= isYi;
    this.section = 0n;
    this.magnitude = WAN;
    this.large = true;
    this.afterUnit(large);
    return undefined;
  }

  private takePoint(next: Token | undefined): Fault | undefined {
    const known = this.current !== undefined || this.section !== 0n;
    const whole = this.current === undefined || (this.current.chinese && this.current.count !== undefined);
    if (this.pointed || !known || !whole || next?.kind !== 'digits') return 'words';
    this.current = { value: this.section + (this.current?.value ?? 0n), count: 0, chinese: true };
    this.section = 0n;
    this.pointed = true;
    return undefined;
  }

  private takeDecimals(digits: string): Fault | undefined {
    if (!this.current) return 'words';
    const value = this.current.value + BigInt(digits.slice(0, DECIMALS).padEnd(DECIMALS, '0'));
    this.current = { value, count: undefined, chinese: true };
    return undefined;
  }

  private afterUnit(unit: bigint): void {
    this.current = undefined;
    this.unit = unit;
    this.zero = false;
    this.pointed = false;
  }

  /** One value, two for an ambiguous end, none for an end that makes no sense. */
  values(): bigint[] | undefined {
    if (!this.begun) return undefined;
    const { current } = this;
    const sum = this.total + this.section;
    if (!current) return [sum];
    const literal = sum + current.value;
    if (this.unit <= 10n || this.zero) return [literal];
    if (current.count === undefined) return this.pointed ? [literal] : undefined;
    const places = String(this.unit).length - 1;
    if (current.count > places) return undefined;
    const scaled = sum + (current.value * this.unit) / 10n ** BigInt(current.count);
    if (current.chinese) return current.count === 1 ? [scaled] : undefined;
    return scaled === literal ? [literal] : [literal, scaled];
  }
}
