import type { CampaignDefinition, Deadline } from './definition.js';
import { readDate } from './reading/dates.js';
import { readWhole } from './reading/numbers.js';
import { plainText } from './reading/plain-text.js';

/** A campaign with its deadlines as they stand. */
export interface DatedCampaign {
  readonly definition: CampaignDefinition;
  readonly unitDeadline: Date;
  readonly recommenderDeadline: Date;
}

const dayMs = 24 * 3600 * 1000;

/** The last instant that counts, to the second; a bare date or a number of days includes its whole last day. */
export function deadlineInstant(deadline: Deadline, opened: Date, timeZone: string): Date {
  if ('at' in deadline) return new Date(deadline.at);
  return endOfDay('date' in deadline ? deadline.date : dayAfter(opened, deadline.days, timeZone), timeZone);
}

/** So many days on in the calendar, whatever their length: the day on which clocks change is one day too. */
function dayAfter(opened: Date, days: number, timeZone: string): string {
  const first = Date.parse(localDate(opened, timeZone));
  return new Date(first + days * dayMs).toISOString().slice(0, 10);
}

/** "2026-06-30" as the calendar in the zone shows it at this instant. */
export function localDate(instant: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(instant);
}

/** 23:59:59 of the day, in the zone. */
export function endOfDay(date: string, timeZone: string): Date {
  return localInstant(`${date}T23:59:59`, timeZone);
}

/** A time on the clocks of the zone, as YYYY-MM-DDTHH:MM:SS. */
function localInstant(local: string, timeZone: string): Date {
  const asUtc = Date.parse(`${local}Z`);
  // The offset at the instant itself decides; near a change of clocks the first guess can be off by it.
  const guess = asUtc - offsetMs(new Date(asUtc), timeZone);
  return new Date(asUtc - offsetMs(new Date(guess), timeZone));
}

function offsetMs(instant: Date, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(instant);
  const part = (type: string): number => Number(parts.find((found) => found.type === type)?.value ?? 0);
  const local = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return local - Math.floor(instant.getTime() / 1000) * 1000;
}

export type DeadlineReading =
  | { readonly kind: 'ok'; readonly at: Date }
  | { readonly kind: 'wrong'; readonly reason: DeadlineFault };

/** `dayFirst`: 31/12, where the month stands first; 11/12 could not be told from it. */
export type DeadlineFault = 'shape' | 'impossible' | 'range' | 'dayFirst';

const HALF_OF_DAY = '凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|晚间|晚';
const TIME_OF_DAY = new RegExp(
  `[ T]*(?<half>${HALF_OF_DAY})? ?(?<hour>\\d{1,2}) ?` +
    '(?:[:时点] ?(?:钟|整|(?<minute>\\d{2}) ?分?|(?<single>\\d) ?分|(?<thirty>半))?(?: ?(?<mark>[ap]m))?|(?<bare>[ap]m))$',
  'i',
);
const WITHOUT_YEAR = /^(\d{1,2}) ?(?:月|[-./]) ?(\d{1,2}) ?[日号]?$/;
const DAY_FIRST = /^(?:1[3-9]|2\d|3[01]) ?[-./] ?(?:0?[1-9]|1[0-2])(?: ?[-./] ?\d{4})?$/;
const SPOKEN_DAYS = new Map([
  ['今天', 0],
  ['今日', 0],
  ['明天', 1],
  ['明日', 1],
  ['后天', 2],
  ['大后天', 3],
]);

/**
 * A deadline as somebody types it: 2026-12-31, 12月31日18:00, 12月31日下午6点半, 2026-12-31 6pm, 明天下午六点. A day without a time is meant whole; one
 * without a year is the next that comes.
 */
export function readDeadline(text: string, now: Date, timeZone: string): DeadlineReading {
  const plain = inFigures(plainText(text).replace(/[。.]$/, '')).trim();
  // A time stands behind its day: 18:30 by itself is none.
  const time = TIME_OF_DAY.exec(plain);
  const day = readDay((time ? plain.slice(0, time.index) : plain).trim(), now, timeZone);
  if (day.kind === 'wrong') return day;
  if (!time) return { kind: 'ok', at: endOfDay(day.value, timeZone) };
  const { half, hour: typed, minute: two, single, thirty, mark, bare } = time.groups ?? {};
  const hour = hourOf(Number(typed), (half ?? mark ?? bare ?? '').toLowerCase());
  const minute = thirty === undefined ? Number(two ?? single ?? 0) : 30;
  if (hour === 24 && minute === 0) return { kind: 'ok', at: endOfDay(day.value, timeZone) };
  if (!(hour <= 23) || minute > 59) return { kind: 'wrong', reason: 'impossible' };
  const clock = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}:00`;
  return { kind: 'ok', at: localInstant(`${day.value}T${clock}`, timeZone) };
}

/** 六点半 as 6点半, 今晚 as 今天晚上. The day's own numerals are read with it. */
function inFigures(plain: string): string {
  return plain
    .replace(/^(今|明)(晚|早)(?!上)/, '$1天$2上')
    .replace(/^(今|明)(晚上|早上)/, '$1天$2')
    .replace(/[〇零一二两三四五六七八九十]{1,3}(?= ?[点时分])/g, (numeral) => {
      const reading = readWhole(numeral);
      return reading.kind === 'whole' ? String(reading.value) : numeral;
    });
}

/** The hour of 24: 下午6点 is 18, 晚上12点 the end of the day, 凌晨12点 its beginning; NaN for 上午15点. */
function hourOf(hour: number, half: string): number {
  if (/^(?:下午|傍晚|晚上|晚间|晚|pm)$/.test(half)) {
    if (hour === 12) return half.startsWith('晚') ? 24 : 12;
    return hour < 12 ? hour + 12 : hour;
  }
  if (half === '中午') return hour < 3 ? hour + 12 : hour;
  if (half === '') return hour;
  if (hour > 12) return Number.NaN;
  return hour === 12 && half !== '上午' ? 0 : hour;
}

type DayReading =
  | { readonly kind: 'ok'; readonly value: string }
  | { readonly kind: 'wrong'; readonly reason: DeadlineFault };

function readDay(text: string, now: Date, timeZone: string): DayReading {
  const ahead = SPOKEN_DAYS.get(text);
  if (ahead !== undefined) return { kind: 'ok', value: dayAfter(now, ahead, timeZone) };
  if (DAY_FIRST.test(text)) return { kind: 'wrong', reason: 'dayFirst' };
  const today = localDate(now, timeZone);
  const reading = readDate(text);
  if (reading.kind === 'ok') return reading;
  if (reading.reason !== 'yearMissing') return { kind: 'wrong', reason: reading.reason };
  const [, month = '', day = ''] = WITHOUT_YEAR.exec(text) ?? [];
  if (month === '') return { kind: 'wrong', reason: 'shape' };
  const year = Number(today.slice(0, 4));
  const inYear = (of: number): DayReading => {
    const read = readDate(`${of}-${month}-${day}`);
    return read.kind === 'ok' ? read : { kind: 'wrong', reason: 'impossible' };
  };
  const thisYear = inYear(year);
  return thisYear.kind === 'ok' && thisYear.value < today ? inYear(year + 1) : thisYear;
}
