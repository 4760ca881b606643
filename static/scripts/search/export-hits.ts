/** Exports search results as text with citations, CSV or JSON. */

import { citePassage } from "./passage-citation.ts";
import type { Passage } from "./types.ts";

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
 * recognise UTF-8.
 */
export function toCsv(passages: readonly Passage[], wholeAddress: (url: string) => string): string {
  const rows = passages.map((passage) => Object.values(rowOf(passage, wholeAddress)));
  const names = [
    "id",
    "date",
    "statement",
    "kind",
    "exchange",
    "speaker",
    "topics",
    "text",
    "address",
  ];
  const lines = [names, ...rows].map((row) => row.map(quote).join(","));
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
    address: wholeAddress(passage.url),
  };
}

function quote(value: string): string {
  return /[",\r\n]/u.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
