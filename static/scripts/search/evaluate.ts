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
  if (!any) engine.prefetch(listRequired(groups));
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
  if (readings.length === 1) return readings[0]!;
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
      if (find) return find();
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
  const { kind, written, group } = part;
  const isWanted = part.presence !== "prohibited";
  const plain: Reading = { clauses: [], remarks: [], find: null, terms: [], phrases: [], isWanted };
  if (group && (await engine.hasTerm(group.term))) {
    return { ...plain, ...(await readSynonyms(part, group, engine)) };
  }
  if (kind === "phrase") return { ...plain, ...readPhrase(part, engine) };
  if (kind !== "words") {
    const terms = await (kind === "pattern"
      ? readPattern(written, engine)
      : engine.termsNear(analyse(written)[0] ?? "", part.edits));
    const remarks = terms.length ? [] : [remarkOn("unknown", written)];
    return { ...plain, ...withTerms(part, terms), remarks };
  }
  const words = tokenize(written);
  const readings = await Promise.all(
    words.map((word, place) => {
      const mayGrow = isTyping && part.isLast && place === words.length - 1;
      return readWord(word, part, engine, mayGrow, isAlone && words.length === 1);
    }),
  );
  const clauses = readings.flatMap((reading) => reading.clauses);
  const remarks = readings.flatMap((reading) => reading.remarks);
  return {
    ...plain,
    clauses,
    remarks,
    terms: clauses.filter(isOfText).flatMap(({ terms }) => terms),
  };
}

/**
 * Returns the terms of words that match a pattern, those that match it themselves in Lunr's order.
 * The beginning of a word is that of a word as written: `oppose*` begins no term, as `oppos` is the
 * term of `opposed`.
 */
async function readPattern(pattern: string, engine: Engine): Promise<string[]> {
  if (pattern.indexOf("*") < pattern.length - 1) return engine.termsLike(pattern);
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
): Promise<Partial<Reading>> {
  const terms = analyse(part.written);
  const own = terms.length === 1 && (await engine.hasTerm(terms[0]!)) ? terms : [];
  const isWanted = part.presence !== "prohibited";
  const remarks = isWanted ? [remarkOn("synonyms", part.written, group.written)] : [];
  return { ...withTerms(part, [group.term, ...own]), remarks, phrases: group.names };
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
  const isKnown = part.field !== "" || (await engine.hasTerm(term));
  const terms = [...new Set([...(isKnown ? [term] : []), ...longer])].slice(0, MAX_EXPANSION);
  const isWanted = part.presence !== "prohibited";
  const isMeant = terms.length > 0 && (isAlone || longer.length > 0);
  if (isWanted && isCommon(word) && !isMeant) {
    const clauses = isKnown ? [{ ...clauseOf(part, [term]), presence: "optional" as const }] : [];
    return { clauses, remarks: isAlone ? [remarkOn("common", word)] : [] };
  }
  const isUnknown = isWanted && terms.length === 0;
  const near = isUnknown ? await ifLoaded(engine.wordsNear(folded)) : [];
  const remarks = isUnknown ? [remarkOn("unknown", word, near)] : [];
  return { clauses: [clauseOf(part, terms)], remarks };
}

/** Returns words that a query can do without; none if they cannot be loaded. */
function ifLoaded(words: Promise<string[]>): Promise<string[]> {
  return words.catch((error) => {
    if (error instanceof IndexError) return [];
    throw error;
  });
}

function readPhrase(part: QueryPart, engine: Engine): Partial<Reading> {
  const { written, presence } = part;
  const words = tokenize(written);
  const terms = words.flatMap(({ term }) => term ?? []);
  if (terms.length === 0) return { remarks: [remarkOn("only-common", written)] };
  return {
    clauses: presence === "prohibited" ? [] : terms.map((term) => clauseOf(part, [term])),
    find: () => engine.phrase(written),
    phrases: [words.map(({ folded }) => folded)],
  };
}

function clauseOf({ field, boost, presence }: QueryPart, terms: readonly string[]): Clause {
  return { terms, fields: [field || "text"], boost, presence };
}

function remarkOn(kind: Remark["kind"], written: string, instead: readonly string[] = []): Remark {
  return { kind, written, instead };
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
  return remarkOn("only-common", written);
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
