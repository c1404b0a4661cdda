/** File systems allow 255 bytes; the rest is for a number and the ending. */
const most = 200;

/** The name of a file without its ending, made of any words: no folder, nothing that Windows forbids. */
export function fileName(words: string): string {
  const allowed = words
    .replaceAll(/[\p{Cc}\p{Surrogate}\p{Bidi_Control}/\\:*?"<>|]/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/^[. ]+|[. ]+$/g, '');
  let kept = '';
  for (const character of allowed) {
    if (Buffer.byteLength(kept + character) > most) break;
    kept += character;
  }
  return kept.trimEnd() || 'export';
}
