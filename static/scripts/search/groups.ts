/** Groups hits by statement. */

import type { Spans, Statements } from "./types.ts";

/** The hits in one statement. */
export interface Group {
  /** in reading order */
  hits: readonly number[];
  /** the hits that are shown at first: the best, in reading order */
  first: readonly number[];
}

// Hits of a statement that are shown at first, unless all hits together are few.
const SHOWN = 5;
const FEW = 30;

/**
 * Returns the groups, those with the best hits first.
 * @param ranked the hits, best first
 */
export function groupHits(ranked: readonly number[], { placeOf }: Spans): Group[] {
  const found = new Map<number, number[]>();
  for (const hit of ranked) {
    const statement = placeOf(hit);
    const hits = found.get(statement) ?? [];
    hits.push(hit);
    found.set(statement, hits);
  }
  const most = ranked.length > FEW ? SHOWN : FEW;
  return Array.from(found.values(), (hits) => ({
    hits: inReadingOrder(hits),
    first: inReadingOrder(hits.slice(0, most)),
  }));
}

/** Returns the groups by the dates of their statements; those of a day in reading order. */
export function sortByDate(
  groups: readonly Group[],
  { statementOf }: Statements,
  order: "newest" | "oldest",
): Group[] {
  const dated = groups.map((group) => ({ group, statement: statementOf(group.hits[0]!) }));
  const sign = order === "oldest" ? 1 : -1;
  dated.sort(
    ({ statement: a }, { statement: b }) =>
      sign * a.date.localeCompare(b.date) || a.first - b.first,
  );
  return dated.map(({ group }) => group);
}

function inReadingOrder(hits: readonly number[]): number[] {
  return [...hits].sort((a, b) => a - b);
}
