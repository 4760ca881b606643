/**
 * Finds the paragraphs that match clauses, scored and ordered as by `lunr.Index.query`.
 *
 * Lunr adds floating-point numbers, so the order of addition affects the last digit. Terms are
 * therefore added in the order in which they first occur in the collection, and fields in the order
 * in which they first match a paragraph. Paragraphs with equal scores keep the order in which they
 * first match.
 *
 * What is required is intersected first, the rarest before the others, so that only paragraphs that
 * match are scored.
 */

import { findCommon, findUnion, locate, without } from "./sorted-numbers.ts";
import { SYNONYM } from "./types.ts";
import type { Entry, Postings } from "./postings.ts";
import type { Matches, Presence, Ranking } from "./types.ts";

interface LoadedClause {
  entries: readonly Entry[];
  fields: readonly string[];
  boost: number;
  presence: Presence;
}

/**
 * Matches and scores paragraphs by the postings that their entries have loaded.
 * @param all the paragraphs that match if no clause says which do
 * @param end more than the largest number of a paragraph
 */
export function matchClauses(
  clauses: readonly LoadedClause[],
  all: Uint32Array,
  end: number,
): Matches {
  const wanted = clauses.filter(({ presence }) => presence !== "prohibited");
  const paragraphs = findMatching(clauses, all, end);
  const located = new Map<Postings, Int32Array>();
  const placesIn = (postings: Postings) => {
    const places = located.get(postings) ?? locate(paragraphs, postings.paragraphs);
    located.set(postings, places);
    return places;
  };
  const lists = listPostings(wanted).map(({ field, postings }) => ({
    field,
    places: placesIn(postings),
  }));
  const fields = scoreFields(wanted, placesIn, paragraphs.length);
  const { scores, firsts } = addFields(lists, fields, paragraphs.length);
  let counts: Uint32Array | undefined;
  return {
    paragraphs,
    scores: { get: (paragraph) => scores[locate(Uint32Array.of(paragraph), paragraphs)[0]!] },
    counts: { get: (paragraph) => (counts ??= countMentions(wanted, end))[paragraph] },
    rank: (isKept) => rankWhenAsked(paragraphs, scores, firsts, isKept),
  };
}

/** Returns the paragraphs that contain everything required and nothing prohibited, ascending. */
function findMatching(
  clauses: readonly LoadedClause[],
  all: Uint32Array,
  end: number,
): Uint32Array {
  const listsOf = (some: readonly LoadedClause[]) =>
    listPostings(some).map(({ postings }) => postings.paragraphs);
  const having = (presence: Presence) => clauses.filter((clause) => clause.presence === presence);
  const required = having("required").map((clause) => findUnion(listsOf([clause]), end));
  const optional = having("optional");
  const wanted = optional.length ? findUnion(listsOf(optional), end) : all;
  const found = required.length ? findCommon(required) : wanted;
  return without(found, findUnion(listsOf(having("prohibited")), end));
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
  placesIn: (postings: Postings) => Int32Array,
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
      const parts = [...vector]
        .sort(([a], [b]) => a.turn - b.turn)
        .map(([entry, boost]) => {
          const postings = entry.loaded.get(field)!;
          return { boost, postings, places: placesIn(postings) };
        });
      return [field, scoreField(parts, count)];
    }),
  );
}

/** A term of a query in a field, with the place of each match in its postings or -1. */
interface VectorPart {
  boost: number;
  postings: Postings;
  places: Int32Array;
}

/** @param vector in the order of addition */
function scoreField(vector: readonly VectorPart[], count: number): FieldScores {
  const lengths = listLengths(vector, count);
  const products = new Float64Array(count);
  let squares = 0;
  for (const { boost, postings, places } of vector) {
    const { frequencies, weigh } = postings;
    squares += boost * boost;
    for (let match = 0; match < count; match += 1) {
      const place = places[match]!;
      if (place >= 0) {
        const weight = weigh(frequencies[place]!, lengths[match]!);
        products[match] = products[match]! + boost * weight;
      }
    }
  }
  return { products, magnitude: Math.sqrt(squares) };
}

/** Returns the length of the field in each match, as far as one of the terms is in it. */
function listLengths(vector: readonly VectorPart[], count: number): Uint32Array {
  const found = new Uint32Array(count);
  for (const { postings, places } of vector) {
    const { lengths } = postings;
    for (let match = 0; lengths && match < count; match += 1) {
      const place = places[match]!;
      if (place >= 0) found[match] = lengths[place]!;
    }
  }
  return found;
}

/**
 * Adds up the scores of each paragraph's fields.
 * @param lists in the order in which Lunr processes them, with the place of each match or -1
 * @returns the sums, and the first list that contains each match
 */
function addFields(
  lists: readonly { field: string; places: Int32Array }[],
  fieldScores: ReadonlyMap<string, FieldScores>,
  count: number,
): { scores: Float64Array; firsts: Uint32Array } {
  const bits = new Map([...fieldScores.keys()].map((field, number) => [field, 2 ** number]));
  const isAdded = new Uint32Array(count);
  const scores = new Float64Array(count);
  const firsts = new Uint32Array(count);
  lists.forEach(({ field, places }, number) => {
    const { products, magnitude } = fieldScores.get(field)!;
    const bit = bits.get(field)!;
    for (let match = 0; match < count; match += 1) {
      const added = isAdded[match]!;
      if (places[match]! >= 0 && !(added & bit)) {
        scores[match] = scores[match]! + (products[match]! / magnitude || 0);
        isAdded[match] = added | bit;
        if (!added) firsts[match] = number;
      }
    }
  });
  return { scores, firsts };
}

/** Returns the postings of the clauses' terms, in the order in which Lunr processes them. */
function listPostings(clauses: readonly LoadedClause[]): { field: string; postings: Postings }[] {
  return clauses.flatMap(({ entries, fields }) =>
    entries.flatMap((entry) =>
      fields.map((field) => ({ field, postings: entry.loaded.get(field)! })),
    ),
  );
}

/**
 * Counts how often the terms occur in the text of each paragraph. A synonym term occurs wherever
 * one of its names does, so the names are not counted again.
 */
function countMentions(clauses: readonly LoadedClause[], end: number): Uint32Array {
  const counts = new Uint32Array(end);
  const counted = clauses.flatMap(({ entries }) => {
    const names = entries.filter(({ term }) => term.startsWith(SYNONYM));
    return names.length ? names : entries;
  });
  for (const { loaded } of new Set(counted)) {
    const { paragraphs, frequencies } = loaded.get("text")!;
    paragraphs.forEach((paragraph, place) => {
      counts[paragraph] = counts[paragraph]! + frequencies[place]!;
    });
  }
  return counts;
}

/** Orders matches when they are first asked for; sometimes only their number is needed. */
function rankWhenAsked(
  paragraphs: Uint32Array,
  scores: Float64Array,
  firsts: Uint32Array,
  isKept: ((paragraph: number) => boolean) | undefined,
): Ranking {
  const all = Uint32Array.from(paragraphs.keys());
  const kept = isKept ? all.filter((match) => isKept(paragraphs[match]!)) : all;
  const rank = () =>
    kept.sort((a, b) => scores[b]! - scores[a]! || firsts[a]! - firsts[b]! || a - b);
  let ranked: number[] | undefined;
  return {
    length: kept.length,
    slice: (start, end) =>
      (ranked ??= Array.from(rank(), (match) => paragraphs[match]!)).slice(start, end),
  };
}
