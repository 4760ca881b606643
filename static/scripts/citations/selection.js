/** What is cited: a statement, an exchange, a paragraph, a selection. */

import { markOf, markOfParagraphs, wordsOf } from "../permalinks/fingerprint.js";
import { passageOf, textFragment, writeFragment } from "./passage-link.js";
import { findWords } from "./selection-words.js";

/**
 * @typedef {object} Cited
 * @property {string} name of what is cited, for a heading: `paragraph 14`
 * @property {import("./citation-styles.js").Citation} citation
 * @property {Said[]} quote what it says; nothing of a whole statement
 * @property {string} link to copy; empty on a disk, where addresses are nobody else's
 *
 * @typedef {object} Said words of one speaker
 * @property {string} by their label, as printed; empty where all that is quoted is one speaker's
 * @property {string[]} paragraphs
 */

/**
 * @param {import("./json-ld.js").Work} work
 * @returns {Cited}
 */
export function citeStatement(work) {
  const { citation } = work;
  return { name: "this statement", citation, quote: [], link: citation.address };
}

/**
 * An exchange: its answers are quoted, or the question that nobody answers.
 * @param {import("./json-ld.js").Work} work
 * @param {Element} exchange
 * @returns {Cited}
 */
export function citeExchange(work, exchange) {
  const answers = [...exchange.querySelectorAll(".turn:not(.turn-question) .words")];
  const said = answers.length ? answers : [...exchange.querySelectorAll(".words")];
  const mark = markOfParagraphs(exchange.querySelectorAll(".paragraph"));
  const fragment = writeFragment({ anchor: exchange.id, mark, passage: null });
  const citation = placed(work, said, exchange.id, fragment);
  return {
    name: `${citation.part} ${citation.number}`,
    citation: { ...citation, paragraphs: [] },
    quote: saidBy(work, said, textOf),
    link: citation.address,
  };
}

/**
 * @param {import("./json-ld.js").Work} work
 * @param {Element} paragraph
 * @returns {Cited}
 */
export function citeParagraph(work, paragraph) {
  const words = /** @type {Element} */ (paragraph.querySelector(".words"));
  const mark = markOf(wordsOf(paragraph));
  const fragment = writeFragment({ anchor: paragraph.id, mark, passage: null });
  const citation = placed(work, [words], paragraph.id, fragment);
  return {
    name: `paragraph ${citation.paragraphs[0]}`,
    citation,
    quote: saidBy(work, [words], textOf),
    link: citation.address,
  };
}

/**
 * The words of paragraphs that a range holds, whole ones; null where it holds none.
 * @param {import("./json-ld.js").Work} work
 * @param {Range} range
 * @returns {Cited | null}
 */
export function citeSelection(work, range) {
  const all = [...document.querySelectorAll(".paragraph .words")];
  const held = all.filter((words) => range.intersectsNode(words) && stretch(words, range));
  const [first, last] = [held[0], held.at(-1)];
  if (!first || !last) return null;
  const [from] = stretch(first, range) ?? [0];
  const [, to] = stretch(last, range) ?? [0, 0];
  const [text, lastText] = [first.textContent ?? "", last.textContent ?? ""];
  const [anchor, ends] = [anchorOf(first), first === last ? "" : anchorOf(last)];
  const passage = passageOf(text, from, lastText, to, ends);
  const mark = markOf(wordsOf(/** @type {Element} */ (first.closest(".paragraph"))));
  const citation = placed(work, held, anchor, writeFragment({ anchor, mark, passage }));
  const quoted = (/** @type {Element} */ words) => {
    const [begin, end] = stretch(words, range) ?? [0, 0];
    return folded((words.textContent ?? "").slice(begin, end));
  };
  return {
    name: "the selected words",
    citation,
    quote: saidBy(work, held, quoted),
    link: citation.address && citation.address + textFragment(text, from, lastText, to),
  };
}

/**
 * The whole words of a paragraph that a range touches: where they begin and end in its text, with
 * the punctuation that the range holds too; null where it touches none.
 * @param {Element} words
 * @param {Range} range
 * @returns {[number, number] | null}
 */
