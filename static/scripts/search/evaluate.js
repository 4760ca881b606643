/**
 * A query to the paragraphs that match it, in the order of Lunr's ranking, and what a reader must
 * know about the answer: which words were passed over, which nobody said.
 */

import { analyse, findTerm, foldWord, tokenize } from "../shared/analysis.js";
import { isCommon } from "./parse-query.js";
import { joinSynonyms } from "./synonyms.js";

/**
 * @typedef {import("./types.js").Clause} Clause
 * @typedef {import("./types.js").Engine} Engine
 * @typedef {import("./parse-query.js").Wish} Wish
 *
 * @typedef {object} Remark
 * @property {"unknown" | "common" | "only-common" | "synonyms"} kind
 * @property {string} written
 * @property {readonly string[]} instead words that are known, for an unknown one; all names, for
 *   one of several
 *
 * @typedef {object} Answer
 * @property {number[]} paragraphs best first
 * @property {import("./types.js").Numbers} scores
 * @property {import("./types.js").Numbers} counts how often what was asked for stands in each
 * @property {ReadonlySet<string>} terms to mark where a hit is shown
 * @property {readonly (readonly string[])[]} phrases folded words, to mark as wholes
 * @property {readonly Remark[]} remarks
 * @property {number} asked how many things had to match
 */

const MAX_EXPANSION = 200;

/**
 * @param {import("./parse-query.js").Query} query
 * @param {Engine} engine
 * @param {{isTyping?: boolean, any?: boolean}} [how] `isTyping`: the last word may be unfinished;
 *   `any`: some of the words are enough
 * @returns {Promise<Answer>}
 */
export async function ask(query, engine, { isTyping = false, any = false } = {}) {
  const wishes = joinSynonyms(query.wishes, engine.facts.synonyms);
  wishes
    .filter(({ kind }) => kind === "phrase")
    .forEach(({ written }) => engine.expectPhrase(written));
  const readings = await Promise.all(
    wishes.map((wish) => readWish(wish, engine, isTyping, wishes.length === 1)),
  );
  const clauses = readings
    .flatMap((reading) => reading.clauses)
    .map((clause) => (any ? asOptional(clause) : clause));
  const marked = readings
    .filter((reading) => reading.isWanted && !reading.phrase)
    .flatMap((reading) => reading.clauses);
  const isHopeless = clauses.length === 0 || isOnlyCommon(readings);
  const said = readings.flatMap((reading) => reading.remarks);
  const remarks = isHopeless && said.length === 0 ? [onlyCommon(query)] : said;
  const phrases = readings.filter((reading) => reading.phrase);
  const [matches, ...holders] = await Promise.all([
    isHopeless ? { paragraphs: [], scores: new Map(), counts: new Map() } : engine.match(clauses),
    ...phrases.map(({ phrase }) => engine.phrase(phrase)),
  ]);
  return {
    paragraphs: withPhrases(matches.paragraphs, phrases, holders, any),
    scores: matches.scores,
    counts: readings.every(({ phrase, isWanted }) => phrase || !isWanted)
      ? addCounts(holders.filter((_, place) => phrases[place]?.isWanted))
      : matches.counts,
    terms: new Set(marked.filter(isOfText).flatMap((clause) => clause.terms)),
    phrases: readings.flatMap(({ phrase, words, names, isWanted }) =>
      isWanted ? [...(phrase ? [words] : []), ...names] : [],
    ),
    remarks,
    asked: readings.filter((reading) => reading.isWanted && reading.clauses.length > 0).length,
  };
}

/**
 * What one wish comes to.
 * @typedef {object} Reading
 * @property {readonly Clause[]} clauses
 * @property {readonly Remark[]} remarks
 * @property {string} phrase as it was typed, or nothing
 * @property {readonly string[]} words of the phrase, folded
 * @property {readonly (readonly string[])[]} names to mark, as folded words
 * @property {boolean} isWanted
 */

/**
 * @param {import("./synonyms.js").GroupedWish} wish
 * @param {Engine} engine
 * @param {boolean} isTyping
 * @param {boolean} isAlone whether it is the only wish
 * @returns {Promise<Reading>}
 */
async function readWish(wish, engine, isTyping, isAlone) {
  const isWanted = wish.presence !== "prohibited";
  const plain = { remarks: [], phrase: "", words: [], names: [], isWanted };
  if (wish.group && (await engine.hasTerm(wish.group.term))) {
    return readSynonyms(wish, wish.group, engine, plain);
  }
  if (wish.kind === "phrase") {
    return readPhrase(wish, plain);
  }
  if (wish.kind === "pattern") {
    const terms = await engine.termsLike(wish.written);
    return { ...plain, clauses: [clauseOf(wish, terms)], remarks: unknownIf(terms, wish) };
  }
  if (wish.kind === "near") {
    const [term = ""] = analyse(wish.written);
    const terms = await engine.termsNear(term, wish.edits);
    return { ...plain, clauses: [clauseOf(wish, terms)], remarks: unknownIf(terms, wish) };
  }
  const words = tokenize(wish.written);
  const readings = await Promise.all(
    words.map(({ word }, place) => {
      const mayGrow = isTyping && wish.isLast && place === words.length - 1;
      return readWord(word, wish, engine, mayGrow, isAlone && words.length === 1);
    }),
  );
  return {
    ...plain,
    clauses: readings.flatMap((reading) => reading.clauses),
    remarks: readings.flatMap((reading) => reading.remarks),
  };
}

