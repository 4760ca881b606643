/** Splits a text into words, ignoring typography. */

/** A word in lower case, without accents and punctuation, and its offsets in the text. */
export type Word = { word: string; from: number; to: number };

// In a script without spaces each letter is a word; elsewhere each run of letters is, and so is
// `don’t`. `onrecord/permalinks/passage.py` splits texts the same way.
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

/** Folds a word: `Don’t` to `dont`, `Café` to `cafe`. */
export function fold(word: string): string {
  return word
    .normalize("NFKD")
    .replace(/[^\p{L}\p{N}]/gu, "")
    .toLowerCase();
}