export function stretch(words, range) {
  const own = document.createRange();
  own.selectNodeContents(words);
  const text = words.textContent ?? "";
  const from = range.comparePoint(words, 0) < 0 ? lengthBefore(own, range, "start") : 0;
  const isBeyond = range.comparePoint(words, words.childNodes.length) > 0;
  const to = isBeyond ? lengthBefore(own, range, "end") : text.length;
  const found = findWords(text).filter((word) => word.to > from && word.from < to);
  const [first, last] = [found[0], found.at(-1)];
  return first && last ? [Math.min(first.from, from), Math.max(last.to, to)] : null;
}

/**
 * @param {Range} own
 * @param {Range} range
 * @param {"start" | "end"} side
 */
function lengthBefore(own, range, side) {
  const part = own.cloneRange();
  if (side === "start") part.setEnd(range.startContainer, range.startOffset);
  else part.setEnd(range.endContainer, range.endOffset);
  return part.toString().length;
}

/**
 * The authors are those who speak; who asks is one where nobody's answer is cited, as of an
 * interview. What goes over several exchanges is placed by its paragraphs alone.
 * @param {import("./json-ld.js").Work} work
 * @param {Element[]} held the words of its paragraphs
 * @param {string} anchor
 * @param {string} fragment
 * @returns {import("./citation-styles.js").Citation}
 */
function placed(work, held, anchor, fragment) {
  const answers = held.filter((words) => !isAsked(words));
  const speakers = [...new Set((answers.length ? answers : held).map(speakerOf))];
  const [exchange, other] = new Set(held.map((words) => words.closest(".exchange")?.id ?? ""));
  const isOne = exchange && other === undefined;
  const parts = [answers.length < held.length && "question", answers.length && "answer"];
  return {
    ...work.citation,
    key: `${speakers[0]}-${work.slug}-${anchor}`,
    names: speakers.flatMap((speaker) => work.people.get(speaker) ?? []),
    address: work.address && work.address + fragment,
    part: isOne ? parts.filter(Boolean).join(" and ") : "",
    number: isOne ? numberOf(exchange) : 0,
    paragraphs: held.map((words) => numberOf(anchorOf(words))),
  };
}

/**
 * Turn by turn, each under its label; without any where all is one speaker's. Two who ask are
 * never taken for one: nobody knows who they are.
 * @param {import("./json-ld.js").Work} work
 * @param {Element[]} held the words of its paragraphs
 * @param {(words: Element) => string} textOf
 * @returns {Said[]}
 */
function saidBy(work, held, textOf) {
  /** @type {Map<Element | null, Element[]>} */
  const turns = new Map();
  for (const words of held) {
    const turn = words.closest(".turn");
    turns.set(turn, [...(turns.get(turn) ?? []), words]);
  }
  const isAnyAsked = turns.size > 1 && held.some(isAsked);
  if (!isAnyAsked && new Set(held.map(speakerOf)).size < 2) {
    return [{ by: "", paragraphs: held.map(textOf) }];
  }
  return [...turns].map(([turn, own]) => ({
    by: labelOf(work, turn),
    paragraphs: own.map(textOf),
  }));
}

/**
 * A speaker's label as it is printed; else the name.
 * @param {import("./json-ld.js").Work} work
 * @param {Element | null} turn
 */
function labelOf(work, turn) {
  const printed = turn?.querySelector(".attribution-name")?.textContent ?? "";
  return folded(printed) || (work.people.get(turn?.getAttribute("data-by") ?? "")?.whole ?? "");
}

/** @param {Element} words */
function speakerOf(words) {
  return words.closest("[data-by]")?.getAttribute("data-by") ?? "";
}

/** @param {Element} words */
function isAsked(words) {
  return Boolean(words.closest(".turn-question"));
}

/** @param {Element} words */
function anchorOf(words) {
  return words.closest(".paragraph")?.id ?? "";
}

/** @param {string} anchor */
function numberOf(anchor) {
  return Number(/\d+$/u.exec(anchor)?.[0] ?? 0);
}

/** @param {Element} words */
function textOf(words) {
  return folded(words.textContent ?? "");
}

/** @param {string} text */
function folded(text) {
  return text.replace(/\s+/gu, " ").trim();
}
