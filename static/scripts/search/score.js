/**
 * Clauses to the paragraphs that match them, scored and ordered as `lunr.Index.query` does it.
 *
 * Lunr adds up numbers that computers round, so that the order of adding shows in the last digit.
 * Therefore terms are added in the order in which they first stand in the collection, and fields
 * in the order in which they first match a paragraph; paragraphs of equal score stand in the order
 * in which they first match.
 */

/**
 * @typedef {import("./types.js").Clause} Clause
 * @typedef {import("./types.js").Matches} Matches
 * @typedef {import("./postings.js").Entry} Entry
 * @typedef {import("./postings.js").Postings} Postings
 *
 * @typedef {object} LoadedClause
 * @property {readonly Entry[]} entries
 * @property {readonly string[]} fields
 * @property {number} boost
 * @property {import("./types.js").Presence} presence
 */

/**
 * @param {readonly LoadedClause[]} clauses
 * @param {(entry: Entry, field: string) => Postings} postingsOf
 * @param {number} count of all paragraphs
 * @returns {Matches}
 */
export function matchClauses(clauses, postingsOf, count) {
  const wanted = clauses.filter(({ presence }) => presence !== "prohibited");
  const isOut = findExcluded(clauses, postingsOf, count);
  const scores = new Float64Array(count);
  if (wanted.length === 0) {
    const paragraphs = Array.from(isOut.keys()).filter((paragraph) => !isOut[paragraph]);
    return { paragraphs, scores: numbersIn(scores), counts: numbersIn(scores) };
  }
  const fields = scoreFields(wanted, postingsOf, count);
  const paragraphs = addFields(wanted, fields, postingsOf, isOut, scores);
  return {
    paragraphs: sortByScore(paragraphs, scores),
    scores: numbersIn(scores),
    counts: numbersIn(countMentions(wanted, postingsOf, count)),
  };
}

/**
 * 1 for each paragraph that lacks what is required or has what is prohibited.
 * @param {readonly LoadedClause[]} clauses
 * @param {(entry: Entry, field: string) => Postings} postingsOf
 * @param {number} count
 * @returns {Uint8Array}
 */
function findExcluded(clauses, postingsOf, count) {
  const isOut = new Uint8Array(count);
  for (const clause of clauses.filter(({ presence }) => presence === "required")) {
    const isIn = findHolders(clause, postingsOf, count);
    for (let paragraph = 0; paragraph < count; paragraph += 1) {
      isOut[paragraph] = isIn[paragraph] ? /** @type {number} */ (isOut[paragraph]) : 1;
    }
  }
  for (const clause of clauses.filter(({ presence }) => presence === "prohibited")) {
    const isIn = findHolders(clause, postingsOf, count);
    for (let paragraph = 0; paragraph < count; paragraph += 1) {
      isOut[paragraph] = isIn[paragraph] ? 1 : /** @type {number} */ (isOut[paragraph]);
    }
  }
  return isOut;
}

/**
 * 1 for each paragraph that has one of the terms in one of the fields.
 * @param {LoadedClause} clause
 * @param {(entry: Entry, field: string) => Postings} postingsOf
 * @param {number} count
 * @returns {Uint8Array}
 */
function findHolders({ entries, fields }, postingsOf, count) {
  const isIn = new Uint8Array(count);
  for (const entry of entries) {
    for (const field of fields) {
      for (const paragraph of postingsOf(entry, field).paragraphs) {
        isIn[paragraph] = 1;
      }
    }
  }
  return isIn;
}

/**
 * For each field the scores of all paragraphs: Lunr's `similarity` of query and field.
 * @param {readonly LoadedClause[]} clauses
 * @param {(entry: Entry, field: string) => Postings} postingsOf
 * @param {number} count
 * @returns {Map<string, Float64Array>}
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
      const postings = (/** @type {Entry} */ entry) => postingsOf(entry, field);
      return [field, scoreField(parts, postings, count)];
    }),
  );
}

/**
 * @param {readonly (readonly [Entry, number])[]} vector
 * @param {(entry: Entry) => Postings} postingsOf
 * @param {number} count
 * @returns {Float64Array}
 */
function scoreField(vector, postingsOf, count) {
  const scores = new Float64Array(count);
  let squares = 0;
  for (const [entry, boost] of vector) {
    const { paragraphs, weights } = postingsOf(entry);
    squares += boost * boost;
    for (let place = 0; place < paragraphs.length; place += 1) {
      const paragraph = /** @type {number} */ (paragraphs[place]);
      const weight = /** @type {number} */ (weights[place]);
      scores[paragraph] = /** @type {number} */ (scores[paragraph]) + boost * weight;
    }
  }
  const magnitude = Math.sqrt(squares);
  return scores.map((score) => score / magnitude || 0);
}

/**
 * Adds up the fields of each paragraph.
 * @param {readonly LoadedClause[]} clauses
 * @param {ReadonlyMap<string, Float64Array>} fieldScores
 * @param {(entry: Entry, field: string) => Postings} postingsOf
 * @param {Uint8Array} isOut
 * @param {Float64Array} scores to put the sums into
 * @returns {number[]} the paragraphs that match, in the order in which they do
 */
function addFields(clauses, fieldScores, postingsOf, isOut, scores) {
  const numbers = new Map([...fieldScores.keys()].map((field, number) => [field, number]));
  const isAdded = new Uint32Array(scores.length);
  /** @type {number[]} */
  const found = [];
  for (const { entries, fields } of clauses) {
    for (const entry of entries) {
      for (const field of fields) {
        const bit = 1 << /** @type {number} */ (numbers.get(field));
        const ofField = /** @type {Float64Array} */ (fieldScores.get(field));
        for (const paragraph of postingsOf(entry, field).paragraphs) {
          const added = /** @type {number} */ (isAdded[paragraph]);
          if (isOut[paragraph] || added & bit) {
            continue;
          }
          if (!added) {
            found.push(paragraph);
          }
          isAdded[paragraph] = added | bit;
          const sum = /** @type {number} */ (scores[paragraph]);
          scores[paragraph] = sum + /** @type {number} */ (ofField[paragraph]);
        }
      }
    }
  }
  return found;
}

/**
 * How often the terms stand in the text of each paragraph.
 * @param {readonly LoadedClause[]} clauses
 * @param {(entry: Entry, field: string) => Postings} postingsOf
 * @param {number} count
 * @returns {Uint32Array}
 */
function countMentions(clauses, postingsOf, count) {
  const counts = new Uint32Array(count);
  for (const entry of new Set(clauses.flatMap(({ entries }) => entries))) {
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
 * @param {number[]} paragraphs
 * @param {Float64Array} scores
 * @returns {number[]} the best first, equals as they were
 */
function sortByScore(paragraphs, scores) {
  return paragraphs.sort(
    (a, b) => /** @type {number} */ (scores[b]) - /** @type {number} */ (scores[a]),
  );
}

/**
 * @param {Float64Array | Uint32Array} values
 * @returns {import("./types.js").Numbers}
 */
function numbersIn(values) {
  return { get: (paragraph) => values[paragraph] };
}
