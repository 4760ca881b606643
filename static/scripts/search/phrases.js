/**
 * A phrase to the paragraphs in which its words stand one after the other, as they are written.
 *
 * Words are alike when they are folded alike. A word in small letters that is a stop word may stand
 * for a name too ("us troops" for "US troops"), but a name does not stand for a stop word.
 *
 * The index says where each word with a term stands, in which form, and which stop words are right
 * before and after it. So every stop word of a phrase is known from the next word with a term on
 * either side; the rest of the phrase must have one.
 */

import { foldWord, tokenize } from "../analysis.js";
import { Reader, readJson } from "./bytes.js";

/**
 * @typedef {import("./postings.js").Entry} Entry
 *
 * @typedef {object} PhraseWord
 * @property {string} folded
 * @property {string | null} term null for a stop word
 *
 * What stands at each place of a paragraph, as far as it is known: folded, a stop word after a
 * space.
 * @typedef {Map<number, string>} Known
 *
 * Where a term stands in the texts.
 * @typedef {object} Places
 * @property {readonly string[]} forms
 * @property {Uint32Array} places all of them, paragraph by paragraph
 * @property {Uint32Array} formOf each place; empty when there is one form only
 */

export class Phrases {
  /**
   * @param {import("./loading.js").Pieces} pieces
   * @param {import("./postings.js").Terms} terms
   * @param {(paragraphs: readonly number[]) => Promise<{number: number, text: string}[]>} passages
   */
  constructor(pieces, terms, passages) {
    this.pieces = pieces;
    this.terms = terms;
    this.passages = passages;
  }

  /**
   * How often the words stand so in each paragraph where they do.
   * @param {string} written
   * @returns {Promise<Map<number, number>>}
   */
  async find(written) {
    const words = tokenize(written).map(({ word, term }) => ({ folded: foldWord(word), term }));
    const terms = new Set(words.flatMap(({ term }) => term ?? []));
    const found = await Promise.all([...terms].map((term) => this.terms.find(term)));
    const entries = found.filter((entry) => entry !== undefined);
    if (entries.length === 0 || entries.length < terms.size) {
      return new Map();
    }
    const candidates = await this.holdersOfAll(entries);
    if (candidates.size === 0) {
      return new Map();
    }
    const isShort = candidates.size <= this.piecesFor(entries, words);
    return isShort ? this.readTexts(words, candidates) : this.readPlaces(words, entries, candidates);
  }

  /**
   * @param {readonly Entry[]} entries
   * @returns {Promise<Set<number>>} paragraphs that have all of them
   */
  async holdersOfAll(entries) {
    const all = await Promise.all(entries.map((entry) => this.terms.postings(entry, "text")));
    const [rarest, ...others] = all.sort((a, b) => a.paragraphs.length - b.paragraphs.length);
    let holders = new Set(rarest?.paragraphs);
    for (const { paragraphs } of others) {
      const rest = new Set();
      for (const paragraph of paragraphs) {
        if (holders.has(paragraph)) {
          rest.add(paragraph);
        }
      }
      holders = /** @type {Set<number>} */ (rest);
    }
    return holders;
  }

  /**
   * How many pieces would be loaded to go by the places.
   * @param {readonly Entry[]} entries
   * @param {readonly PhraseWord[]} words
   * @returns {number}
   */
  piecesFor(entries, words) {
    const numbers = new Set(entries.map(({ piece }) => piece));
    return numbers.size * (words.some(({ term }) => term === null) ? 3 : 1);
  }

  /**
   * @param {readonly PhraseWord[]} words
   * @param {ReadonlySet<number>} candidates
   * @returns {Promise<Map<number, number>>}
   */
  async readTexts(words, candidates) {
    /** @type {Map<number, number>} */
    const counts = new Map();
    for (const { number, text } of await this.passages([...candidates])) {
      /** @type {Known} */
      const known = new Map();
      tokenize(text).forEach(({ word, term }, place) => known.set(place, sign(foldWord(word), term === null)));
      addCount(counts, number, countIn(known, known.keys(), words, 0));
    }
    return counts;
  }

  /**
   * @param {readonly PhraseWord[]} words
   * @param {readonly Entry[]} entries
   * @param {ReadonlySet<number>} candidates
   * @returns {Promise<Map<number, number>>}
   */
  async readPlaces(words, entries, candidates) {
    const hasStopWords = words.some(({ term }) => term === null);
    const stopWords = hasStopWords ? await this.stopWords() : { list: [], names: [] };
    const names = new Set(
      words.flatMap(({ folded, term }) =>
        term === null && stopWords.names.includes(folded) ? folded : [],
      ),
    );
    const asNames = await Promise.all([...names].map((name) => this.terms.find(name)));
    const all = new Set([...entries, ...asNames.filter((entry) => entry !== undefined)]);
    /** @type {Map<number, Known>} */
    const known = new Map(Array.from(candidates, (paragraph) => [paragraph, new Map()]));
    await Promise.all(
      Array.from(all, (entry) => this.fill(known, entry, hasStopWords ? stopWords.list : [])),
    );
    const anchor = words.findIndex(({ term }) => term !== null);
    /** @type {Map<number, number>} */
    const counts = new Map();
    for (const [paragraph, places] of known) {
      addCount(counts, paragraph, countIn(places, places.keys(), words, anchor));
    }
    return counts;
  }

