/** Builds the search page's results, filters and remarks. */

import { loadWholeAnswer } from "./whole-answer.ts";
import { button, day, element } from "../shared/dom.ts";
import { counted } from "../shared/numbers-and-dates.ts";
import { cutSnippet, highlightText } from "./snippets.ts";
import type { Remark } from "./evaluate.ts";
import type { Child } from "../shared/dom.ts";
import type { Run, HighlightTargets } from "./snippets.ts";
import type { Engine, IndexFacts, Passage } from "./types.ts";
import type { FilterName } from "./url-state.ts";

const FILTER_NAMES: Record<FilterName, string> = {
  speaker: "Speaker",
  year: "Year",
  topic: "Topic",
  kind: "Kind",
  statement: "Statement",
};

/** Hits in one answer, or in one statement outside its answers. */
interface Group {
  first: Passage;
  hits: Passage[];
}

/** Groups hits by answer or statement, in the order of each group's first hit. */
export function groupHits(passages: readonly Passage[]): Group[] {
  const groups = new Map<string, Group>();
  for (const passage of passages) {
    const key = `${passage.statement} ${passage.exchange ?? ""}`;
    const group = groups.get(key);
    if (group) {
      group.hits.push(passage);
    } else {
      groups.set(key, { first: passage, hits: [passage] });
    }
  }
  return [...groups.values()];
}

export function showGroup(
  { first, hits }: Group,
  targets: HighlightTargets,
  engine: Engine,
  linkTo: (url: string) => string,
): HTMLLIElement {
  const statement = `statements/${first.statement}/`;
  const place =
    first.exchange === null
      ? null
      : element(
          "p",
          { class: "hits-question" },
          element("a", { href: linkTo(`${statement}#answer-${first.exchange}`) }, first.question),
        );
  return element(
    "li",
    { class: "hits-group" },
    element(
      "h3",
      { class: "hits-title" },
      element("a", { href: linkTo(statement) }, first.title),
      " ",
      day(first.date),
    ),
    place,
    element(
      "ul",
      { class: "hits-list" },
      ...hits.map((passage) => showHit(passage, targets, engine.facts, linkTo)),
    ),
    showWhole(first, targets, engine, linkTo),
  );
}

/** Shows the whole answer or opening, loaded when the reader opens it. */
function showWhole(
  first: Passage,
  targets: HighlightTargets,
  engine: Engine,
  linkTo: (url: string) => string,
): HTMLDetailsElement {
  const name = first.exchange === null ? "All that stands around it" : "The whole answer";
  const text = element("div", { class: "whole-text" });
  const details = element("details", { class: "whole" }, element("summary", {}, name), text);
  const load = async () => {
    const passages = await loadWholeAnswer(first, engine);
    text.replaceChildren(
      ...passages.map((passage) =>
        element(
          "p",
          { class: passage.kind === "question" ? "whole-question" : null },
          element("a", { class: "whole-link", href: linkTo(passage.url) }, passage.speakerName),
          " ",
          ...renderRuns(highlightText(passage.text, targets)),
        ),
      ),
    );
  };
  const fail = () => text.replaceChildren(element("p", {}, "It could not be loaded."));
  details.addEventListener("toggle", () => void load().catch(fail), { once: true });
  return details;
}

function showHit(
  passage: Passage,
  targets: HighlightTargets,
  facts: IndexFacts,
  linkTo: (url: string) => string,
): HTMLLIElement {
  const topics = passage.topics.map((slug) => facts.topics.get(slug) ?? slug);
  return element(
    "li",
    { class: "hit" },
    element(
      "a",
      { class: "hit-link", href: linkTo(passage.url), "data-hit": true },
      ...renderRuns(cutSnippet(passage.text, targets)),
    ),
    element(
      "p",
      { class: "hit-facts" },
      [passage.speakerName, passage.kind, ...topics].join(" · "),
    ),
  );
}

/** Returns text in runs, with `mark` elements for highlights. */
function renderRuns(runs: readonly Run[]): Child[] {
  return runs.map(({ text, isHighlighted }) => (isHighlighted ? element("mark", {}, text) : text));
}

/** Shows one filter: its values by frequency, or by date for years. */
export function showFilter(
  name: FilterName,
  counts: ReadonlyMap<string, number>,
  chosen: readonly string[],
  labelOf: (value: string) => string,
  toggle: (value: string) => void,
): HTMLFieldSetElement {
  const values = [...counts].sort(([a, many], [b, few]) =>
    name === "year" ? a.localeCompare(b) : few - many || labelOf(a).localeCompare(labelOf(b)),
  );
  return element(
    "fieldset",
    { class: "filter" },
    element("legend", { class: "filter-name" }, FILTER_NAMES[name]),
    ...values.map(([value, count]) => {
      const box = element("input", { type: "checkbox", name, value });
      box.checked = chosen.includes(value);
      box.addEventListener("change", () => toggle(value));
      return element(
        "label",
        { class: "filter-value" },
        box,
        element("span", { class: "filter-label" }, labelOf(value)),
        element("span", { class: "filter-count" }, count.toLocaleString("en")),
      );
    }),
  );
}

/** Shows the date fields that filter the hits. */
export function showDates(
  chosen: { from: string; to: string },
  choose: (from: string, to: string) => void,
): HTMLFieldSetElement {
  const boxes = (["from", "to"] as const).map((name) => {
    const value = name === "from" ? firstDay(chosen.from) : lastDay(chosen.to);
    const box = element("input", { type: "date", name, value });
    return { label: element("label", { class: "filter-date" }, name, " ", box), box };
  });
  for (const { box } of boxes) {
    box.addEventListener("change", () =>
      choose(boxes[0]?.box.value ?? "", boxes[1]?.box.value ?? ""),
    );
  }
  return element(
    "fieldset",
    { class: "filter" },
    element("legend", { class: "filter-name" }, "Said"),
    ...boxes.map(({ label }) => label),
  );
}

/** @param date a day, a month, a year, or nothing */
function firstDay(date: string): string {
  return date && `${date}-01-01`.slice(0, 10);
}

/** @param date a day, a month, a year, or nothing */
function lastDay(date: string): string {
  const [year = "", month = "12", day] = date.split("-");
  if (!date || day) {
    return date;
  }
  const last = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  return `${year}-${month}-${last}`;
}

export function showRemark(
  { kind, written, instead }: Remark,
  replace: (written: string, instead: string) => void,
): HTMLParagraphElement {
  if (kind === "common") {
    return element("p", {}, `“${written}” stands nearly everywhere; it was passed over.`);
  }
  if (kind === "only-common") {
    return element(
      "p",
      {},
      written
        ? `“${written}” has only words that stand nearly everywhere; add another.`
        : "There is no word in it to look for.",
    );
  }
  if (kind === "synonyms") {
    const names = instead.join(", ");
    return element(
      "p",
      {},
      `“${written}” was looked for by all its names: ${names}. `,
      button("text-button", () => replace(written, `"${written}"`), "Look for this name only"),
    );
  }
  const offers = instead.map((word) => button("text-button", () => replace(written, word), word));
  const between = offers.flatMap((offer, place) => (place ? [", ", offer] : [offer]));
  return element(
    "p",
    {},
    `“${written}” stands nowhere in this collection. `,
    ...(offers.length ? ["Did you mean ", ...between, "?"] : []),
  );
}

export function describeCount(hits: number, statements: number, q: string): string {
  const of = q.trim() ? ` for “${q.trim().slice(0, 80)}”` : "";
  if (hits === 0) {
    return `No passages${of}`;
  }
  return `${counted(hits, "passage")} in ${counted(statements, "statement")}${of}`;
}
