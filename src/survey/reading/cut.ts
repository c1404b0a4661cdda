import { type CountedGrapheme, type CountRule, eachCounted } from './count.js';

/** A place where a text may be cut: UTF-16 units before it, and their count. */
interface Place {
  readonly end: number;
  readonly count: number;
}

/** A beginning that fits, and its count. */
export interface Cut {
  readonly text: string;
  readonly count: number;
}

/** A tidy cut that loses more than this share of the limit is given up for a less tidy one. */
const WORTHWHILE_LOSS = 0.4;

const CLOSERS = new Set('”’」』】）》〉〕］｝)]}');
const NEW_LINE = /[\n\v\f\r\u0085\u2028\u2029]/;

/**
 * The beginning of a text that fits the limit, to be offered in place of an over-long one: up to the last
 * sentence end with its closing quotes and brackets (。！？； a new line, and ! ? ; . where a Latin run ends);
 * when that would lose more than 40 % of the limit, up to the last ，、： , : (the mark itself left out); when
 * that would too, up to the last whole character or Latin word. A Latin word is only cut when it alone is over
 * the limit. The result is a prefix of the text without white space at its end. Linear in the part that fits.
 */
export function cutToLimit(text: string, limit: number, rule: CountRule): Cut {
  const ends = new Ends(text);
  let before = 0;
  for (const grapheme of eachCounted(text, rule)) {
    ends.meet(grapheme, before);
    if (grapheme.total > limit) {
      const place = chooseEnd(ends, limit) ?? wholeUnits(text, ends, grapheme, { before, limit, rule });
      return { text: text.slice(0, place.end).trimEnd(), count: place.count };
    }
    before = grapheme.total;
  }
  return { text: text.trimEnd(), count: before };
}

function chooseEnd(ends: Ends, limit: number): Place | undefined {
  const worthwhile = (place: Place | undefined) =>
    place !== undefined && place.count > 0 && limit - place.count <= limit * WORTHWHILE_LOSS;
  return [ends.sentence, ends.clause].find(worthwhile);
}

function wholeUnits(
  text: string,
  ends: Ends,
  over: CountedGrapheme,
  { before, limit, rule }: { before: number; limit: number; rule: CountRule },
): Place {
  const insideWord = over.continuesRun && countOfWord(text.slice(ends.word.end), rule, limit) <= limit;
  return insideWord ? ends.word : { end: over.index, count: before };
}

/** The count of the run that a text begins with; what is over the limit is not counted further. */
function countOfWord(text: string, rule: CountRule, limit: number): number {
  let count = 0;
  for (const { kind, continuesRun, total } of eachCounted(text, rule)) {
    const ended = kind !== 'invisible' && !continuesRun && count > 0;
    if (ended || count > limit) break;
    count = total;
  }
  return count;
}

/** The last ends met so far. An end is sure only when the grapheme behind it has been seen. */
class Ends {
  sentence: Place | undefined;
  clause: Place | undefined;
  word: Place = { end: 0, count: 0 };

  private openSentence: { mark: 'full' | 'half' | 'point'; closers: boolean } | undefined;
  private openClause: Place | undefined;
  private lineIsEmpty = true;
  private wordBeginsLine = false;
  private insideStraightQuotes = false;

  constructor(private readonly text: string) {}

  meet(grapheme: CountedGrapheme, before: number): void {
    if (grapheme.kind === 'invisible') return;
    const here = { end: grapheme.index, count: before };
    if (this.openClause && !grapheme.continuesRun) this.clause = this.openClause;
    this.openClause = undefined;
    if (grapheme.kind === 'run' && !grapheme.continuesRun) {
      this.word = here;
      this.wordBeginsLine = this.lineIsEmpty;
    }
    this.meetSentence(grapheme, here);
    this.meetClause(grapheme, here);
    if (grapheme.segment === '"') this.insideStraightQuotes = !this.insideStraightQuotes;
    if (NEW_LINE.test(grapheme.segment)) this.lineIsEmpty = true;
    else if (grapheme.kind !== 'space') this.lineIsEmpty = false;
  }

  private meetSentence(grapheme: CountedGrapheme, here: Place): void {
    const mark = this.sentenceMark(grapheme);
    if (this.openSentence && !mark && this.closes(grapheme)) {
      this.openSentence.closers = true;
      return;
    }
    if (this.openSentence && this.sentenceIsOver(this.openSentence, grapheme)) this.sentence = here;
    this.openSentence = mark && { mark, closers: false };
  }

  private sentenceMark({ segment, index }: CountedGrapheme): 'full' | 'half' | 'point' | undefined {
    if ('。！？；'.includes(segment) || NEW_LINE.test(segment)) return 'full';
    if ('!?;'.includes(segment)) return 'half';
    if (segment !== '.') return undefined;
    const numbersAnItem = this.wordBeginsLine && /^\d{1,2}$/.test(this.text.slice(this.word.end, index));
    return numbersAnItem ? undefined : 'point';
  }

  private closes({ segment, kind }: CountedGrapheme): boolean {
    if (segment === '’') return kind === 'own';
    return segment === '"' ? this.insideStraightQuotes : CLOSERS.has(segment);
  }

  private sentenceIsOver(
    { mark, closers }: { mark: 'full' | 'half' | 'point'; closers: boolean },
    next: CountedGrapheme,
  ): boolean {
    if (mark === 'full') return true;
    return mark === 'point' && !closers ? next.kind === 'space' : !next.continuesRun;
  }

  private meetClause({ segment }: CountedGrapheme, here: Place): void {
    if ('，、：'.includes(segment)) this.clause = here;
    if (segment === ',' || segment === ':') this.openClause = here;
  }
}
