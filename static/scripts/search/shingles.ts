/**
 * Finds the paragraphs that contain three given words in a row.
 *
 * `onrecord/search/shingles.py`, which explains its use, writes what this reads; a test compares them.
 */

import { fnv1a } from "../shared/fnv1a.ts";
import { Reader } from "./decode.ts";
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
  private readonly opened: Map<number, Promise<ShinglePiece>>;

  constructor(pieces: Pieces) {
    this.pieces = pieces;
    this.bits = Math.log2(pieces.manifest.beside[SECTION] ?? 1);
    this.opened = new Map();
  }

  /** Returns the paragraphs that contain a shingle, ascending. */
  async holders(shingle: number): Promise<Uint32Array> {
    const range = 2 ** (BITS - this.bits);
    const piece = await this.open(Math.floor(shingle / range));
    return piece.holders(shingle % range);
  }

  private open(number: number): Promise<ShinglePiece> {
    const known = this.opened.get(number);
    if (known) {
      return known;
    }
    const opened = this.pieces.piece(SECTION, number).then((bytes) => new ShinglePiece(bytes));
    this.opened.set(number, opened);
    opened.catch(() => this.opened.delete(number));
    return opened;
  }
}

class ShinglePiece {
  private readonly steps: Uint8Array;
  /** where each hash's paragraphs begin, and how many there are */
  private readonly places: Map<number, [number, number]>;
  private readonly total: number;
  private read: Uint32Array | undefined;

  constructor(bytes: Uint8Array) {
    const reader = new Reader(bytes);
    const gaps = reader.inner();
    const counts = reader.inner();
    this.steps = reader.part();
    this.places = new Map();
    let hash = 0;
    let start = 0;
    while (!gaps.isAtEnd) {
      hash += gaps.number();
      const count = counts.number();
      this.places.set(hash, [start, count]);
      start += count;
    }
    this.total = start;
    this.read = undefined;
  }

  /** @param hash without the bits that select the piece */
  holders(hash: number): Uint32Array {
    const [start, count] = this.places.get(hash) ?? [0, 0];
    this.read ??= new Reader(this.steps).numbers(this.total);
    let last = 0;
    return this.read.subarray(start, start + count).map((step) => (last += step));
  }
}
