/**
 * A text to its words, as a quotation is held to them.
 *
 * The same definition stands in `onrecord/quotations/words.py`, which says when two words are the same
 * and what a mark is; the cases in `tests/cases/quotations` run through both.
 */

import { foldWord, tokenize } from "../shared/analysis.js";

/**
 * A word where it stands in its text.
 * @typedef {object} Token
 * @property {number} start
 * @property {number} end
 * @property {string} key equal for words that are the same
 * @property {string} folded as the search folds it
 * @property {string | null} term as the search's index knows it; null for a stop word
 * @property {string} before the mark before it
 * @property {string} after and the one after it
 * @property {boolean} isBracketed in square brackets, as words are that a quotation adds
 */

/**
 * The words of a text in order; when capitals say nothing, names are not told from words.
 * @param {string} written
 * @param {boolean} [shouted]
 * @returns {Token[]}
 */
export function readTokens(written, shouted = false) {
  const text = written.replace(SIC, (sic) => " ".repeat(sic.length));
  const words = tokenize(text);
  const ends = [0, ...words.map(({ end }) => end)];
  const starts = [...words.map(({ start }) => start), text.length];
  const gaps = ends.map((end, place) => text.slice(end, starts[place]));
  const marks = gaps.map((gap, place) => markOf(gap, DIGIT.test(text.charAt(starts[place] ?? 0))));
  const brackets = bracketsAfter(gaps);
  return words.map(({ word, start, end, term }, number) => ({
    start,
    end,
    key: keyOf(word, shouted ? null : term),
    folded: foldWord(word),
    term,
    before: marks[number] ?? "",
    after: marks[number + 1] ?? "",
    isBracketed: brackets[number] ?? false,
  }));
}

/**
 * Whether there is no small letter in it, so that capitals say nothing.
 * @param {string} text
 * @returns {boolean}
 */
export function isShouted(text) {
  return text.toUpperCase() === text;
}

/**
 * Whether it turns what follows round: `not`, `don’t`, `never`, and `nicht` or `не`.
 * @param {Token} token
 * @returns {boolean}
 */
export function isNegation({ key }) {
  return NEGATIONS.has(key) || key.endsWith("n't");
}

/**
 * Whether a sentence, or a part of it that stands by itself, ends with the mark.
 * @param {string} mark
 * @returns {boolean}
 */
export function endsSentence(mark) {
  return /[.!?;:]/u.test(mark);
}

/**
 * What of the mark before a word belongs to the word: the dollar of `$5`, a minus.
 * @param {string} mark
 * @returns {string}
 */
export function signsAtStart(mark) {
  return mark.replace(/[^$€£¥₽\u2212]/gu, "");
}

/**
 * What of the mark after a word belongs to the word: the `%` of `5 %`.
 * @param {string} mark
 * @returns {string}
 */
export function signsAtEnd(mark) {
  return mark.replace(/[^%‰°]/gu, "");
}

// What may be written in any way: white space, what is not seen, dashes, quotation marks, brackets,
// and what Markdown puts round emphasis.
const UNREAD =
  /[\s\u0085\u00AD\u061C\u200B-\u200F\u2028-\u202E\u2060-\u2064\uFE00-\uFE0F\uFEFF\u002D\u2010-\u2015\u2212\u2E3A\u2E3B\uFE58\uFE63\uFF0D"'`\u00AB\u00B4\u00BB\u2018-\u201F\u2032\u2033\u2039\u203A\u300C-\u300F\uFF02\uFF07[\]*_]+/gu;
const SIC = /[[(]\s*sic\s*[!.]?\s*[\])]/giu; // [sic], an editor's
const UNSEEN = /[\u00AD\u061C\u200B-\u200F\u202A-\u202E\u2060-\u2064\uFE00-\uFE0F\uFEFF]/gu;
const APOSTROPHE = /[\u2018\u2019\u02BC\uFF07]/gu;
const NAMES = new Set(["us", "it", "who"]); // in capitals; all other words are the same in any
const NEGATIONS = new Set(
  (
    "not no never nor neither nobody nothing none without cannot hardly nicht kein keine keinen " +
    "keinem keiner nie niemals ohne ne pas jamais sans nunca sin не ни нет никогда без"
  ).split(" "),
);
const INNER = /[.,]/gu; // U.S.  1,000
const MINUS = /(?:^|[\s(])[-\u2212]$/u; // -5, but not 10-5
const DIGIT = /\p{Nd}/u;

/**
 * @param {string} written
 * @param {string | null} term
 * @returns {string}
 */
function keyOf(written, term) {
  const straight = written.normalize("NFC").replace(UNSEEN, "").replace(APOSTROPHE, "'");
  const key = straight.toLowerCase().replace(INNER, "");
  return term !== null && NAMES.has(foldWord(written)) ? `^${key}` : key;
}

/**
 * @param {string} gap
 * @param {boolean} isBeforeDigit
 * @returns {string}
 */
function markOf(gap, isBeforeDigit) {
  const minus = isBeforeDigit && MINUS.test(gap) ? "\u2212" : "";
  return gap.replaceAll("…", "...").replace(UNREAD, "") + minus;
}

/**
 * Whether a square bracket is open after each gap; one that is never closed is none.
 * @param {readonly string[]} gaps
 * @returns {boolean[]}
 */
function bracketsAfter(gaps) {
  let isClosed = false;
  const closing = [...gaps].reverse().map((gap) => {
    const willClose = isClosed;
    const [opened, closed] = [gap.indexOf("["), gap.indexOf("]")];
    isClosed = opened === closed ? isClosed : closed >= 0 && (opened < 0 || closed < opened);
    return willClose;
  });
  let isOpen = false;
  return gaps.map((gap, place) => {
    const [opened, closed] = [gap.lastIndexOf("["), gap.lastIndexOf("]")];
    isOpen = opened === closed ? isOpen : opened > closed;
    return isOpen && closing[gaps.length - 1 - place] === true;
  });
}
