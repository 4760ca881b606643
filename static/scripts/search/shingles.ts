/**
 * Finds the paragraphs that contain three given words in a row.
 *
 * `onrecord/search/shingles.py`, which explains its use, writes what this reads; a test compares them.
 */

import { fnv1a } from "../shared/fnv1a.ts";
import type { Reader } from "./decode.ts";
import type { Pieces } from "./pieces.ts";

/** The number of words in a shingle. */
export const WORDS = 3;

const SECTION = "shingles";
const BITS = 32;
const FACTOR = 0x9e3779b1;

/** Returns the hash of each three words in a row, in order; none if there are fewer words. */
export function shinglesOf(folded: readonly string[]): number[] {
  const hashes = folded.map(fnv1a);
  return hashes.slice(WORDS - 1).map((third, place) => {
    const [first = 0, second = 0] = [hashes[place], hashes[place + 1]];
    return (Math.imul(Math.imul(first, FACTOR) + second, FACTOR) + third) >>> 0;
  });
}

/** The shingles of an index, loaded on demand. */
export class Shingles {
  private readonly pieces: Pieces;
  /** how many leading bits of a hash select its piece */
  private readonly bits: number;

  constructor(pieces: Pieces) {
    this.pieces = pieces;
    this.bits = Math.log2(pieces.manifest.beside[SECTION] ?? 1);
  }

  /** Returns the paragraphs that contain a shingle, ascending. */
  async holders(shingle: number): Promise<Uint32Array> {
    const range = 2 ** (BITS - this.bits);
    const { places, steps } = await this.pieces.read(
      SECTION,
      Math.floor(shingle / range),
      readShingles,
    );
    const [start, count] = places.get(shingle % range) ?? [0, 0];
    let last = 0;
    return steps.subarray(start, start + count).map((step) => (last += step));
  }
}

interface ShinglePiece {
  /** by hash, without the bits that select the piece: where its paragraphs begin, and how many */
  places: Map<number, [number, number]>;
  /** the differences between the numbers of successive paragraphs */
  steps: Uint32Array;
}

function readShingles(reader: Reader): ShinglePiece {
  const gaps = reader.inner();
  const counts = reader.inner();
  const places = new Map<number, [number, number]>();
  let hash = 0;
  let start = 0;
  while (!gaps.isAtEnd) {
    hash += gaps.number();
    const count = counts.number();
    places.set(hash, [start, count]);
    start += count;
  }
  return { places, steps: reader.inner().numbers(start) };
}
