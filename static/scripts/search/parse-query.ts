/**
 * Parses what a person typed into a query. No input is an error.
 *
 * Words are joined by AND; `OR` in capitals joins those around it first. Lunr's operators are supported: `+word`, `-word`, `field:word`, `wor*`,
 * `word~1`, `word^2`; if any word has a `+`, the others are optional, as in Lunr. Anything else
 * without a letter or digit is ignored.
 */

import { analyse, foldWord, isStopWord, tokenize } from "../shared/analysis.ts";
import { splitWhere } from "../shared/split-where.ts";
import type { Presence } from "./types.ts";

/** One part of a query: words, a phrase or a pattern. */
export interface QueryPart {
  kind: "words" | "phrase" | "pattern" | "near";
  /** as typed, without operators */
  written: string;
  field: string;
  presence: Presence;
  boost: number;
  /** the number of edits, for `near` */
  edits: number;
  /** true if it may still be unfinished */
  isLast: boolean;
  /** true if it or the part before it is enough: after `OR` */
  isAlternative: boolean;
}

export interface Query {
  parts: readonly QueryPart[];
}

const MAX_LENGTH = 1000;
const MAX_PARTS = 40;
const LONGEST_NEAR = 24; // letters of a word with ~: the work grows with the square of their number

const PRESENCES: Record<string, Presence> = { "+": "required", "-": "prohibited" };

// One part of a query: `"Moscow format"`, `-topic:Syria`, `reconcil*`, `Lavrov~1`, `talks^2`
const PART =
  /(?<sign>[+-]?)(?:(?<field>[a-z]+):(?=\S))?(?:["“”«](?<phrase>[^"“”»]*)["“”»]?|(?<word>[^\s"“”«»]+))/gu;
// `word~1^2`, `word^3`
const SUFFIXES = /^(?<stem>.*?)(?:~(?<edits>[0-2]))?(?:\^(?<boost>[1-9][0-9]?))?$/u;

export function parseQuery(typed: string, { fields }: { fields: readonly string[] }): Query {
  const text = typed.slice(0, MAX_LENGTH).normalize("NFC");
  const pieces = Array.from(text.matchAll(PART)).slice(0, MAX_PARTS);
  const parts: QueryPart[] = [];
  let isAfterOr = false;
  for (const piece of pieces) {
    const before = parts.at(-1);
    if (piece[0] === "OR") {
      isAfterOr = before !== undefined && before.presence !== "prohibited";
      continue;
    }
    for (const part of parsePart(piece, fields, text.length)) {
      const isAlternative = isAfterOr && part.presence !== "prohibited";
      parts.push({ ...part, isAlternative });
      isAfterOr = false;
    }
  }
  const isLunr = parts.some((part) => part.presence === "required");
  const required = parts.map((part) => {
    return part.presence === "optional" ? { ...part, presence: "required" as const } : part;
  });
  return { parts: isLunr ? parts : required };
}

/** Returns the parts of a query, those joined by `OR` together. */
export function groupAlternatives<Part extends QueryPart>(parts: readonly Part[]): Part[][] {
  return splitWhere(parts, ({ isAlternative }) => !isAlternative);
}

/** True if the query was too long to be read in full. */
export function isCut(typed: string): boolean {
  return typed.length > MAX_LENGTH || Array.from(typed.matchAll(PART)).length > MAX_PARTS;
}

/**
 * Parses one part of a query.
 * @param end the length of all that was typed
 */
function parsePart(piece: RegExpMatchArray, fields: readonly string[], end: number): QueryPart[] {
  const { sign = "", field = "", phrase, word = "" } = piece.groups ?? {};
  const isField = fields.includes(field);
  const isLast = (piece.index ?? 0) + piece[0].length === end && phrase === undefined;
  const base = {
    field: isField ? field : "",
    presence: PRESENCES[sign] ?? "optional",
    boost: 1,
    edits: 0,
    isLast,
    isAlternative: false,
  };
  const rest = isField || !field ? word : `${field}:${word}`;
  if (phrase !== undefined) {
    return tokenize(phrase).length ? [{ ...base, kind: "phrase", written: phrase }] : [];
  }
  const { stem = "", edits, boost = "1" } = SUFFIXES.exec(rest)?.groups ?? {};
  if (/^[^*]{0,40}\*[^*]{0,40}$/u.test(stem) && Array.from(stem.replace("*", "")).length >= 3) {
    const pattern = stem.split("*").map(foldWord).join("*");
    return [{ ...base, kind: "pattern", written: pattern, boost: Number(boost), isLast: false }];
  }
  const written = edits === undefined && boost === "1" ? rest : stem;
  if (analyse(written).length === 0) return [];
  if (edits !== undefined && analyse(stem).length === 1 && stem.length <= LONGEST_NEAR) {
    const near = { edits: Number(edits), boost: Number(boost), isLast: false };
    return [{ ...base, ...near, kind: "near", written: stem }];
  }
  return [{ ...base, kind: "words", written, boost: Number(boost) }];
}

/** True if a word is a stop word in lower case. */
export function isCommon(written: string): boolean {
  return isStopWord(foldWord(written)) && written === written.toLowerCase();
}
