/**
 * Evaluates a query: finds the matching paragraphs in the order of Lunr's ranking, and remarks to
 * show with them, such as words that were ignored or not found.
 */

import { analyse, findTerm, foldWord, tokenize } from "../shared/analysis.ts";
import { isCommon } from "./parse-query.ts";
import { joinSynonyms } from "./synonyms.ts";
import type { Query, QueryPart } from "./parse-query.ts";
import type { GroupedPart } from "./synonyms.ts";
import type { Clause, Engine, Matches, Numbers, Ranking, SynonymGroup } from "./types.ts";

export interface Remark {
  kind: "unknown" | "common" | "only-common" | "synonyms";
  written: string;
  /** suggested words for an unknown one; all names for one of several */
  instead: readonly string[];
}

export interface Answer {
  /** best first */
  paragraphs: Ranking;
  scores: Numbers;
  /** how often the query's words occur in each */
  counts: Numbers;
  /** terms to highlight */
  terms: ReadonlySet<string>;
  /** phrases to highlight, as folded words */
  phrases: readonly (readonly string[])[];
  remarks: readonly Remark[];
  /** how many parts of the query had to match */
  required: number;
}

const MAX_EXPANSION = 200;
const NO_MATCHES: Matches = {
  paragraphs: new Uint32Array(0),
  scores: new Map(),
  counts: new Map(),
  rank: () => [],
};

/**
 * Evaluates a query.
 * @param options `isTyping`: the last word may be unfinished; `any`: some of the words are enough
 */
export async function evaluateQuery(
  query: Query,
  engine: Engine,
  { isTyping = false, any = false }: { isTyping?: boolean; any?: boolean } = {},
): Promise<Answer> {
  const parts = joinSynonyms(query.parts, engine.facts.synonyms);
  parts
    .filter(({ kind }) => kind === "phrase")
    .forEach(({ written }) => engine.prefetchPhrase(written));
  const readings = await Promise.all(
    parts.map((part) => readPart(part, engine, isTyping, parts.length === 1)),
  );
  const clauses = readings
    .flatMap((reading) => reading.clauses)
    .map((clause) => (any ? asOptional(clause) : clause));
  const highlighted = readings
    .filter((reading) => reading.isWanted && !reading.phrase)
    .flatMap((reading) => reading.clauses);
  const cannotMatch = clauses.length === 0 || isOnlyCommon(readings);
  const found = readings.flatMap((reading) => reading.remarks);
  const remarks = cannotMatch && found.length === 0 ? [onlyCommon(query)] : found;
  const phrases = readings.filter((reading) => reading.phrase);
  const [matches, ...holders] = await Promise.all([
    cannotMatch ? NO_MATCHES : engine.match(clauses),
    ...phrases.map(({ phrase }) => engine.phrase(phrase)),
  ]);
  return {
    paragraphs: matches.rank(phrases.length ? holdsPhrases(phrases, holders, any) : undefined),
    scores: matches.scores,
    counts: readings.every(({ phrase, isWanted }) => phrase || !isWanted)
      ? addCounts(holders.filter((_, place) => phrases[place]?.isWanted))
      : matches.counts,
    terms: new Set(highlighted.filter(isOfText).flatMap((clause) => clause.terms)),
    phrases: readings.flatMap(({ phrase, words, names, isWanted }) =>
      isWanted ? [...(phrase ? [words] : []), ...names] : [],
    ),
    remarks,
    required: readings.filter((reading) => reading.isWanted && reading.clauses.length > 0).length,
  };
}

/** The clauses and remarks that one part of a query leads to. */
interface Reading {
  clauses: readonly Clause[];
  remarks: readonly Remark[];
  /** the phrase as typed; empty if this is not a phrase */
  phrase: string;
  /** the phrase as folded words */
  words: readonly string[];
  /** names to highlight, as folded words */
  names: readonly (readonly string[])[];
  isWanted: boolean;
}

/**
 * Reads one part of a query.
 * @param isAlone true if the query has no other part
 */
async function readPart(
  part: GroupedPart,
  engine: Engine,
  isTyping: boolean,
  isAlone: boolean,
): Promise<Reading> {
  const isWanted = part.presence !== "prohibited";
  const plain = { remarks: [], phrase: "", words: [], names: [], isWanted };
  if (part.group && (await engine.hasTerm(part.group.term))) {
    return readSynonyms(part, part.group, engine, plain);
  }
  if (part.kind === "phrase") {
    return readPhrase(part, plain);
  }
  if (part.kind === "pattern") {
    const terms = await engine.termsLike(part.written);
    return { ...plain, clauses: [clauseOf(part, terms)], remarks: unknownIf(terms, part) };
  }
  if (part.kind === "near") {
    const [term = ""] = analyse(part.written);
    const terms = await engine.termsNear(term, part.edits);
    return { ...plain, clauses: [clauseOf(part, terms)], remarks: unknownIf(terms, part) };
  }
  const words = tokenize(part.written);
  const readings = await Promise.all(
    words.map(({ word }, place) => {
      const mayGrow = isTyping && part.isLast && place === words.length - 1;
      return readWord(word, part, engine, mayGrow, isAlone && words.length === 1);
    }),
  );
  return {
    ...plain,
    clauses: readings.flatMap((reading) => reading.clauses),
    remarks: readings.flatMap((reading) => reading.remarks),
  };
}

