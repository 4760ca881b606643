/** The short citation of a paragraph, in exports of search results and below findings. */

import { markOf } from "../permalinks/fingerprint.ts";
import { longDate } from "../shared/numbers-and-dates.ts";
import type { Passage } from "./types.ts";

/**
 * `Sergey Lavrov, Joint news conference with X, 26 February 2021, answer 2, paragraph 14. https://…#p14:j76f3`
 * @param wholeAddress from an address of the site to the same in full
 */
export function citePassage(passage: Passage, wholeAddress: (url: string) => string): string {
  const place = passage.exchange === null ? [] : [`${passage.kind} ${passage.exchange}`];
  const paragraph = `paragraph ${passage.id.replace(/^.*\/p/u, "")}`;
  const facts = [passage.speakerName, passage.title, longDate(passage.date), ...place, paragraph];
  return `${facts.join(", ")}. ${wholeAddress(markedUrl(passage))}`;
}

/**
 * The address of a passage as it is cited: with the mark of its words, by which its page says
 * whether they have changed.
 */
export function markedUrl({ url, text }: Passage): string {
  return `${url}:${markOf(text)}`;
}
