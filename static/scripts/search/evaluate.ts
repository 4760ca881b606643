/**
 * Evaluates a query: finds the matching paragraphs in the order of Lunr's ranking, and remarks to
 * show with them, such as words that were ignored or not found.
 */

import { analyse, tokenize } from "../shared/analysis.ts";
import { groupAlternatives, isCommon } from "./parse-query.ts";
import { joinSynonyms } from "./synonyms.ts";
import type { Word } from "../shared/analysis.ts";
import type { Query, QueryPart } from "./parse-query.ts";
import type { GroupedPart } from "./synonyms.ts";
import { IndexError } from "./types.ts";
import type { Engine } from "./engine.ts";
import type { Clause, Matches, Numbers, Ranking, SynonymGroup } from "./types.ts";

export interface Remark {
  kind: "unknown" | "common" | "only-common" | "synonyms";
  written: string;
  /** suggested words for an unknown one; all names for one of several */
  instead: readonly string[];
}

export interface Answer {
  /** best first */
  paragraphs: Ranking;
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
  const groups = groupAlternatives(parts);
  if (!any) {
    engine.prefetch(listRequired(groups));
  }
  const readings = await Promise.all(
    groups.map((group) => readGroup(group, engine, isTyping, groups.length === 1)),
  );
  const clauses = readings
    .flatMap((reading) => reading.clauses)
    .map((clause) => (any ? asOptional(clause) : clause));
  const cannotMatch = clauses.length === 0 || isOnlyCommon(readings);
  const found = readings.flatMap((reading) => reading.remarks);
  const remarks = cannotMatch && found.length === 0 ? [onlyCommon(query)] : found;
  const exact = readings.filter(({ find }) => find);
  const [matches, ...holders] = await Promise.all([
    cannotMatch ? NO_MATCHES : engine.match(clauses),
    ...exact.map(({ find }) => find!()),
  ]);
  const wanted = readings.filter(({ isWanted }) => isWanted);
  return {
    paragraphs: matches.rank(exact.length ? isHeldByAll(exact, holders, any) : undefined),
    counts: wanted.every(({ find }) => find)
      ? addCounts(holders.filter((_, place) => exact[place]?.isWanted))
      : matches.counts,
    terms: new Set(wanted.flatMap(({ terms }) => terms)),
    phrases: wanted.flatMap(({ phrases }) => phrases),
    remarks,
    required: wanted.filter((reading) => reading.clauses.length > 0).length,
  };
}

/** Returns terms that every paragraph found has, as far as they are known without loading. */
function listRequired(groups: readonly GroupedPart[][]): string[][] {
  return groups
    .flatMap((group) => (group.length === 1 ? group : []))
    .filter(({ kind, field, presence, group }) => {
      const isPlain = !group && (kind === "words" || kind === "phrase");
      return isPlain && presence === "required" && (field === "" || field === "text");
    })
    .flatMap(({ written }) => tokenize(written))
    .flatMap(({ term }) => (term === null ? [] : [[term]]));
}

/** The clauses and remarks that one part of a query leads to, or several joined by `OR`. */
interface Reading {
  clauses: readonly Clause[];
  remarks: readonly Remark[];
  /** finds the paragraphs that have it, and how often, if clauses alone also find others */
  find: (() => Promise<Map<number, number>>) | null;
  /** terms to highlight */
  terms: readonly string[];
  /** phrases and names to highlight, as folded words */
  phrases: readonly (readonly string[])[];
  isWanted: boolean;
}

/** Reads a part, or parts of which one is enough: these have one clause with the terms of all. */
async function readGroup(
  group: readonly GroupedPart[],
  engine: Engine,
  isTyping: boolean,
  isAlone: boolean,
): Promise<Reading> {
  const readings = await Promise.all(
    group.map((part) => readPart(part, engine, isTyping, isAlone || group.length > 1)),
  );
  const [first] = readings;
  if (readings.length === 1 || !first) {
    return first!;
  }
  const clauses = readings.flatMap((reading) => reading.clauses);
  const fields = new Set(clauses.flatMap((clause) => clause.fields));
  const isExact =
    fields.size < 2 && readings.every((reading) => !reading.find && reading.clauses.length === 1);
  return {
    clauses: clauses.slice(0, 1).map((clause) => ({
      ...clause,
      fields: [...fields],
      terms: [...new Set(clauses.flatMap(({ terms }) => terms))],
    })),
    remarks: readings.flatMap((reading) => reading.remarks),
    find: isExact ? null : () => findAny(readings, engine),
    terms: readings.flatMap(({ terms }) => terms),
    phrases: readings.flatMap(({ phrases }) => phrases),
    isWanted: true,
  };
}

