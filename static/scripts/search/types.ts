/**
 * The types shared by the parts of the search. Only the engine knows the index; everything else
 * uses these.
 */

/**
 * A Lunr clause with its terms already expanded: a paragraph matches if it contains one of the
 * terms in one of the fields.
 */
export interface Clause {
  /** terms as in the index */
  terms: readonly string[];
  fields: readonly string[];
  boost: number;
  presence: Presence;
}

export type Presence = "required" | "optional" | "prohibited";

/**
 * The matching paragraphs. They are numbered in reading order of the collection, from 0; after each
 * statement, some numbers are left out.
 */
export interface Matches {
  /** ascending */
  paragraphs: Uint32Array;
  scores: Numbers;
  /** how often the wanted terms occur in the text of each */
  counts: Numbers;
  /**
   * Orders those that are kept, or all: best first; equal scores in the order in which the terms
   * match, then in reading order, as in Lunr.
   */
  rank: (isKept?: (paragraph: number) => boolean) => Ranking;
}

/** Paragraphs in order, which is found out when it is asked for. */
export interface Ranking {
  readonly length: number;
  slice: (start?: number, end?: number) => number[];
}

/** A number for some of the paragraphs. */
export interface Numbers {
  get: (paragraph: number) => number | undefined;
}

/** A paragraph as shown among the hits. */
export interface Passage {
  number: number;
  /** such as 2021-02-26-atmar/p14 */
  id: string;
  /** relative to the site's root */
  url: string;
  /** the statement's slug */
  statement: string;
  /** the statement's short title */
  title: string;
  date: string;
  kind: Kind;
  exchange: number | null;
  /** the exchange's question, shortened; empty outside exchanges */
  question: string;
  /** a slug */
  speaker: string;
  speakerName: string;
  /** those whom a news report quotes in it: slug and name */
  quoted: readonly (readonly [string, string])[];
  /** slugs */
  topics: readonly string[];
  text: string;
}

type Kind = "statement" | "question" | "answer" | "report";

/** Where a statement is among the numbers of paragraphs. */
export interface Span {
  /** the number of its first paragraph */
  first: number;
  /** how many paragraphs it has */
  paragraphs: number;
}

/** Where the statements are, which is much less than all that is known of them. */
export interface Spans {
  /** in reading order */
  spans: readonly Span[];
  /** returns the index of the statement that a paragraph is in */
  placeOf: (paragraph: number) => number;
}

/** What filters and charts need to know about a statement. */
export interface StatementFacts extends Span {
  slug: string;
  title: string;
  date: string;
  /** the number of words in it */
  words: number;
}

/** The statements, and which one a paragraph is in. */
export interface Statements {
  /** in reading order */
  statements: readonly StatementFacts[];
  statementOf: (paragraph: number) => StatementFacts;
}

/** The values to filter by. */
export interface Columns extends Statements {
  /** name by slug */
  speakers: ReadonlyMap<string, string>;
  kindOf: (paragraph: number) => Kind;
  speakerOf: (paragraph: number) => string;
  /** those whom a news report quotes in it */
  quotedIn: (paragraph: number) => readonly string[];
  topicsOf: (paragraph: number) => readonly string[];
  /** those of its topics that it is about, and does not only mention */
  mainTopicsOf: (paragraph: number) => readonly string[];
}

/** The prefix of synonym terms. */
export const SYNONYM = "=";

/**
 * Names with the same meaning. The term occurs in every paragraph that contains one of the names,
 * as often as they do together.
 */
export interface SynonymGroup {
  term: string;
  /** as folded words */
  names: readonly (readonly string[])[];
  /** as written in config.yaml */
  written: readonly string[];
}

/** The index is unavailable: it could not be loaded, or belongs to another build. */
export class IndexError extends Error {}

/** Waits for something; if it fails, throws an IndexError with a message instead. */
export async function orIndexError<T>(attempt: Promise<T>, message: string): Promise<T> {
  try {
    return await attempt;
  } catch {
    throw new IndexError(message);
  }
}
