/**
 * Terms to where they stand, from the pieces that hold them.
 */

import { Reader } from "./decode.js";
import { placeOf, Stretches } from "./piece-ranges.js";

/**
 * Where a term stands in a field.
 * @typedef {object} Postings
 * @property {Uint32Array} paragraphs ascending
 * @property {Uint32Array} frequencies how often in each
 * @property {Float64Array} weights Lunr's for each
 *
 * A term of the index.
 * @typedef {object} Entry
 * @property {string} term
 * @property {number} piece of the section `terms`
 * @property {number} place in the piece
 * @property {number} count how many paragraphs have it in their text
 * @property {number} rarity Lunr's measure of how much the term says
 * @property {number} first the paragraph in which it first stands
 * @property {number} turn how many other terms first stood there before it
 * @property {Map<string, Promise<Postings>>} postings by field, as far as they were asked for
 */

// Lunr's own: how soon a repeated word stops counting, and how much a long field is held back.
const K1 = 1.2;
const B = 0.75;
const TEXT = "text";
/** @type {Postings} */
const NOWHERE = {
  paragraphs: new Uint32Array(0),
  frequencies: new Uint32Array(0),
  weights: new Float64Array(0),
};

/** The terms of an index, loaded as they are asked for. */
export class Terms {
  /** @param {import("./pieces.js").Pieces} pieces */
  constructor(pieces) {
    const { fields, paragraphs, separators } = pieces.manifest;
    this.pieces = pieces;
    this.paragraphs = paragraphs;
    this.stretches = new Stretches(separators["terms"]);
    /** @type {Map<string, {boost: number, average: number, stretches: Stretches}>} */
    this.fields = new Map(
      fields.map(([name, boost, total]) => {
        const stretches = new Stretches(separators[`in-${name}`]);
        return [name, { boost, average: total / paragraphs, stretches }];
      }),
    );
    /** @type {Map<string, Promise<TermPiece>>} */
    this.opened = new Map();
    /** @type {Map<string, Entry>} */
    this.entries = new Map();
  }

  /**
   * @param {string} term
   * @returns {Promise<Entry | undefined>}
   */
  async find(term) {
    const known = this.entries.get(term);
    const number = this.stretches.find(term);
    if (known || number < 0) {
      return known;
    }
    const piece = await this.open("terms", number);
    const place = placeOf(piece.words, term);
    if (place < 0) {
      return undefined;
    }
    const entry = this.entries.get(term) ?? this.entryOf(piece, number, place);
    this.entries.set(term, entry);
    return entry;
  }

  /**
   * The terms that a piece has in it.
   * @param {number} number
   * @returns {Promise<readonly string[]>}
   */
  async listPiece(number) {
    return (await this.open("terms", number)).words;
  }

  /**
   * How often each term of an entry's piece stands in the texts.
   * @param {Entry} entry
   * @returns {Promise<number[]>}
   */
  async listTotals(entry) {
    return (await this.open("terms", entry.piece)).listTotals();
  }

  /**
   * @param {Entry} entry
   * @param {string} field
   * @returns {Promise<Postings>}
   */
  postings(entry, field) {
    const known = entry.postings.get(field);
    if (known) {
      return known;
    }
    const postings = this.readPostings(entry, field);
    entry.postings.set(field, postings);
    postings.catch(() => entry.postings.delete(field));
    return postings;
  }

  /**
   * @param {Entry} entry
   * @param {string} name
   * @returns {Promise<Postings>}
   */
  async readPostings(entry, name) {
    const field = this.fields.get(name);
    if (!field) {
      return NOWHERE;
    }
    if (name === TEXT) {
      const piece = await this.open("terms", entry.piece);
      return weigh(piece.postings(entry.place), entry, field);
    }
    const number = field.stretches.find(entry.term);
    const piece = number < 0 ? undefined : await this.open(`in-${name}`, number);
    const place = piece ? placeOf(piece.words, entry.term) : -1;
    return piece && place >= 0 ? weigh(piece.postings(place), entry, field) : NOWHERE;
  }

  /**
   * Begins to load where a term stands in the texts, which spares a phrase a round trip.
   * @param {string} term
   */
  expectPlaces(term) {
    const number = this.stretches.find(term);
    if (number >= 0) {
      this.pieces.piece("places", number).catch(() => {}); // whoever needs it hears of it
    }
  }

  /**
   * Begins to load where a term stands in a field, before it is known that there is such a term.
   * @param {string} term
   * @param {string} name
   */
  expect(term, name) {
    const number = this.fields.get(name)?.stretches.find(term) ?? -1;
    if (number >= 0) {
      this.open(`in-${name}`, number).catch(() => {}); // whoever needs it hears of it
    }
  }

