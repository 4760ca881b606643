/**
 * Finds the quotations in a pasted text; where it has no quotation mark, they are its paragraphs.
 *
 * Lines that begin with > are a quotation too. Marks inside others belong to the outer quotation.
 * "…," he said, "…" is one quotation in two parts; an ellipsis separates parts as well.
 */

import { findSpans, paragraphsOf } from "./quote-marks.ts";
import type { Span } from "./quote-marks.ts";

/** Words that are given as standing together. */
interface Part {
  text: string;
  /** what parts it from the one before */
  after: Parting;
}

type Parting = "" | "ellipsis" | "attribution";

/** Words that are given as somebody's. */
export interface Quotation {
  /** as pasted, without its marks, with what stands between its parts */
  text: string;
  parts: readonly Part[];
  /** by quotation marks */
  isMarked: boolean;
  /** a sentence with short quotations in it, which follow */
  holdsMarked: boolean;
}

const LONGEST = 3000; // characters of a quotation; a longer one is looked up piece by piece

/** The quotations of a text in order. */
export function readQuotations(text: string): Quotation[] {
  const plain = text.replace(NEWLINE, "\n").trim();
  let found: Quotation[] = [];
  for (const block of blocksOf(plain)) {
    const cited = block.replace(CITED, "");
    found.push(...(cited === block ? inBlock(block) : whole(cited, true)));
  }
  if (found.length === 0) {
    found = paragraphsOf(plain).flatMap(([start, end]) => whole(plain.slice(start, end), false));
  } else if (isSentenceAround(plain, found)) {
    const around = {
      text: clean(plain),
      parts: partsOf(plain, ""),
      isMarked: false,
      holdsMarked: true,
    };
    found = [around, ...found];
  }
  return found;
}

const NEWLINE = /\r\n?|[\u2028\u2029\u0085]/gu;
const CITED = /^[ \t]*>[> \t]*/gmu;
const IS_CITED = /^[ \t]*>/u;
const WORD = /[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)*/gu;
const HAS_WORD = /[\p{L}\p{N}]/u;
const AGAIN = /\n\s*[“"«„]/gu; // at the beginning of a paragraph in which a quotation goes on
// What is left out: …  ...  . . .  […]  (...)
const ELLIPSIS = /[[(]\s*(?:…|\.(?:\s?\.){1,3})\s*[\])]|…[.…]*|\.(?:[ \u00A0]?\.){2,}/u;
const CHANGED_LETTER = /\[(\p{L}{1,2})\](?=\p{L})/gu; // [T]he
const SIC = /\s*[[(]\s*sic\s*[!.]?\s*[\])]/giu;
const BETWEEN = 120; // characters of "…," he said, "…" between the marks
const INSIDE = 8; // words of a quotation inside a sentence that is looked up as a whole
const SENTENCE_END = /[.!?]\s+\S|\n/u;

/** Stretches of lines that begin with >, and of others. */
function blocksOf(text: string): string[] {
  const blocks: string[][] = [];
  let isCited = false;
  for (const line of text.split("\n")) {
    if (blocks.length === 0 || IS_CITED.test(line) !== isCited) {
      blocks.push([]);
    }
    isCited = IS_CITED.test(line);
    blocks.at(-1)?.push(line);
  }
  return blocks.map((lines) => lines.join("\n"));
}

function inBlock(text: string): Quotation[] {
  const groups: Span[][] = [];
  for (const span of findSpans(text)) {
    const last = groups.at(-1)?.at(-1);
    if (last && goesOn(text, last, span)) {
      groups.at(-1)?.push(span);
    } else {
      groups.push([span]);
    }
  }
  return groups.flatMap((spans) => ofSpans(text, spans));
}

/** Whether `"…," he said, "…"` stands there. */
function goesOn(text: string, span: Span, following: Span): boolean {
  const between = text.slice(span.end + 1, Math.max(span.end + 1, following.start - 1));
  if (between.length > BETWEEN || !HAS_WORD.test(between) || SENTENCE_END.test(between)) {
    return false;
  }
  const said = between.trim();
  const before = text.slice(span.start, span.end).trimEnd().slice(-1);
  const isCut = /^[,—–…-]$/u.test(before) || /^[,—–-]/u.test(said);
  return isCut && /[,—–-]$/u.test(said);
}

function ofSpans(text: string, spans: readonly Span[]): Quotation[] {
  const pieces = spans.map(({ start, end }) => text.slice(start, end));
  if (pieces.reduce((total, piece) => total + piece.length, 0) > LONGEST) {
    return pieces.flatMap((piece) => whole(piece, true));
  }
  const parts = pieces.flatMap((piece, place) => partsOf(piece, place ? "attribution" : ""));
  const all = text.slice(spans[0]?.start, spans.at(-1)?.end).replace(AGAIN, "\n");
  return parts.length ? [{ text: clean(all), parts, isMarked: true, holdsMarked: false }] : [];
}

/** The text as one quotation; one that is too long as several. */
function whole(text: string, isMarked: boolean): Quotation[] {
  return cut(text).flatMap((piece) => {
    const parts = partsOf(piece, "");
    const shown = clean(piece.replace(AGAIN, "\n"));
    return parts.length ? [{ text: shown, parts, isMarked, holdsMarked: false }] : [];
  });
}

/** The text, or its paragraphs, or stretches of these, none too long. */
function cut(text: string): string[] {
  if (text.length <= LONGEST) {
    return [text];
  }
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

/** The parts between ellipses; the first has `after` before it. */
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

/** Whether short quotations stand inside one sentence or paragraph that may be meant itself. */
function isSentenceAround(text: string, found: readonly Quotation[]): boolean {
  if (text.length > LONGEST / 3 || text.includes("\n")) {
    return false;
  }
  const marked = found.map((quotation) => countWords(quotation.text));
  const total = marked.reduce((sum, count) => sum + count, 0);
  return Math.max(...marked) <= INSIDE && total * 2 < countWords(text);
}

function countWords(text: string): number {
  return text.match(WORD)?.length ?? 0;
}
