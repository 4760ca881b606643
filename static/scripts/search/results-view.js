/**
 * What the search page shows: hits, filters, remarks.
 */

import { wholeAnswer } from "./whole-answer.js";
import { button, counted, day, element, marked } from "../shared/dom.js";
import { cutSnippet, markText } from "./snippets.js";

/**
 * @typedef {import("./types.js").Passage} Passage
 * @typedef {import("./types.js").IndexFacts} IndexFacts
 * @typedef {import("./snippets.js").Wanted} Wanted
 * @typedef {import("./url-state.js").FilterName} FilterName
 */

/** @type {Record<FilterName, string>} */
const FILTER_NAMES = {
  speaker: "Speaker",
  year: "Year",
  topic: "Topic",
  kind: "Kind",
  statement: "Statement",
};

/**
 * Hits of one answer, or of one statement outside its answers.
 * @typedef {object} Group
 * @property {Passage} first
 * @property {Passage[]} hits
 */

/**
 * The hits grouped by answer or statement, in the order of their first ones.
 * @param {readonly Passage[]} passages
 * @returns {Group[]}
 */
export function groupHits(passages) {
  /** @type {Map<string, Group>} */
  const groups = new Map();
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

/**
 * @param {Group} group
 * @param {Wanted} wanted
 * @param {import("./types.js").Engine} engine
 * @param {(url: string) => string} linkTo
 * @returns {HTMLLIElement}
 */
export function showGroup({ first, hits }, wanted, engine, linkTo) {
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
      ...hits.map((passage) => showHit(passage, wanted, engine.facts, linkTo)),
    ),
    showWhole(first, wanted, engine, linkTo),
  );
}

/**
 * The whole answer, or the whole opening, loaded when it is asked for.
 * @param {Passage} first
 * @param {Wanted} wanted
 * @param {import("./types.js").Engine} engine
 * @param {(url: string) => string} linkTo
 * @returns {HTMLDetailsElement}
 */
function showWhole(first, wanted, engine, linkTo) {
  const name = first.exchange === null ? "All that stands around it" : "The whole answer";
  const text = element("div", { class: "whole-text" });
  const details = element("details", { class: "whole" }, element("summary", {}, name), text);
  const load = async () => {
    const passages = await wholeAnswer(first, engine);
    text.replaceChildren(
      ...passages.map((passage) =>
        element(
          "p",
          { class: passage.kind === "question" ? "whole-question" : null },
          element("a", { class: "whole-link", href: linkTo(passage.url) }, passage.speakerName),
          " ",
          ...marked(markText(passage.text, wanted)),
        ),
      ),
    );
  };
  const fail = () => text.replaceChildren(element("p", {}, "It could not be loaded."));
  details.addEventListener("toggle", () => void load().catch(fail), { once: true });
  return details;
}

/**
 * @param {Passage} passage
 * @param {Wanted} wanted
 * @param {IndexFacts} facts
 * @param {(url: string) => string} linkTo
 * @returns {HTMLLIElement}
 */
function showHit(passage, wanted, facts, linkTo) {
  const topics = passage.topics.map((slug) => facts.topics.get(slug) ?? slug);
  return element(
    "li",
    { class: "hit" },
    element(
      "a",
      { class: "hit-link", href: linkTo(passage.url), "data-hit": true },
      ...marked(cutSnippet(passage.text, wanted)),
    ),
    element(
      "p",
      { class: "hit-facts" },
      [passage.speakerName, passage.kind, ...topics].join(" · "),
    ),
  );
}

/**
 * One filter with its values, the most frequent first, years in order.
 * @param {FilterName} name
 * @param {ReadonlyMap<string, number>} counts
 * @param {readonly string[]} chosen
 * @param {(value: string) => string} labelOf
 * @param {(value: string) => void} toggle
 * @returns {HTMLFieldSetElement}
 */
export function showFilter(name, counts, chosen, labelOf, toggle) {
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

/**
 * A span of dates to narrow the hits to.
 * @param {{from: string, to: string}} chosen
 * @param {(from: string, to: string) => void} choose
 * @returns {HTMLFieldSetElement}
 */
export function showDates(chosen, choose) {
  const boxes = /** @type {const} */ (["from", "to"]).map((name) => {
    const value = name === "from" ? firstDay(chosen.from) : lastDay(chosen.to);
    const box = element("input", { type: "date", name, value });
    return { label: element("label", { class: "filter-date" }, name, " ", box), box };
  });
  for (const { box } of boxes) {
    box.addEventListener("change", () => choose(boxes[0]?.box.value ?? "", boxes[1]?.box.value ?? ""));
  }
  return element(
    "fieldset",
    { class: "filter" },
    element("legend", { class: "filter-name" }, "Said"),
    ...boxes.map(({ label }) => label),
  );
}

/**
 * @param {string} date a day, a month, a year, or nothing
 * @returns {string}
 */
function firstDay(date) {
  return date && `${date}-01-01`.slice(0, 10);
}

/**
 * @param {string} date a day, a month, a year, or nothing
 * @returns {string}
 */
function lastDay(date) {
  const [year = "", month = "12", day] = date.split("-");
  if (!date || day) {
    return date;
  }
  const last = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  return `${year}-${month}-${last}`;
}

/**
 * @param {import("./evaluate.js").Remark} remark
 * @param {(written: string, instead: string) => void} replace
 * @returns {HTMLParagraphElement}
 */
export function showRemark({ kind, written, instead }, replace) {
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

/**
 * @param {number} hits
 * @param {number} statements
 * @param {string} q
 * @returns {string}
 */
export function sayCount(hits, statements, q) {
  const of = q.trim() ? ` for “${q.trim().slice(0, 80)}”` : "";
  if (hits === 0) {
    return `No passages${of}`;
  }
  return `${counted(hits, "passage")} in ${counted(statements, "statement")}${of}`;
}
