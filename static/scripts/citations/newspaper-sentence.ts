/** Writes a citation as the sentence that an article would print. */

import { longDate } from "../shared/numbers-and-dates.ts";
import { _, siteLanguage } from "../shared/messages.ts";
import { nestQuotes } from "./cited-quote-marks.ts";
import type { Cited } from "./selection.ts";

const MAX_QUOTED = 160; // characters; `onrecord/pages/page_citation.py` has the same
const MAX_SELECTED = 600; // characters; a reader who selects words wants all of them
const OUTER_MARKS = /^[“"„«]|[”"“»]$/gu;

/**
 * Returns `“…”, Lavrov said on 26 February 2021 (link)`; empty for a whole statement, and for the
 * words of several speakers, which no one of them said.
 */
export function writeSentence(cited: Cited): string {
  const { citation, quote, link, isSelected, quoted = [] } = cited;
  const [turn] = quote;
  if (!turn || quote.length > 1) return "";
  const limit = isSelected ? MAX_SELECTED : MAX_QUOTED;
  const whole = turn.paragraphs.join(" ");
  const text = shorten(cited.isQuotation ? whole.replace(OUTER_MARKS, "") : whole, limit);
  const values = {
    words: nestQuotes(text.replace(/(?<![.…])\.$/u, "")), // a comma follows instead
    speaker: citation.names[0]?.family || citation.names[0]?.whole || citation.publisher,
    quoted: new Intl.ListFormat(siteLanguage(), { type: "disjunction" }).format(
      quoted.map(({ family, whole }) => family || whole),
    ),
    date: longDate(citation.day),
  };
  if (!values.speaker) return "";
  const address = link || citation.source;
  return chooseForm(cited, turn.isAsked, values) + (address && ` (${address})`);
}

function chooseForm(cited: Cited, isAsked: boolean, values: Record<string, string>): string {
  if (isAsked) return _("“%(words)s”, a question asked on %(date)s", values);
  if (cited.citation.isReport) {
    if (!values["quoted"]) return _("“%(words)s”, %(speaker)s reported on %(date)s", values);
    return cited.isQuotation
      ? _("“%(words)s”, %(quoted)s said, as quoted by %(speaker)s on %(date)s", values)
      : _("“%(words)s”, %(speaker)s reported on %(date)s, quoting %(quoted)s", values);
  }
  return _("“%(words)s”, %(speaker)s said on %(date)s", values);
}

/** Returns the beginning of a text, cut between words, with an ellipsis. */
function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const cut = text.slice(0, limit).trimEnd();
  const words = text[cut.length] === " " ? cut : cut.slice(0, cut.lastIndexOf(" "));
  return `${(words || cut.slice(0, -1)).replace(/[ ,;:–—\-("“]+$/u, "")}…`;
}