/**
 * All the names of a group; the forms of the word itself too, when it is one.
 * @param {Wish} wish
 * @param {import("./types.js").SynonymGroup} group
 * @param {Engine} engine
 * @param {Pick<Reading, "words" | "isWanted" | "phrase">} plain
 * @returns {Promise<Reading>}
 */
async function readSynonyms(wish, group, engine, plain) {
  const terms = analyse(wish.written);
  const own = terms.length === 1 && (await engine.hasTerm(terms[0] ?? "")) ? terms : [];
  return {
    ...plain,
    clauses: [clauseOf(wish, [group.term, ...own])],
    remarks: plain.isWanted ? [{ kind: "synonyms", written: wish.written, instead: group.written }] : [],
    names: group.names,
  };
}

/**
 * @param {string} word
 * @param {Wish} wish
 * @param {Engine} engine
 * @param {boolean} mayGrow whether it may be the beginning of a word
 * @param {boolean} isAlone
 * @returns {Promise<{clauses: Clause[], remarks: Remark[]}>}
 */
async function readWord(word, wish, engine, mayGrow, isAlone) {
  const [term = ""] = analyse(word);
  const longer = mayGrow ? await engine.termsOfWordsFrom(foldWord(word)) : [];
  const isKnown = wish.field === "" ? await engine.hasTerm(term) : true;
  const terms = [...new Set([...(isKnown ? [term] : []), ...longer])].slice(0, MAX_EXPANSION);
  if (isCommon(word) && wish.presence !== "prohibited") {
    if (terms.length && (isAlone || longer.length)) {
      return { clauses: [clauseOf(wish, terms)], remarks: [] };
    }
    const optional = isKnown ? [{ ...clauseOf(wish, [term]), presence: /** @type {const} */ ("optional") }] : [];
    return { clauses: optional, remarks: isAlone ? [{ kind: "common", written: word, instead: [] }] : [] };
  }
  if (terms.length) {
    return { clauses: [clauseOf(wish, terms)], remarks: [] };
  }
  const remarks =
    wish.presence === "prohibited"
      ? []
      : [{ kind: /** @type {const} */ ("unknown"), written: word, instead: await engine.wordsNear(foldWord(word)) }];
  return { clauses: [clauseOf(wish, [])], remarks };
}

/**
 * @param {Wish} wish
 * @param {Pick<Reading, "words" | "names" | "isWanted">} plain
 * @returns {Reading}
 */
function readPhrase(wish, plain) {
  const words = tokenize(wish.written);
  const terms = words.flatMap(({ word }) => findTerm(word) ?? []);
  const clauses = plain.isWanted ? terms.map((term) => clauseOf(wish, [term])) : [];
  const remarks = terms.length
    ? []
    : [{ kind: /** @type {const} */ ("only-common"), written: wish.written, instead: [] }];
  return {
    ...plain,
    clauses,
    remarks,
    phrase: terms.length ? wish.written : "",
    words: words.map(({ word }) => foldWord(word)),
  };
}

/**
 * @param {Wish} wish
 * @param {readonly string[]} terms
 * @returns {Clause}
 */
function clauseOf(wish, terms) {
  return {
    terms,
    fields: [wish.field || "text"],
    boost: wish.boost,
    presence: wish.presence,
  };
}

/**
 * @param {readonly string[]} terms
 * @param {Wish} wish
 * @returns {Remark[]}
 */
function unknownIf(terms, wish) {
  return terms.length ? [] : [{ kind: "unknown", written: wish.written, instead: [] }];
}

/**
 * @param {Clause} clause
 * @returns {Clause}
 */
function asOptional(clause) {
  return clause.presence === "required" ? { ...clause, presence: "optional" } : clause;
}

/**
 * @param {Clause} clause
 * @returns {boolean}
 */
function isOfText(clause) {
  return clause.fields.includes("text");
}

/**
 * Whether every word that is wanted is a common one that the index does not know.
 * @param {readonly Reading[]} readings
 * @returns {boolean}
 */
function isOnlyCommon(readings) {
  const wanted = readings.filter((reading) => reading.isWanted);
  return wanted.length > 0 && wanted.every((reading) => reading.clauses.length === 0);
}

/**
 * @param {import("./parse-query.js").Query} query
 * @returns {Remark}
 */
function onlyCommon(query) {
  const written = query.wishes.map((wish) => wish.written).join(" ");
  return { kind: "only-common", written, instead: [] };
}

/**
 * The paragraphs that also hold the phrases that are wanted, and none of the others.
 * @param {readonly number[]} paragraphs
 * @param {readonly Reading[]} phrases
 * @param {readonly Map<number, number>[]} holders of each phrase
 * @param {boolean} any
 * @returns {number[]}
 */
function withPhrases(paragraphs, phrases, holders, any) {
  if (phrases.length === 0) {
    return [...paragraphs];
  }
  return paragraphs.filter((paragraph) =>
    phrases.every(({ isWanted }, place) => {
      const isThere = holders[place]?.has(paragraph) ?? false;
      return isWanted ? isThere || any : !isThere;
    }),
  );
}

/**
 * @param {readonly Map<number, number>[]} parts
 * @returns {Map<number, number>}
 */
function addCounts(parts) {
  /** @type {Map<number, number>} */
  const sums = new Map();
  for (const [paragraph, count] of parts.flatMap((part) => [...part])) {
    sums.set(paragraph, (sums.get(paragraph) ?? 0) + count);
  }
  return sums;
}
