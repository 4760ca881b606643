/**
 * The paragraphs of a page, by what a notice needs of them.
 */

import { markOf, wordsOf } from "./fingerprint.ts";
import type { Marked } from "./exchange-verdict.ts";
import type { Present } from "./paragraph-verdict.ts";

/** All of them, in reading order. */
export function paragraphsOf(): Element[] {
  return [...document.querySelectorAll(".record-text .paragraph")];
}

export function marked(paragraph: Element): Marked {
  return { anchor: paragraph.id, mark: markOf(wordsOf(paragraph)) };
}

/**
 * @param place where the address leads: the paragraph, or an anchor in it
 * @param mark of the words that were cited
 */
export function presentOf(paragraph: Element, place: Element, mark: string): Present {
  const all = paragraphsOf();
  const isOwn = place === paragraph;
  return { mark, isOwn, paragraphs: all.map(wordsOf), place: all.indexOf(paragraph) };
}
