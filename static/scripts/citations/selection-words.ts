/** The words of a text and where they stand, whatever their typography. */

/** Without capitals, accents and marks. */
export type Word = { word: string; from: number; to: number };

// A letter of a script that is written without spaces is a word; elsewhere a run of letters is, and
// `don’t` is one. `onrecord/permalinks/passage.py` divides texts alike.
const UNSPACED =
  "\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3040-\\u30ff\\u3400-\\u9fff\\u{20000}-\\u{3ffff}";
const LETTERS = `(?:(?![${UNSPACED}])[\\p{L}\\p{N}\\p{M}])+`;
const INSIDE = "['’‘ʼ`´\\u00ad\\u200b-\\u200d\\u2060\\ufeff]+";
const WORD = new RegExp(`[${UNSPACED}]|${LETTERS}(?:${INSIDE}${LETTERS})*`, "gu");

export function findWords(text: string): Word[] {
  return [...text.matchAll(WORD)].map(({ 0: found, index }) => ({
    word: fold(found),
    from: index,
    to: index + found.length,
  }));
}

/** `Don’t` is `dont`, `Café` is `cafe`. */
export function fold(word: string): string {
  return word
    .normalize("NFKD")
    .replace(/[^\p{L}\p{N}]/gu, "")
    .toLowerCase();
}