/** Returns the paragraphs that have what one of the readings asks for, and how often. */
async function findAny(readings: readonly Reading[], engine: Engine): Promise<Map<number, number>> {
  const holders = await Promise.all(
    readings.map(async ({ find, clauses }) => {
      if (find) {
        return find();
      }
      const required = clauses.map((clause) => ({ ...clause, presence: "required" as const }));
      const { paragraphs, counts } = clauses.length ? await engine.match(required) : NO_MATCHES;
      return new Map([...paragraphs].map((one) => [one, counts.get(one) ?? 0]));
    }),
  );
  return addCounts(holders);
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
  const plain: Reading = { clauses: [], remarks: [], find: null, terms: [], phrases: [], isWanted };
  if (part.group && (await engine.hasTerm(part.group.term))) {
    return readSynonyms(part, part.group, engine, plain);
  }
  if (part.kind === "phrase") {
    return readPhrase(part, engine, plain);
  }
  if (part.kind === "pattern") {
    const terms = await readPattern(part.written, engine);
    return { ...plain, ...withTerms(part, terms), remarks: unknownIf(terms, part) };
  }
  if (part.kind === "near") {
    const [term = ""] = analyse(part.written);
    const terms = await engine.termsNear(term, part.edits);
    return { ...plain, ...withTerms(part, terms), remarks: unknownIf(terms, part) };
  }
  const words = tokenize(part.written);
  const readings = await Promise.all(
    words.map((word, place) => {
      const mayGrow = isTyping && part.isLast && place === words.length - 1;
      return readWord(word, part, engine, mayGrow, isAlone && words.length === 1);
    }),
  );
  const clauses = readings.flatMap((reading) => reading.clauses);
  return {
    ...plain,
    clauses,
    terms: clauses.filter(isOfText).flatMap(({ terms }) => terms),
    remarks: readings.flatMap((reading) => reading.remarks),
  };
}

/**
 * Returns the terms of words that match a pattern, those that match it themselves in Lunr's order.
 * The beginning of a word is that of a word as written: `oppose*` begins no term, as `oppos` is the
 * term of `opposed`.
 */
async function readPattern(pattern: string, engine: Engine): Promise<string[]> {
  if (pattern.indexOf("*") < pattern.length - 1) {
    return engine.termsLike(pattern);
  }
  const [like, ofWords] = await Promise.all([
    engine.termsLike(pattern),
    engine.termsOfWordsFrom(pattern.slice(0, -1)),
  ]);
  const written = new Set(ofWords);
  return [...new Set([...like.filter((term) => written.has(term)), ...ofWords])];
}

/** Returns the clause of the terms, and which of them to highlight. */
function withTerms(part: QueryPart, terms: readonly string[]): Pick<Reading, "clauses" | "terms"> {
  const clause = clauseOf(part, terms);
  return { clauses: [clause], terms: isOfText(clause) ? terms : [] };
}

/**
 * Reads a name as all names of its group; a name of one word matches other forms of that word too.
 */
async function readSynonyms(
  part: QueryPart,
  group: SynonymGroup,
  engine: Engine,
  plain: Reading,
): Promise<Reading> {
  const terms = analyse(part.written);
  const own = terms.length === 1 && (await engine.hasTerm(terms[0] ?? "")) ? terms : [];
  return {
    ...plain,
    ...withTerms(part, [group.term, ...own]),
    remarks: plain.isWanted
      ? [{ kind: "synonyms", written: part.written, instead: group.written }]
      : [],
    phrases: group.names,
  };
}

/**
 * Reads one word.
 * @param mayGrow true if it may be the beginning of a longer word
 */
async function readWord(
  { word, folded }: Word,
  part: QueryPart,
  engine: Engine,
  mayGrow: boolean,
  isAlone: boolean,
): Promise<{ clauses: Clause[]; remarks: Remark[] }> {
  const [term = ""] = analyse(word);
  const longer = mayGrow ? await ifLoaded(engine.termsOfWordsFrom(folded)) : [];
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
            instead: await ifLoaded(engine.wordsNear(folded)),
          },
        ];
  return { clauses: [clauseOf(part, [])], remarks };
}

/** Returns words that a query can do without; none if they cannot be loaded. */
async function ifLoaded(words: Promise<string[]>): Promise<string[]> {
  try {
    return await words;
  } catch (error) {
    if (error instanceof IndexError) {
      return [];
    }
    throw error;
  }
}

function readPhrase(part: QueryPart, engine: Engine, plain: Reading): Reading {
  const words = tokenize(part.written);
  const terms = words.flatMap(({ term }) => term ?? []);
  return {
    ...plain,
    clauses: plain.isWanted ? terms.map((term) => clauseOf(part, [term])) : [],
    remarks: terms.length
      ? []
      : [{ kind: "only-common" as const, written: part.written, instead: [] }],
    find: terms.length ? () => engine.phrase(part.written) : null,
    phrases: terms.length ? [words.map(({ folded }) => folded)] : [],
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
 * Returns a test for paragraphs that have all that is wanted and nothing that is unwanted.
 * @param holders for each reading, the paragraphs that have it
 */
function isHeldByAll(
  readings: readonly Reading[],
  holders: readonly Map<number, number>[],
  any: boolean,
): (paragraph: number) => boolean {
  return (paragraph) =>
    readings.every(({ isWanted }, place) => {
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
