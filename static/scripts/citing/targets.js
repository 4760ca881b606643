/** What is cited: a statement, an exchange, a paragraph, a selection. */

import { markOf, markOfParagraphs, wordsOf } from "../cited/words.js";
import { passageOf, textFragment, writeFragment } from "./link.js";
import { findWords } from "./words.js";

/**
 * @typedef {object} Cited
 * @property {string} name of what is cited, for a heading: `paragraph 14`
 * @property {import("./facts.js").Citation} citation
 * @property {string[]} quote its paragraphs; none of a whole statement
 * @property {string} link to copy; empty on a disk, where addresses are nobody else's
 */

/**
 * @param {import("./page.js").Work} work
 * @returns {Cited}
 */
export function citeStatement(work) {
  const { citation } = work;
  return { name: "this statement", citation, quote: [], link: citation.address };
}

/**
 * An exchange: its answers are quoted, or the question that nobody answers.
 * @param {import("./page.js").Work} work
 * @param {Element} exchange
 * @returns {Cited}
 */
export function citeExchange(work, exchange) {
  const answers = [...exchange.querySelectorAll(".turn:not(.turn-question) .words")];
  const said = answers.length ? answers : [...exchange.querySelectorAll(".words")];
  const citation = placed(work, /** @type {Element} */ (said[0]), exchange.id);
  const mark = markOfParagraphs(exchange.querySelectorAll(".paragraph"));
  const fragment = { anchor: exchange.id, mark, passage: null };
  return {
    name: `${citation.part} ${citation.number}`,
    citation: { ...citation, paragraph: 0 },
    quote: said.map(textOf),
    link: work.address && work.address + writeFragment(fragment),
  };
}

/**
 * @param {import("./page.js").Work} work
 * @param {Element} paragraph
 * @returns {Cited}
 */
export function citeParagraph(work, paragraph) {
  const words = /** @type {Element} */ (paragraph.querySelector(".words"));
  const fragment = { anchor: paragraph.id, mark: markOf(wordsOf(paragraph)), passage: null };
  const citation = placed(work, words, paragraph.id);
  return {
    name: `paragraph ${citation.paragraph}`,
    citation,
    quote: [textOf(words)],
    link: work.address && work.address + writeFragment(fragment),
  };
}

/**
 * The words of paragraphs that a range holds, whole ones; null where it holds none.
 * @param {import("./page.js").Work} work
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
  const fragment = writeFragment({ anchor, mark: markOf(wordsOf(/** @type {Element} */ (first.parentElement))), passage });
  const citation = placed(work, first, anchor);
  const address = work.address && work.address + fragment;
  return {
    name: "the selected words",
    citation: { ...citation, address: work.address && `${work.address}#${anchor}` },
    quote: held.map((words) => {
      const [begin, end] = stretch(words, range) ?? [0, 0];
      return folded((words.textContent ?? "").slice(begin, end));
    }),
    link: address && address + textFragment(text, from, lastText, to),
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
 * @param {import("./page.js").Work} work
 * @param {Element} words
 * @param {string} anchor
 * @returns {import("./facts.js").Citation}
 */
function placed(work, words, anchor) {
  const speaker = words.closest("[data-by]")?.getAttribute("data-by") ?? "";
  const isQuestion = Boolean(words.closest(".turn-question"));
  const exchange = words.closest(".exchange")?.id ?? "";
  return {
    ...work.citation,
    key: `${speaker}-${work.slug}-${anchor}`,
    name: work.people.get(speaker) ?? null,
    address: work.address && `${work.address}#${anchor}`,
    part: exchange && (isQuestion ? "question" : "answer"),
    number: numberOf(exchange),
    paragraph: numberOf(anchorOf(words)),
  };
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
