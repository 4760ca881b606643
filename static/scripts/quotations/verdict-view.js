/**
 * What the page shows of a finding: nodes, with every text as text.
 */

import { wholeAnswer } from "../search/whole-answer.js";
import { button, element } from "../shared/dom.js";
import { cite, markedUrl } from "../search/export-hits.js";
import { NAMES, sayFinding } from "./verdict-messages.js";

/**
 * @typedef {import("./judge.js").Finding} Finding
 * @typedef {import("./judge.js").Place} Place
 * @typedef {import("./judge.js").Reach} Reach
 * @typedef {import("./judge.js").Run} Run
 *
 * What a finding is shown with.
 * @typedef {object} Surroundings
 * @property {() => Promise<import("../search/types.js").Engine>} engine
 * @property {(url: string) => string} link from this page to an address of the site
 * @property {(url: string) => string} whole the same address in full
 * @property {(said: string) => void} say
 */

const AROUND = 320; // characters of context before and after
const LONG = 600; // characters of a quotation that are shown at once

/**
 * @param {Finding} finding
 * @param {Surroundings} around
 * @returns {HTMLLIElement}
 */
export function showFinding(finding, around) {
  const { quotation, verdict, places } = finding;
  const isNearest = verdict === "not-found" && places.length > 0;
  return element(
    "li",
    { class: "finding", "data-verdict": verdict, tabindex: "-1" },
    element("h3", { class: "finding-verdict" }, NAMES[verdict]),
    element("blockquote", { class: "finding-quotation" }, shorten(quotation.text)),
    element("p", { class: "finding-meaning" }, sayFinding(finding).join(" ")),
    isNearest && element("h4", { class: "finding-nearest" }, "The nearest that stands here"),
    ...places.map((place) => showPlace(place, around)),
  );
}

/**
 * @param {Place} place
 * @param {Surroundings} around
 * @returns {HTMLDivElement}
 */
function showPlace({ reaches, runs }, around) {
  const differs = runs.some(({ difference }) => difference !== "same");
  return element(
    "div",
    { class: "place" },
    differs && element("p", { class: "place-runs" }, ...runs.flatMap(showRun)),
    ...reaches.map((reach) => showReach(reach, around)),
  );
}

/**
 * @param {Run} run
 * @param {number} place
 * @returns {(Node | string)[]}
 */
function showRun({ difference, text }, place) {
  const isMark = !/[\p{L}\p{N}]/u.test(text);
  const space = place === 0 || isMark ? "" : " ";
  if (difference === "same") {
    return [space, text];
  }
  const [tag, name] =
    difference === "added"
      ? /** @type {const} */ (["ins", "only in the quotation: "])
      : /** @type {const} */ (["del", "only in the record: "]);
  return [space, element(tag, {}, element("span", { class: "hidden" }, name), text)];
}

/**
 * @param {Reach} reach
 * @param {Surroundings} around
 * @returns {HTMLDivElement}
 */
function showReach(reach, { engine, link, whole, say }) {
  const { passage, start, end } = reach;
  const citation = cite(passage, whole);
  const copy = async () => {
    await navigator.clipboard.writeText(citation);
    say("The citation is copied.");
  };
  const text = element("div", { class: "whole-text" });
  const more = element(
    "details",
    { class: "whole" },
    element("summary", {}, passage.exchange === null ? "All that stands around it" : "The whole answer"),
    text,
  );
  const load = async () => {
    const passages = await wholeAnswer(passage, await engine());
    text.replaceChildren(
      ...passages.map((one) =>
        element(
          "p",
          { class: one.kind === "question" ? "whole-question" : null },
          element("a", { class: "whole-link", href: link(one.url) }, one.speakerName),
          " ",
          ...(one.id === passage.id ? markedText(one.text, start, end) : [one.text]),
        ),
      ),
    );
  };
  const fail = () => text.replaceChildren(element("p", {}, "It could not be loaded."));
  more.addEventListener("toggle", () => void load().catch(fail), { once: true });
  return element(
    "div",
    { class: "place-reach" },
    element("p", { class: "place-context" }, ...contextOf(reach)),
    element(
      "p",
      { class: "place-citation" },
      element("a", { href: link(markedUrl(passage)) }, citation.slice(0, citation.lastIndexOf(". ") + 1)),
      " ",
      button("text-button", () => void copy().catch(() => say("It could not be copied.")), "Copy citation"),
    ),
    more,
  );
}

/**
 * The words in what stands before and after them.
 * @param {Reach} reach
 * @returns {(Node | string)[]}
 */
function contextOf({ passage: { text }, start, end }) {
  const from = start > AROUND ? text.indexOf(" ", start - AROUND) + 1 : 0;
  const to = text.length - end > AROUND ? text.lastIndexOf(" ", end + AROUND) : text.length;
  const [first, last] = [Math.min(from, start), Math.max(to, end)];
  return [
    first > 0 ? "… " : "",
    ...markedText(text.slice(first, last), start - first, end - first),
    last < text.length ? " …" : "",
  ];
}

/**
 * @param {string} text
 * @param {number} start
 * @param {number} end
 * @returns {(Node | string)[]}
 */
function markedText(text, start, end) {
  return [text.slice(0, start), element("mark", {}, text.slice(start, end)), text.slice(end)];
}

/**
 * @param {string} text
 * @returns {string}
 */
function shorten(text) {
  return text.length > LONG ? `${text.slice(0, LONG).replace(/\s+\S*$/u, "")} …` : text;
}
