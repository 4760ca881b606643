/**
 * Highlights the text that a link quotes, even where it has been edited, or says that it is
 * missing. Loaded only if the address quotes text.
 */

import { fingerprintParagraph, listParagraphs } from "../permalinks/page-paragraphs.ts";
import { scrollToCited } from "../permalinks/scroll-to.ts";
import { _ } from "../shared/messages.ts";
import { element } from "../shared/dom.ts";
import { highlightParts } from "../shared/text-nodes.ts";
import { findPassage } from "../citations/find-passage.ts";
import { readFragment } from "../citations/passage-link.ts";
import { findWords } from "../citations/selection-words.ts";
import type { Place } from "../citations/find-passage.ts";
import type { Passage, Target } from "../citations/passage-link.ts";
import type { Word } from "../citations/selection-words.ts";

/** A word and the element that contains it. */
type PlacedWord = Word & { text: Element };

/** The match for a passage in some paragraphs. */
interface Found {
  texts: Element[];
  words: PlacedWord[];
  found: Place | null;
}

const PARAGRAPHS_AROUND = 4; // how many paragraphs before and after are searched too
const MIN_WORDS = 3; // fewer words than this are not searched for in other paragraphs

function main(document: Document): void {
  removeHighlights(document);
  const target = readFragment(location.hash);
  const place = target && document.getElementById(target.anchor)?.closest(".paragraph");
  if (!target?.passage || !place) return;
  highlightPassage(place, target.passage, isUnchanged(place, target));
  scrollToCited(place);
}

/**
 * True if the paragraph is as it was when it was linked to, so that words that are not in it show
 * that the link was damaged. Of a passage that ends in another paragraph, nothing is known.
 */
function isUnchanged(place: Element, { fingerprint, passage }: Target): boolean {
  return !passage?.ends && fingerprintParagraph(place).fingerprint === fingerprint;
}

function highlightPassage(place: Element, passage: Passage, isUnchanged: boolean): void {
  const [first, last] = findRegion(place, passage.ends);
  const own = findIn(first, last, last, passage);
  const around = own.found?.isSame ? null : findAround(first, last, passage);
  const { texts, words, found } = around?.found?.isSame ? around : own;
  if (found) {
    const matched = words.slice(found.from, found.to);
    for (const text of texts) highlightParts(text, partsIn(text, matched), "quoted");
  }
  if (found?.isSame) return;
  const message = describeMiss(found !== null, passage, isUnchanged);
  const { lang } = document.documentElement;
  const note = element("p.quoted-note", { role: "note", lang }, message);
  place.querySelector(":scope > .words")?.before(note);
}

function describeMiss(isFound: boolean, passage: Passage, isUnchanged: boolean): string {
  const values = { words: joinQuoted(passage) };
  if (isUnchanged) {
    return isFound
      ? _("The link was damaged. The paragraph is unchanged; the closest wording is highlighted.")
      : _(
          "The link was damaged. The paragraph is unchanged, without this text: “%(words)s”",
          values,
        );
  }
  return isFound
    ? _("This text was edited after it was linked to. The closest wording is highlighted.")
    : _("This paragraph no longer has the text that the link quotes: “%(words)s”", values);
}

/** Returns the indexes of the first and last paragraph of the passage. */
function findRegion(place: Element, ends: string): [number, number] {
  const all = listParagraphs();
  const first = all.indexOf(place);
  const end = ends ? document.getElementById(ends)?.closest(".paragraph") : place;
  const last = end ? all.indexOf(end) : first;
  return [first, Math.max(first, last)];
}

/**
 * Finds the passage in some paragraphs.
 * @param ending the first paragraph in which the passage may end
 */
function findIn(first: number, last: number, ending: number, passage: Passage): Found {
  const places = listParagraphs().slice(first, last + 1);
  const texts = places.flatMap((one) => [...one.querySelectorAll(":scope > .words")]);
  const words = texts.flatMap((text) =>
    findWords(text.textContent ?? "").map((word) => ({ ...word, text })),
  );
  const within = words.findIndex(({ text }) => text === texts[ending - first]);
  const folded = words.map(({ word }) => word);
  return { texts, words, found: findPassage(folded, passage, Math.max(within, 0)) };
}

/**
 * Finds the passage in the paragraphs around, because part of a paragraph that was split may have
 * another number. A word or two would match anywhere, so they are not searched for.
 */
function findAround(first: number, last: number, passage: Passage): Found | null {
  if (passage.first.length + passage.last.length < MIN_WORDS) return null;
  const start = Math.max(first - PARAGRAPHS_AROUND, 0);
  return findIn(start, last + PARAGRAPHS_AROUND, start, passage);
}

/**
 * Returns the part of a passage that is in one text; up to the text's end if the passage continues
 * in another.
 */
function partsIn(text: Element, words: readonly PlacedWord[]): [number, number][] {
  const own = words.filter((word) => word.text === text);
  const [first, last] = [own[0], own.at(-1)];
  if (!first || !last) return [];
  const end = last === words.at(-1) ? last.to : (text.textContent ?? "").length;
  return [[first === words[0] ? first.from : 0, end]];
}

function joinQuoted({ first, last }: Passage): string {
  return [first.join(" "), last.join(" ")].filter(Boolean).join(" … ");
}

/** Removes the highlights and the note of the previous link. */
function removeHighlights(document: Document): void {
  for (const one of document.querySelectorAll(".quoted-note")) one.remove();
  for (const one of document.querySelectorAll("mark.quoted")) {
    const parent = one.parentNode;
    one.replaceWith(...one.childNodes);
    parent?.normalize();
  }
}

main(document);
window.addEventListener("hashchange", () => main(document));
