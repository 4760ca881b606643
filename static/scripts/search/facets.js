/**
 * Hits to what is left of them under the filters, and to how many each filter would leave.
 */

import { FILTERS } from "./url-state.js";

/**
 * @typedef {import("./types.js").Columns} Columns
 * @typedef {import("./url-state.js").State} State
 * @typedef {import("./url-state.js").FilterName} FilterName
 */

/**
 * The paragraphs that every filter lets through, in the order given.
 * @param {readonly number[]} paragraphs
 * @param {Columns} columns
 * @param {State} state
 * @param {FilterName | "date" | ""} [except] a filter that is not asked
 * @returns {number[]}
 */
export function filterHits(paragraphs, columns, state, except = "") {
  const asked = FILTERS.filter((name) => name !== except && state.filters[name].length);
  return paragraphs.filter((paragraph) => {
    const isThere = asked.every((name) =>
      valuesOf(paragraph, name, columns).some((value) => state.filters[name].includes(value)),
    );
    return isThere && (except === "date" || isWithin(columns.statementOf(paragraph).date, state));
  });
}

/**
 * How many hits each value of a filter would leave, the other filters in force; values that are
 * chosen are there even with none.
 * @param {readonly number[]} paragraphs
 * @param {Columns} columns
 * @param {State} state
 * @param {FilterName} name
 * @returns {Map<string, number>}
 */
export function countValues(paragraphs, columns, state, name) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const paragraph of filterHits(paragraphs, columns, state, name)) {
    for (const value of valuesOf(paragraph, name, columns)) {
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
  }
  for (const value of state.filters[name]) {
    counts.set(value, counts.get(value) ?? 0);
  }
  return counts;
}

/**
 * The hits by date, the newest first; within a statement in reading order.
 * @param {readonly number[]} paragraphs
 * @param {Columns} columns
 * @returns {number[]}
 */
export function orderByDate(paragraphs, columns) {
  const dates = new Map(paragraphs.map((one) => [one, columns.statementOf(one)]));
  return [...paragraphs].sort((a, b) => {
    const [one, other] = [dates.get(a), dates.get(b)];
    const byDate = (other?.date ?? "").localeCompare(one?.date ?? "");
    return byDate || (one?.first ?? 0) - (other?.first ?? 0) || a - b;
  });
}

/**
 * @param {number} paragraph
 * @param {FilterName} name
 * @param {Columns} columns
 * @returns {readonly string[]}
 */
function valuesOf(paragraph, name, columns) {
  switch (name) {
    case "speaker":
      return [columns.speakerOf(paragraph)];
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

/**
 * Whether a date is not before `from` and not after `to`, each as exact as it is given.
 * @param {string} date
 * @param {{from: string, to: string}} span
 * @returns {boolean}
 */
function isWithin(date, { from, to }) {
  return (!from || date >= from) && (!to || date.slice(0, to.length) <= to);
}
