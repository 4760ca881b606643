/**
 * Marks the words of a search in the paragraph, or the exchange, that the address points to.
 */

import { analyse, findTerm, foldWord, tokenize } from "../shared/analysis.js";
import { readAnchor } from "../permalinks/fragment.js";
import { element } from "../shared/dom.js";
import { readQuery } from "../search/parse-query.js";
import { findMarks } from "../search/snippets.js";

/**
 * What to mark for a query, as far as it can be known without the index.
 * @param {string} q
 * @returns {import("../search/snippets.js").Wanted}
 */
export function wantedOf(q) {
  const wishes = readQuery(q, { fields: ["text", "title", "speaker", "topic"] }).wishes.filter(
    ({ presence, field }) => presence !== "prohibited" && (field === "" || field === "text"),
  );
  const words = wishes.filter(({ kind }) => kind !== "phrase");
  const phrases = wishes.filter(({ kind }) => kind === "phrase");
  const isAlone = wishes.length === 1;
  return {
    terms: new Set(
      words.flatMap(({ written }) =>
        tokenize(written).flatMap(({ word }) =>
          isAlone || findTerm(word) !== null ? analyse(word) : [],
        ),
      ),
    ),
    phrases: phrases.map(({ written }) => tokenize(written).map(({ word }) => foldWord(word))),
  };
}

/**
 * Puts `mark` round what is wanted in the text below a node.
 * @param {Element} place
 * @param {import("../search/snippets.js").Wanted} wanted
 * @returns {number} how many were marked
 */
export function markWords(place, wanted) {
  const nodes = textNodes(place);
  const marks = findMarks(nodes.map(({ data }) => data).join(""), wanted);
  let start = 0;
  for (const node of nodes) {
    const end = start + node.data.length;
    const inside = marks
      .filter(([from, to]) => from < end && to > start)
      .map(([from, to]) => [Math.max(from, start) - start, Math.min(to, end) - start]);
    markRanges(node, /** @type {[number, number][]} */ (inside));
    start = end;
  }
  return marks.length;
}

/**
 * @param {Element} place
 * @returns {Text[]}
 */
function textNodes(place) {
  const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
  /** @type {Text[]} */
  const nodes = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    nodes.push(/** @type {Text} */ (node));
  }
  return nodes;
}

/**
 * @param {Text} node
 * @param {readonly [number, number][]} ranges
 */
function markRanges(node, ranges) {
  for (const [from, to] of [...ranges].reverse()) {
    const found = node.splitText(from);
    found.splitText(to - from);
    const mark = element("mark");
    found.replaceWith(mark);
    mark.append(found);
  }
}

/** Marks where the address points. */
function main() {
  const target = document.getElementById(readAnchor(location.hash));
  const q = document.documentElement.dataset["search"] ?? "";
  const places = target?.matches(".paragraph, .exchange") ? target.querySelectorAll(".words") : [];
  for (const place of places) {
    markWords(place, wantedOf(q));
  }
}

main();
