/** Builds the search page's filters, and the chips of those that are in use. */

import { button, element } from "../shared/dom.ts";
import { _, ngettext } from "../shared/messages.ts";
import { formatNumber, longDate } from "../shared/numbers-and-dates.ts";
import { FILTERS, toggleFilter, withoutFilters } from "./url-state.ts";
import type { Child } from "../shared/dom.ts";
import type { Count } from "./facets.ts";
import type { FilterName, State } from "./url-state.ts";

/** Returns the name of a filter’s value as shown. */
export type LabelOf = (name: FilterName, value: string) => string;

const MOST = 6; // values of a filter that are shown at first

/** The names of kinds of paragraphs. */
export const KINDS: Readonly<Record<string, string>> = {
  statement: _("Statements"),
  question: _("Questions"),
  answer: _("Answers"),
  report: _("News reports"),
};

const NAMES: Readonly<Record<FilterName, string>> = {
  speaker: _("Speaker"),
  year: _("Year"),
  topic: _("Topic"),
  kind: _("Part"),
  statement: _("Statement"),
};

/**
 * Shows one filter: its values by frequency, or by date for years; those in use first if there are
 * many. Topics are by how many hits are about them; after that number is how many only mention them.
 * @param more shows all of its values; null if they are shown
 */
export function showFilter(
  name: FilterName,
  counts: ReadonlyMap<string, Count>,
  chosen: readonly string[],
  labelOf: LabelOf,
  toggle: (value: string) => void,
  more: (() => void) | null,
  ...others: Child[]
): HTMLFieldSetElement {
  const label = (value: string) => labelOf(name, value);
  const isShort = counts.size <= MOST + 1 || !more;
  const isFirst = (value: string) => Number(!isShort && chosen.includes(value));
  const values = [...counts].sort(([a, many], [b, few]) =>
    name === "year"
      ? isFirst(b) - isFirst(a) || b.localeCompare(a)
      : isFirst(b) - isFirst(a) ||
        few.main - many.main ||
        few.all - many.all ||
        label(a).localeCompare(label(b)),
  );
  const hasMentions = values.some(([, { all, main }]) => all > main);
  const all = ngettext("Show %(num)s value", "Show all %(num)s", counts.size);
  return element(
    "fieldset.filter",
    element(
      "legend.filter-name",
      NAMES[name],
      hasMentions && element("small.filter-note", " ", _("about + mentioned")),
    ),
    ...values
      .slice(0, isShort ? values.length : Math.max(MOST, chosen.length))
      .map(([value, count]) =>
        showValue({ name, value }, label(value), count, chosen.includes(value), () =>
          toggle(value),
        ),
      ),
    ...others,
    !isShort && button("text-button", more, all),
  );
}

/** Shows a value with a box to tick. */
export function showValue(
  attributes: Record<string, string>,
  label: string,
  count: Count,
  isChosen: boolean,
  toggle: () => void,
): HTMLLabelElement {
  const box = element("input", { type: "checkbox", ...attributes });
  box.checked = isChosen;
  box.addEventListener("change", toggle);
  return element(
    "label.filter-value",
    { "data-none": count.all === 0 },
    box,
    element("span.filter-label", label),
    element("span.filter-count", writeCount(count)),
  );
}

/** Returns a number, or two: `6`, `6 + 2`. */
function writeCount({ all, main }: Count): string {
  const mentioned = all > main ? ` + ${formatNumber(all - main)}` : "";
  return formatNumber(main) + mentioned;
}

/** Shows the date fields that filter the hits. */
export function showDates(
  chosen: { from: string; to: string },
  choose: (from: string, to: string) => void,
): HTMLFieldSetElement {
  const from = element("input", { type: "date", name: "from", value: firstDay(chosen.from) });
  const to = element("input", { type: "date", name: "to", value: lastDay(chosen.to) });
  for (const box of [from, to]) {
    box.addEventListener("change", () => choose(from.value, to.value));
  }
  return element(
    "fieldset.filter",
    element("legend.filter-name", _("Date")),
    element("label.filter-date", _("First day"), " ", from),
    element("label.filter-date", _("Last day"), " ", to),
  );
}

/**
 * Shows the filters in use, each with a link that removes it.
 * @param hasQuoted true if words that reports quote count as those of a speaker in use
 * @param linkTo returns a link to the search with another state
 */
export function showChips(
  state: State,
  labelOf: LabelOf,
  hasQuoted: boolean,
  linkTo: (state: State, name: string, ...children: Child[]) => HTMLAnchorElement,
): HTMLElement[] {
  const chip = (label: string, next: State) =>
    linkTo(
      next,
      "chip",
      element("span.hidden", _("Remove the filter:"), " "),
      label,
      element("span.chip-cross", { "aria-hidden": "true" }, "×"),
    );
  const chips = FILTERS.flatMap((name) => [
    ...state.filters[name].map((value) =>
      chip(labelOf(name, value), toggleFilter(state, name, value)),
    ),
    ...(name === "speaker" && hasQuoted && state.quoted
      ? [chip(_("Including quotations in news reports"), { ...state, quoted: false })]
      : []),
  ]);
  if (state.from || state.to) {
    chips.push(chip(describeDates(state), { ...state, from: "", to: "" }));
  }
  return chips.length ? [...chips, linkTo(withoutFilters(state), "", _("Clear filters"))] : [];
}

function describeDates({ from, to }: State): string {
  const [first, last] = [from && longDate(firstDay(from)), to && longDate(lastDay(to))];
  if (first && last) return first === last ? first : _("%(first)s to %(last)s", { first, last });
  return first ? _("from %(date)s", { date: first }) : _("to %(date)s", { date: last });
}

/** @param date a day, a month, a year, or nothing */
function firstDay(date: string): string {
  return date && `${date}-01-01`.slice(0, 10);
}

/** @param date a day, a month, a year, or nothing */
function lastDay(date: string): string {
  const [year = "", month = "12", day] = date.split("-");
  if (!date || day) return date;
  const last = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  return `${year}-${month}-${last}`;
}
