import type { Wording } from '../../wording/wording.js';

/*
 * The checker speaks the language of those who write definitions on a computer. In chat its commonest sentences are
 * said in the reader's language; the others stand as they are.
 */

type Say = (w: Wording, parts: readonly string[]) => string;

const sentences: readonly (readonly [RegExp, Say])[] = [
  [/^is missing$/, (w) => w.t('mistake-missing')],
  [/^is missing\. One of: (.*)\.$/s, (w, [names = '']) => w.t('mistake-missing-one-of', { names })],
  [/^is not UTF-8/, (w) => w.t('mistake-encoding')],
  [/^is not valid JSON: (.*)$/s, (w, [reason = '']) => w.t('mistake-json', { reason: jsonWords(w, reason) })],
  [
    /^is not a key that can stand here\.(?: Did you mean "(.*?)"\?)?(?: Valid keys here: (.*?)\.)?/s,
    (w, [meant = '', keys = '']) => {
      if (meant !== '') return w.t('mistake-key-meant', { meant });
      return keys === '' ? w.t('mistake-key') : w.t('mistake-key-among', { keys });
    },
  ],
  [
    /^(".*") is not known\.(?: Did you mean "(.*?)"\?)?(?: One of: (.*?)\.)?/s,
    (w, [value = '', meant = '', names = '']) =>
      meant === '' ? w.t('mistake-value', { value, names }) : w.t('mistake-value-meant', { value, meant }),
  ],
  [/^must not be empty$/, (w) => w.t('mistake-empty')],
  [/^must have at least (\d+) characters$/, (w, [size = '']) => w.t('mistake-too-short', { size })],
  [/^must have at most (\d+) characters$/, (w, [size = '']) => w.t('mistake-too-long', { size })],
  [/^must have at least (\d+) entries$/, (w, [size = '']) => w.t('mistake-too-few', { size })],
  [/^must have at most (\d+) entries$/, (w, [size = '']) => w.t('mistake-too-many', { size })],
  [/^must be at least (-?[\d.e+]+)$/, (w, [size = '']) => w.t('mistake-too-small', { size })],
  [/^must be at most (-?[\d.e+]+)$/, (w, [size = '']) => w.t('mistake-too-big', { size })],
  [/^must be a date that exists/, (w) => w.t('mistake-date')],
  [/^must be small letters, digits and hyphens/, (w) => w.t('mistake-id')],
  [/^must be 2 to 12 capital letters or digits/, (w) => w.t('mistake-prefix')],
  [
    /^"(.*?)" is already used at (.*?)\./s,
    (w, [name = '', place = '']) => w.t('mistake-twice', { name, place }),
  ],
  [
    /^no question of this form has the id "(.*?)"\.(?: Did you mean "(.*?)"\?)?/s,
    (w, [id = '', meant = '']) =>
      meant === '' ? w.t('mistake-no-question', { id }) : w.t('mistake-no-question-meant', { id, meant }),
  ],
  [/^no form has the id "(.*?)"/s, (w, [id = '']) => w.t('mistake-no-form', { id })],
  [/^has a character that cannot be stored/, (w) => w.t('mistake-character')],
  [/^is before the deadline of the unit$/, (w) => w.t('mistake-deadlines')],
  [/^"(.*?)" is not among the areas/s, (w, [area = '']) => w.t('mistake-area', { area })],
];

const syntax: readonly (readonly [RegExp, Say])[] = [
  [/Write the (?:plain quote|half-width)/, (w) => w.t('mistake-json-wide')],
  [/^the file ends where/, (w) => w.t('mistake-json-ends')],
  [/is opened here and never closed$/, (w) => w.t('mistake-json-open')],
  [/^after the last entry before/, (w) => w.t('mistake-json-comma')],
  [/^the key "(.*)" stands here a second time$/s, (w, [key = '']) => w.t('mistake-json-twice', { key })],
  [/JSON has no comments/, (w) => w.t('mistake-json-comment')],
  [/^this text is not closed/, (w) => w.t('mistake-json-quote')],
  [/^this text has a tab/, (w) => w.t('mistake-json-escape')],
  [/^more than \d+ levels/, (w) => w.t('mistake-json-deep')],
  [/should stand here, not (.)/su, (w, [found = '']) => w.t('mistake-json-other', { found })],
];

export function faultWords(w: Wording, reason: string): string {
  return worded(w, sentences, reason);
}

function jsonWords(w: Wording, reason: string): string {
  return worded(w, syntax, reason);
}

function worded(w: Wording, among: readonly (readonly [RegExp, Say])[], reason: string): string {
  for (const [pattern, say] of among) {
    const found = pattern.exec(reason);
    if (found) return say(w, found.slice(1));
  }
  return reason;
}
