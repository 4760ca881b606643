/**
 * Verdicts on words that were cited, as a reader is told of them: paragraphs of a notice.
 */

import { day, element } from "../search/dom.js";
import { paragraphsOf, presentOf } from "./page.js";
import { judge, speakersBefore } from "./verdict.js";

/**
 * @typedef {import("./exchange.js").Marked} Marked
 * @typedef {import("./history.js").History} History
 * @typedef {(Node | string)[]} Sentence
 */

/**
 * @param {import("./verdict.js").Verdict} verdict
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
        said("As cited,", " and divided since: the words stand in ", ...numbers(verdict), ".", ...more),
      ];
    case "joined":
      return [
        said(
          "As cited:",
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
 * @param {import("./exchange.js").Verdict} verdict
 * @param {History | null} history
 * @param {Sentence[]} speakers
 * @returns {Node[]}
 */
export function tellOfExchange(verdict, history, speakers) {
  const more = speakers.flat();
  switch (verdict.kind) {
    case "as cited":
      return asCited(more);
    case "moved":
      return [said("As cited:", " the words stand unchanged in ", ...numbers(verdict), ".", ...more)];
    case "edited":
      return [
        said("Edited since it was cited,", " on ", day(verdict.until), ".", ...more),
        ...verdict.changed.flatMap((one) => change(one, history)),
        ...verdict.added.map((anchor) => said(nameOf(anchor), " was not part of it then.")),
      ];
    case "unknown":
      return notKnown();
  }
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
    const whose = anchors.join() === own ? "their speaker" : `the speaker of ${named(anchors)}`;
    return [" Until ", day(until), ` ${whose} was given as ${by}.`];
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
  if (!place || !paragraph) return [said(nameOf(anchor), " stands elsewhere now.")];
  const verdict = judge(presentOf(paragraph, place, mark), former);
  switch (verdict.kind) {
    case "divided":
      return [said(nameOf(anchor), " is divided: its words stand in ", ...numbers(verdict), ".")];
    case "joined":
      return [said(nameOf(anchor), " went into ", link(paragraph), ".")];
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

/**
 * @param {string} first
 * @param {...(Node | string)} rest
 */
export function said(first, ...rest) {
  return element("p", {}, element("strong", {}, first), ...rest);
}

/**
 * `paragraph 14`, `paragraphs 14, 22 and 23`.
 * @param {readonly string[]} anchors
 */
function named(anchors) {
  const all = anchors.map((anchor) => anchor.slice(1));
  if (all.length === 1) return `paragraph ${all[0]}`;
  return `paragraphs ${all.slice(0, -1).join(", ")} and ${all.at(-1)}`;
}

/**
 * The same with links.
 * @param {{ from: number, to: number }} places
 * @returns {Sentence}
 */
function numbers({ from, to }) {
  return listed(paragraphsOf().slice(from, to + 1));
}

/**
 * @param {readonly Element[]} all
 * @returns {Sentence}
 */
function listed(all) {
  const numbers = all.map((one) => element("a", { href: `#${one.id}` }, one.id.slice(1)));
  const parts = numbers.flatMap((one, place) => {
    if (place === 0) return [one];
    return [place === numbers.length - 1 ? " and " : ", ", one];
  });
  return [all.length === 1 ? "paragraph " : "paragraphs ", ...parts];
}

/** @param {Element} paragraph */
function link(paragraph) {
  return element("a", { href: `#${paragraph.id}` }, `paragraph ${paragraph.id.slice(1)}`);
}

/**
 * @param {readonly import("./difference.js").Piece[]} pieces
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
