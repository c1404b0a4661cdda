/** Telegram's limit for the data behind a button, in bytes of UTF-8. */
const maxBytes = 64;

/** The data behind a button: a verb and its numbers, "a:1z:0:4". Throws when Telegram would refuse it. */
export function pack(verb: string, ...parts: readonly (number | string)[]): string {
  const data = [verb, ...parts.map((part) => (typeof part === 'number' ? part.toString(36) : part))].join(
    ':',
  );
  if (Buffer.byteLength(data) > maxBytes)
    throw new RangeError(`callback data of more than ${maxBytes} bytes`);
  return data;
}

export interface Pressed {
  readonly verb: string;
  /** The numbers behind the verb; NaN where somebody forged one. */
  readonly numbers: readonly number[];
  readonly words: readonly string[];
}

/** Reads what `pack` wrote. Callback data comes from a client: whatever it names must be checked by its owner. */
export function unpack(data: string): Pressed {
  const [verb = '', ...words] = data.split(':');
  return {
    verb,
    words,
    numbers: words.map((word) => (/^[0-9a-z]{1,10}$/.test(word) ? Number.parseInt(word, 36) : Number.NaN)),
  };
}

/** A number out of a button; -1, which fits nothing, where it is none that the database can hold. */
export function whole(number: number | undefined): number {
  return number !== undefined && Number.isInteger(number) && number < 2 ** 31 ? number : -1;
}

/** A short number for a text, so that a button can tell whether it was made for the text that is there now (FNV-1a). */
export function textMark(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
