/**
 * Says of a paragraph that somebody came to by a citation whether it still reads as it was cited.
 */

import { readCited } from "./cited/address.js";
import { isAsCited, judge } from "./cited/verdict.js";
import { wordsOf } from "./cited/words.js";
import { day, element } from "./search/dom.js";
import { loadScript } from "./trusted.js";

/**
 * @typedef {import("./cited/verdict.js").Verdict} Verdict
 * @typedef {import("./cited/verdict.js").Present} Present
 * @typedef {{ paragraphs: Record<string, import("./cited/verdict.js").Former> }} History
 */

/** Says it below the paragraph's words. */
async function main() {
  for (const old of document.querySelectorAll(".cited")) old.remove();
  const cited = readCited(location.hash);
  const place = cited && document.getElementById(cited.anchor);
  const paragraph = place?.closest(".paragraph");
  if (!cited || !place || !paragraph) return;
  const { lang } = document.documentElement;
  const notice = element("div", { class: "cited", role: "status", lang });
  paragraph.querySelector(".words")?.after(notice);
  const present = presentOf(paragraph, place, cited.mark);
  const told = isAsCited(present) ? asCited() : await ask(paragraph, present, cited.anchor);
  // A screen reader reads what is put into a notice that it knows.
  setTimeout(() => notice.append(...told));
}

/**
 * @param {Element} paragraph
 * @param {Element} place where the address leads: the paragraph, or an anchor in it
 * @param {string} mark
 * @returns {Present}
 */
function presentOf(paragraph, place, mark) {
  const all = paragraphs();
  const isOwn = place === paragraph;
  return { mark, isOwn, paragraphs: all.map(wordsOf), place: all.indexOf(paragraph) };
}

/**
 * @param {Element} paragraph
 * @param {Present} present
 * @param {string} anchor that was cited
 * @returns {Promise<Node[]>}
 */
async function ask(paragraph, present, anchor) {
  try {
    const history = await loadHistory();
    return wordsFor(judge(present, history?.paragraphs[anchor]), paragraph, anchor);
  } catch {
    return [said("Edited since it was cited.", " What it said before could not be loaded.")];
  }
}

/**
 * What the statement's paragraphs said before; null where nothing has changed.
 * @returns {Promise<History | null>}
 */
async function loadHistory() {
  const text = document.querySelector("[data-history]");
  const link = text instanceof HTMLElement ? (text.dataset["history"] ?? "") : "";
  if (!link) return null;
  const address = new URL(link, document.baseURI).href;
  if (location.protocol !== "file:") return (await fetch(address)).json();
  await loadScript(address.replace(/json$/u, "js"));
  return /** @type {any} */ (globalThis).onRecordHistory;
}

/**
 * @param {Verdict} verdict
 * @param {Element} paragraph
 * @param {string} anchor that was cited
 * @returns {Node[]}
 */
function wordsFor(verdict, paragraph, anchor) {
  switch (verdict.kind) {
    case "as cited":
      return asCited();
    case "divided":
      return [said("As cited,", ` and divided since: the words stand in ${numbers(verdict)}.`)];
    case "joined":
      return [
        said(
          "As cited:",
          ` paragraph ${anchor.slice(1)} went into this one on `,
          day(verdict.until),
          ", and its words stand in it unchanged.",
        ),
      ];
    case "edited":
      return [
        said("Edited since it was cited,", " on ", day(verdict.until), ". The difference:"),
        shown(verdict.pieces, paragraph),
      ];
    case "unknown":
      return [
        said(
          "Not as it was cited:",
          " it has been edited, or the link was damaged on its way. What it said then is not on this record.",
        ),
      ];
  }
}

/** @returns {Node[]} */
function asCited() {
  return [said("As cited:", " these words have not changed since.")];
}

/**
 * @param {string} first
 * @param {...(Node | string)} rest
 */
function said(first, ...rest) {
  return element("p", {}, element("strong", {}, first), ...rest);
}

/** @returns {Element[]} */
function paragraphs() {
  return [...document.querySelectorAll(".record-text .paragraph")];
}

/**
 * `paragraphs 14, 22 and 23`.
 * @param {{ from: number, to: number }} places
 */
function numbers({ from, to }) {
  const all = paragraphs().map(({ id }) => id.slice(1));
  return `paragraphs ${all.slice(from, to).join(", ")} and ${all[to]}`;
}

/**
 * @param {readonly import("./cited/difference.js").Piece[]} pieces
 * @param {Element} paragraph
 */
function shown(pieces, paragraph) {
  const lang = paragraph.closest("[lang]")?.getAttribute("lang");
  const parts = pieces.map(({ fate, text }) => {
    if (fate === "same") return text;
    return fate === "removed"
      ? element("del", {}, aside("[taken out: "), text.trimEnd(), aside("]"))
      : element("ins", {}, aside("[put in: "), text.trimEnd(), aside("]"));
  });
  return element("p", { class: "cited-difference", lang }, ...withSpaces(parts));
}

/**
 * What only a screen reader says.
 * @param {string} text
 */
function aside(text) {
  return element("span", { class: "hidden" }, text);
}

/**
 * @param {readonly (Node | string)[]} parts
 */
function withSpaces(parts) {
  return parts.flatMap((part) => (typeof part === "string" ? [part] : [part, " "]));
}

void main();