  /**
   * @param {string} section
   * @param {number} number
   * @returns {Promise<TermPiece>}
   */
  open(section, number) {
    const name = `${section}-${number}`;
    const known = this.opened.get(name);
    if (known) {
      return known;
    }
    const opened = this.pieces
      .piece(section, number)
      .then((bytes) => new TermPiece(bytes, section === "terms"));
    this.opened.set(name, opened);
    opened.catch(() => this.opened.delete(name));
    return opened;
  }

  /**
   * @param {TermPiece} piece
   * @param {number} number
   * @param {number} place
   * @returns {Entry}
   */
  entryOf(piece, number, place) {
    const { count, elsewhere, turn, first } = /** @type {Facts} */ (piece.facts[place]);
    const holders = count + elsewhere;
    const x = (this.paragraphs - holders + 0.5) / (holders + 0.5);
    return {
      term: /** @type {string} */ (piece.words[place]),
      piece: number,
      place,
      count,
      rarity: Math.log(1 + Math.abs(x)),
      first: first < 0 ? (piece.postings(place).paragraphs[0] ?? 0) : first,
      turn,
      postings: new Map(),
    };
  }
}

/**
 * What a piece says of a term.
 * @typedef {object} Facts
 * @property {number} count of paragraphs in the field
 * @property {number} elsewhere how many there are in all other fields together
 * @property {number} turn
 * @property {number} first -1 when it is the first of the paragraphs in the field
 */

class TermPiece {
  /**
   * @param {Uint8Array} bytes
   * @param {boolean} isOfAll whether it says more than the postings in one field
   */
  constructor(bytes, isOfAll) {
    const reader = new Reader(bytes);
    this.words = reader.words();
    const numbers = reader.inner();
    this.facts = this.words.map(() => readFacts(numbers, isOfAll));
    this.gaps = reader.part();
    this.frequencies = reader.part();
    this.lengths = reader.part();
    /** @type {Uint32Array} where the postings of each term begin among those of the piece */
    this.starts = new Uint32Array(this.words.length + 1);
    this.facts.forEach((facts, place) => {
      this.starts[place + 1] = /** @type {number} */ (this.starts[place]) + facts.count;
    });
    /** @type {{gaps: Uint32Array, frequencies: Uint32Array, lengths: Uint32Array} | undefined} */
    this.columns = undefined;
  }

  /**
   * @param {number} place
   * @returns {{paragraphs: Uint32Array, frequencies: Uint32Array, lengths: Uint32Array}}
   */
  postings(place) {
    const [start, end] = [this.starts[place], this.starts[place + 1]];
    const { gaps, frequencies, lengths } = this.read();
    let last = 0;
    return {
      paragraphs: gaps.subarray(start, end).map((gap) => (last += gap)),
      frequencies: frequencies.subarray(start, end),
      lengths: lengths.subarray(start, end),
    };
  }

  /**
   * How often each term of the piece stands in the field.
   * @returns {number[]}
   */
  listTotals() {
    const { frequencies } = this.read();
    return this.words.map((_, place) =>
      frequencies
        .subarray(this.starts[place], this.starts[place + 1])
        .reduce((sum, frequency) => sum + frequency, 0),
    );
  }

  /** @returns {{gaps: Uint32Array, frequencies: Uint32Array, lengths: Uint32Array}} */
  read() {
    const total = /** @type {number} */ (this.starts.at(-1));
    this.columns ??= {
      gaps: new Reader(this.gaps).numbers(total),
      frequencies: new Reader(this.frequencies).numbers(total),
      lengths: new Reader(this.lengths).numbers(total),
    };
    return this.columns;
  }
}

/**
 * @param {Reader} numbers
 * @param {boolean} isOfAll
 * @returns {Facts}
 */
function readFacts(numbers, isOfAll) {
  const count = numbers.number();
  if (!isOfAll) {
    return { count, elsewhere: 0, turn: 0, first: -1 };
  }
  const elsewhere = numbers.number();
  const turn = numbers.number();
  return { count, elsewhere, turn: turn >> 1, first: turn & 1 ? numbers.number() : -1 };
}

/**
 * Lunr's weights, as `lunr.Builder.createFieldVectors` works them out, to the last digit.
 * @param {ReturnType<TermPiece["postings"]>} postings
 * @param {Entry} entry
 * @param {{boost: number, average: number}} field
 * @returns {Postings}
 */
function weigh({ paragraphs, frequencies, lengths }, { rarity }, { boost, average }) {
  const weights = Float64Array.from(frequencies, (frequency, place) => {
    const length = /** @type {number} */ (lengths[place]);
    const damped = K1 * (1 - B + B * (length / average)) + frequency;
    const score = (rarity * ((K1 + 1) * frequency)) / damped;
    return Math.round(score * boost * 1000) / 1000;
  });
  return { paragraphs, frequencies, weights };
}
