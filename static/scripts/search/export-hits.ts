/** Exports search results as text with citations, CSV or JSON. */

import { citedUrl, citePassage, quotedNames } from "./passage-citation.ts";
import { FILTERS } from "./url-state.ts";
import type { Passage } from "./types.ts";
import type { State } from "./url-state.ts";

const LONGEST = 80; // characters of a file's name

/** Returns a file's name, without its ending, that says what was asked: `taliban_lavrov_2021`. */
export function nameFile({ q, filters, from, to }: State): string {
  const asked = [q, ...FILTERS.flatMap((name) => filters[name]), from, to && `to ${to}`];
  const parts = asked.map((part) =>
    part
      .toLowerCase()
      .replace(/[^\p{L}\p{M}\p{N}]+/gu, "-")
      .replace(/^-|-$/gu, ""),
  );
  const name = Array.from(parts.filter(Boolean).join("_")).slice(0, LONGEST).join("");
  return name || "passages";
}

/** Returns each passage as a quotation with its citation. */
export function toText(
  passages: readonly Passage[],
  wholeAddress: (url: string) => string,
): string {
  return passages
    .map((passage) => `“${passage.text}”\n— ${citePassage(passage, wholeAddress)}\n`)
    .join("\n");
}

/**
 * Returns a CSV table with a header (RFC 4180), with the byte order mark that spreadsheets need to
 * recognise UTF-8. A cell that spreadsheets would take for a formula begins with an apostrophe.
 */
export function toCsv(passages: readonly Passage[], wholeAddress: (url: string) => string): string {
  const rows = passages.map((passage) => rowOf(passage, wholeAddress));
  const lines = [Object.keys(rows[0] ?? {}), ...rows.map((row) => Object.values(row))].map((row) =>
    row.map(quote).join(","),
  );
  return `\uFEFF${lines.join("\r\n")}\r\n`;
}

export function toJson(
  passages: readonly Passage[],
  wholeAddress: (url: string) => string,
): string {
  const rows = passages.map((passage) => ({
    ...rowOf(passage, wholeAddress),
    exchange: passage.exchange,
    topics: passage.topics,
  }));
  return `${JSON.stringify(rows, null, 1)}\n`;
}

function rowOf(passage: Passage, wholeAddress: (url: string) => string): Record<string, string> {
  return {
    id: passage.id,
    date: passage.date,
    statement: passage.title,
    kind: passage.kind,
    exchange: passage.exchange === null ? "" : String(passage.exchange),
    speaker: passage.speakerName,
    topics: passage.topics.join(" "),
    text: passage.text,
    address: wholeAddress(citedUrl(passage)),
    quoted: quotedNames(passage),
  };
}

function quote(value: string): string {
  const guarded = /^[=+\-@\t\r]/u.test(value) ? `'${value}` : value;
  return /[",\r\n]/u.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}
