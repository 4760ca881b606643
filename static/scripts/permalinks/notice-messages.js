/**
 * Verdicts on words that were cited, as a reader is told of them: paragraphs of a notice.
 */

import { day, element } from "../shared/dom.js";
import { paragraphsOf, presentOf } from "./page-paragraphs.js";
import { judge, speakersBefore } from "./paragraph-verdict.js";

/**
 * @typedef {import("./exchange-verdict.js").Marked} Marked
 * @typedef {import("./history.js").History} History
 * @typedef {(Node | string)[]} Sentence
 */

/**
 * @param {import("./paragraph-verdict.js").Verdict} verdict
 * @param {Element} paragraph to which the address leads
 * @param {string} anchor that was cited
 * @param {Sentence[]} speakers who was said to have said it before
 * @returns {Node[]}
 */
export function tellOfParagraph(verdict, paragraph, anchor, speakers) {
  const more = speakers.flat();
  switch (verdict.kind) {
    case "as cited":
      return asCited(more);
    case "divided":
      return [
        said(`${same(more)},`, " and divided since: the words stand in ", ...numbers(verdict), ".", ...more),
      ];
    case "joined":
      return [
        said(
          `${same(more)}:`,
          ` paragraph ${anchor.slice(1)} went into this one on `,
          day(verdict.until),
          ", and its words stand in it unchanged.",
          ...more,
        ),
      ];
    case "edited":
      return [
        said("Edited since it was cited,", " on ", day(verdict.until), ".", ...more, " The difference:"),
        shown(verdict.pieces, paragraph),
      ];
    case "unknown":
      return notKnown();
  }
}

/**
 * @param {import("./exchange-verdict.js").Verdict} verdict
 * @param {History | null} history
 * @param {Sentence[]} speakers
 * @param {string} was its name, `Question 2`, where it went into another; else empty
 * @returns {Node[]}
 */
export function tellOfExchange(verdict, history, speakers, was) {
  const more = speakers.flat();
  switch (verdict.kind) {
    case "as cited":
      return asCited(more);
    case "moved":
      return [said(`${same(more)}:`, " the words stand unchanged in ", ...numbers(verdict), ".", ...more)];
    case "edited":
      return [
        said(was ? `${was} went into this one` : done(verdict), " on ", day(verdict.until), ".", ...more),
        ...verdict.changed.filter((one) => isTold(one, history)).flatMap((one) => change(one, history)),
        ...elsewhere(verdict.changed.filter((one) => !isTold(one, history))),
        ...moved(verdict.moved),
        ...added(verdict.added),
        ...reordered(verdict),
      ];
    case "unknown":
      return notKnown();
  }
}

/**
 * Of a place that is not on the page; that of an answer by itself has a statement around it.
 * @param {string} anchor empty where it is not known what was meant
 * @param {string} hash
 * @returns {Node[]}
 */
export function tellAstray(anchor, hash) {
  const kind = anchor.startsWith("p") ? "paragraph" : "question";
  const name = anchor ? `${kind} ${anchor.replace(/\D+/u, "")}` : "such place";
  const first = `This page has no ${name}.`;
  const context = contextWith(hash);
  if (!anchor || !context) return [said(first, " The link may have been damaged on its way.")];
  return [said(first, " It may be in ", element("a", { href: context }, "the whole statement"), ".")];
}

/** @returns {Node[]} */
export function notLoaded() {
  return [said("Edited since it was cited.", " What it said before could not be loaded.")];
}

/**
 * ` Until 8 December 2023 their speaker was given as Sergey Lavrov.`, for each speaker.
 * @param {readonly Marked[]} words whose speakers are asked for
 * @param {History | null | undefined} history
 * @param {string} [own] the anchor of the paragraph of which all is told
 * @returns {Sentence[]}
 */
export function speakersOf(words, history, own = "") {
  /** @type {Map<string, { by: string, until: string, anchors: string[] }>} */
  const found = new Map();
  for (const { anchor, mark } of words) {
    for (const { by, until } of speakersBefore(mark, history?.paragraphs[anchor])) {
      const known = found.get(`${until} ${by}`) ?? { by, until, anchors: [] };
      known.anchors.push(anchor);
      found.set(`${until} ${by}`, known);
    }
  }
  return [...found.values()].map(({ by, until, anchors }) => {
    const numbers = listed(anchors.map((anchor) => anchor.slice(1)));
    const whose = anchors.join() === own ? ["their speaker"] : ["the speaker of ", ...numbers];
    return [" Until ", day(until), " ", ...whose, ` was given as ${by}.`];
  });
}

/**
 * @param {Sentence} more
 * @returns {Node[]}
 */
function asCited(more) {
  if (more.length) return [said("These words have not changed.", ...more)];
  return [said("As cited:", " these words have not changed since.")];
}

/**
 * Of words that another speaker had, no more is as cited than the words.
 * @param {Sentence} more
 */
