/**
 * What quotations are looked up in: the pieces of the search's index, asked for what a lookup needs,
 * which is no ranking.
 */

import { openPieces } from "../search/pieces.js";
import { loadPassages } from "../search/passages.js";
import { Phrases } from "../search/phrases.js";
import { Terms } from "../search/postings.js";
import { Shingles } from "../search/shingles.js";
import { Vocabulary } from "../search/vocabulary.js";

/**
 * @typedef {import("../search/types.js").Passage} Passage
 *
 * @typedef {object} Library
 * @property {number} count of all paragraphs
 * @property {(word: string) => Promise<number>} size how often a word stands in the texts, as folded,
 *   in binary digits
 * @property {(shingle: number) => Promise<Uint32Array>} shingleHolders the paragraphs that have a
 *   shingle, ascending, and seldom another
 * @property {(term: string) => Promise<Uint32Array>} holders the paragraphs that have a term,
 *   ascending
 * @property {(written: string) => Promise<number[]>} phrase the paragraphs in which the words stand
 *   one after the other, ascending
 * @property {(numbers: readonly number[]) => Promise<Passage[]>} passages
 */

/**
 * @param {import("../search/pieces.js").Source} source of the index
 * @returns {Promise<Library>}
 */
export async function openLibrary(source) {
  const pieces = await openPieces(source);
  const terms = new Terms(pieces);
  const passages = (/** @type {readonly number[]} */ numbers) => loadPassages(pieces, numbers);
  const phrases = new Phrases(pieces, terms, passages);
  const vocabulary = new Vocabulary(pieces, terms);
  const shingles = new Shingles(pieces);
  return {
    count: pieces.manifest.paragraphs,
    size: remember((word) => vocabulary.sizeOf(word)),
    shingleHolders: (shingle) => shingles.holders(shingle),
    holders: remember((term) => holdersOf(terms, term)),
    phrase: remember(async (written) =>
      [...(await phrases.find(written)).keys()].sort((a, b) => a - b),
    ),
    passages,
  };
}

/**
 * @param {Terms} terms
 * @param {string} term
 * @returns {Promise<Uint32Array>}
 */
async function holdersOf(terms, term) {
  const entry = await terms.find(term);
  return entry ? (await terms.postings(entry, "text")).paragraphs : new Uint32Array(0);
}

/**
 * Asks for each answer once; one that did not come is asked for again.
 * @template T
 * @param {(question: string) => Promise<T>} ask
 * @returns {(question: string) => Promise<T>}
 */
function remember(ask) {
  /** @type {Map<string, Promise<T>>} */
  const known = new Map();
  return (question) => {
    const answer = known.get(question) ?? ask(question);
    known.set(question, answer);
    answer.catch(() => known.delete(question));
    return answer;
  };
}
