/** What keeps a file from being a text in UTF-8, told by its first bytes. */
export type NoText = 'empty' | 'office' | 'utf16' | 'encoding' | 'binary';

/** Bytes of a definition: the official ones have about 20 kB. */
export const mostBytes = 1024 * 1024;

export function whyNoText(bytes: Uint8Array): NoText | undefined {
  if (bytes.length === 0) return 'empty';
  const [first = 0, second = 0] = bytes;
  const isOffice = (first === 0x50 && second === 0x4b) || (first === 0xd0 && second === 0xcf);
  if (isOffice) return 'office';
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return 'utf16';
  if (bytes.includes(0)) return first === 0 || second === 0 ? unmarked(bytes) : 'binary';
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return undefined;
  } catch {
    return 'encoding';
  }
}

/** UTF-16 without its mark: of the brackets, quotes and blanks that a definition begins with every other byte is 0. */
function unmarked(bytes: Uint8Array): NoText {
  const begun = bytes.subarray(0, 8);
  const zeros = begun.filter((byte) => byte === 0).length;
  return zeros === begun.length / 2 ? 'utf16' : 'binary';
}
