/**
 * The state of the search page, and the address that says it: `?q=talks&topic=syria&order=date`.
 */

/**
 * @typedef {"speaker" | "year" | "topic" | "kind" | "statement"} FilterName
 *
 * @typedef {object} State
 * @property {string} q
 * @property {Record<FilterName, readonly string[]>} filters
 * @property {string} from a date, or nothing
 * @property {string} to a date, or nothing
 * @property {"relevance" | "date"} order
 * @property {boolean} any whether some of the words are enough
 */

/** @type {readonly FilterName[]} */
export const FILTERS = ["speaker", "year", "topic", "kind", "statement"];

/**
 * @param {string} search the address's part from `?`
 * @returns {State}
 */
export function readState(search) {
  const given = new URLSearchParams(search);
  const filters = /** @type {any} */ (
    Object.fromEntries(FILTERS.map((name) => [name, unique(given.getAll(name))]))
  );
  return {
    q: given.get("q") ?? "",
    filters,
    from: dayOf(given.get("from")),
    to: dayOf(given.get("to")),
    order: given.get("order") === "date" ? "date" : "relevance",
    any: given.get("any") === "1",
  };
}

/**
 * @param {State} state
 * @returns {string} empty, or beginning with `?`
 */
export function writeState(state) {
  const said = new URLSearchParams();
  if (state.q) {
    said.set("q", state.q);
  }
  for (const name of FILTERS) {
    for (const value of state.filters[name]) {
      said.append(name, value);
    }
  }
  for (const name of /** @type {const} */ (["from", "to"])) {
    if (state[name]) {
      said.set(name, state[name]);
    }
  }
  if (state.order === "date") {
    said.set("order", "date");
  }
  if (state.any) {
    said.set("any", "1");
  }
  const text = said.toString();
  return text && `?${text}`;
}

/**
 * The state with one value of a filter turned on or off.
 * @param {State} state
 * @param {FilterName} name
 * @param {string} value
 * @returns {State}
 */
export function toggleFilter(state, name, value) {
  const present = state.filters[name];
  const next = present.includes(value)
    ? present.filter((one) => one !== value)
    : [...present, value];
  return { ...state, filters: { ...state.filters, [name]: next } };
}

/**
 * @param {State} state
 * @returns {State}
 */
export function withoutFilters(state) {
  return { ...state, filters: readState("").filters, from: "", to: "" };
}

/**
 * @param {State} state
 * @returns {boolean}
 */
export function hasFilters(state) {
  return Boolean(state.from || state.to) || FILTERS.some((name) => state.filters[name].length);
}

/**
 * @param {readonly string[]} values
 * @returns {string[]}
 */
function unique(values) {
  return [...new Set(values.filter(Boolean))];
}

/**
 * @param {string | null} value
 * @returns {string}
 */
function dayOf(value) {
  return value && /^\d{4}(?:-\d{2}(?:-\d{2})?)?$/u.test(value) ? value : "";
}
