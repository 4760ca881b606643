/** Finds the terms and words of the index that match a pattern, a misspelling or a beginning. */

import { TokenSet } from "../shared/lunr-token-set.ts";
import { findPiece, findPieces } from "./piece-ranges.ts";
import { SYNONYM } from "./types.ts";
import type { Reader } from "./decode.ts";
import type { Pieces } from "./pieces.ts";
import type { Terms } from "./postings.ts";

/** A folded word. */
interface KnownWord {
  word: string;
  term: string;
  /** the number of binary digits of its frequency in the texts; 0 if it is in none */
  size: number;
}

const MAX_LENGTH = 24; // letters: the size of Lunr's fuzzy automaton grows with their square
const MAX_EDITS = 2;
const NEAR_LENGTH = 9; // letters: in a shorter word, two edits make another word
const MAX_SUGGESTIONS = 3;
const MAX_TERM_PIECES = 2;

/** The word lists of an index, loaded on demand. */
export class Vocabulary {
  private readonly pieces: Pieces;
  private readonly terms: Terms;

  constructor(pieces: Pieces, terms: Terms) {
    this.pieces = pieces;
    this.terms = terms;
  }

  /**
   * Returns the terms that match a pattern, in which each `*` matches any letters or none. They are
   * in Lunr's order, which decides between equal scores.
   */
  async termsLike(pattern: string): Promise<string[]> {
    const beginning = pattern.slice(0, Math.max(0, pattern.indexOf("*")));
    if (!pattern.includes("*")) return (await this.terms.find(pattern)) ? [pattern] : [];
    const terms = await this.termsFrom(beginning);
    const parts = pattern.split("*");
    const like = terms.filter((term) => parts.every((part) => term.includes(part))); // a quick test
    return sortLikeLunr(like, TokenSet.fromString(pattern));
  }

  /**
   * Returns the terms within so many edits (insertions, deletions, substitutions, transpositions)
   * of a term; for long terms, only the term itself. Also in Lunr's order.
   */
  async termsNear(term: string, edits: number): Promise<string[]> {
    if (edits === 0 || term.length > MAX_LENGTH || edits > MAX_EDITS) {
      return (await this.terms.find(term)) ? [term] : [];
    }
    const terms = await this.termsFrom("");
    const near = terms.filter((other) => isWithin(term, other, edits));
    return sortLikeLunr(near, TokenSet.fromFuzzyString(term, edits));
  }

  /**
   * Returns the terms of folded words with this beginning, those of the most frequent words first.
   */
  async termsOfWordsFrom(beginning: string): Promise<string[]> {
    const words = await this.wordsFrom(beginning);
    return [...new Set(sortByFrequency(words).map(({ term }) => term))];
  }

  /**
   * Returns a few words of the texts similar to an unknown one, closest first. Assumes that the
   * first letter is right; if nothing is found, that it is missing or swapped with the second.
   */
  async wordsNear(wanted: string): Promise<string[]> {
    const letters = Array.from(wanted);
    if (letters.length < 3 || letters.length > MAX_LENGTH) return [];
    const most = letters.length < NEAR_LENGTH ? 1 : MAX_EDITS;
    for (const letter of letters.slice(0, 2)) {
      const words = await this.wordsFrom(letter);
      const like = words.filter(({ word, size }) => size > 0 && isWithin(wanted, word, most));
      const near = sortByFrequency(like)
        .map(({ word }) => ({ word, edits: countEdits(letters, Array.from(word), most) }))
        .filter(({ edits }) => edits <= most)
        .sort((a, b) => a.edits - b.edits);
      if (near.length) return near.slice(0, MAX_SUGGESTIONS).map(({ word }) => word);
    }
    return [];
  }

  /** Returns the number of binary digits of a folded word's frequency in the texts. */
  async sizeOf(word: string): Promise<number> {
    const number = findPiece(this.pieces.separators("words"), word);
    const words = number < 0 ? [] : await this.pieces.read("words", number, readWords);
    return words.find((known) => known.word === word)?.size ?? 0;
  }

