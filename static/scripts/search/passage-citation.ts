/**
 * Formats the short citation of a paragraph, used in exports of search results and on the quotation
 * page.
 */

import { fingerprintText } from "../permalinks/fingerprint.ts";
import { longDate } from "../shared/numbers-and-dates.ts";
import type { Passage } from "./types.ts";

/**
 * Returns a citation such as `Sergey Lavrov, Joint news conference with X, 26 February 2021, answer
 * 2, paragraph 14. https://…#p14:j76f3`
 * @param wholeAddress converts an address of the site to an absolute one
 */
export function citePassage(passage: Passage, wholeAddress: (url: string) => string): string {
  const place = passage.exchange === null ? [] : [`${passage.kind} ${passage.exchange}`];
  const paragraph = `paragraph ${passage.id.replace(/^.*\/p/u, "")}`;
  const facts = [passage.speakerName, passage.title, longDate(passage.date), ...place, paragraph];
  return `${facts.join(", ")}. ${wholeAddress(citedUrl(passage))}`;
}

/**
 * Returns the address that cites a passage, with the fingerprint of its text, so that its page can
 * say whether the text has changed.
 */
export function citedUrl({ url, text }: Passage): string {
  return `${url}:${fingerprintText(text)}`;
}
