/**
 * Finds the quotations in a pasted text. If it has no quotation marks, each paragraph is one.
 *
 * Lines that begin with > are quotations too. Nested quotations belong to the outer one. "…," he
 * said, "…" is one quotation in two parts; an ellipsis also separates parts.
 */

import { splitWhere } from "../shared/split-where.ts";
import { findSpans, paragraphsOf } from "./quote-marks.ts";
import type { Span } from "./quote-marks.ts";

/** Words that are quoted as consecutive. */
interface Part {
  text: string;
  /** what separates it from the previous part */
  after: Parting;
}

type Parting = "" | "ellipsis" | "attribution";

/** Words that are attributed to somebody. */
export interface Quotation {
  /** as pasted, without quotation marks, but with the text between its parts */
  text: string;
  parts: readonly Part[];
  /** true if it is in quotation marks */
  isMarked: boolean;
  /** true for a sentence that contains short quotations, which follow it */
  holdsMarked: boolean;
  /** the text around it, in which somebody may be named */
  around: Around;
}

/** The text in the same sentence as a quotation: before it, or else between its parts or after it. */
export interface Around {
  before: string;
  after: string;
}

const NOTHING: Around = { before: "", after: "" };

const LONGEST = 3000; // characters; a longer quotation is checked in pieces

/** Returns the quotations of a text, in order. */
export function readQuotations(text: string): Quotation[] {
  const plain = text.replace(NEWLINE, "\n").trim();
  let found: Quotation[] = [];
  for (const block of splitBlocks(plain)) {
    const cited = block.replace(CITED, "");
    found.push(...(cited === block ? readBlock(block) : readWhole(cited, true)));
  }
  if (found.length === 0) {
    found = paragraphsOf(plain).flatMap(([start, end]) =>
      readWhole(plain.slice(start, end), false),
    );
  } else if (isSentenceAround(plain, found)) {
    const whole = quotationOf(plain, partsOf(plain, ""), false);
    found = [...whole.map((quotation) => ({ ...quotation, holdsMarked: true })), ...found];
  }
  return found;
}

