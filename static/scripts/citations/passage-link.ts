/**
 * Reads and writes links to selected text: `#p14:j76f3~before-,first+words,last+words,-after`.
 * After the `~` they have the syntax of a browser's text fragment; docs/permalinks.md describes the
 * format.
 */

import { decodeFragment } from "../permalinks/fragment.ts";
import { findWords } from "./selection-words.ts";
import type { Word } from "./selection-words.ts";

/** The words of a passage and around it, without punctuation. */
export interface Passage {
  /** up to three words */
  before: string[];
  /** all the words, or the first few */
  first: string[];
  /** the last few words; empty if `first` has all of them */
  last: string[];
  /** the anchor of the last paragraph, if it is not the first */
  ends: string;
  /** up to three words */
  after: string[];
}

/** A paragraph, the fingerprint of its text, and the passage that is quoted of it. */
export type Target = { anchor: string; fingerprint: string; passage: Passage | null };

const MAX_FULL = 12; // the longest passage that is quoted in full, in words
const EDGE_WORDS = 5; // words at each end of a longer passage
const CONTEXT_WORDS = 3; // words of context before and after
// p14:j76f3~a+b,-c
const FRAGMENT = /^(?<anchor>[^:~]+)(?::(?<fingerprint>[^~]*))?(?:~(?<passage>.*))?$/su;

/**
 * Reads a link's fragment; returns null if it has no anchor.
 * @param hash such as `#p14:j76f3~a+b,-c`
 */
export function readFragment(hash: string): Target | null {
  const [own = ""] = decodeFragment(hash).replace(/^#/u, "").split(":~:");
  const { anchor, fingerprint = "", passage } = FRAGMENT.exec(own)?.groups ?? {};
  if (!anchor) return null;
  return { anchor, fingerprint, passage: passage ? readPassage(passage) : null };
}

/** Returns the fragment, with its `#`. */
export function writeFragment({ anchor, fingerprint, passage }: Target): string {
  const words = passage ? `~${writePassage(passage)}` : "";
  return `#${anchor}${fingerprint && `:${fingerprint}`}${words}`;
}

/**
 * Returns the passage between two offsets.
 * @param text the first paragraph
 * @param lastText the last paragraph, which may be the same
 * @param ends the last paragraph's anchor; empty if it is the same paragraph
 * @returns null if the passage contains no word
 */
export function createPassage(
  text: string,
  from: number,
  lastText: string,
  to: number,
  ends: string,
): Passage | null {
  const { own, other, start, end } = findEnds(text, from, lastText, to);
  if (start < 0 || end < 0 || (!ends && end < start)) return null;
  const isWhole = !ends && end - start < MAX_FULL;
  const first = own.slice(start, isWhole ? end + 1 : start + EDGE_WORDS);
  const last = isWhole ? [] : other.slice(Math.max(end + 1 - EDGE_WORDS, 0), end + 1);
  return {
    before: plainWords(text, own.slice(Math.max(start - CONTEXT_WORDS, 0), start)),
    first: plainWords(text, first),
    last: plainWords(lastText, last),
    ends,
    after: plainWords(lastText, other.slice(end + 1, end + 1 + CONTEXT_WORDS)),
  };
}

/**
 * Returns a browser's text fragment for the same passage: `:~:text=before-,first,last,-after`. Its
 * parts must match the text exactly and cannot span line breaks.
 * @returns empty if the passage contains no word
 */
export function writeTextFragment(
  text: string,
  from: number,
  lastText: string,
  to: number,
): string {
  const { own, other, start, end } = findEnds(text, from, lastText, to);
  const [first, last] = [own[start], other[end]];
  if (!first || !last) return "";
  const selected = text === lastText ? text.slice(first.from, last.to) : "";
  const isWhole = selected !== "" && end - start < MAX_FULL && !selected.includes("\n");
  const middle = isWhole
    ? [selected]
    : [
        beforeLineEnd(
          text.slice(first.from, own[Math.min(start + EDGE_WORDS, own.length) - 1]?.to),
        ),
        afterLineEnd(lastText.slice(other[Math.max(end + 1 - EDGE_WORDS, 0)]?.from, last.to)),
      ];
  const before = afterLineEnd(
    text.slice(own[Math.max(start - CONTEXT_WORDS, 0)]?.from, first.from),
  );
  const after = beforeLineEnd(
    lastText.slice(last.to, other[Math.min(end + CONTEXT_WORDS, other.length - 1)]?.to),
  );
  const parts = middle.map(percentEncode);
  if (/\p{L}|\p{N}/u.test(before)) parts.unshift(`${percentEncode(before)}-`);
  if (/\p{L}|\p{N}/u.test(after)) parts.push(`-${percentEncode(after)}`);
  return `:~:text=${parts.join(",")}`;
}

/** Returns the words of both paragraphs, and the indexes of the first and the last in the passage. */
function findEnds(text: string, from: number, lastText: string, to: number) {
  const own = findWords(text);
  const other = text === lastText ? own : findWords(lastText);
  const start = own.findIndex((word) => word.to > from);
  const end = other.filter((word) => word.from < to).length - 1;
  return { own, other, start, end };
}

function readPassage(written: string): Passage | null {
  const parts = written.split(",");
  const before = parts[0]?.endsWith("-") ? (parts.shift() ?? "") : "";
  const after = parts.at(-1)?.startsWith("-") ? (parts.pop() ?? "") : "";
  const [first = "", last = ""] = parts;
  const [end, ends = ""] = last.split(":").reverse();
  if (!first) return null;
  return {
    before: readWords(before.slice(0, -1)),
    first: readWords(first),
    last: readWords(end ?? ""),
    ends,
    after: readWords(after.slice(1)),
  };
}

function writePassage({ before, first, last, ends, after }: Passage): string {
  const parts = [first.map(percentEncode).join("+")];
  if (before.length) parts.unshift(`${before.map(percentEncode).join("+")}-`);
  if (last.length) parts.push((ends && `${ends}:`) + last.map(percentEncode).join("+"));
  if (after.length) parts.push(`-${after.map(percentEncode).join("+")}`);
  return parts.join(",");
}

function readWords(written: string): string[] {
  return written.split(/[+ ]/u).filter(Boolean);
}

function plainWords(text: string, words: readonly Word[]): string[] {
  return words.map(({ from, to }) => text.slice(from, to).replace(/[^\p{L}\p{N}\p{M}]/gu, ""));
}

function beforeLineEnd(text: string): string {
  return (text.split("\n")[0] ?? "").trim();
}

function afterLineEnd(text: string): string {
  return (text.split("\n").at(-1) ?? "").trim();
}

/**
 * Percent-encodes a text, including every character that ends a link in a letter or separates the
 * parts of a fragment.
 */
function percentEncode(text: string): string {
  const most = encodeURIComponent(text.replace(/\s+/gu, " "));
  return most.replace(
    /[-!'()*~._]/gu,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
