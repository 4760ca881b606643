/** The parts of the search index that checking quotations needs, without ranking. */

import { tokenize } from "../shared/analysis.ts";
import { onceEach } from "../shared/once.ts";
import { openPieces } from "../search/pieces.ts";
import { loadPassages } from "../search/passages.ts";
import { Phrases } from "../search/phrases.ts";
import { Terms } from "../search/postings.ts";
import { Shingles } from "../search/shingles.ts";
import { Vocabulary } from "../search/vocabulary.ts";
import type { Source } from "../search/pieces.ts";
import type { Passage } from "../search/types.ts";

export interface Library {
  /** the number of all paragraphs */
  count: number;
  /** the number of binary digits of a folded word's frequency in the texts */
  size: (word: string) => Promise<number>;
  /** the paragraphs that contain a shingle, ascending; rarely also others with the same hash */
  shingleHolders: (shingle: number) => Promise<Uint32Array>;
  /** the paragraphs that contain a term, ascending */
  holders: (term: string) => Promise<Uint32Array>;
  /** the paragraphs that contain a phrase, ascending */
  phrase: (written: string) => Promise<number[]>;
  /** those of the paragraphs that exist, in the same order */
  passages: (numbers: readonly number[]) => Promise<Passage[]>;
}

/** @param source of the index */
export async function openLibrary(source: Source): Promise<Library> {
  const pieces = await openPieces(source);
  const terms = new Terms(pieces);
  const passages = (numbers: readonly number[]) => loadPassages(pieces, numbers);
  const phrases = new Phrases(pieces, terms, passages, tokenize);
  const vocabulary = new Vocabulary(pieces, terms);
  const shingles = new Shingles(pieces);
  return {
    count: pieces.manifest.paragraphs,
    size: onceEach((word) => vocabulary.sizeOf(word)),
    shingleHolders: (shingle) => shingles.holders(shingle),
    holders: onceEach((term) => holdersOf(terms, term)),
    phrase: onceEach(async (written) =>
      [...(await phrases.find(written)).keys()].sort((a, b) => a - b),
    ),
    passages,
  };
}

async function holdersOf(terms: Terms, term: string): Promise<Uint32Array> {
  const entry = await terms.find(term);
  return entry ? (await entry.postings("text")).paragraphs : new Uint32Array(0);
}
