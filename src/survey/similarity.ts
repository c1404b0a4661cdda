/** What two demands are compared by. */
export interface DemandText {
  readonly name: string;
  /** What is needed, in the unit's own words; may be empty. */
  readonly text: string;
}

/*
 * The measure: pairs of neighbouring Han characters, and whole Latin words and numbers, counted in both texts
 * (Dice: twice the shared over the sum of both). No dictionary and no index of the database is needed, and a
 * text of 500 字 is walked in microseconds, so that every other demand of a campaign is simply compared.
 */

/** Nearly every name of a project has these; what is shared only in them is hardly shared. */
const STOP_PHRASES = [
  ...[
    '关键核心技术攻关与产业化应用示范',
    '关键技术研究与应用',
    '关键技术研究及应用',
    '关键技术研发与示范推广',
  ],
  ...[
    '技术需求',
    '科技项目',
    '重大项目',
    '研究开发',
    '开发与应用',
    '开发及应用',
    '推广应用',
    '集成示范',
    '技术集成',
  ],
  ...[
    '系统研究',
    '系统开发',
    '系统建设',
    '平台建设',
    '工艺研究',
    '装备研制',
    '产品开发',
    '解决方案',
    '技术难题',
  ],
  ...[
    '主要内容',
    '研究内容',
    '需求内容',
    '技术指标',
    '预期目标',
    '目前我公司',
    '我公司',
    '我单位',
    '有限公司',
  ],
  ...[
    '希望解决',
    '亟需解决',
    '急需解决',
    '存在的问题',
    '主要问题',
    '提高',
    '实现',
    '基于',
    '一种',
    '以及',
    '进行',
    '通过',
  ],
];
const STOP_WEIGHT = 0.1;
/** A name says what is meant in 15 字; the text under it tells two of one name apart. */
const NAME_SHARE = 0.6;
/** A text of fewer grams says too little to stand for itself. */
const WHOLE_TEXT = 20;
const WHOLE_NAME = 4;
/** What lies within something longer is the same need only so far. */
const TEXT_WITHIN = 0.85;
const NAME_WITHIN = 0.7;

/**
 * How far two demands may be the same need, 0 to 1. Width, case, blanks and marks do not matter, words such as
 * 关键技术研究 weigh little. 0.5 and more is worth a look, 0.8 and more is nearly always the same paper.
 *
 * It compares how something is written, not what it means, and so misses synonyms (大鲵 and 娃娃鱼), other
 * wording of one need, translations and abbreviations (AI and 人工智能); and it may take two needs that share a
 * long boilerplate for one.
 */
export function similarity(a: DemandText, b: DemandText): number {
  return comparedWith(a)(b);
}

export interface SimilarOptions {
  /** The least similarity that is worth showing, 0 to 1. */
  readonly atLeast: number;
  readonly most: number;
}

/** The demands most like one, the most similar first. 20,000 others of 300 字 take about 0.1 s. */
export function similarDemands<T extends DemandText>(
  one: DemandText,
  others: readonly T[],
  { atLeast, most }: SimilarOptions,
): { readonly demand: T; readonly similarity: number }[] {
  const compare = comparedWith(one);
  return others
    .map((demand) => ({ demand, similarity: compare(demand) }))
    .filter((found) => found.similarity >= atLeast)
    .sort((a, b) => b.similarity - a.similarity)
    .slice(0, most);
}

function comparedWith(one: DemandText): (other: DemandText) => number {
  const name = bagOf(one.name);
  const text = bagOf(one.text);
  return (other) => {
    const names = shared(name, other.name);
    const texts = shared(text, other.text);
    const byName = Math.max(dice(names), within(names, WHOLE_NAME, NAME_WITHIN));
    if (texts.own === 0 || texts.others === 0) return byName;
    const together = NAME_SHARE * byName + (1 - NAME_SHARE) * dice(texts);
    const byText = Math.min(texts.own, texts.others) < WHOLE_TEXT ? 0 : dice(texts);
    return Math.max(together, byText, within(texts, WHOLE_TEXT, TEXT_WITHIN));
  };
}

interface Shared {
  /** Weights of the grams that both have, and of all that each has. */
  readonly both: number;
  readonly own: number;
  readonly others: number;
}

function dice({ both, own, others }: Shared): number {
  return own + others === 0 ? 0 : (2 * both) / (own + others);
}

function within({ both, own, others }: Shared, least: number, share: number): number {
  const shorter = Math.min(own, others);
  return shorter < least ? 0 : (share * both) / shorter;
}

/** The grams of one text, each once. */
interface Bag {
  /** The place of each gram in the lists below. */
  readonly places: ReadonlyMap<number, number>;
  readonly counts: Int32Array;
  readonly weights: Float64Array;
  /** By slots of grams, whether one of this bag or a stop phrase may be there: most grams are neither. */
  readonly marks: Uint8Array;
  readonly stops: Stops;
  readonly total: number;
}

