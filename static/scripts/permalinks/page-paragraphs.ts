/** Reads from a page what a notice needs to know about its paragraphs. */

import { fingerprintText, readText } from "./fingerprint.ts";
import type { Fingerprinted } from "./exchange-verdict.ts";
import type { Present } from "./paragraph-verdict.ts";

/** Returns the paragraphs of the page, in reading order. */
export function listParagraphs(): Element[] {
  return [...document.querySelectorAll(".record-text .paragraph")];
}

export function fingerprintParagraph(paragraph: Element): Fingerprinted {
  return { anchor: paragraph.id, fingerprint: fingerprintText(readText(paragraph)) };
}

/**
 * Returns the state of the page around a cited paragraph.
 * @param place the element that the address leads to: the paragraph, or an anchor in it
 * @param fingerprint of the text that was cited
 */
export function readPresent(paragraph: Element, place: Element, fingerprint: string): Present {
  const all = listParagraphs();
  const isOwn = place === paragraph;
  return { fingerprint, isOwn, paragraphs: all.map(readText), place: all.indexOf(paragraph) };
}