const NEWLINE = /\r\n?|[\u2028\u2029\u0085]/gu;
const CITED = /^[ \t]*>[> \t]*/gmu;
const IS_CITED = /^[ \t]*>/u;
const WORD = /[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)*/gu;
const HAS_WORD = /[\p{L}\p{N}]/u;
const AGAIN = /\n\s*[“"«„]/gu; // at the start of a paragraph that continues a quotation
// Omissions: …  ...  . . .  […]  (...)
const ELLIPSIS = /[[(]\s*(?:…|\.(?:\s?\.){1,3})\s*[\])]|…[.…]*|\.(?:[ \u00A0]?\.){2,}/u;
const CHANGED_LETTER = /\[(\p{L}{1,2})\](?=['’]?\p{L})/gu; // [T]he  [I]’m
const SIC = /\s*[[(]\s*sic\s*[!.]?\s*[\])]/giu;
const BETWEEN = 120; // characters of "…," he said, "…" between the marks
const INSIDE = 8; // words of a quotation inside a sentence that is checked as a whole
const SENTENCE_END = /[.!?]\s+\S|\n/u;

/** Splits a text into blocks of lines that begin with > and blocks of other lines. */
function splitBlocks(text: string): string[] {
  const blocks = splitWhere(text.split("\n"), (line, before) => {
    return IS_CITED.test(line) !== IS_CITED.test(before);
  });
  return blocks.map((lines) => lines.join("\n"));
}

function readBlock(text: string): Quotation[] {
  const groups = splitWhere(findSpans(text), (span, before) => !continues(text, before, span));
  return groups.flatMap((spans, place) => {
    const before = groups[place - 1]?.at(-1)?.end ?? -1;
    const after = groups[place + 1]?.[0]?.start ?? text.length + 1;
    return readSpans(text, spans, readAround(text, spans, before + 1, after - 1));
  });
}

/**
 * Returns the text in the same sentence as a quotation.
 * @param from where the quotation before it ends
 * @param to where the next one begins
 */
function readAround(text: string, spans: readonly Span[], from: number, to: number): Around {
  const [first, last] = [spans[0]!, spans.at(-1)!];
  const before = text.slice(Math.max(from, first.start - 1 - BETWEEN), first.start - 1);
  const between = spans.length > 1 ? text.slice(first.end + 1, spans[1]!.start - 1) : "";
  const after = text.slice(last.end + 1, Math.min(to, last.end + 1 + BETWEEN));
  const [own = ""] = after.split(/(?<=[.!?:])\s|\n/u, 1);
  return {
    before: before.split(/[.!?]\s|\n/u).at(-1) ?? "",
    after: between || (own.endsWith(":") ? "" : own),
  };
}

/** True if the spans are one quotation: `"…," he said, "…"`. */
function continues(text: string, span: Span, following: Span): boolean {
  const between = text.slice(span.end + 1, Math.max(span.end + 1, following.start - 1));
  if (between.length > BETWEEN || !HAS_WORD.test(between) || SENTENCE_END.test(between)) {
    return false;
  }
  const said = between.trim();
  const before = text.slice(span.start, span.end).trimEnd().slice(-1);
  const isCut = /^[,—–…-]$/u.test(before) || /^[,—–-]/u.test(said);
  return isCut && /[,—–-]$/u.test(said);
}

function readSpans(text: string, spans: readonly Span[], around: Around): Quotation[] {
  const pieces = spans.map(({ start, end }) => text.slice(start, end));
  if (pieces.reduce((total, piece) => total + piece.length, 0) > LONGEST) {
    return pieces
      .flatMap((piece) => readWhole(piece, true))
      .map((quotation) => ({ ...quotation, around }));
  }
  const parts = pieces.flatMap((piece, place) => partsOf(piece, place ? "attribution" : ""));
  return quotationOf(text.slice(spans[0]?.start, spans.at(-1)?.end), parts, true, around);
}

/** Returns the text as one quotation, or as several if it is too long. */
function readWhole(text: string, isMarked: boolean): Quotation[] {
  return splitLong(text).flatMap((piece) => quotationOf(piece, partsOf(piece, ""), isMarked));
}

/** Returns a quotation, or none if no part has a word. */
function quotationOf(
  pasted: string,
  parts: readonly Part[],
  isMarked: boolean,
  around = NOTHING,
): Quotation[] {
  const text = clean(pasted.replace(AGAIN, "\n"));
  return parts.length ? [{ text, parts, isMarked, holdsMarked: false, around }] : [];
}

/** Splits a text that is too long into paragraphs, and these into pieces. */
function splitLong(text: string): string[] {
  if (text.length <= LONGEST) return [text];
  const pieces = [];
  for (const [first, end] of paragraphsOf(text)) {
    let start = first;
    while (end - start > LONGEST) {
      const space = text.lastIndexOf(" ", start + LONGEST - 1);
      const place = space > start ? space : start + LONGEST;
      pieces.push(text.slice(start, place));
      start = place;
    }
    pieces.push(text.slice(start, end));
  }
  return pieces;
}

/** Splits a text at ellipses. The first part gets `after`. */
function partsOf(text: string, after: Parting): Part[] {
  const pieces = text
    .replace(AGAIN, "\n")
    .split(ELLIPSIS)
    .map((piece) => clean(piece.replace(CHANGED_LETTER, "$1").replace(SIC, "")))
    .filter((piece) => HAS_WORD.test(piece));
  return pieces.map((piece, place) => ({ text: piece, after: place ? "ellipsis" : after }));
}

function clean(text: string): string {
  return text.replace(/\s+/gu, " ").trim();
}

/**
 * True if the text is one sentence or paragraph around short quotations, and may itself be quoted.
 */
function isSentenceAround(text: string, found: readonly Quotation[]): boolean {
  if (text.length > LONGEST / 3 || text.includes("\n")) return false;
  const marked = found.map((quotation) => countWords(quotation.text));
  const total = marked.reduce((sum, count) => sum + count, 0);
  return Math.max(...marked) <= INSIDE && total * 2 < countWords(text);
}

function countWords(text: string): number {
  return text.match(WORD)?.length ?? 0;
}
