/** Formats findings as a report for a terminal, or as JSON. */

import { citePassage, citedUrl } from "../search/passage-citation.ts";
import { _ } from "../shared/messages.ts";
import { nameFinding, quotedFirst, sayFinding } from "./verdict-messages.ts";
import type { Finding, Place, Reach, Run } from "./judge.ts";
import type { Names } from "./verdict-messages.ts";

/** Converts an address of the site to an absolute one. */
type ToAbsolute = (url: string) => string;

const AROUND = 160; // characters of context before and after
// The notation of word diffs for what only the quotation has, and what only the record has.
const NOTATION = { same: ["", ""], added: ["[-", "-]"], "left-out": ["{+", "+}"] };

/** Returns a report to read. */
export function toText(
  findings: readonly Finding[],
  toAbsolute: ToAbsolute,
  names: Names = new Map(),
): string {
  return findings.length
    ? findings
        .map((finding, place) => formatFinding(place + 1, finding, toAbsolute, names).join("\n"))
        .join("\n\n")
    : _("There are no words to check.");
}

/** Returns JSON with an object for each quotation. */
export function toJson(findings: readonly Finding[], toAbsolute: ToAbsolute): string {
  const rows = findings.map((finding) => ({
    quotation: finding.quotation.text,
    verdict: finding.verdict,
    how: finding.how,
    remarks: finding.remarks,
    count: finding.count,
    places: finding.places.map((place) => rowOf(place, toAbsolute)),
    heading: nameFinding(finding),
  }));
  return JSON.stringify(rows, null, 1);
}

function formatFinding(
  number: number,
  finding: Finding,
  toAbsolute: ToAbsolute,
  names: Names,
): string[] {
  const { quotation, verdict, places } = finding;
  const isNearest = verdict === "not-found" && places.length > 0;
  return [
    `${number}. “${quotation.text}”`,
    `   ${nameFinding(finding)}. ${sayFinding(finding, names).join(" ")}`,
    ...(isNearest ? [`   ${_("Closest match:")}`] : []),
    ...places.flatMap(({ runs, reaches }) => [
      ...(runs.some(({ difference }) => difference !== "same") ? [`   ${formatRuns(runs)}`] : []),
      ...reaches.flatMap((reach) => [
        `   ${citePassage(reach.passage, toAbsolute, { isQuoted: reach.isReported })}`,
        `   ${contextOf(reach)}`,
      ]),
    ]),
  ];
}

function formatRuns(runs: readonly Run[]): string {
  return quotedFirst(runs)
    .map(({ difference, text }) => NOTATION[difference].join(text))
    .join(" ");
}

/** Returns the quoted text with some context, cut between words. */
function contextOf({ passage: { text }, start, end }: Reach): string {
  const before = [...text.slice(0, start)];
  const after = [...text.slice(end)];
  const first = before.slice(-AROUND).join("");
  const last = after.slice(0, AROUND).join("");
  const space = first.indexOf(" ");
  return [
    ...(before.length > AROUND ? ["… ", space < 0 ? "" : first.slice(space + 1)] : [first]),
    text.slice(start, end),
    ...(after.length > AROUND ? [last.slice(0, Math.max(0, last.lastIndexOf(" "))), " …"] : [last]),
  ].join("");
}

function rowOf({ runs, reaches }: Place, toAbsolute: ToAbsolute): object {
  return {
    differences: runs.map(({ difference, text }) => ({ kind: difference, text })),
    paragraphs: reaches.map(({ passage, start, end, isReported }) => ({
      id: passage.id,
      address: toAbsolute(citedUrl(passage)),
      speaker: passage.speaker,
      kind: passage.kind,
      date: passage.date,
      words: passage.text.slice(start, end),
      citation: citePassage(passage, toAbsolute, { isQuoted: isReported }),
    })),
  };
}
