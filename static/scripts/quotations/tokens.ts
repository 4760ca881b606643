/**
 * Splits a text into words that can be compared with those of a quotation.
 *
 * The search defines what a word is (`shared/analysis.ts`). Two words are equal if they are written
 * alike, ignoring capitals and the form of apostrophes; but "US" is a name and differs from "us",
 * unless the whole text is in capitals.
 *
 * The punctuation between two words is kept: commas, full stops, signs, and dashes, which are all
 * written alike. White space, hyphens, quotation marks, brackets and an editor's [sic] are ignored.
 */

import { tokenize } from "../shared/analysis.ts";
import lists from "./quotation-words.json";
import type { Word } from "../shared/analysis.ts";

/** A word of a text with what it is compared by. */
export interface Token extends Word {
  /** the same for equal words */
  key: string;
  /** the punctuation before it */
  before: string;
  /** the punctuation after it */
  after: string;
  /** true for a word in square brackets, such as quotations insert */
  isBracketed: boolean;
}

/**
 * Returns the words of a text in order.
 * @param shouted true if the text is all capitals, so that names cannot be recognised
 */
export function readTokens(written: string, shouted = false): Token[] {
  const text = written.replace(SIC, (sic) => " ".repeat(sic.length));
  const words = tokenize(text);
  const ends = [0, ...words.map(({ end }) => end)];
  const starts = [...words.map(({ start }) => start), text.length];
  const punctuation = ends.map((end, place) => {
    const next = starts[place]!;
    return readPunctuation(text.slice(end, next), DIGIT.test(text.charAt(next)));
  });
  const bracketed = [...text.matchAll(IN_BRACKETS)];
  return words.map(({ word, start, end, folded, term }, number) => ({
    word, // and so on: copying them with `...` takes several times as long
    start,
    end,
    folded,
    term,
    key: keyOf(word, folded, shouted ? null : term),
    before: punctuation[number] ?? "",
    after: punctuation[number + 1] ?? "",
    isBracketed: bracketed.some(({ index, 0: { length } }) => {
      return index < start && end < index + length;
    }),
  }));
}

/** True if the text has no lower-case letters. */
export function isShouted(text: string): boolean {
  return text.toUpperCase() === text;
}

/** True for negations: `not`, `don’t`, `never`, `nicht`, `не`. */
export function isNegation({ key }: Token): boolean {
  return NEGATIONS.has(key) || key.endsWith("n't");
}

/** True if the punctuation ends a sentence or an independent clause. */
export function endsSentence(punctuation: string): boolean {
  return /[.!?;:]/u.test(punctuation);
}

/**
 * True if other punctuation between two words changes what is said: a sign or a dash that only one
 * text has, unless the other has another punctuation mark for the dash.
 */
export function changesMeaning(there: string, quoted: string): boolean {
  const [signs, others] = [there, quoted].map((punctuation) => punctuation.replace(NO_SIGN, ""));
  const dashes = [there, quoted].filter((punctuation) => punctuation.includes(DASH));
  return signs !== others || (dashes.length === 1 && (there === "" || quoted === ""));
}

/** Returns the signs before a word that belong to it: the dollar of `$5`, a minus. */
export function signsAtStart(punctuation: string): string {
  return punctuation.replace(/[^\p{Sc}\u2212]/gu, "");
}

/** Returns the signs after a word that belong to it: the `%` of `5 %`. */
export function signsAtEnd(punctuation: string): string {
  return punctuation.replace(/[^%‰°]/gu, "");
}

// Ignored characters: white space, invisible characters, dashes, quotation marks, brackets, and
// Markdown emphasis.
const UNREAD =
  /[\s\u0085\u00AD\u061C\u200B-\u200F\u2028-\u202E\u2060-\u2064\uFE00-\uFE0F\uFEFF\u002D\u2010-\u2015\u2212\u2E3A\u2E3B\uFE58\uFE63\uFF0D"'`\u00AB\u00B4\u00BB\u2018-\u201F\u2032\u2033\u2039\u203A\u300C-\u300F\uFF02\uFF07[\]*_]+/gu;
const IN_BRACKETS = /\[[^[\]]*\]/gu; // [they]
const SIC = /[[(]\s*sic\s*[!.]?\s*[\])]/giu; // [sic], an editor's
const UNSEEN = /[\u00AD\u061C\u200B-\u200F\u202A-\u202E\u2060-\u2064\uFE00-\uFE0F\uFEFF]/gu;
const APOSTROPHE = /[\u2018\u2019\u02BC\uFF07]/gu;
// These differ if in capitals; other words are equal in any case.
const NAMES = new Set(lists.names);
const NEGATIONS = new Set(lists.negations);
const INNER = /[.,]/gu; // U.S.  1,000; 1.5 is two words
const DASH = "—";
// A dash in any shape; a hyphen or a short dash without spaces is part of a word: 2017–2021
const HAS_DASH = /\s[-\u2010-\u2015\u2212]{1,2}(?=\s)|--|[\u2014\u2015]/u;
const NO_SIGN = /[^\p{Sc}%‰°\u2212]/gu;
const MINUS = /(?:^|[\s(])[-\u2212]$/u; // -5, but not 10-5
const DIGIT = /\p{Nd}/u;

function keyOf(word: string, folded: string, term: string | null): string {
  const straight = word.normalize("NFC").replace(UNSEEN, "").replace(APOSTROPHE, "'");
  const key = straight.toLowerCase().replace(INNER, "");
  return term !== null && NAMES.has(folded) ? `^${key}` : key;
}

function readPunctuation(gap: string, isBeforeDigit: boolean): string {
  const minus = isBeforeDigit && MINUS.test(gap) ? "\u2212" : "";
  const dash = HAS_DASH.test(gap) ? DASH : "";
  return gap.replaceAll("…", "...").replace(UNREAD, "") + dash + minus;
}
