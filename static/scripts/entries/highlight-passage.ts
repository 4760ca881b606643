/**
 * Marks the words that a link quotes, where they stand now, and says so when they were edited or are
 * not there. Loaded by those whose address has such words.
 */

import { leadTo } from "../permalinks/scroll-to.ts";
import { element } from "../shared/dom.ts";
import { markPart, textNodes } from "../shared/text-nodes.ts";
import { findPassage } from "../citations/find-passage.ts";
import { readFragment } from "../citations/passage-link.ts";
import { findWords } from "../citations/selection-words.ts";
import type { Place } from "../citations/find-passage.ts";
import type { Passage } from "../citations/passage-link.ts";
import type { Word } from "../citations/selection-words.ts";

/** A word and the element that has it. */
type PlacedWord = Word & { text: Element };

/** What some paragraphs have of a passage. */
interface Found {
  texts: Element[];
  words: PlacedWord[];
  found: Place | null;
}

const PARTS = 4; // paragraphs before and after
const FEW = 3; // words
const EDITED = "These words have been edited since they were linked to. The closest are marked.";
const GONE = "The link to this passage quotes words that do not stand here:";

function main(document: Document): void {
  clear(document);
  const target = readFragment(location.hash);
  const place = target && document.getElementById(target.anchor)?.closest(".paragraph");
  if (!target?.passage || !place) return;
  markPassage(place, target.passage);
  leadTo(place);
}

function markPassage(place: Element, passage: Passage): void {
  const [first, last] = region(place, passage.ends);
  const own = look(first, last, last, passage);
  const around = own.found?.isSame ? null : lookAround(first, last, passage);
  const { texts, words, found } = around?.found?.isSame ? around : own;
  if (found) {
    const marks = words.slice(found.from, found.to);
    for (const text of texts) markWordsIn(text, marks);
  }
  if (found?.isSame) return;
  const told = note(found ? [EDITED] : [GONE, ` “${quoted(passage)}”`]);
  place.querySelector(":scope > .words")?.before(told);
}

/**
 * The places of the paragraphs in which the words may stand: from the linked one up to the one in
 * which they end.
 */
function region(place: Element, ends: string): [number, number] {
  const all = paragraphs();
  const first = all.indexOf(place);
  const end = ends ? document.getElementById(ends)?.closest(".paragraph") : place;
  const last = end ? all.indexOf(end) : first;
  return [first, Math.max(first, last)];
}

/**
 * What stands of the words in some paragraphs.
 * @param ending the paragraph in which they must end, or after it
 */
function look(first: number, last: number, ending: number, passage: Passage): Found {
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
 */
function lookAround(first: number, last: number, passage: Passage): Found | null {
  if (passage.first.length + passage.last.length < FEW) return null;
  const start = Math.max(first - PARTS, 0);
  return look(start, last + PARTS, start, passage);
}

function paragraphs(): Element[] {
  return [...document.querySelectorAll(".paragraph")];
}

/** Marks what one text has of the marked words; where they go on in another one, up to its end. */
function markWordsIn(text: Element, words: readonly PlacedWord[]): void {
  const own = words.filter((word) => word.text === text);
  const [first, last] = [own[0], own.at(-1)];
  if (!first || !last) return;
  const from = first === words[0] ? first.from : 0;
  mark(text, from, last === words.at(-1) ? last.to : (text.textContent ?? "").length);
}

/** Puts `mark` round a stretch of an element's text, but not round spaces alone. */
function mark(text: Element, begin: number, end: number): void {
  let start = 0;
  for (const node of textNodes(text)) {
    const from = Math.max(begin - start, 0);
    const to = Math.min(end - start, node.length);
    start += node.length;
    if (from < to && node.data.slice(from, to).trim()) markPart(node, from, to, "quoted");
  }
}

function note(words: (string | Node)[]): HTMLElement {
  const language = document.documentElement.lang;
  return element("p", { class: "quoted-note", role: "note", lang: language }, ...words);
}

function quoted({ first, last }: Passage): string {
  return [first.join(" "), last.join(" ")].filter(Boolean).join(" … ");
}

/** Takes away what a link before this one led to. */
function clear(document: Document): void {
  for (const one of document.querySelectorAll(".quoted-note")) one.remove();
  for (const one of document.querySelectorAll("mark.quoted")) {
    const parent = one.parentNode;
    one.replaceWith(...one.childNodes);
    parent?.normalize();
  }
}

main(document);
window.addEventListener("hashchange", () => main(document));
