/**
 * Finds the paragraphs that match clauses, scored and ordered as by `lunr.Index.query`.
 *
 * Lunr adds floating-point numbers, so the order of addition affects the last digit. Terms are
 * therefore added in the order in which they first occur in the collection, and fields in the order
 * in which they first match a paragraph. Paragraphs with equal scores keep the order in which they
 * first match.
 */

import { SYNONYM } from "./vocabulary.ts";
import type { Entry, Postings } from "./postings.ts";
import type { Matches, Numbers, Presence } from "./types.ts";

type PostingsOf = (entry: Entry, field: string) => Postings;

interface LoadedClause {
  entries: readonly Entry[];
  fields: readonly string[];
  boost: number;
  presence: Presence;
}

/**
 * Matches and ranks paragraphs.
 * @param count the number of paragraphs in the collection
 */
export function matchClauses(
  clauses: readonly LoadedClause[],
  postingsOf: PostingsOf,
  count: number,
): Matches {
  const wanted = clauses.filter(({ presence }) => presence !== "prohibited");
  const isAdmitted = findAdmitted(clauses, postingsOf, count);
  const scores = new Float64Array(count);
  if (wanted.length === 0) {
    const paragraphs = Array.from(isAdmitted.keys()).filter((paragraph) => isAdmitted[paragraph]);
    return { paragraphs, scores: numbersIn(scores), counts: numbersIn(scores) };
  }
  const fields = scoreFields(wanted, postingsOf, count);
  const paragraphs = addFields(wanted, fields, postingsOf, isAdmitted, scores);
  let counts: Uint32Array | undefined;
  return {
    paragraphs: sortByScore(paragraphs, scores),
    scores: numbersIn(scores),
    counts: {
      get: (paragraph) => (counts ??= countMentions(wanted, postingsOf, count))[paragraph],
    },
  };
}

/** Returns 1 for each paragraph that contains everything required and nothing prohibited. */
function findAdmitted(
  clauses: readonly LoadedClause[],
  postingsOf: PostingsOf,
  count: number,
): Uint8Array {
  const required = clauses.filter(({ presence }) => presence === "required");
  const prohibited = clauses.filter(({ presence }) => presence === "prohibited");
  let isAdmitted = new Uint8Array(count).fill(1);
  for (const clause of required) {
    const admitted = new Uint8Array(count);
    for (const { paragraphs } of listPostings([clause], postingsOf)) {
      for (const paragraph of paragraphs) {
        admitted[paragraph] = isAdmitted[paragraph]!;
      }
    }
    isAdmitted = admitted;
  }
  for (const { paragraphs } of listPostings(prohibited, postingsOf)) {
    for (const paragraph of paragraphs) {
      isAdmitted[paragraph] = 0;
    }
  }
  return isAdmitted;
}

/** The parts of Lunr's `similarity` between a query and a field. */
interface FieldScores {
  /** dot products of the query's vector with each paragraph's */
  products: Float64Array;
  /** magnitude of the query's vector */
  magnitude: number;
}

function scoreFields(
  clauses: readonly LoadedClause[],
  postingsOf: PostingsOf,
  count: number,
): Map<string, FieldScores> {
  const vectors = new Map<string, Map<Entry, number>>();
  for (const { entries, fields, boost } of clauses) {
    for (const entry of entries) {
      for (const field of fields) {
        const vector = vectors.get(field) ?? new Map();
        vector.set(entry, vector.has(entry) ? vector.get(entry) + boost : boost);
        vectors.set(field, vector);
      }
    }
  }
  return new Map(
    Array.from(vectors, ([field, vector]) => {
      const parts = [...vector].sort(([a], [b]) => a.turn - b.turn);
      return [field, scoreField(parts, (entry) => postingsOf(entry, field), count)];
    }),
  );
}

/** @param vector in the order of addition */
function scoreField(
  vector: readonly (readonly [Entry, number])[],
  postingsOf: (entry: Entry) => Postings,
  count: number,
): FieldScores {
  const products = new Float64Array(count);
  let squares = 0;
  for (const [entry, boost] of vector) {
    const { paragraphs, weights } = postingsOf(entry);
    squares += boost * boost;
    for (let place = 0; place < paragraphs.length; place += 1) {
      const paragraph = paragraphs[place]!;
      const weight = weights[place]!;
      products[paragraph] = products[paragraph]! + boost * weight;
    }
  }
  return { products, magnitude: Math.sqrt(squares) };
}

