/**
 * Clauses to the paragraphs that match them, scored and ordered as `lunr.Index.query` does it.
 *
 * Lunr adds up numbers that computers round, so that the order of adding shows in the last digit.
 * Therefore terms are added in the order in which they first stand in the collection, and fields
 * in the order in which they first match a paragraph; paragraphs of equal score stand in the order
 * in which they first match.
 */

import { SYNONYM } from "./vocabulary.js";

/**
 * @typedef {import("./types.js").Clause} Clause
 * @typedef {import("./types.js").Matches} Matches
 * @typedef {import("./postings.js").Entry} Entry
 * @typedef {import("./postings.js").Postings} Postings
 *
 * @typedef {(entry: Entry, field: string) => Postings} PostingsOf
 *
 * @typedef {object} LoadedClause
 * @property {readonly Entry[]} entries
 * @property {readonly string[]} fields
 * @property {number} boost
 * @property {import("./types.js").Presence} presence
 */

/**
 * @param {readonly LoadedClause[]} clauses
 * @param {PostingsOf} postingsOf
 * @param {number} count of all paragraphs
 * @returns {Matches}
 */
export function matchClauses(clauses, postingsOf, count) {
  const wanted = clauses.filter(({ presence }) => presence !== "prohibited");
  const isIn = findAdmitted(clauses, postingsOf, count);
  const scores = new Float64Array(count);
  if (wanted.length === 0) {
    const paragraphs = Array.from(isIn.keys()).filter((paragraph) => isIn[paragraph]);
    return { paragraphs, scores: numbersIn(scores), counts: numbersIn(scores) };
  }
  const fields = scoreFields(wanted, postingsOf, count);
  const paragraphs = addFields(wanted, fields, postingsOf, isIn, scores);
  /** @type {Uint32Array | undefined} */
  let counts;
  return {
    paragraphs: sortByScore(paragraphs, scores),
    scores: numbersIn(scores),
    counts: {
      get: (paragraph) => (counts ??= countMentions(wanted, postingsOf, count))[paragraph],
    },
  };
}

/**
 * 1 for each paragraph that has what is required and lacks what is prohibited.
 * @param {readonly LoadedClause[]} clauses
 * @param {PostingsOf} postingsOf
 * @param {number} count
 * @returns {Uint8Array}
 */
function findAdmitted(clauses, postingsOf, count) {
  const required = clauses.filter(({ presence }) => presence === "required");
  const prohibited = clauses.filter(({ presence }) => presence === "prohibited");
  let isIn = new Uint8Array(count).fill(1);
  for (const clause of required) {
    const stays = new Uint8Array(count);
    for (const { paragraphs } of listPostings([clause], postingsOf)) {
      for (const paragraph of paragraphs) {
        stays[paragraph] = /** @type {number} */ (isIn[paragraph]);
      }
    }
    isIn = stays;
  }
  for (const { paragraphs } of listPostings(prohibited, postingsOf)) {
    for (const paragraph of paragraphs) {
      isIn[paragraph] = 0;
    }
  }
  return isIn;
}

/**
 * What Lunr's `similarity` of query and field is made of, for each field.
 * @typedef {object} FieldScores
 * @property {Float64Array} products of the query's vector and those of the paragraphs
 * @property {number} magnitude of the query's vector
 *
 * @param {readonly LoadedClause[]} clauses
 * @param {PostingsOf} postingsOf
 * @param {number} count
 * @returns {Map<string, FieldScores>}
 */
function scoreFields(clauses, postingsOf, count) {
  /** @type {Map<string, Map<Entry, number>>} */
  const vectors = new Map();
  for (const { entries, fields, boost } of clauses) {
    for (const entry of entries) {
      for (const field of fields) {
        const vector = vectors.get(field) ?? new Map();
        vector.set(entry, vector.has(entry) ? vector.get(entry) + boost : boost);
        vectors.set(field, vector);
      }
    }
  }
  return new Map(
    Array.from(vectors, ([field, vector]) => {
      const parts = [...vector].sort(([a], [b]) => a.first - b.first || a.turn - b.turn);
      return [field, scoreField(parts, (entry) => postingsOf(entry, field), count)];
    }),
  );
}

/**
 * @param {readonly (readonly [Entry, number])[]} vector in the order of adding
 * @param {(entry: Entry) => Postings} postingsOf
 * @param {number} count
 * @returns {FieldScores}
 */
function scoreField(vector, postingsOf, count) {
  const products = new Float64Array(count);
  let squares = 0;
  for (const [entry, boost] of vector) {
    const { paragraphs, weights } = postingsOf(entry);
    squares += boost * boost;
    for (let place = 0; place < paragraphs.length; place += 1) {
      const paragraph = /** @type {number} */ (paragraphs[place]);
      const weight = /** @type {number} */ (weights[place]);
      products[paragraph] = /** @type {number} */ (products[paragraph]) + boost * weight;
    }
  }
  return { products, magnitude: Math.sqrt(squares) };
}