  /**
   * Returns all terms with this beginning. If few pieces contain them, reads those, because their
   * postings are needed anyway.
   */
  private async termsFrom(beginning: string): Promise<string[]> {
    const numbers = findPieces(this.pieces.separators("terms"), beginning);
    const isFew = beginning !== "" && numbers.length <= MAX_TERM_PIECES;
    const terms = isFew
      ? (await Promise.all(numbers.map((number) => this.terms.listTerms(number)))).flat()
      : await this.listFrom("lexicon", beginning, (reader) => reader.words());
    return terms.filter((term) => term.startsWith(beginning) && !term.startsWith(SYNONYM));
  }

  private async wordsFrom(beginning: string): Promise<KnownWord[]> {
    const words = await this.listFrom("words", beginning, readWords);
    return words.filter(({ word }) => word.startsWith(beginning));
  }

  /** Returns what is in the pieces of a section that can contain words with a beginning. */
  private async listFrom<Item>(
    section: string,
    beginning: string,
    parse: (reader: Reader) => readonly Item[],
  ): Promise<Item[]> {
    const numbers = findPieces(this.pieces.separators(section), beginning);
    const read = numbers.map((number) => this.pieces.read(section, number, parse));
    return (await Promise.all(read)).flat();
  }
}

function readWords(reader: Reader): KnownWord[] {
  const words = reader.words();
  const numbers = reader.inner();
  const endings = reader.text();
  let start = 0;
  return words.map((word) => {
    const kept = word.length - numbers.number();
    const end = start + numbers.number();
    const term = word.slice(0, kept) + endings.slice(start, end);
    start = end;
    return { word, term, size: numbers.number() };
  });
}

function sortByFrequency(words: readonly KnownWord[]): KnownWord[] {
  return [...words].sort((a, b) => b.size - a.size);
}

/**
 * A quick test: false only if more than so many edits are needed to turn one word into the other.
 */
function isWithin(one: string, other: string, edits: number): boolean {
  if (Math.abs(one.length - other.length) > edits) return false;
  let rest = other;
  let missing = 0;
  for (const letter of one) {
    const place = rest.indexOf(letter);
    if (place >= 0) {
      rest = rest.slice(0, place) + rest.slice(place + letter.length);
    } else {
      missing += letter.length;
    }
  }
  return missing <= edits && rest.length <= edits;
}

/**
 * Returns the terms that Lunr's automaton accepts, in Lunr's order. Uses a plain trie of the terms,
 * which has the same order as the trie of all terms; Lunr's own minimised trie loses and invents
 * terms that contain digits.
 * @param terms sorted
 */
function sortLikeLunr(terms: readonly string[], wanted: any): string[] {
  const root = new TokenSet();
  for (const term of terms) {
    let node = root;
    for (let place = 0; place < term.length; place += 1) {
      const letter = term.charAt(place);
      node = node.edges[letter] ??= new TokenSet();
    }
    node.final = true;
  }
  return root.intersect(wanted).toArray();
}

/**
 * Counts the insertions, deletions, substitutions and transpositions between two words.
 * @param most the number at which counting may stop
 */
function countEdits(one: readonly string[], other: readonly string[], most: number): number {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  const rows: number[][] = [Array.from({ length: other.length + 1 }, (_, place) => place)];
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const at = (up: number, left: number) => rows[i - up]?.[j - left] as number;
      const isSame = one[i - 1] === other[j - 1];
      const isTurned = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      const left = row[j - 1]!;
      const edits = Math.min(at(1, 0) + 1, left + 1, at(1, 1) + (isSame ? 0 : 1));
      row.push(isTurned ? Math.min(edits, at(2, 2) + 1) : edits);
    }
    rows.push(row);
  }
  return rows.at(-1)?.at(-1) ?? most + 1;
}