/**
 * Adds up the scores of each paragraph's fields.
 * @param scores receives the sums
 * @returns the matching paragraphs, in the order in which they first match
 */
function addFields(
  clauses: readonly LoadedClause[],
  fieldScores: ReadonlyMap<string, FieldScores>,
  postingsOf: PostingsOf,
  isAdmitted: Uint8Array,
  scores: Float64Array,
): number[] {
  const bits = new Map([...fieldScores.keys()].map((field, number) => [field, 1 << number]));
  const isAdded = new Uint8Array(scores.length);
  const found: number[] = [];
  for (const { field, paragraphs } of listPostings(clauses, postingsOf)) {
    const { products, magnitude } = fieldScores.get(field)!;
    const bit = bits.get(field)!;
    for (const paragraph of paragraphs) {
      const added = isAdded[paragraph]!;
      if (isAdmitted[paragraph] && !(added & bit)) {
        const score = products[paragraph]! / magnitude || 0;
        scores[paragraph] = scores[paragraph]! + score;
        isAdded[paragraph] = added | bit;
        if (!added) {
          found.push(paragraph);
        }
      }
    }
  }
  return found;
}

/** Returns the postings of the clauses' terms, in the order in which Lunr processes them. */
function listPostings(
  clauses: readonly LoadedClause[],
  postingsOf: PostingsOf,
): { field: string; paragraphs: Uint32Array }[] {
  return clauses.flatMap(({ entries, fields }) =>
    entries.flatMap((entry) =>
      fields.map((field) => ({ field, paragraphs: postingsOf(entry, field).paragraphs })),
    ),
  );
}

/**
 * Counts how often the terms occur in the text of each paragraph. A synonym term occurs wherever
 * one of its names does, so the names are not counted again.
 */
function countMentions(
  clauses: readonly LoadedClause[],
  postingsOf: PostingsOf,
  count: number,
): Uint32Array {
  const counts = new Uint32Array(count);
  const counted = clauses.flatMap(({ entries }) => {
    const names = entries.filter(({ term }) => term.startsWith(SYNONYM));
    return names.length ? names : entries;
  });
  for (const entry of new Set(counted)) {
    const { paragraphs, frequencies } = postingsOf(entry, "text");
    for (let place = 0; place < paragraphs.length; place += 1) {
      const paragraph = paragraphs[place]!;
      const frequency = frequencies[place]!;
      counts[paragraph] = counts[paragraph]! + frequency;
    }
  }
  return counts;
}

/**
 * Sorts by score, best first; equal scores keep their order. Paragraphs are first put into buckets
 * by score, so that only small groups need a comparison sort.
 */
function sortByScore(paragraphs: readonly number[], scores: Float64Array): number[] {
  const scoreOf = (paragraph: number) => scores[paragraph]!;
  const best = paragraphs.reduce((most, paragraph) => Math.max(most, scoreOf(paragraph)), 0);
  const last = paragraphs.length;
  const scale = last / (best || 1);
  const bucketOf = (paragraph: number) => last - Math.floor(scoreOf(paragraph) * scale);
  const sizes = new Uint32Array(last + 1);
  for (const paragraph of paragraphs) {
    const bucket = bucketOf(paragraph);
    sizes[bucket] = sizes[bucket]! + 1;
  }
  let total = 0;
  const ends = sizes.map((size) => (total += size));
  const next = ends.map((end, bucket) => end - sizes[bucket]!);
  const sorted: number[] = new Array(last);
  for (const paragraph of paragraphs) {
    const bucket = bucketOf(paragraph);
    const place = next[bucket]!;
    sorted[place] = paragraph;
    next[bucket] = place + 1;
  }
  let start = 0;
  for (const end of ends) {
    if (end - start > 1) {
      const bucket = sorted.slice(start, end).sort((a, b) => scoreOf(b) - scoreOf(a));
      bucket.forEach((paragraph, step) => (sorted[start + step] = paragraph));
    }
    start = end;
  }
  return sorted;
}

function numbersIn(values: Float64Array | Uint32Array): Numbers {
  return { get: (paragraph) => values[paragraph] };
}