function same(more) {
  return more.length ? "Words as cited" : "As cited";
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

/**
 * What was done to an exchange.
 * @param {{ changed: Marked[], moved: Marked[], added: string[] }} verdict
 */
function done({ changed, moved, added }) {
  const isMoved = moved.length && !changed.length && !added.length;
  return isMoved ? "Moved since it was cited," : "Edited since it was cited,";
}

/**
 * Whether this page tells what became of a paragraph.
 * @param {Marked} cited
 * @param {History | null} history
 */
function isTold({ anchor }, history) {
  const former = history?.paragraphs[anchor];
  const isWithdrawn = Boolean(former?.gone && !former.to);
  return isWithdrawn || document.getElementById(anchor)?.closest(".paragraph");
}

/**
 * Paragraphs that are not on the page of an answer any more.
 * @param {readonly Marked[]} all
 * @returns {Node[]}
 */
function elsewhere(all) {
  if (!all.length) return [];
  const links = all.map(({ anchor, mark }) => {
    const number = anchor.slice(1);
    const address = contextWith(`#${anchor}:${mark}`);
    return address ? element("a", { href: address }, number) : number;
  });
  return [titled(listed(links, "Paragraph"), links.length, "stands", "stand", " elsewhere now.")];
}

/**
 * The address in the statement around an answer that stands by itself; empty elsewhere.
 * @param {string} hash
 */
function contextWith(hash) {
  const context = document.querySelector(".record-foot a[href*='#answer-']");
  return context instanceof HTMLAnchorElement ? new URL(hash, context.href).href : "";
}

/**
 * Paragraphs that stand unchanged on the page, but not in the exchange in which they were cited.
 * @param {readonly Marked[]} all
 * @returns {Node[]}
 */
function moved(all) {
  /** @type {Map<Element | null, Element[]>} */
  const places = new Map();
  for (const { anchor } of all) {
    const paragraph = document.getElementById(anchor);
    if (!paragraph) continue;
    const exchange = paragraph.closest(".exchange");
    places.set(exchange, [...(places.get(exchange) ?? []), paragraph]);
  }
  return [...places].map(([exchange, some]) => {
    const number = exchange?.id.replace("answer-", "");
    const where = exchange ? element("a", { href: `#${exchange.id}` }, `question ${number}`) : null;
    const rest = where ? [" unchanged under ", where, "."] : [" unchanged before the questions."];
    return titled(listed(some.map(numberOf), "Paragraph"), some.length, "stands", "stand", ...rest);
  });
}

/**
 * @param {readonly string[]} anchors
 * @returns {Node[]}
 */
function added(anchors) {
  if (!anchors.length) return [];
  const numbers = anchors.map((anchor) => anchor.slice(1));
  const rest = " not part of it then.";
  return [titled(listed(numbers, "Paragraph"), numbers.length, "was", "were", rest)];
}

/**
 * @param {{ changed: Marked[], moved: Marked[], added: string[] }} verdict
 * @returns {Node[]}
 */
function reordered({ changed, moved, added }) {
  const isAll = !changed.length && !moved.length && !added.length;
  return isAll ? [element("p", {}, "Its paragraphs, which are the same, were in another order then.")] : [];
}

/**
 * `Paragraphs 14 and 15 stand …`
 * @param {Sentence} names
 * @param {number} count
 * @param {string} one the verb for one of them
 * @param {string} many
 * @param {...(Node | string)} rest
 */
function titled(names, count, one, many, ...rest) {
  const verb = ` ${count === 1 ? one : many}`;
  return element("p", {}, element("strong", {}, ...names), verb, ...rest);
}

/**
 * What became of a paragraph of an exchange that was cited.
 * @param {Marked} cited
 * @param {History | null} history
 * @returns {Node[]}
 */
function change({ anchor, mark }, history) {
  const former = history?.paragraphs[anchor];
  if (former?.gone && !former.to) return [said(nameOf(anchor), " was withdrawn on ", day(former.gone), ".")];
  const place = document.getElementById(anchor);
  const paragraph = place?.closest(".paragraph");
  if (!place || !paragraph) return [];
  const verdict = judge(presentOf(paragraph, place, mark), former);
  switch (verdict.kind) {
    case "divided":
      return [said(nameOf(anchor), " is divided: its words stand in ", ...numbers(verdict), ".")];
    case "joined":
      return [said(nameOf(anchor), " went into paragraph ", numberOf(paragraph), ".")];
    case "edited":
      return [said(`${nameOf(anchor)}:`), shown(verdict.pieces, paragraph)];
    case "as cited":
    case "unknown":
      return [said(nameOf(anchor), " was edited.")];
  }
}

/** @param {string} anchor */
function nameOf(anchor) {
  return `Paragraph ${anchor.slice(1)}`;
}

/**
 * @param {string} first
 * @param {...(Node | string)} rest
 */
export function said(first, ...rest) {
  return element("p", {}, element("strong", {}, first), ...rest);
}

/**
 * The paragraphs from one place on the page to another, with links.
 * @param {{ from: number, to: number }} places
 * @returns {Sentence}
 */
function numbers({ from, to }) {
  return listed(paragraphsOf().slice(from, to + 1).map(numberOf));
}

/**
 * `paragraph 14`, `paragraphs 14, 22 and 23`.
 * @param {readonly (Node | string)[]} numbers
 * @param {string} [name]
 * @returns {Sentence}
 */
function listed(numbers, name = "paragraph") {
  const parts = numbers.flatMap((one, place) => {
    if (place === 0) return [one];
    return [place === numbers.length - 1 ? " and " : ", ", one];
  });
  return [`${name}${numbers.length === 1 ? "" : "s"} `, ...parts];
}

/**
 * Its number, with a link.
 * @param {Element} paragraph
 */
function numberOf(paragraph) {
  return element("a", { href: `#${paragraph.id}` }, paragraph.id.slice(1));
}

/**
 * @param {readonly import("./word-diff.js").Piece[]} pieces
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