/**
 * Adds up the fields of each paragraph.
 * @param {readonly LoadedClause[]} clauses
 * @param {ReadonlyMap<string, FieldScores>} fieldScores
 * @param {PostingsOf} postingsOf
 * @param {Uint8Array} isIn
 * @param {Float64Array} scores to put the sums into
 * @returns {number[]} the paragraphs that match, in the order in which they do
 */
function addFields(clauses, fieldScores, postingsOf, isIn, scores) {
  const bits = new Map([...fieldScores.keys()].map((field, number) => [field, 1 << number]));
  const isAdded = new Uint8Array(scores.length);
  /** @type {number[]} */
  const found = [];
  for (const { field, paragraphs } of listPostings(clauses, postingsOf)) {
    const { products, magnitude } = /** @type {FieldScores} */ (fieldScores.get(field));
    const bit = /** @type {number} */ (bits.get(field));
    for (const paragraph of paragraphs) {
      const added = /** @type {number} */ (isAdded[paragraph]);
      if (isIn[paragraph] && !(added & bit)) {
        const score = /** @type {number} */ (products[paragraph]) / magnitude || 0;
        scores[paragraph] = /** @type {number} */ (scores[paragraph]) + score;
        isAdded[paragraph] = added | bit;
        if (!added) {
          found.push(paragraph);
        }
      }
    }
  }
  return found;
}

/**
 * Where the clauses' terms stand, in the order in which Lunr goes through them.
 * @param {readonly LoadedClause[]} clauses
 * @param {PostingsOf} postingsOf
 * @returns {{field: string, paragraphs: Uint32Array}[]}
 */
function listPostings(clauses, postingsOf) {
  return clauses.flatMap(({ entries, fields }) =>
    entries.flatMap((entry) =>
      fields.map((field) => ({ field, paragraphs: postingsOf(entry, field).paragraphs })),
    ),
  );
}

/**
 * How often the terms stand in the text of each paragraph. A term for several names stands wherever
 * one of them does, so that these need not be counted too.
 * @param {readonly LoadedClause[]} clauses
 * @param {PostingsOf} postingsOf
 * @param {number} count
 * @returns {Uint32Array}
 */
function countMentions(clauses, postingsOf, count) {
  const counts = new Uint32Array(count);
  const counted = clauses.flatMap(({ entries }) => {
    const names = entries.filter(({ term }) => term.startsWith(SYNONYM));
    return names.length ? names : entries;
  });
  for (const entry of new Set(counted)) {
    const { paragraphs, frequencies } = postingsOf(entry, "text");
    for (let place = 0; place < paragraphs.length; place += 1) {
      const paragraph = /** @type {number} */ (paragraphs[place]);
      const frequency = /** @type {number} */ (frequencies[place]);
      counts[paragraph] = /** @type {number} */ (counts[paragraph]) + frequency;
    }
  }
  return counts;
}

/**
 * The best first, equals as they were. Many are first laid into heaps by their scores, so that only
 * small numbers of them are sorted by comparing.
 * @param {readonly number[]} paragraphs
 * @param {Float64Array} scores
 * @returns {number[]}
 */
function sortByScore(paragraphs, scores) {
  const scoreOf = (/** @type {number} */ paragraph) => /** @type {number} */ (scores[paragraph]);
  const best = paragraphs.reduce((most, paragraph) => Math.max(most, scoreOf(paragraph)), 0);
  const last = paragraphs.length;
  const scale = last / (best || 1);
  const heapOf = (/** @type {number} */ paragraph) => last - Math.floor(scoreOf(paragraph) * scale);
  const sizes = new Uint32Array(last + 1);
  for (const paragraph of paragraphs) {
    const heap = heapOf(paragraph);
    sizes[heap] = /** @type {number} */ (sizes[heap]) + 1;
  }
  let total = 0;
  const ends = sizes.map((size) => (total += size));
  const next = ends.map((end, heap) => end - /** @type {number} */ (sizes[heap]));
  /** @type {number[]} */
  const sorted = new Array(last);
  for (const paragraph of paragraphs) {
    const heap = heapOf(paragraph);
    const place = /** @type {number} */ (next[heap]);
    sorted[place] = paragraph;
    next[heap] = place + 1;
  }
  let start = 0;
  for (const end of ends) {
    if (end - start > 1) {
      const heap = sorted.slice(start, end).sort((a, b) => scoreOf(b) - scoreOf(a));
      heap.forEach((paragraph, step) => (sorted[start + step] = paragraph));
    }
    start = end;
  }
  return sorted;
}

/**
 * @param {Float64Array | Uint32Array} values
 * @returns {import("./types.js").Numbers}
 */
function numbersIn(values) {
  return { get: (paragraph) => values[paragraph] };
}
