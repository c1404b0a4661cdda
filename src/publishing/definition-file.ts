/** What keeps a file from being a text in UTF-8, told by its first bytes. */
export type NoText = 'empty' | 'zip' | 'utf16' | 'encoding' | 'binary';

/** Bytes of a definition: the official ones have about 20 kB. */
export const mostBytes = 1024 * 1024;

export function whyNoText(bytes: Uint8Array): NoText | undefined {
  if (bytes.length === 0) return 'empty';
  const [first = 0, second = 0] = bytes;
  if (first === 0x50 && second === 0x4b) return 'zip';
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return 'utf16';
  if (bytes.includes(0)) return 'binary';
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return undefined;
  } catch {
    return 'encoding';
  }
}
