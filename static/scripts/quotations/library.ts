/**
 * What quotations are looked up in: the pieces of the search's index, asked for what a lookup needs,
 * which is no ranking.
 */

import { openPieces } from "../search/pieces.ts";
import { loadPassages } from "../search/passages.ts";
import { Phrases } from "../search/phrases.ts";
import { Terms } from "../search/postings.ts";
import { Shingles } from "../search/shingles.ts";
import { Vocabulary } from "../search/vocabulary.ts";
import type { Source } from "../search/pieces.ts";
import type { Passage } from "../search/types.ts";

export interface Library {
  /** of all paragraphs */
  count: number;
  /** how often a word stands in the texts, as folded, in binary digits */
  size: (word: string) => Promise<number>;
  /** the paragraphs that have a shingle, ascending, and seldom another */
  shingleHolders: (shingle: number) => Promise<Uint32Array>;
  /** the paragraphs that have a term, ascending */
  holders: (term: string) => Promise<Uint32Array>;
  /** the paragraphs in which the words stand one after the other, ascending */
  phrase: (written: string) => Promise<number[]>;
  passages: (numbers: readonly number[]) => Promise<Passage[]>;
}

/** @param source of the index */
export async function openLibrary(source: Source): Promise<Library> {
  const pieces = await openPieces(source);
  const terms = new Terms(pieces);
  const passages = (numbers: readonly number[]) => loadPassages(pieces, numbers);
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

async function holdersOf(terms: Terms, term: string): Promise<Uint32Array> {
  const entry = await terms.find(term);
  return entry ? (await terms.postings(entry, "text")).paragraphs : new Uint32Array(0);
}

/** Asks for each answer once; one that did not come is asked for again. */
function remember<T>(ask: (question: string) => Promise<T>): (question: string) => Promise<T> {
  const known = new Map<string, Promise<T>>();
  return (question) => {
    const answer = known.get(question) ?? ask(question);
    known.set(question, answer);
    answer.catch(() => known.delete(question));
    return answer;
  };
}
