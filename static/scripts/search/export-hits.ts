/**
 * Hits to take along: as text with citations, as CSV, as JSON.
 */

import { citePassage } from "./passage-citation.ts";
import type { Passage } from "./types.ts";

/** Each passage quoted, with who said it, where and when, and its address. */
export function toText(
  passages: readonly Passage[],
  wholeAddress: (url: string) => string,
): string {
  return passages
    .map((passage) => `“${passage.text}”\n— ${citePassage(passage, wholeAddress)}\n`)
    .join("\n");
}

/** A table with a line of names (RFC 4180), in UTF-8 with a mark that spreadsheets look for. */
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
