/**
 * Splits a text into words and finds the term that the index uses for each.
 *
 * `onrecord/search/analysis.py` has the same definition and explains what a word is and how it is
 * folded. Tests check that the two agree.
 */

import lunr from "./lunr.ts";

/** The name of the normaliser in an index's pipeline. */
export const NORMALISER = "onrecord-normaliser";

/** A word of a text. */
export interface Word {
  /** as written */
  word: string;
  /** the offset of its first character, in UTF-16 units */
  start: number;
  /** the offset after its last character */
  end: number;
  /** in lower case, without accents, punctuation or endings such as ’s */
  folded: string;
  /** its term in the index; null for a stop word */
  term: string | null;
}

/** Returns the words of a text in order, stop words included. */
export function tokenize(text: string): Word[] {
  return Array.from(text.matchAll(WORD), ({ 0: word, index: start }) => {
    const folded = foldWord(word);
    const term = isStopWord(folded) && !ACRONYM.test(word) ? null : stemWord(folded);
    return { word, start, end: start + word.length, folded, term };
  });
}

/**
 * Returns the terms to look up for a part of a query without spaces, one for each word in it. Stop
 * words have terms too, because some indexes contain them.
 */
export function analyse(written: string): string[] {
  return Array.from(written.matchAll(WORD), ([word]) => stemWord(foldWord(word)));
}

/** Returns a word in lower case, without accents, punctuation or endings such as ’s. */
export function foldWord(written: string): string {
  return written
    .replace(FOLDABLE, foldLetters)
    .replace(MARK, "")
    .replace(APOSTROPHE, "'")
    .replace(ENDING, "")
    .replace(PUNCTUATION, "");
}

/** True if a folded word is one of Lunr's stop words. */
export function isStopWord(folded: string): boolean {
  return lunr.stopWordFilter(new lunr.Token(folded, {})) === undefined;
}

/** Registers the normaliser with Lunr, so that it can load an index whose pipeline names it. */
export function registerPipeline(library: typeof lunr): void {
  library.Pipeline.registerFunction(normalise, NORMALISER);
}

/** Splits a token into its words and folds them. The pipeline then drops stop words and stems. */
export function normalise(token: lunr.Token): lunr.Token[] {
  return Array.from(token.toString().matchAll(WORD), ([word]) => token.clone(() => foldWord(word)));
}

function stemWord(folded: string): string {
  return lunr.stemmer(new lunr.Token(folded, {})).toString();
}

function foldLetters(letters: string): string {
  return letters
    .normalize("NFKD")
    .replace(MARK, "")
    .toLowerCase()
    .replace(UNDIVIDED, (letter) => PLAIN_LETTERS.get(letter) ?? letter)
    .normalize("NFC");
}

// Characters that separate words, by Unicode block. Unassigned characters count with their block.
const SEPARATORS =
  String.raw`\u0000-\u002F\u003A-\u0040\u005B-\u0060\u007B-\u00B4\u00B6-\u00BF\u00D7\u00F7` +
  String.raw`\u02C2-\u02DF\u02E5-\u02FF\u0374\u0375\u037A\u037E\u0384\u0385\u0387\u03F6\u0482` +
  String.raw`\u055A-\u055F\u0589-\u058F\u05BE\u05C0\u05C3\u05C6\u05F3-\u060F\u061B-\u061F` +
  String.raw`\u066A-\u066D\u06D4\u06DD\u06DE\u06E9\u06FD\u06FE\u0700-\u070F\u0964\u0965\u0970` +
  String.raw`\u0DF4\u0E2F\u0E3F\u0E4F\u0E5A\u0E5B\u0F01-\u0F17\u0F3A-\u0F3D\u104A-\u104F\u10FB` +
  String.raw`\u1360-\u1368\u1400\u166D\u166E\u1680\u169B\u169C\u16EB-\u16ED\u1735\u1736` +
  String.raw`\u17D4-\u17DB\u1800-\u180A\u180E\u1FBD\u1FBF-\u1FC1\u1FCD-\u1FCF\u1FDD-\u1FDF` +
  String.raw`\u1FED-\u1FEF\u1FFD-\u1FFF\u2000-\u2BFF\u2E00-\u3004\u3008-\u3020\u3030\u3036\u3037` +
  String.raw`\u303D-\u3040\u309B\u309C\u30A0\u30FB\u3190-\u319F\u31C0-\u31E3\u3200-\u33FF` +
  String.raw`\u4DC0-\u4DFF\uA490-\uA4CF\uA4FE\uA4FF\uA60D-\uA60F\uD800-\uF8FF\uFB29\uFD3E-\uFD4F` +
  String.raw`\uFDFC-\uFDFF\uFE10-\uFE1F\uFE30-\uFE6F\uFF00-\uFF0F\uFF1A-\uFF20\uFF3B-\uFF40` +
  String.raw`\uFF5B-\uFF65\uFFE0-\uFFFF` +
  String.raw`\u{1CF00}-\u{1D3FF}\u{1D800}-\u{1DAFF}\u{1F000}-\u{1FBFF}\u{E0000}-\u{10FFFF}`;

