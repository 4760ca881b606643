/** The state of the search page, which its address contains: `?q=talks&topic=syria&order=oldest`. */

export type FilterName = "speaker" | "year" | "topic" | "kind" | "statement";

export interface State {
  q: string;
  filters: Record<FilterName, readonly string[]>;
  /** a date, or nothing */
  from: string;
  /** a date, or nothing */
  to: string;
  order: Order;
  /** true if words that a report quotes count as the quoted speaker’s */
  quoted: boolean;
  /** true if some of the words are enough */
  any: boolean;
}

export type Order = "best" | "newest" | "oldest";

/** How the address names each order; the first needs no name. */
const ORDERS: Readonly<Record<Order, string>> = { best: "", newest: "date", oldest: "oldest" };

export const FILTERS: readonly FilterName[] = ["speaker", "year", "topic", "kind", "statement"];

/** @param search the query string of the address, from `?` */
export function readState(search: string): State {
  const given = new URLSearchParams(search);
  const filters = Object.fromEntries(
    FILTERS.map((name) => [name, unique(given.getAll(name))]),
  ) as unknown as State["filters"];
  return {
    q: given.get("q") ?? "",
    filters,
    from: dayOf(given.get("from")),
    to: dayOf(given.get("to")),
    order: orderOf(given.get("order") ?? ""),
    quoted: given.get("quoted") !== "0",
    any: given.get("any") === "1",
  };
}

/** Returns the query string: empty, or beginning with `?`. */
export function writeState(state: State): string {
  const given = [
    ["q", state.q],
    ...FILTERS.flatMap((name) => state.filters[name].map((value) => [name, value])),
    ["from", state.from],
    ["to", state.to],
    ["order", ORDERS[state.order]],
    ["quoted", state.quoted ? "" : "0"],
    ["any", state.any ? "1" : ""],
  ];
  const text = new URLSearchParams(given.filter(([, value]) => value)).toString();
  return text && `?${text}`;
}

/** Returns the state with one value of a filter turned on or off. */
export function toggleFilter(state: State, name: FilterName, value: string): State {
  const present = state.filters[name];
  const next = present.includes(value)
    ? present.filter((one) => one !== value)
    : [...present, value];
  return { ...state, filters: { ...state.filters, [name]: next } };
}

export function withoutFilters(state: State): State {
  return { ...state, filters: readState("").filters, from: "", to: "", quoted: true };
}

export function hasFilters(state: State): boolean {
  return Boolean(state.from || state.to) || FILTERS.some((name) => state.filters[name].length);
}

function orderOf(name: string): Order {
  const known = Object.keys(ORDERS) as Order[];
  return known.find((order) => ORDERS[order] === name) ?? "best";
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values.filter(Boolean))];
}

function dayOf(value: string | null): string {
  return value && /^\d{4}(?:-\d{2}(?:-\d{2})?)?$/u.test(value) ? value : "";
}
