/** Groups hits by statement. */

import type { StatementFacts, Statements } from "./types.ts";
import type { Order } from "./url-state.ts";

/** The hits in one statement. */
export interface Group {
  statement: StatementFacts;
  /** in reading order */
  hits: readonly number[];
  /** the hits that are shown at first: the best, in reading order */
  first: readonly number[];
}

// Hits of a statement that are shown at first, unless all hits together are few.
const SHOWN = 5;
const FEW = 30;

/** @param ranked the hits, best first */
export function groupHits(
  ranked: readonly number[],
  { statementOf }: Statements,
  order: Order,
): Group[] {
  const found = new Map<StatementFacts, number[]>();
  for (const hit of ranked) {
    const statement = statementOf(hit);
    const hits = found.get(statement);
    if (hits) {
      hits.push(hit);
    } else {
      found.set(statement, [hit]);
    }
  }
  const most = ranked.length > FEW ? SHOWN : FEW;
  const groups = [...found].map(([statement, hits]) => ({
    statement,
    hits: inReadingOrder(hits),
    first: inReadingOrder(hits.slice(0, most)),
  }));
  return order === "best" ? groups : groups.sort((a, b) => compareDates(a, b, order));
}

function inReadingOrder(hits: readonly number[]): number[] {
  return [...hits].sort((a, b) => a - b);
}

function compareDates(a: Group, b: Group, order: Order): number {
  const [one, other] = order === "oldest" ? [a, b] : [b, a];
  const byDate = one.statement.date.localeCompare(other.statement.date);
  return byDate || a.statement.first - b.statement.first;
}