// Accents, vowel points, soft hyphens and other characters that are ignored inside a word.
const MARKS =
  String.raw`\u00AD\u02B9-\u02BB\u02BD-\u02C1\u0300-\u036F\u0483-\u0489\u0591-\u05BD\u05BF\u05C1` +
  String.raw`\u05C2\u05C4\u05C5\u05C7\u0610-\u061A\u061C\u0640\u064B-\u065F\u0670\u06D6-\u06DC` +
  String.raw`\u06DF-\u06E4\u06E7\u06E8\u06EA-\u06ED\u200C-\u200F\u202A-\u202E\u2060-\u2064` +
  String.raw`\uFE00-\uFE0F\uFEFF`;
const APOSTROPHES = String.raw`'\u2018\u2019\u02BC\uFF07`;

// Kana and Chinese characters, in all planes.
const LOGOGRAMS =
  String.raw`\u3005-\u3007\u3041-\u309A\u309D-\u309F\u30A1-\u30FA\u30FC-\u30FF\u31F0-\u31FF` +
  String.raw`\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAFF\uFF66-\uFF9F\u{20000}-\u{3FFFF}`;

// The letters whose folding has not changed since Unicode 14.
const FOLDED =
  String.raw`A-Za-z\u00B5\u00C0-\u1AAF\u1B00-\u1C7F\u1C90-\u1FFF\u3041-\u30FF\uAC00-\uD7A3` +
  String.raw`\uF900-\uFAD9\uFB00-\uFB4F\uFE80-\uFEFC\uFF10-\uFF19\uFF21-\uFF3A\uFF41-\uFF5A` +
  String.raw`\uFF66-\uFFDC`;
const NO_LETTER = SEPARATORS + MARKS + APOSTROPHES + LOGOGRAMS;
const LETTER = `[^0-9${NO_LETTER}]`;
const SIGN = `[^${NO_LETTER}]`;
const RUN = `${SIGN}(?:${SIGN}|[${MARKS}])*`;

// Three kinds of words, tried in this order:
//   U.S.  a.m.  U.S.’s              single letters with full stops between
//   阿                               a logogram, with any voicing mark after it
//   Moscow’s  O'Brien  1,000  2nd   a run of letters and digits
const WORD = new RegExp(
  `(?<!${SIGN})${LETTER}(?:\\.${LETTER})+(?!${SIGN}|[${MARKS}])\\.?` +
    `(?:[${APOSTROPHES}][sS](?!${SIGN}))?` +
    `|[${LOGOGRAMS}][\\u3099\\u309A]?` +
    `|${RUN}(?:(?:[${APOSTROPHES}]|(?<=[0-9])(?<![0-9]{4}),(?=[0-9]{3}(?![0-9])))${RUN})*`,
  "gu",
);
const FOLDABLE = new RegExp(`[${FOLDED}]+`, "gu");
const MARK = new RegExp(`[${MARKS}]`, "gu");
const APOSTROPHE = new RegExp(`[${APOSTROPHES}]`, "gu");
const ENDING = /(?<=.)'(?:s|ll|re|ve|d|m)$/u; // Moscow's  we'll
const PUNCTUATION = /[',.\u00B7]/gu; // o'brien  1,000  u.s.; the dot in a decomposed ŀ
const ACRONYM = new RegExp(
  // US  U.S.  u.s.  US's
  `^(?:[A-Z]{2,}|[A-Za-z](?:\\.[A-Za-z])+\\.?)(?:[${APOSTROPHES}][sS])?$`,
  "u",
);

// Letters that Unicode does not decompose, and how people without them on the keyboard type them.
const PLAIN_LETTERS = new Map(
  Object.entries({ ß: "ss", ı: "i", ø: "o", đ: "d", ð: "d", ł: "l", þ: "th", æ: "ae", œ: "oe" }),
).set("ς", "σ");
const UNDIVIDED = /[ßıøđðłþæœς]/gu;
