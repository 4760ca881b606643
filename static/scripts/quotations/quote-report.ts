/**
 * Findings as a report for a terminal, or as JSON.
 */

import { citePassage, markedUrl } from "../search/passage-citation.ts";
import { NAMES, sayFinding } from "./verdict-messages.ts";
import type { Finding, Place, Reach, Run } from "./judge.ts";

/** From an address of the site to the same in full. */
type Whole = (url: string) => string;

const AROUND = 160; // characters of context before and after
// As word-wise diffs mark what only the record has, and what only the quotation has.
const MARKS = { same: ["", ""], "left-out": ["[-", "-]"], added: ["{+", "+}"] };

/** For people. */
export function toText(findings: readonly Finding[], whole: Whole): string {
  return findings.length
    ? findings.map((finding, place) => linesOf(place + 1, finding, whole).join("\n")).join("\n\n")
    : "There are no words to look up.";
}

/** For programs: an object for each quotation. */
export function toJson(findings: readonly Finding[], whole: Whole): string {
  const rows = findings.map(({ quotation, verdict, how, remarks, count, places }) => ({
    quotation: quotation.text,
    verdict,
    how,
    remarks,
    count,
    places: places.map((place) => rowOf(place, whole)),
  }));
  return JSON.stringify(rows, null, 1);
}

function linesOf(number: number, finding: Finding, whole: Whole): string[] {
  const { quotation, verdict, places } = finding;
  const isNearest = verdict === "not-found" && places.length > 0;
  return [
    `${number}. “${quotation.text}”`,
    `   ${NAMES[verdict]}. ${sayFinding(finding).join(" ")}`,
    ...(isNearest ? ["   The nearest that stands here:"] : []),
    ...places.flatMap(({ runs, reaches }) => [
      ...(runs.some(({ difference }) => difference !== "same") ? [`   ${markRuns(runs)}`] : []),
      ...reaches.flatMap((reach) => [
        `   ${citePassage(reach.passage, whole)}`,
        `   ${contextOf(reach)}`,
      ]),
    ]),
  ];
}

function markRuns(runs: readonly Run[]): string {
  return runs.map(({ difference, text }) => MARKS[difference].join(text)).join(" ");
}

/** The text that is quoted with some of what is before and after it, cut between words. */
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

function rowOf({ runs, reaches }: Place, whole: Whole): object {
  return {
    differences: runs.map(({ difference, text }) => ({ kind: difference, text })),
    paragraphs: reaches.map(({ passage, start, end }) => ({
      id: passage.id,
      address: whole(markedUrl(passage)),
      speaker: passage.speaker,
      kind: passage.kind,
      date: passage.date,
      words: passage.text.slice(start, end),
      citation: citePassage(passage, whole),
    })),
  };
}
