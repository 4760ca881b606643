/** Searches an index that is split into pieces, loading only those that a query needs. */

import { tokenize } from "../shared/analysis.ts";
import { openPieces } from "./pieces.ts";
import { loadPassages, loadSpans, loadStatements } from "./passages.ts";
import { Terms } from "./postings.ts";
import { once } from "../shared/once.ts";
import { matchClauses } from "./rank.ts";
import { readGroups } from "./synonyms.ts";
import type { Pieces, Source } from "./pieces.ts";
import type { Clause, Matches, Spans } from "./types.ts";

type LookUps = typeof import("./look-ups.ts");

/** The interface to the index. Every call may load pieces, and rejects with IndexError if it cannot. */
export type Engine = Awaited<ReturnType<typeof openIndex>>;

/**
 * Opens an index.
 * @param loadLookUps loads what queries other than plain words need
 */
export async function openIndex(source: Source, loadLookUps: () => Promise<LookUps>) {
  const pieces = await openPieces(source);
  const { build, numbers, fields, topics, synonyms } = pieces.manifest;
  const terms = new Terms(pieces);
  const passages = (paragraphs: readonly number[]) => loadPassages(pieces, paragraphs);
  const vocabulary = once(async () => new (await loadLookUps()).Vocabulary(pieces, terms));
  const phrases = once(
    async () => new (await loadLookUps()).Phrases(pieces, terms, passages, tokenize),
  );
  const spans = once(() => loadSpans(pieces));
  const statements = once(() => loadStatements(pieces, spans()));
  const all = once(async () => listParagraphs(await spans()));
  return {
    /** what is known without loading pieces: labels of topics are by slug */
    facts: {
      build,
      fields: fields.map(([name]) => name),
      topics: new Map(topics),
      synonyms: readGroups(synonyms),
    },
    match: async (clauses: readonly Clause[]) => {
      const isOpen = clauses.every(({ presence }) => presence === "prohibited");
      return match(terms, clauses, isOpen ? await all() : NOTHING, numbers);
    },
    /** starts loading what else is needed to score paragraphs that have one term of each group */
    prefetch: (groups: readonly (readonly string[])[]) =>
      findCheapest(groups, terms)?.forEach((term) => terms.prefetchLengths(term)),
    hasTerm: async (term: string) => (await terms.find(term)) !== undefined,
    /** terms that match a pattern with `*` */
    termsLike: async (pattern: string) => (await vocabulary()).termsLike(pattern),
    termsNear: async (term: string, edits: number) => (await vocabulary()).termsNear(term, edits),
    /** the terms of folded words with this beginning, those of the most frequent words first */
    termsOfWordsFrom: async (beginning: string) => (await vocabulary()).termsOfWordsFrom(beginning),
    /** folded words similar to an unknown one */
    wordsNear: async (word: string) => (await vocabulary()).wordsNear(word),
    /** starts loading what a phrase needs */
    prefetchPhrase: (written: string) => prefetchPhrase(written, pieces, terms),
    /** how often the phrase occurs, stop words included, in each paragraph that contains it */
    phrase: async (written: string) => (await phrases()).find(written),
    /** those of the paragraphs that exist, in the same order */
    passages,
    /** the numbers of all paragraphs, ascending */
    all,
    spans,
    statements,
    columns: once(async () => {
      const [{ readColumns }, placed, list, ...columns] = await Promise.all([
        loadLookUps(),
        statements(),
        ...["statements", "kinds", "speakers", "topics"].map((name) => pieces.piece(name, 0)),
      ]);
      return readColumns(pieces.manifest, placed, list!, columns);
    }),
  };
}

const NOTHING = new Uint32Array(0);

/** Returns the numbers of all paragraphs. */
function listParagraphs({ spans }: Spans): Uint32Array {
  return Uint32Array.from(
    spans.flatMap(({ first, paragraphs }) =>
      Array.from({ length: paragraphs }, (_, place) => first + place),
    ),
  );
}

/** Starts loading what a phrase needs, before it is known whether its words occur. */
function prefetchPhrase(written: string, pieces: Pieces, terms: Terms): void {
  for (const { term } of tokenize(written)) {
    if (term === null) {
      pieces.prefetch("stop-words", 0);
    } else {
      terms.find(term).catch(() => {});
      terms.prefetchPositions(term);
    }
  }
}

/**
 * Loads the postings that clauses need and matches them.
 * @param all the paragraphs that match if no clause says which do
 * @param end more than the largest number of a paragraph
 */
async function match(
  terms: Terms,
  clauses: readonly Clause[],
  all: Uint32Array,
  end: number,
): Promise<Matches> {
  listNeedingLengths(clauses, terms)
    .flatMap((clause) => clause.terms)
    .forEach((term) => terms.prefetchLengths(term));
  const found = await Promise.all(
    clauses.map(async (clause) => {
      for (const term of clause.terms) {
        clause.fields.forEach((field) => terms.prefetch(term, field));
      }
      const entries = await Promise.all(clause.terms.map((term) => terms.find(term)));
      return { ...clause, entries: entries.filter((entry) => entry !== undefined) };
    }),
  );
  await Promise.all(
    found.flatMap(({ entries, fields, presence }) =>
      entries.flatMap((entry) =>
        [...fields, ...(presence === "prohibited" ? [] : ["text"])].map(entry.postings),
      ),
    ),
  );
  await Promise.all(
    listNeedingLengths(found, terms).flatMap(({ entries }) =>
      entries.map((entry) => terms.loadLengths(entry)),
    ),
  );
  return matchClauses(found, all, end);
}

/**
 * Returns clauses whose terms are together in the texts of all matches, so that the lengths loaded
 * for them are enough: one that is required in the text, or else all.
 */
function listNeedingLengths<One extends Clause>(clauses: readonly One[], terms: Terms): One[] {
  const isOfText = ({ fields }: Clause) => fields.includes("text");
  const required = clauses.filter(
    (clause) => clause.presence === "required" && isOfText(clause) && clause.fields.length === 1,
  );
  const cheapest = findCheapest(
    required.map((clause) => clause.terms),
    terms,
  );
  return cheapest
    ? required.filter((clause) => clause.terms === cheapest).slice(0, 1)
    : clauses.filter((clause) => clause.presence !== "prohibited" && isOfText(clause));
}

/** Returns the group of terms for which the fewest lengths must be loaded. */
function findCheapest(
  groups: readonly (readonly string[])[],
  terms: Terms,
): readonly string[] | undefined {
  const counts = groups.map((group) => terms.countLengths(group));
  return groups[counts.indexOf(Math.min(...counts))];
}