/**
 * Reads a name as all names of its group; a name of one word matches other forms of that word too.
 */
async function readSynonyms(
  part: QueryPart,
  group: SynonymGroup,
  engine: Engine,
  plain: Pick<Reading, "words" | "isWanted" | "phrase">,
): Promise<Reading> {
  const terms = analyse(part.written);
  const own = terms.length === 1 && (await engine.hasTerm(terms[0] ?? "")) ? terms : [];
  return {
    ...plain,
    clauses: [clauseOf(part, [group.term, ...own])],
    remarks: plain.isWanted
      ? [{ kind: "synonyms", written: part.written, instead: group.written }]
      : [],
    names: group.names,
  };
}

/**
 * Reads one word.
 * @param mayGrow true if it may be the beginning of a longer word
 */
async function readWord(
  word: string,
  part: QueryPart,
  engine: Engine,
  mayGrow: boolean,
  isAlone: boolean,
): Promise<{ clauses: Clause[]; remarks: Remark[] }> {
  const [term = ""] = analyse(word);
  const longer = mayGrow ? await engine.termsOfWordsFrom(foldWord(word)) : [];
  const isKnown = part.field === "" ? await engine.hasTerm(term) : true;
  const terms = [...new Set([...(isKnown ? [term] : []), ...longer])].slice(0, MAX_EXPANSION);
  if (isCommon(word) && part.presence !== "prohibited") {
    if (terms.length && (isAlone || longer.length)) {
      return { clauses: [clauseOf(part, terms)], remarks: [] };
    }
    const optional = isKnown ? [{ ...clauseOf(part, [term]), presence: "optional" as const }] : [];
    return {
      clauses: optional,
      remarks: isAlone ? [{ kind: "common", written: word, instead: [] }] : [],
    };
  }
  if (terms.length) {
    return { clauses: [clauseOf(part, terms)], remarks: [] };
  }
  const remarks =
    part.presence === "prohibited"
      ? []
      : [
          {
            kind: "unknown" as const,
            written: word,
            instead: await engine.wordsNear(foldWord(word)),
          },
        ];
  return { clauses: [clauseOf(part, [])], remarks };
}

function readPhrase(
  part: QueryPart,
  plain: Pick<Reading, "words" | "names" | "isWanted">,
): Reading {
  const words = tokenize(part.written);
  const terms = words.flatMap(({ word }) => findTerm(word) ?? []);
  const clauses = plain.isWanted ? terms.map((term) => clauseOf(part, [term])) : [];
  const remarks = terms.length
    ? []
    : [{ kind: "only-common" as const, written: part.written, instead: [] }];
  return {
    ...plain,
    clauses,
    remarks,
    phrase: terms.length ? part.written : "",
    words: words.map(({ word }) => foldWord(word)),
  };
}

function clauseOf(part: QueryPart, terms: readonly string[]): Clause {
  return {
    terms,
    fields: [part.field || "text"],
    boost: part.boost,
    presence: part.presence,
  };
}

function unknownIf(terms: readonly string[], part: QueryPart): Remark[] {
  return terms.length ? [] : [{ kind: "unknown", written: part.written, instead: [] }];
}

function asOptional(clause: Clause): Clause {
  return clause.presence === "required" ? { ...clause, presence: "optional" } : clause;
}

function isOfText(clause: Clause): boolean {
  return clause.fields.includes("text");
}

/** True if every wanted word is a common one that the index does not contain. */
function isOnlyCommon(readings: readonly Reading[]): boolean {
  const wanted = readings.filter((reading) => reading.isWanted);
  return wanted.length > 0 && wanted.every((reading) => reading.clauses.length === 0);
}

function onlyCommon(query: Query): Remark {
  const written = query.parts.map((part) => part.written).join(" ");
  return { kind: "only-common", written, instead: [] };
}

/**
 * Returns a test for paragraphs that contain the wanted phrases and none of the unwanted ones.
 * @param holders for each phrase, the paragraphs that contain it
 */
function holdsPhrases(
  phrases: readonly Reading[],
  holders: readonly Map<number, number>[],
  any: boolean,
): (paragraph: number) => boolean {
  return (paragraph) =>
    phrases.every(({ isWanted }, place) => {
      const isThere = holders[place]?.has(paragraph) ?? false;
      return isWanted ? isThere || any : !isThere;
    });
}

function addCounts(parts: readonly Map<number, number>[]): Map<number, number> {
  const sums = new Map<number, number>();
  for (const [paragraph, count] of parts.flatMap((part) => [...part])) {
    sums.set(paragraph, (sums.get(paragraph) ?? 0) + count);
  }
  return sums;
}
