/**
 * Says of a paragraph or an exchange that somebody came to by a citation whether it still reads as
 * it was cited.
 */

import { readCited } from "./cited/address.js";
import { judgeExchange } from "./cited/exchange.js";
import { isAsCited, judge } from "./cited/verdict.js";
import { markOf, wordsOf } from "./cited/words.js";
import { day, element } from "./search/dom.js";
import { loadScript } from "./trusted.js";

/**
 * @typedef {import("./cited/verdict.js").Verdict} Verdict
 * @typedef {import("./cited/verdict.js").Present} Present
 * @typedef {object} History
 * @property {Record<string, import("./cited/verdict.js").Former>} paragraphs
 * @property {Record<string, import("./cited/exchange.js").Former>} [exchanges]
 */

/** Says it below the paragraph's words, or above the exchange's. A tombstone says it by itself. */
async function main() {
  for (const old of document.querySelectorAll(".cited")) old.remove();
  const cited = readCited(location.hash);
  const place = cited && document.getElementById(cited.anchor);
  if (place?.closest(".tombstone")) return; // it may stand among the words of another answer
  const paragraph = place?.closest(".paragraph");
  const exchange = cited?.anchor.startsWith("answer-") && place?.closest(".exchange");
  const beside = paragraph?.querySelector(".words") ?? (exchange && headOf(exchange));
  if (!cited || !place || !beside) return;
  const { lang } = document.documentElement;
  const notice = element("div", { class: "cited", role: "status", lang });
  beside.after(notice);
  const told = await (exchange
    ? tellOfExchange(exchange, cited)
    : tellOfParagraph(/** @type {Element} */ (paragraph), place, cited));
  // A screen reader reads what is put into a notice that it knows.
  setTimeout(() => notice.append(...told));
}

/** @param {Element} exchange */
function headOf(exchange) {
  return exchange.querySelector(":scope > .exchange-head, :scope > h2");
}

/**
 * @param {Element} paragraph
 * @param {Element} place
 * @param {{ anchor: string, mark: string }} cited
 * @returns {Promise<Node[]>}
 */
async function tellOfParagraph(paragraph, place, { anchor, mark }) {
  const present = presentOf(paragraph, place, mark);
  if (isAsCited(present)) return asCited();
  return withHistory((history) =>
    wordsFor(judge(present, history?.paragraphs[anchor]), paragraph, anchor),
  );
}

/**
 * @param {Element} exchange
 * @param {{ anchor: string, mark: string }} cited
 * @returns {Promise<Node[]>}
 */
async function tellOfExchange(exchange, { anchor, mark }) {
  const own = [...exchange.querySelectorAll(".paragraph")].map(marked);
  if (judgeExchange(mark, own, [], undefined).kind === "as cited") return asCited();
  const all = paragraphs().map(marked);
  return withHistory((history) =>
    wordsForExchange(judgeExchange(mark, own, all, history?.exchanges?.[anchor]), history),
  );
}

/**
 * @param {Element} paragraph
 * @returns {import("./cited/exchange.js").Marked}
 */
function marked(paragraph) {
  return { anchor: paragraph.id, mark: markOf(wordsOf(paragraph)) };
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
 * @param {(history: History | null) => Node[]} told
 * @returns {Promise<Node[]>}
 */
async function withHistory(told) {
  try {
    return told(await loadHistory());
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
      return notKnown();
  }
}

/**
 * @param {import("./cited/exchange.js").Verdict} verdict
 * @param {History | null} history
 * @returns {Node[]}
 */
function wordsForExchange(verdict, history) {
  switch (verdict.kind) {
    case "as cited":
      return asCited();
    case "moved":
      return [said("As cited:", ` the words stand unchanged in ${numbers(verdict)}.`)];
    case "edited":
      return [
        said("Edited since it was cited,", " on ", day(verdict.until), "."),
        ...verdict.changed.flatMap((one) => change(one, history)),
        ...verdict.added.map((anchor) => said(nameOf(anchor), " was not part of it then.")),
      ];
    case "unknown":
      return notKnown();
  }
}

/**
 * What became of a paragraph of an exchange that was cited.
 * @param {import("./cited/exchange.js").Marked} cited
 * @param {History | null} history
 * @returns {Node[]}
 */
function change({ anchor, mark }, history) {
  const former = history?.paragraphs[anchor];
  if (former?.gone && !former.to) return [said(nameOf(anchor), " was withdrawn on ", day(former.gone), ".")];
  const place = document.getElementById(anchor);
  const paragraph = place?.closest(".paragraph");
  if (!place || !paragraph) return [said(nameOf(anchor), " stands elsewhere now.")];
  const verdict = judge(presentOf(paragraph, place, mark), former);
  switch (verdict.kind) {
    case "divided":
      return [said(nameOf(anchor), ` is divided: its words stand in ${numbers(verdict)}.`)];
    case "joined":
      return [said(nameOf(anchor), ` went into paragraph ${paragraph.id.slice(1)}.`)];
    case "edited":
      return [said(`${nameOf(anchor)}:`), shown(verdict.pieces, paragraph)];
    case "as cited":
      return [said(nameOf(anchor), " stands elsewhere now.")];
    case "unknown":
      return [said(nameOf(anchor), " was edited.")];
  }
}

/** @param {string} anchor */
function nameOf(anchor) {
  return `Paragraph ${anchor.slice(1)}`;
}

/** @returns {Node[]} */
function notKnown() {
  return [
    said(
      "Not as it was cited:",
      " it has been edited, or the link was damaged on its way. What it said then is not on this record.",
    ),
  ];
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
  if (from === to) return `paragraph ${all[to]}`;
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
