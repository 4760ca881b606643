/**
 * Splits a text into words that can be compared with those of a quotation.
 *
 * What a word is, the search decides (`shared/analysis.ts`). Two words are the same when they are
 * written alike, apart from capitals and from how an apostrophe is drawn; but "US" and "us" are not
 * the same, because one is a name, unless all is written in capitals.
 *
 * What is between two words is a mark: commas, full stops, signs. White space, dashes, quotation
 * marks and brackets are not in it, so that they may be written in any way; nor is an editor's [sic].
 */

import { foldWord, tokenize } from "../shared/analysis.ts";

/** A word where it stands in its text. */
export interface Token {
  start: number;
  end: number;
  /** equal for words that are the same */
  key: string;
  /** as the search folds it */
  folded: string;
  /** as the search's index knows it; null for a stop word */
  term: string | null;
  /** the mark before it */
  before: string;
  /** and the one after it */
  after: string;
  /** in square brackets, as words are that a quotation adds */
  isBracketed: boolean;
}

/** The words of a text in order; when capitals say nothing, names are not told from words. */
export function readTokens(written: string, shouted = false): Token[] {
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

/** Whether there is no small letter in it, so that capitals say nothing. */
export function isShouted(text: string): boolean {
  return text.toUpperCase() === text;
}

/** Whether it turns what follows round: `not`, `don’t`, `never`, and `nicht` or `не`. */
export function isNegation({ key }: Token): boolean {
  return NEGATIONS.has(key) || key.endsWith("n't");
}

/** Whether a sentence, or a part of it that stands by itself, ends with the mark. */
export function endsSentence(mark: string): boolean {
  return /[.!?;:]/u.test(mark);
}

/** What of the mark before a word belongs to the word: the dollar of `$5`, a minus. */
export function signsAtStart(mark: string): string {
  return mark.replace(/[^$€£¥₽\u2212]/gu, "");
}

/** What of the mark after a word belongs to the word: the `%` of `5 %`. */
export function signsAtEnd(mark: string): string {
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

function keyOf(written: string, term: string | null): string {
  const straight = written.normalize("NFC").replace(UNSEEN, "").replace(APOSTROPHE, "'");
  const key = straight.toLowerCase().replace(INNER, "");
  return term !== null && NAMES.has(foldWord(written)) ? `^${key}` : key;
}

function markOf(gap: string, isBeforeDigit: boolean): string {
  const minus = isBeforeDigit && MINUS.test(gap) ? "\u2212" : "";
  return gap.replaceAll("…", "...").replace(UNREAD, "") + minus;
}

/** Whether a square bracket is open after each gap; one that is never closed is none. */
function bracketsAfter(gaps: readonly string[]): boolean[] {
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
