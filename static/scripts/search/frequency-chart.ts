/**
 * Charts mentions over time: how often the query's words occur per 1,000 words in each statement,
 * month or year. Its bars filter the hits by date.
 */

import { element } from "../shared/dom.ts";
import { _, ngettext } from "../shared/messages.ts";
import { formatDate, formatNumber } from "../shared/numbers-and-dates.ts";
import { isWithin } from "./facets.ts";
import type { Columns, Numbers, StatementFacts } from "./types.ts";

/** A year, a month or a single statement. */
interface Period {
  /** at the precision of the period */
  date: string;
  mentions: number;
  /** the number of words said in it */
  words: number;
}

const MOST_STATEMENTS = 12;
const MOST_YEARS = 3; // up to so many years, the bars are months

/** Returns the collection's periods in order, with the mentions in the hits. */
export function countMentions(
  hits: readonly number[],
  counts: Numbers,
  columns: Columns,
): Period[] {
  const cut = periodLength(columns.statements);
  const periods = new Map<string, Period>();
  for (const statement of columns.statements) {
    const date = statement.date.slice(0, cut);
    const period = periods.get(date) ?? { date, mentions: 0, words: 0 };
    period.words += statement.words;
    periods.set(date, period);
  }
  for (const hit of hits) {
    const period = periods.get(columns.statementOf(hit).date.slice(0, cut))!;
    period.mentions += counts.get(hit) ?? 0;
  }
  return [...periods.values()];
}

/** Returns how many characters of a date name a period: a day, a month or a year. */
function periodLength(statements: readonly StatementFacts[]): number {
  if (statements.length <= MOST_STATEMENTS) return 10;
  const years = new Set(statements.map(({ date }) => date.slice(0, 4)));
  return years.size > MOST_YEARS ? 4 : 7;
}

/** Returns mentions per 1,000 words. */
function rateOf({ mentions, words }: Period): number {
  return words ? (1000 * mentions) / words : 0;
}

/**
 * Shows the chart. A click on a bar, or a drag across several, filters the hits to that time; a
 * click on the only selected bar removes the filter.
 */
export function showChart(
  periods: readonly Period[],
  chosen: { from: string; to: string },
  choose: (from: string, to: string) => void,
): HTMLElement {
  const highest = Math.max(...periods.map(rateOf), Number.MIN_VALUE);
  const isChosen = ({ date }: Period) =>
    Boolean(chosen.from || chosen.to) && isWithin(date, chosen);
  const bars = periods.map((period) => showBar(period, rateOf(period) / highest, isChosen(period)));
  const rows = element("div.chart-bars", ...bars);
  enableSelection(rows, bars, periods, chosen, choose);
  return element(
    "figure.mentions",
    element("h2", _("Mentions per 1,000 words")),
    rows,
    element("figcaption.legend", _("Click a bar, or drag across several, to filter by date.")),
  );
}

/**
 * Shows one bar.
 * @param share its length as a share of the longest
 */
function showBar(period: Period, share: number, isChosen: boolean): HTMLButtonElement {
  const rate = writeRate(rateOf(period));
  const mentions = ngettext("%(num)s mention", "%(num)s mentions", period.mentions);
  const fill = element("span.chart-fill");
  fill.style.setProperty("--share", String(share));
  return element(
    "button",
    { type: "button", class: "chart-bar", "aria-pressed": String(isChosen), title: mentions },
    element("span.chart-label", labelOf(period)),
    element("span.chart-column", fill),
    element("span.chart-rate", rate),
    element("span.hidden", `, ${mentions}`),
  );
}

/** Formats a rate: `5.4`, `0.03`. Never rounds a few mentions to 0. */
function writeRate(rate: number): string {
  const digits = rate < 0.1 ? { maximumSignificantDigits: 1 } : { maximumFractionDigits: 1 };
  return formatNumber(rate, digits);
}

/** Returns the label of a period: `2021`, `Feb 2021`, `26 Feb 2021`. */
function labelOf({ date }: Period): string {
  if (date.length === 4) return date;
  const day = date.length === 10 ? ({ day: "numeric" } as const) : {};
  return formatDate(date, { ...day, month: "short", year: "numeric" });
}

function enableSelection(
  frame: HTMLElement,
  bars: readonly HTMLElement[],
  periods: readonly Period[],
  chosen: { from: string; to: string },
  choose: (from: string, to: string) => void,
): void {
  let start = -1;
  const placeOf = (target: EventTarget | null) =>
    bars.findIndex((bar) => target instanceof Node && bar.contains(target));
  const select = (one: number, other: number) => {
    const [from, to] = [Math.min(one, other), Math.max(one, other)].map((n) => periods[n]!.date);
    const isSame = chosen.from === from && chosen.to === to;
    choose(isSame ? "" : from!, isSame ? "" : to!);
  };
  frame.addEventListener("pointerdown", (event) => {
    start = placeOf(event.target);
  });
  frame.addEventListener("pointerup", (event) => {
    const end = placeOf(document.elementFromPoint(event.clientX, event.clientY));
    if (start >= 0 && end >= 0 && start !== end) select(start, end);
  });
  frame.addEventListener("click", (event) => {
    const place = placeOf(event.target);
    if (place >= 0) select(place, place);
  });
}
