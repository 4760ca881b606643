/**
 * The engine over a whole Lunr index: read by lunr.js in one piece with all paragraphs.
 */

import lunr from "lunr";

import { foldWord, registerPipeline, tokenize } from "../analysis.js";
import { IndexError } from "./types.js";

/**
 * @typedef {import("./types.js").Clause} Clause
 * @typedef {import("./types.js").Engine} Engine
 * @typedef {import("./types.js").Passage} Passage
 *
 * @typedef {object} WholeIndex
 * @property {object} index as Lunr serialises it
 * @property {Passage[]} passages in reading order
 * @property {[string, string][]} speakers slug and name
 * @property {[string, string][]} topics slug and label
 */

registerPipeline(lunr);

// The published types of Lunr leave out what it does not document.
const library = /** @type {any} */ (lunr);

/**
 * @param {string} address of the index
 * @returns {Promise<Engine>}
 */
export async function openWholeIndex(address) {
  try {
    const response = await fetch(address);
    if (!response.ok) {
      throw new IndexError(`the server answered ${response.status}`);
    }
    return engineOver(await response.json());
  } catch (error) {
    throw error instanceof IndexError ? error : new IndexError(String(error));
  }
}

/**
 * @param {WholeIndex} whole
 * @returns {Engine}
 */
export function engineOver(whole) {
  const index = library.Index.load(whole.index);
  const { passages } = whole;
  const words = listWords(passages);
  return {
    facts: {
      paragraphs: passages.length,
      fields: index.fields,
      speakers: new Map(whole.speakers),
      topics: new Map(whole.topics),
    },
    match: async (clauses) => match(index, clauses, passages),
    hasTerm: async (term) => Object.hasOwn(index.invertedIndex, term),
    termsLike: async (pattern) => expand(index, library.TokenSet.fromString(pattern)),
    termsNear: async (term, edits) => expand(index, library.TokenSet.fromFuzzyString(term, edits)),
    termsOfWordsFrom: async (beginning) => termsFrom(words, beginning),
    wordsNear: async (word) => wordsNear(words, word),
    phrase: async (written) => holdersOf(passages, written),
    passages: async (numbers) => numbers.flatMap((number) => passages[number] ?? []),
    columns: async () => columnsOf(passages),
  };
}

// Lunr's automaton for words like another grows with the square of the word.
const LONGEST_GUESS = 24;

const PRESENCES = {
  required: library.Query.presence.REQUIRED,
  optional: library.Query.presence.OPTIONAL,
  prohibited: library.Query.presence.PROHIBITED,
};

/**
 * @param {any} index
 * @param {readonly Clause[]} clauses
 * @param {readonly Passage[]} passages
 * @returns {import("./types.js").Matches}
 */
function match(index, clauses, passages) {
  const groups = clauses.filter(({ presence }) => presence === "required");
  if (groups.some(({ terms }) => terms.length === 0)) {
    return { paragraphs: [], scores: new Map(), counts: new Map() };
  }
  const results = index.query((/** @type {any} */ query) => {
    for (const { terms, fields, boost, presence } of clauses) {
      const isChoice = presence === "required" && terms.length > 1;
      for (const term of terms) {
        query.clause({
          term,
          fields: [...fields],
          boost,
          presence: isChoice ? PRESENCES.optional : PRESENCES[presence],
          usePipeline: false,
          wildcard: library.Query.wildcard.NONE,
          editDistance: 0,
        });
      }
    }
  });
  const hits = results.filter((/** @type {any} */ { matchData }) =>
    groups.every(({ terms, fields }) =>
      terms.some((term) => fields.some((field) => matchData.metadata[term]?.[field])),
    ),
  );
  /** @type {Map<number, number>} */
  const scores = new Map(
    hits.map((/** @type {any} */ { ref, score }) => [Number(ref), score]),
  );
  const ranked = [...scores.keys()].sort(
    (a, b) => (scores.get(b) ?? 0) - (scores.get(a) ?? 0) || a - b,
  );
  const wanted = clauses.filter(({ presence }) => presence !== "prohibited");
  const terms = new Set(wanted.flatMap((clause) => clause.terms));
  const counts = new Map(ranked.map((number) => [number, countTerms(passages[number], terms)]));
  return { paragraphs: ranked, scores, counts };
}

/**
 * @param {Passage | undefined} passage
 * @param {ReadonlySet<string>} terms
 * @returns {number}
 */
function countTerms(passage, terms) {
  return tokenize(passage?.text ?? "").filter(({ term }) => term !== null && terms.has(term)).length;
}

/**
 * @param {any} index
 * @param {any} wanted
 * @returns {string[]}
 */
function expand(index, wanted) {
  return index.tokenSet.intersect(wanted).toArray();
}

/**
 * Every word as it is folded, sorted, with its term.
 * @param {readonly Passage[]} passages
 * @returns {readonly [string, string][]}
 */
function listWords(passages) {
  /** @type {Map<string, string>} */
  const terms = new Map();
  for (const { text } of passages) {
    for (const { word, term } of tokenize(text)) {
      if (term !== null) {
        terms.set(foldWord(word), term);
      }
    }
  }
  return [...terms].sort(([a], [b]) => (a < b ? -1 : 1));
}

/**
 * @param {readonly [string, string][]} words
 * @param {string} beginning
 * @returns {string[]}
 */
function termsFrom(words, beginning) {
  return [...new Set(words.filter(([word]) => word.startsWith(beginning)).map(([, term]) => term))];
}

/**
 * @param {readonly [string, string][]} words
 * @param {string} wanted
 * @returns {string[]}
 */
function wordsNear(words, wanted) {
  const letters = Array.from(wanted);
  if (letters.length < 3 || letters.length > LONGEST_GUESS) {
    return [];
  }
  const near = library.TokenSet.fromFuzzyString(wanted, letters.length < 6 ? 1 : 2);
  const builder = new library.TokenSet.Builder();
  for (const [word] of words) {
    builder.insert(word);
  }
  builder.finish();
  return builder.root.intersect(near).toArray().slice(0, 3);
}

/**
 * @param {readonly Passage[]} passages
 * @param {string} written
 * @returns {Map<number, number>}
 */
function holdersOf(passages, written) {
  const wanted = ` ${foldedWords(written)} `;
  const counts = passages.map(
    ({ number, text }) =>
      /** @type {const} */ ([number, ` ${foldedWords(text)} `.split(wanted).length - 1]),
  );
  return new Map(counts.filter(([, count]) => count > 0));
}

/**
 * @param {string} text
 * @returns {string}
 */
function foldedWords(text) {
  return tokenize(text)
    .map(({ word }) => foldWord(word))
    .join(" ");
}

/**
 * @param {readonly Passage[]} passages
 * @returns {import("./types.js").Columns}
 */
function columnsOf(passages) {
  /** @type {Map<string, import("./types.js").StatementFacts>} */
  const statements = new Map();
  for (const { number, statement, title, date, text } of passages) {
    const facts = statements.get(statement) ?? { slug: statement, title, date, first: number, words: 0 };
    facts.words += tokenize(text).length;
    statements.set(statement, facts);
  }
  const at = (/** @type {number} */ paragraph) => /** @type {Passage} */ (passages[paragraph]);
  return {
    statements: [...statements.values()],
    statementOf: (paragraph) =>
      /** @type {import("./types.js").StatementFacts} */ (statements.get(at(paragraph).statement)),
    kindOf: (paragraph) => at(paragraph).kind,
    speakerOf: (paragraph) => at(paragraph).speaker,
    topicsOf: (paragraph) => at(paragraph).topics,
  };
}
