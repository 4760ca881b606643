/**
 * Marks the words that a link quotes, where they stand now, and says so when they were edited or are
 * not there. Loaded by those whose address has such words.
 */

import { element } from "./search/dom.js";
import { findPassage } from "./citing/find.js";
import { readFragment } from "./citing/link.js";
import { findWords } from "./citing/words.js";

const EDITED = "These words have been edited since they were linked to. The closest are marked.";
const GONE = "The link to this passage quotes words that do not stand here:";

/** @param {Document} document */
export function main(document) {
  clear(document);
  const target = readFragment(location.hash);
  const place = target && document.getElementById(target.anchor)?.closest(".paragraph");
  if (!target?.passage || !place) return;
  markPassage(place, target.passage);
  (document.querySelector("mark.quoted") ?? place).scrollIntoView({ block: "center" });
}

/**
 * @param {Element} place
 * @param {import("./citing/link.js").Passage} passage
 */
function markPassage(place, passage) {
  const { texts, within } = region(place, passage.ends);
  const all = texts.flatMap((text) =>
    findWords(text.textContent ?? "").map((word) => ({ ...word, text })),
  );
  const start = all.findIndex(({ text }) => text === texts[within]);
  const words = all.map(({ word }) => word);
  const found = findPassage(words, passage, Math.max(start, 0));
  if (found) {
    const marks = all.slice(found.from, found.to);
    for (const text of texts) markPart(text, marks);
  }
  if (!found?.isSame) place.append(note(found ? [EDITED] : [GONE, ` “${quoted(passage)}”`]));
}

/**
 * The texts in which the words may stand: of the paragraph, and of those after it up to the one in
 * which they end; and which of them that one is.
 * @param {Element} place
 * @param {string} ends
 * @returns {{texts: Element[], within: number}}
 */
function region(place, ends) {
  const all = [...document.querySelectorAll(".paragraph")];
  const first = all.indexOf(place);
  const end = ends ? document.getElementById(ends)?.closest(".paragraph") : place;
  const last = end ? all.indexOf(end) : first;
  const isInOrder = last >= first;
  const places = isInOrder ? all.slice(first, last + 1) : [place];
  const texts = places.flatMap((one) => [...one.querySelectorAll(":scope > .words")]);
  return { texts, within: isInOrder ? texts.length - 1 : 0 };
}

/**
 * Marks what one text has of the marked words; where they go on in another one, up to its end.
 * @param {Element} text
 * @param {readonly (import("./citing/words.js").Word & {text: Element})[]} words
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

/** @param {import("./citing/link.js").Passage} passage */
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
