/** Filters hits and counts how many each filter would leave. */

import { FILTERS } from "./url-state.ts";
import type { Columns, Ranking } from "./types.ts";
import type { FilterName, State } from "./url-state.ts";

/**
 * Returns the paragraphs that pass every filter, in the order given.
 * @param except a filter to ignore
 */
export function filterHits(
  paragraphs: Ranking,
  columns: Columns,
  state: State,
  except: FilterName | "date" | "" = "",
): number[] {
  const active = FILTERS.filter((name) => name !== except && state.filters[name].length);
  return paragraphs.slice().filter((paragraph) => {
    const isMatch = active.every((name) =>
      valuesOf(paragraph, name, columns, state).some((value) =>
        state.filters[name].includes(value),
      ),
    );
    return isMatch && (except === "date" || isWithin(columns.statementOf(paragraph).date, state));
  });
}

/** How many hits a value of a filter would leave. */
export interface Count {
  all: number;
  /** of a topic, how many are about it and do not only mention it; else all */
  main: number;
}

/**
 * Returns how many hits each value of a filter would leave, with the other filters applied.
 * Selected values are always included, even with no hits.
 */
export function countValues(
  paragraphs: Ranking,
  columns: Columns,
  state: State,
  name: FilterName,
): Map<string, Count> {
  const counts = new Map<string, Count>(
    state.filters[name].map((value) => [value, { all: 0, main: 0 }]),
  );
  for (const paragraph of filterHits(paragraphs, columns, state, name)) {
    const values = valuesOf(paragraph, name, columns, state);
    const main = name === "topic" ? columns.mainTopicsOf(paragraph) : values;
    for (const value of values) {
      const count = counts.get(value) ?? { all: 0, main: 0 };
      counts.set(value, count);
      count.all += 1;
      count.main += Number(main.includes(value));
    }
  }
  return counts;
}

/** Returns how many hits count as those of a chosen speaker only because a news report quotes them. */
export function countQuoted(paragraphs: Ranking, columns: Columns, state: State): number {
  const count = (quoted: boolean) => filterHits(paragraphs, columns, { ...state, quoted }).length;
  return count(true) - count(false);
}

function valuesOf(
  paragraph: number,
  name: FilterName,
  columns: Columns,
  { quoted }: State,
): readonly string[] {
  switch (name) {
    case "speaker":
      return [columns.speakerOf(paragraph), ...(quoted ? columns.quotedIn(paragraph) : [])];
    case "kind":
      return [columns.kindOf(paragraph)];
    case "topic":
      return columns.topicsOf(paragraph);
    case "year":
      return [columns.statementOf(paragraph).date.slice(0, 4)];
    case "statement":
      return [columns.statementOf(paragraph).slug];
  }
}

/** True if a date lies between `from` and `to`, compared at the precision given. */
export function isWithin(date: string, { from, to }: { from: string; to: string }): boolean {
  return (!from || date >= from) && (!to || date.slice(0, to.length) <= to);
}
