/** Writes a citation as the sentence that an article would print. */

import { longDate } from "../shared/numbers-and-dates.ts";
import { _ } from "../shared/messages.ts";
import { nestQuotes } from "./cited-quote-marks.ts";
import type { Cited } from "./selection.ts";

const MAX_QUOTED = 160; // characters; `onrecord/pages/page_citation.py` has the same
const MAX_SELECTED = 600; // characters; a reader who selects words wants all of them

/**
 * Returns `“…”, Lavrov said on 26 February 2021 (link)`; empty for a whole statement, and for the
 * words of several speakers, which no one of them said.
 */
export function writeSentence({ citation, quote, link, isSelected }: Cited): string {
  const [turn] = quote;
  if (!turn || quote.length > 1) return "";
  const text = turn.paragraphs.join(" ");
  const quoted = shorten(text, isSelected ? MAX_SELECTED : MAX_QUOTED);
  const values = {
    words: nestQuotes(quoted.replace(/(?<![.…])\.$/u, "")), // a comma follows instead
    speaker: citation.names[0]?.family || citation.names[0]?.whole || citation.publisher,
    date: longDate(citation.day),
  };
  if (!values.speaker) return "";
  const address = link || citation.source;
  return chooseForm(citation.isReport, turn.isAsked, values) + (address && ` (${address})`);
}

function chooseForm(isReport: boolean, isAsked: boolean, values: Record<string, string>): string {
  if (isAsked) return _("“%(words)s”, a question asked on %(date)s", values);
  if (isReport) return _("“%(words)s”, %(speaker)s reported on %(date)s", values);
  return _("“%(words)s”, %(speaker)s said on %(date)s", values);
}

/** Returns the beginning of a text, cut between words, with an ellipsis. */
function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const cut = text.slice(0, limit).trimEnd();
  const words = text[cut.length] === " " ? cut : cut.slice(0, cut.lastIndexOf(" "));
  return `${(words || cut.slice(0, -1)).replace(/[ ,;:–—\-("“]+$/u, "")}…`;
}
