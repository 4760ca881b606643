/**
 * The paragraphs of a page, by what a notice needs of them.
 */

import { markOf, wordsOf } from "./fingerprint.js";

/** @typedef {import("./exchange-verdict.js").Marked} Marked */

/**
 * All of them, in reading order.
 * @returns {Element[]}
 */
export function paragraphsOf() {
  return [...document.querySelectorAll(".record-text .paragraph")];
}

/**
 * @param {Element} paragraph
 * @returns {Marked}
 */
export function marked(paragraph) {
  return { anchor: paragraph.id, mark: markOf(wordsOf(paragraph)) };
}

/**
 * @param {Element} paragraph
 * @param {Element} place where the address leads: the paragraph, or an anchor in it
 * @param {string} mark of the words that were cited
 * @returns {import("./paragraph-verdict.js").Present}
 */
export function presentOf(paragraph, place, mark) {
  const all = paragraphsOf();
  const isOwn = place === paragraph;
  return { mark, isOwn, paragraphs: all.map(wordsOf), place: all.indexOf(paragraph) };
}
