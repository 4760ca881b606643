/**
 * Marks the words that a link quotes, where they stand now, and says so when they were edited or are
 * not there. Loaded by those whose address has such words.
 */

import { leadTo } from "../permalinks/scroll-to.js";
import { element } from "../shared/dom.js";
import { findPassage } from "../citations/find-passage.js";
import { readFragment } from "../citations/passage-link.js";
import { findWords } from "../citations/selection-words.js";

const PARTS = 4; // paragraphs before and after
const FEW = 3; // words
const EDITED = "These words have been edited since they were linked to. The closest are marked.";
const GONE = "The link to this passage quotes words that do not stand here:";

/** @param {Document} document */
export function main(document) {
  clear(document);
  const target = readFragment(location.hash);
  const place = target && document.getElementById(target.anchor)?.closest(".paragraph");
  if (!target?.passage || !place) return;
  markPassage(place, target.passage);
  leadTo(place);
}

/**
 * @param {Element} place
 * @param {import("../citations/passage-link.js").Passage} passage
 */
function markPassage(place, passage) {
  const [first, last] = region(place, passage.ends);
  const own = look(first, last, last, passage);
  const around = own.found?.isSame ? null : lookAround(first, last, passage);
  const { texts, words, found } = around?.found?.isSame ? around : own;
  if (found) {
    const marks = words.slice(found.from, found.to);
    for (const text of texts) markPart(text, marks);
  }
  if (found?.isSame) return;
  const told = note(found ? [EDITED] : [GONE, ` “${quoted(passage)}”`]);
  place.querySelector(":scope > .words")?.before(told);
}

/**
 * The places of the paragraphs in which the words may stand: from the linked one up to the one in
 * which they end.
 * @param {Element} place
 * @param {string} ends
 * @returns {[number, number]}
 */
function region(place, ends) {
  const all = paragraphs();
  const first = all.indexOf(place);
  const end = ends ? document.getElementById(ends)?.closest(".paragraph") : place;
  const last = end ? all.indexOf(end) : first;
  return [first, Math.max(first, last)];
}

/**
 * What stands of the words in some paragraphs.
 * @param {number} first
 * @param {number} last
 * @param {number} ending the paragraph in which they must end, or after it
 * @param {import("../citations/passage-link.js").Passage} passage
 */
function look(first, last, ending, passage) {
  const places = paragraphs().slice(first, last + 1);
  const texts = places.flatMap((one) => [...one.querySelectorAll(":scope > .words")]);
  const words = texts.flatMap((text) =>
    findWords(text.textContent ?? "").map((word) => ({ ...word, text })),
  );
  const within = words.findIndex(({ text }) => text === texts[ending - first]);
  const folded = words.map(({ word }) => word);
  return { texts, words, found: findPassage(folded, passage, Math.max(within, 0)) };
}

/**
 * The same among the paragraphs around: a part of a divided one may have another number. A word or
 * two stand anywhere, and are not looked for.
 * @param {number} first
 * @param {number} last
 * @param {import("../citations/passage-link.js").Passage} passage
 */
function lookAround(first, last, passage) {
  if (passage.first.length + passage.last.length < FEW) return null;
  const start = Math.max(first - PARTS, 0);
  return look(start, last + PARTS, start, passage);
}

/** @returns {Element[]} */
function paragraphs() {
  return [...document.querySelectorAll(".paragraph")];
}

/**
 * Marks what one text has of the marked words; where they go on in another one, up to its end.
 * @param {Element} text
 * @param {readonly (import("../citations/selection-words.js").Word & {text: Element})[]} words
 */
function markPart(text, words) {
  const own = words.filter((word) => word.text === text);
  const [first, last] = [own[0], own.at(-1)];
  if (!first || !last) return;
  const from = first === words[0] ? first.from : 0;
  mark(text, from, last === words.at(-1) ? last.to : (text.textContent ?? "").length);
}

/**
 * Puts `mark` round a stretch of an element's text.
 * @param {Element} text
 * @param {number} begin
 * @param {number} end
 */
function mark(text, begin, end) {
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  /** @type {{node: Text, from: number, to: number}[]} */
  const parts = [];
  let start = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const own = /** @type {Text} */ (node);
    const from = Math.max(begin - start, 0);
    const to = Math.min(end - start, own.length);
    if (from < to && own.data.slice(from, to).trim()) parts.push({ node: own, from, to });
    start += own.length;
  }
  for (const { node, from, to } of parts) {
    const found = node.splitText(from);
    found.splitText(to - from);
    const around = element("mark", { class: "quoted" });
    found.replaceWith(around);
    around.append(found);
  }
}

/**
 * @param {(string | Node)[]} words
 * @returns {HTMLElement}
 */
function note(words) {
  const language = document.documentElement.lang;
  return element("p", { class: "quoted-note", role: "note", lang: language }, ...words);
}

/** @param {import("../citations/passage-link.js").Passage} passage */
function quoted({ first, last }) {
  return [first.join(" "), last.join(" ")].filter(Boolean).join(" … ");
}

/**
 * Takes away what a link before this one led to.
 * @param {Document} document
 */
function clear(document) {
  for (const one of document.querySelectorAll(".quoted-note")) one.remove();
  for (const one of document.querySelectorAll("mark.quoted")) {
    const parent = one.parentNode;
    one.replaceWith(...one.childNodes);
    parent?.normalize();
  }
}

main(document);
window.addEventListener("hashchange", () => main(document));
