/**
 * Every three words on end to the paragraphs in which they stand.
 *
 * The same definition stands in `onrecord/search/shingles.py`, which says what for.
 */

import { fnv1a } from "../shared/fnv1a.js";
import { Reader } from "./decode.js";

/** How many words a shingle has. */
export const WORDS = 3;

const SECTION = "shingles";
const BITS = 32;
const FACTOR = 0x9e3779b1;

/**
 * The hash of each three words on end, in order; none of fewer words.
 * @param {readonly string[]} folded
 * @returns {number[]}
 */
export function shinglesOf(folded) {
  const hashes = folded.map(fnv1a);
  return hashes.slice(WORDS - 1).map((third, place) => {
    const [first = 0, second = 0] = [hashes[place], hashes[place + 1]];
    return (Math.imul(Math.imul(first, FACTOR) + second, FACTOR) + third) >>> 0;
  });
}

/** The shingles of an index, loaded as they are asked for. */
export class Shingles {
  /** @param {import("./pieces.js").Pieces} pieces */
  constructor(pieces) {
    this.pieces = pieces;
    /** How many bits of a hash say which piece it is in. */
    this.bits = Math.log2(pieces.manifest.beside[SECTION] ?? 1);
    /** @type {Map<number, Promise<ShinglePiece>>} */
    this.opened = new Map();
  }

  /**
   * The paragraphs that have a shingle, ascending.
   * @param {number} shingle
   * @returns {Promise<Uint32Array>}
   */
  async holders(shingle) {
    const range = 2 ** (BITS - this.bits);
    const piece = await this.open(Math.floor(shingle / range));
    return piece.holders(shingle % range);
  }

  /**
   * @param {number} number
   * @returns {Promise<ShinglePiece>}
   */
  open(number) {
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
  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    const reader = new Reader(bytes);
    const gaps = reader.inner();
    const counts = reader.inner();
    this.steps = reader.part();
    /** @type {Map<number, [number, number]>} where the paragraphs begin, and how many there are */
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
    /** @type {Uint32Array | undefined} */
    this.read = undefined;
  }

  /**
   * @param {number} hash without the bits that say which piece it is in
   * @returns {Uint32Array}
   */
  holders(hash) {
    const [start, count] = this.places.get(hash) ?? [0, 0];
    this.read ??= new Reader(this.steps).numbers(this.total);
    let last = 0;
    return this.read.subarray(start, start + count).map((step) => (last += step));
  }
}
