/**
 * What the parts of search say to each other. The engine knows the index; everything else knows
 * only this.
 */

/**
 * A clause is one of Lunr's, with the difference that its terms are written out: a paragraph
 * matches the clause when it has one of the terms in one of the fields.
 */
export interface Clause {
  /** as the index knows them */
  terms: readonly string[];
  fields: readonly string[];
  boost: number;
  presence: Presence;
}

export type Presence = "required" | "optional" | "prohibited";

/** The paragraphs that match, as numbers in reading order of the collection from 0. */
export interface Matches {
  /**
   * best first; among equals, those first that have the first term, in reading order, as Lunr has
   * them
   */
  paragraphs: number[];
  scores: Numbers;
  /** how often the terms that are wanted stand in the text of each */
  counts: Numbers;
}

/** A number for each of some paragraphs. */
export interface Numbers {
  get: (paragraph: number) => number | undefined;
}

/** One paragraph, as it is shown among the hits. */
export interface Passage {
  number: number;
  /** such as 2021-02-26-atmar/p14 */
  id: string;
  /** relative to the site's root */
  url: string;
  /** its slug */
  statement: string;
  /** of the statement, in short */
  title: string;
  date: string;
  kind: Kind;
  exchange: number | null;
  /** the exchange's question in short, or nothing */
  question: string;
  /** a slug */
  speaker: string;
  speakerName: string;
  /** slugs */
  topics: readonly string[];
  text: string;
}

type Kind = "statement" | "question" | "answer" | "report";

/** A statement, as filters and charts need it. */
export interface StatementFacts {
  slug: string;
  title: string;
  date: string;
  /** the number of its first paragraph */
  first: number;
  /** how many it has */
  words: number;
}

/** What there is to filter by. */
export interface Columns {
  /** in reading order */
  statements: readonly StatementFacts[];
  /** name by slug */
  speakers: ReadonlyMap<string, string>;
  statementOf: (paragraph: number) => StatementFacts;
  kindOf: (paragraph: number) => Kind;
  speakerOf: (paragraph: number) => string;
  topicsOf: (paragraph: number) => readonly string[];
}

/** What is known before anything is looked up. */
export interface IndexFacts {
  /** how many there are */
  paragraphs: number;
  /** that are indexed */
  fields: readonly string[];
  /** label by slug */
  topics: ReadonlyMap<string, string>;
  synonyms: readonly SynonymGroup[];
}

/**
 * Names that mean the same. The term stands in every paragraph in which one of the names does, as
 * often as they do.
 */
export interface SynonymGroup {
  term: string;
  /** as folded words */
  names: readonly (readonly string[])[];
  /** as config.yaml has them */
  written: readonly string[];
}

/**
 * The index, behind one small interface. Every call may load; a call that cannot rejects with
 * IndexError.
 */
export interface Engine {
  facts: IndexFacts;
  match: (clauses: readonly Clause[]) => Promise<Matches>;
  hasTerm: (term: string) => Promise<boolean>;
  /** those that a pattern with * matches */
  termsLike: (pattern: string) => Promise<string[]>;
  /** of folded words, those of the most frequent words first */
  termsOfWordsFrom: (beginning: string) => Promise<string[]>;
  termsNear: (term: string, edits: number) => Promise<string[]>;
  /** folded words like one that is unknown */
  wordsNear: (word: string) => Promise<string[]>;
  /** begins to load what a phrase needs */
  expectPhrase: (written: string) => void;
  /** how often the words stand so, stop words too, in each paragraph where they do */
  phrase: (written: string) => Promise<Map<number, number>>;
  passages: (paragraphs: readonly number[]) => Promise<Passage[]>;
  columns: () => Promise<Columns>;
}

/** The index cannot be had: it did not arrive, or it is of another build. */
export class IndexError extends Error {}