  /**
   * Writes down where a term stands in the paragraphs, and the stop words round it.
   * @param {ReadonlyMap<number, Known>} known
   * @param {Entry} entry
   * @param {readonly string[]} stopWords none when they do not matter
   */
  async fill(known, entry, stopWords) {
    const [{ paragraphs, frequencies }, { forms, places, formOf }, before, after] = await Promise.all([
      this.terms.postings(entry, "text"),
      this.places(entry),
      stopWords.length ? this.runs("before", entry) : null,
      stopWords.length ? this.runs("after", entry) : null,
    ]);
    let next = 0;
    for (let holder = 0; holder < paragraphs.length; holder += 1) {
      const paragraph = known.get(/** @type {number} */ (paragraphs[holder]));
      const end = next + /** @type {number} */ (frequencies[holder]);
      for (; next < end; next += 1) {
        const runBefore = before ? readRun(before) : [];
        const runAfter = after ? readRun(after) : [];
        if (!paragraph) {
          continue;
        }
        const place = /** @type {number} */ (places[next]);
        paragraph.set(place, /** @type {string} */ (forms[formOf[next] ?? 0]));
        runBefore.forEach((stopWord, index) => {
          paragraph.set(place - runBefore.length + index, sign(stopWords[stopWord - 1] ?? "", true));
        });
        runAfter.forEach((stopWord, index) => {
          paragraph.set(place + 1 + index, sign(stopWords[stopWord - 1] ?? "", true));
        });
      }
    }
  }

  /**
   * @param {Entry} entry
   * @returns {Promise<Places>}
   */
  async places(entry) {
    const reader = new Reader(partAt(await this.pieces.piece("places", entry.piece), entry.place));
    const forms = reader.inner().words();
    return { forms, places: listNumbers(reader.inner()), formOf: listNumbers(reader.inner()) };
  }

  /**
   * @param {"before" | "after"} section
   * @param {Entry} entry
   * @returns {Promise<Reader>}
   */
  async runs(section, entry) {
    return new Reader(partAt(await this.pieces.piece(section, entry.piece), entry.place));
  }

  /** @returns {Promise<{list: readonly string[], names: readonly string[]}>} */
  async stopWords() {
    const [list, names] = readJson(await this.pieces.piece("stop-words", 0));
    return { list, names };
  }
}

/**
 * @param {string} folded
 * @param {boolean} isStopWord
 * @returns {string}
 */
function sign(folded, isStopWord) {
  return isStopWord ? ` ${folded}` : folded;
}

/**
 * How often the phrase stands in a paragraph, with the word `anchor` at one of the places given;
 * one does not begin inside the other.
 * @param {Known} known
 * @param {Iterable<number>} places
 * @param {readonly PhraseWord[]} words
 * @param {number} anchor
 * @returns {number}
 */
function countIn(known, places, words, anchor) {
  let count = 0;
  let end = 0;
  for (const place of [...places].sort((a, b) => a - b)) {
    const start = place - anchor;
    if (start >= end && words.every((word, step) => isSame(word, known.get(start + step)))) {
      count += 1;
      end = start + words.length;
    }
  }
  return count;
}

/**
 * @param {PhraseWord} word
 * @param {string | undefined} found
 * @returns {boolean}
 */
function isSame({ folded, term }, found) {
  return found === folded || (term === null && found === sign(folded, true));
}

/**
 * @param {Map<number, number>} counts
 * @param {number} paragraph
 * @param {number} count
 */
function addCount(counts, paragraph, count) {
  if (count) {
    counts.set(paragraph, count);
  }
}

/**
 * @param {Uint8Array} bytes parts one after the other
 * @param {number} place
 * @returns {Uint8Array}
 */
function partAt(bytes, place) {
  const reader = new Reader(bytes);
  for (let before = 0; before < place; before += 1) {
    reader.part();
  }
  return reader.part();
}

/**
 * @param {Reader} reader
 * @returns {Uint32Array}
 */
function listNumbers(reader) {
  /** @type {number[]} */
  const numbers = [];
  while (!reader.isAtEnd) {
    numbers.push(reader.number());
  }
  return Uint32Array.from(numbers);
}

/**
 * The numbers of stop words, all but the last with the eighth bit set; 0 for none.
 * @param {Reader} reader
 * @returns {number[]}
 */
function readRun(reader) {
  const run = [];
  for (;;) {
    const byte = reader.byte();
    if (byte < 0x80) {
      return byte ? [...run, byte] : [];
    }
    run.push(byte - 0x80);
  }
}