const SLOTS = 1 << 16;
const slotOf = (gram: number) => (gram ^ (gram >>> 16)) & (SLOTS - 1);

function bagOf(text: string): Bag {
  stops ??= stopsOf(STOP_PHRASES);
  const known = stops;
  const occurrences = new Map<number, number>();
  const marks = known.marks.slice();
  let total = 0;
  for (const gram of gramsOf(text)) {
    occurrences.set(gram, (occurrences.get(gram) ?? 0) + 1);
    marks[slotOf(gram)] = 1;
    total += weightOf(gram, known);
  }
  const grams = [...occurrences.keys()];
  const weights = Float64Array.from(grams, (gram) => weightOf(gram, known));
  const places = new Map(grams.map((gram, place) => [gram, place]));
  return { places, counts: Int32Array.from(occurrences.values()), weights, marks, stops: known, total };
}

function shared({ places, counts, weights, marks, stops, total }: Bag, text: string): Shared {
  const left = counts.slice();
  const grams = gramsOf(text);
  let both = 0;
  let others = 0;
  for (let at = 0; at < grams.length; at += 1) {
    const gram = grams[at] ?? 0;
    if (marks[slotOf(gram)] === 0) {
      others += 1;
      continue;
    }
    const place = places.get(gram);
    if (place === undefined) {
      others += weightOf(gram, stops);
      continue;
    }
    const weight = weights[place] ?? 1;
    const rest = left[place] ?? 0;
    others += weight;
    if (rest === 0) continue;
    left[place] = rest - 1;
    both += weight;
  }
  return { both, own: total, others };
}

interface Stops {
  readonly grams: ReadonlySet<number>;
  /** By slots, whether one of them may be there. */
  readonly marks: Uint8Array;
}

function stopsOf(phrases: readonly string[]): Stops {
  const grams = new Set(phrases.flatMap((phrase) => Array.from(gramsOf(phrase))));
  const marks = new Uint8Array(SLOTS);
  for (const gram of grams) marks[slotOf(gram)] = 1;
  return { grams, marks };
}

let stops: Stops | undefined;

function weightOf(gram: number, { grams }: Stops): number {
  return grams.has(gram) ? STOP_WEIGHT : 1;
}

/** What a UTF-16 unit is to the grams; any greater number is a Han character or the like, as itself. */
const BREAK = 0;
const SKIP = 1;
/** Letters and digits that are written in words: 2 and more, below the first kana. */
const FIRST_WIDE = 0x3040;

let foldedUnits: Uint16Array | undefined;

/** The units of a text as they are compared: each made NFKC and lower case once and for all. */
function foldTable(): Uint16Array {
  const table = new Uint16Array(SLOTS);
  for (let unit = 0; unit < SLOTS; unit += 1) {
    const character = String.fromCharCode(unit);
    // The halves of a pair, so that rare Han characters count too.
    if (unit >= 0xd800 && unit <= 0xdfff) table[unit] = unit;
    else if (/[\s\p{Default_Ignorable_Code_Point}]/u.test(character)) table[unit] = SKIP;
    else {
      // ㎡ and Ⅷ unfold into several letters; the first stands for them.
      const folded = character.normalize('NFKC').toLowerCase();
      table[unit] = /^[\p{L}\p{N}]/u.test(folded) ? folded.charCodeAt(0) : BREAK;
    }
  }
  return table;
}

/** The numbers of words stay below those of pairs, which begin with FIRST_WIDE in their upper half. */
const WORDS = 0x2fff_ffff;

/** Where grams are written down while a text is walked; grows with the longest text. */
let scratch = new Int32Array(4096);

/**
 * Grams as numbers: two wide characters side by side (a blank between them does not matter), or a Latin word.
 * What is returned holds until the next call.
 */
function gramsOf(text: string): Int32Array {
  foldedUnits ??= foldTable();
  if (scratch.length <= text.length) scratch = new Int32Array(2 * text.length);
  const grams = scratch;
  let count = 0;
  let before = BREAK;
  let word = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = foldedUnits[text.charCodeAt(at)] ?? BREAK;
    if (unit > SKIP && unit < FIRST_WIDE) {
      word = (Math.imul(word, 31) + unit) | 1;
      continue;
    }
    if (word !== 0) {
      grams[count++] = word & WORDS;
      word = 0;
      before = BREAK;
    }
    if (unit === SKIP) continue;
    if (before !== BREAK && unit !== BREAK) grams[count++] = (before << 16) | unit;
    before = unit;
  }
  if (word !== 0) grams[count++] = word & WORDS;
  return grams.subarray(0, count);
}
