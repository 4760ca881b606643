/**
 * Finds which piece of a section contains a word. Each piece covers a range of the sorted words; its
 * separator is the first of them or its beginning.
 */

import { countUpTo } from "./sorted-numbers.ts";

/** Returns the only piece that can contain a word; -1 if there is none. */
export function findPiece(separators: readonly string[], word: string): number {
  return countUpTo(separators, word) - 1;
}

/** Returns the pieces that can contain words with this beginning. */
export function findPieces(separators: readonly string[], beginning: string): number[] {
  const first = Math.max(0, findPiece(separators, beginning));
  return [...separators.keys()].filter((place) => {
    return place === first || (place > first && separators[place]!.startsWith(beginning));
  });
}

/** Returns the index of a word in a sorted list; -1 if it is missing. */
export function findIndex(words: readonly string[], word: string): number {
  const place = countUpTo(words, word) - 1;
  return words[place] === word ? place : -1;
}
