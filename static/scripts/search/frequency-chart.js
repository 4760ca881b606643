/**
 * Mentions over time: how often per 1,000 words what was asked for stands in each statement, year
 * or month, as bars that narrow the hits.
 */

import { counted, element } from "../shared/dom.js";

/**
 * @typedef {import("./types.js").Columns} Columns
 * @typedef {import("./types.js").StatementFacts} StatementFacts
 *
 * A stretch of time, or a statement.
 * @typedef {object} Period
 * @property {string} label
 * @property {string} from the first date in it, as exact as it is
 * @property {string} to
 * @property {number} mentions
 * @property {number} words that were said in it
 */

const MOST_STATEMENTS = 12;
const MOST_YEARS = 3; // more than these are years, not months

/**
 * The periods of the collection in their order, with the mentions in the hits.
 * @param {readonly number[]} hits
 * @param {import("./types.js").Numbers} counts
 * @param {Columns} columns
 * @returns {Period[]}
 */
export function countMentions(hits, counts, columns) {
  const cut = periodLength(columns.statements);
  /** @type {Map<string, Period>} */
  const periods = new Map();
  for (const statement of columns.statements) {
    const key = statement.date.slice(0, cut);
    const period = periods.get(key) ?? { label: key, from: key, to: key, mentions: 0, words: 0 };
    period.words += statement.words;
    periods.set(key, period);
  }
  for (const hit of hits) {
    const period = periods.get(columns.statementOf(hit).date.slice(0, cut));
    if (period) {
      period.mentions += counts.get(hit) ?? 0;
    }
  }
  return [...periods.values()];
}

/**
 * How much of a date names a period: a day, a month or a year.
 * @param {readonly StatementFacts[]} statements
 * @returns {number}
 */
function periodLength(statements) {
  if (statements.length <= MOST_STATEMENTS) {
    return 10;
  }
  const years = new Set(statements.map(({ date }) => date.slice(0, 4)));
  return years.size > MOST_YEARS ? 4 : 7;
}

/**
 * @param {Period} period
 * @returns {number} mentions in 1,000 words
 */
export function rateOf({ mentions, words }) {
  return words ? (1000 * mentions) / words : 0;
}

/**
 * The bars. A click on one, or a drag over several, narrows the hits to that time; a click on the
 * only chosen one lets go of it.
 * @param {readonly Period[]} periods
 * @param {{from: string, to: string}} chosen
 * @param {(from: string, to: string) => void} choose
 * @returns {HTMLElement}
 */
export function showChart(periods, chosen, choose) {
  const highest = Math.max(...periods.map(rateOf), Number.MIN_VALUE);
  const isChosen = (/** @type {Period} */ { from, to }) =>
    Boolean(chosen.from || chosen.to) && isInside(from, to, chosen);
  const bars = periods.map((period) => showBar(period, rateOf(period) / highest, isChosen(period)));
  const row = element("div", { class: "chart-bars" }, ...bars);
  letChoose(row, bars, periods, chosen, choose);
  return element(
    "figure",
    { class: "mentions" },
    element("figcaption", {}, "Mentions in 1,000 words. Choose a bar, or drag over several."),
    row,
  );
}

/**
 * @param {string} from
 * @param {string} to
 * @param {{from: string, to: string}} span
 * @returns {boolean}
 */
function isInside(from, to, span) {
  return (!span.from || from >= span.from) && (!span.to || to.slice(0, span.to.length) <= span.to);
}

/**
 * @param {Period} period
 * @param {number} share of the highest
 * @param {boolean} isChosen
 * @returns {HTMLButtonElement}
 */
function showBar(period, share, isChosen) {
  const rate = writeRate(rateOf(period));
  const said = `${rate} in 1,000 words, ${counted(period.mentions, "mention")}`;
  const fill = element("span", { class: "chart-fill" });
  fill.style.setProperty("--share", String(share));
  return element(
    "button",
    { type: "button", class: "chart-bar", "aria-pressed": String(isChosen), title: said },
    element("span", { class: "chart-column" }, fill),
    element("span", { class: "chart-rate", "aria-hidden": "true" }, period.mentions ? rate : ""),
    element("span", { class: "chart-label" }, labelOf(period.label)),
    element("span", { class: "hidden" }, `: ${said}`),
  );
}

/**
 * `5.4`, `0.03`: a few mentions are never none.
 * @param {number} rate
 * @returns {string}
 */
function writeRate(rate) {
  const digits = rate < 0.1 ? { maximumSignificantDigits: 1 } : { maximumFractionDigits: 1 };
  return rate.toLocaleString("en", digits);
}

/**
 * `2021`, `Feb 2021`, `26 Feb 2021`.
 * @param {string} period
 * @returns {string}
 */
function labelOf(period) {
  if (period.length === 4) {
    return period;
  }
  const date = new Date(`${period.padEnd(10, "-01")}T00:00:00Z`);
  return date.toLocaleDateString("en-GB", {
    ...(period.length === 10 ? { day: "numeric" } : {}),
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  });
}

/**
 * @param {HTMLElement} row
 * @param {readonly HTMLElement[]} bars
 * @param {readonly Period[]} periods
 * @param {{from: string, to: string}} chosen
 * @param {(from: string, to: string) => void} choose
 */
function letChoose(row, bars, periods, chosen, choose) {
  let start = -1;
  const placeOf = (/** @type {EventTarget | null} */ target) =>
    bars.findIndex((bar) => target instanceof Node && bar.contains(target));
  const take = (/** @type {number} */ one, /** @type {number} */ other) => {
    const [from, to] = [periods[Math.min(one, other)]?.from ?? "", periods[Math.max(one, other)]?.to ?? ""];
    const isSame = chosen.from === from && chosen.to === to;
    choose(isSame ? "" : from, isSame ? "" : to);
  };
  row.addEventListener("pointerdown", (event) => {
    start = placeOf(event.target);
  });
  row.addEventListener("pointerup", (event) => {
    const end = placeOf(document.elementFromPoint(event.clientX, event.clientY));
    if (start >= 0 && end >= 0 && start !== end) {
      take(start, end);
    }
  });
  row.addEventListener("click", (event) => {
    const place = placeOf(event.target);
    if (place >= 0) {
      take(place, place);
    }
  });
}
