/** Reads from a page what a notice needs to know about its paragraphs. */

import { markOf, wordsOf } from "./fingerprint.ts";
import type { Marked } from "./exchange-verdict.ts";
import type { Present } from "./paragraph-verdict.ts";

/** Returns the paragraphs of the page, in reading order. */
export function paragraphsOf(): Element[] {
  return [...document.querySelectorAll(".record-text .paragraph")];
}

export function marked(paragraph: Element): Marked {
  return { anchor: paragraph.id, mark: markOf(wordsOf(paragraph)) };
}

/**
 * Returns the state of the page around a cited paragraph.
 * @param place the element that the address leads to: the paragraph, or an anchor in it
 * @param fingerprint of the text that was cited
 */
export function presentOf(paragraph: Element, place: Element, mark: string): Present {
  const all = paragraphsOf();
  const isOwn = place === paragraph;
  return { mark, isOwn, paragraphs: all.map(wordsOf), place: all.indexOf(paragraph) };
}
