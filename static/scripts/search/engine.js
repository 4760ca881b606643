/**
 * The engine over an index that is cut into pieces: it loads those that a query needs.
 */

import { openPieces, sourceAt } from "./pieces.js";
import { loadColumns, loadPassages } from "./passages.js";
import { Phrases } from "./phrases.js";
import { Terms } from "./postings.js";
import { matchClauses } from "./rank.js";
import { Vocabulary } from "./vocabulary.js";

/**
 * @typedef {import("./types.js").Clause} Clause
 * @typedef {import("./types.js").Engine} Engine
 * @typedef {import("./types.js").Matches} Matches
 * @typedef {import("./postings.js").Entry} Entry
 * @typedef {import("./postings.js").Postings} Postings
 */

/**
 * @param {string} address of the manifest
 * @returns {Promise<Engine>}
 */
export function openIndex(address) {
  return engineFrom(sourceAt(address));
}

/**
 * @param {import("./pieces.js").Source} source
 * @returns {Promise<Engine>}
 */
export async function engineFrom(source) {
  const pieces = await openPieces(source);
  const { paragraphs, fields, topics, synonyms } = pieces.manifest;
  const terms = new Terms(pieces);
  const vocabulary = new Vocabulary(pieces, terms);
  const passages = (/** @type {readonly number[]} */ numbers) => loadPassages(pieces, numbers);
  const phrases = new Phrases(pieces, terms, passages);
  /** @type {Promise<import("./types.js").Columns> | undefined} */
  let columns;
  return {
    facts: {
      paragraphs,
      fields: fields.map(([name]) => name),
      topics: new Map(topics),
      synonyms: synonyms.map(([term, names, written]) => ({ term, names, written })),
    },
    match: (clauses) => match(terms, clauses, paragraphs),
    hasTerm: async (term) => (await terms.find(term)) !== undefined,
    termsLike: (pattern) => vocabulary.termsLike(pattern),
    termsNear: (term, edits) => vocabulary.termsNear(term, edits),
    termsOfWordsFrom: (beginning) => vocabulary.termsOfWordsFrom(beginning),
    wordsNear: (word) => vocabulary.wordsNear(word),
    expectPhrase: (written) => phrases.expect(written),
    phrase: (written) => phrases.find(written),
    passages,
    columns: () => {
      columns ??= loadColumns(pieces).catch((error) => {
        columns = undefined;
        throw error;
      });
      return columns;
    },
  };
}

/**
 * @param {Terms} terms
 * @param {readonly Clause[]} clauses
 * @param {number} count of all paragraphs
 * @returns {Promise<Matches>}
 */
async function match(terms, clauses, count) {
  /** @type {Map<Entry, Map<string, Postings>>} */
  const loaded = new Map();
  const found = await Promise.all(
    clauses.map(async (clause) => {
      for (const term of clause.terms) {
        clause.fields.forEach((field) => terms.expect(term, field));
      }
      const entries = await Promise.all(clause.terms.map((term) => terms.find(term)));
      return { ...clause, entries: entries.filter((entry) => entry !== undefined) };
    }),
  );
  await Promise.all(
    found.flatMap(({ entries, fields, presence }) =>
      entries.flatMap((entry) =>
        [...fields, ...(presence === "prohibited" ? [] : ["text"])].map(async (field) => {
          const postings = await terms.postings(entry, field);
          loaded.set(entry, (loaded.get(entry) ?? new Map()).set(field, postings));
        }),
      ),
    ),
  );
  const postingsOf = (/** @type {Entry} */ entry, /** @type {string} */ field) =>
    /** @type {Postings} */ (loaded.get(entry)?.get(field));
  return matchClauses(found, postingsOf, count);
}
