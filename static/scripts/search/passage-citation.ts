/**
 * Formats the short citation of a paragraph, used in exports of search results and on the quotation
 * page.
 */

import { fingerprintText } from "../permalinks/fingerprint.ts";
import { _, siteLanguage } from "../shared/messages.ts";
import { longDate } from "../shared/numbers-and-dates.ts";
import type { Passage } from "./types.ts";

/**
 * Returns a citation such as `Sergey Lavrov, Joint news conference with X, 26 February 2021, answer
 * 2, paragraph 14. https://…#p14:j76f3`
 * @param wholeAddress converts an address of the site to an absolute one
 * @param options `isQuoted`: false if a news report’s own words are cited, not those it quotes
 */
export function citePassage(
  passage: Passage,
  wholeAddress: (url: string) => string,
  { isQuoted = true }: { isQuoted?: boolean } = {},
): string {
  return `${placeOf(passage, { isQuoted })}. ${wholeAddress(citedUrl(passage))}`;
}

/** Returns the citation without its address. */
export function placeOf(
  passage: Passage,
  { isQuoted = true }: { isQuoted?: boolean } = {},
): string {
  const { title, kind, exchange, id, date } = passage;
  const number = exchange ?? "";
  const place =
    kind === "question" ? _("question %(number)s", { number }) : _("answer %(number)s", { number });
  const name = quotedNames(passage);
  const source =
    name && isQuoted
      ? [_("%(name)s, as quoted in %(title)s", { name, title })]
      : [passage.speakerName, title];
  const paragraph = _("paragraph %(number)s", { number: id.replace(/^.*\/p/u, "") });
  return [...source, longDate(date), ...(exchange === null ? [] : [place]), paragraph].join(", ");
}

/** Returns whom a news report quotes in a paragraph; empty if nobody. */
export function quotedNames({ quoted }: Passage): string {
  const names = quoted.map(([, name]) => name);
  return new Intl.ListFormat(siteLanguage(), { type: "disjunction" }).format(names);
}

/**
 * Returns the address that cites a passage, with the fingerprint of its text, so that its page can
 * say whether the text has changed.
 */
export function citedUrl({ url, text }: Passage): string {
  return `${url}:${fingerprintText(text)}`;
}
