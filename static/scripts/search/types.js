/**
 * What the parts of search say to each other. The engine knows the index; everything else knows
 * only this.
 *
 * A clause is one of Lunr's, with the difference that its terms are written out: a paragraph
 * matches the clause when it has one of the terms in one of the fields.
 * @typedef {object} Clause
 * @property {readonly string[]} terms as the index knows them
 * @property {readonly string[]} fields
 * @property {number} boost
 * @property {Presence} presence
 *
 * @typedef {"required" | "optional" | "prohibited"} Presence
 *
 * The paragraphs that match, as numbers in reading order of the collection from 0.
 * @typedef {object} Matches
 * @property {number[]} paragraphs best first; among equals, those first that have the first term,
 *   in reading order, as Lunr has them
 * @property {Numbers} scores
 * @property {Numbers} counts how often the terms that are wanted stand in the text of each
 *
 * A number for each of some paragraphs.
 * @typedef {object} Numbers
 * @property {(paragraph: number) => number | undefined} get
 *
 * One paragraph, as it is shown among the hits.
 * @typedef {object} Passage
 * @property {number} number
 * @property {string} id such as 2021-02-26-atmar/p14
 * @property {string} url relative to the site's root
 * @property {string} statement its slug
 * @property {string} title of the statement, in short
 * @property {string} date
 * @property {Kind} kind
 * @property {number | null} exchange
 * @property {string} question the exchange's question in short, or nothing
 * @property {string} speaker a slug
 * @property {string} speakerName
 * @property {readonly string[]} topics slugs
 * @property {string} text
 *
 * @typedef {"statement" | "question" | "answer" | "report"} Kind
 *
 * A statement, as filters and charts need it.
 * @typedef {object} StatementFacts
 * @property {string} slug
 * @property {string} title
 * @property {string} date
 * @property {number} first the number of its first paragraph
 * @property {number} words how many it has
 *
 * What there is to filter by.
 * @typedef {object} Columns
 * @property {readonly StatementFacts[]} statements in reading order
 * @property {ReadonlyMap<string, string>} speakers name by slug
 * @property {(paragraph: number) => StatementFacts} statementOf
 * @property {(paragraph: number) => Kind} kindOf
 * @property {(paragraph: number) => string} speakerOf
 * @property {(paragraph: number) => readonly string[]} topicsOf
 *
 * What is known before anything is looked up.
 * @typedef {object} IndexFacts
 * @property {number} paragraphs how many there are
 * @property {readonly string[]} fields that are indexed
 * @property {ReadonlyMap<string, string>} topics label by slug
 * @property {readonly SynonymGroup[]} synonyms
 *
 * Names that mean the same. The term stands in every paragraph in which one of the names does, as
 * often as they do.
 * @typedef {object} SynonymGroup
 * @property {string} term
 * @property {readonly (readonly string[])[]} names as folded words
 * @property {readonly string[]} written as config.yaml has them
 *
 * The index, behind one small interface. Every call may load; a call that cannot rejects with
 * IndexError.
 * @typedef {object} Engine
 * @property {IndexFacts} facts
 * @property {(clauses: readonly Clause[]) => Promise<Matches>} match
 * @property {(term: string) => Promise<boolean>} hasTerm
 * @property {(pattern: string) => Promise<string[]>} termsLike those that a pattern with * matches
 * @property {(beginning: string) => Promise<string[]>} termsOfWordsFrom of folded words,
 *   those of the most frequent words first
 * @property {(term: string, edits: number) => Promise<string[]>} termsNear
 * @property {(word: string) => Promise<string[]>} wordsNear folded words like one that is unknown
 * @property {(written: string) => void} expectPhrase begins to load what a phrase needs
 * @property {(written: string) => Promise<Map<number, number>>} phrase how often the words stand
 *   so, stop words too, in each paragraph where they do
 * @property {(paragraphs: readonly number[]) => Promise<Passage[]>} passages
 * @property {() => Promise<Columns>} columns
 */

/** The index cannot be had: it did not arrive, or it is of another build. */
export class IndexError extends Error {}
