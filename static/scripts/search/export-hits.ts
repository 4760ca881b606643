/**
 * Hits to take along: as text with citations, as CSV, as JSON.
 */

import { markOf } from "../permalinks/fingerprint.ts";
import type { Passage } from "./types.ts";

/** Each passage quoted, with who said it, where and when, and its address. */
export function toText(
  passages: readonly Passage[],
  wholeAddress: (url: string) => string,
): string {
  return passages
    .map((passage) => `“${passage.text}”\n— ${cite(passage, wholeAddress)}\n`)
    .join("\n");
}

/**
 * `Sergey Lavrov, Joint news conference with X, 26 February 2021, answer 2, paragraph 14. https://…#p14:j76f3`
 */
export function cite(passage: Passage, wholeAddress: (url: string) => string): string {
  const date = new Date(`${passage.date}T00:00:00Z`).toLocaleDateString("en-GB", {
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });
  const place = passage.exchange === null ? [] : [`${passage.kind} ${passage.exchange}`];
  const paragraph = `paragraph ${passage.id.replace(/^.*\/p/u, "")}`;
  const facts = [passage.speakerName, passage.title, date, ...place, paragraph];
  return `${facts.join(", ")}. ${wholeAddress(markedUrl(passage))}`;
}

/**
 * The address of a passage as it is cited: with the mark of its words, by which its page says
 * whether they still stand.
 */
export function markedUrl({ url, text }: Passage): string {
  return `${url}:${markOf(text)}`;
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

/** Hands the reader a file. */
export function save(name: string, type: string, content: string): void {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
