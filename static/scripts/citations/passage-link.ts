/**
 * Reads and writes links to selected text: `#p14:j76f3~before-,first+words,last+words,-after`.
 * After the `~` they have the syntax of a browser's text fragment; docs/permalinks.md describes the
 * format.
 */

import { decoded } from "../permalinks/fragment.ts";
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

type Target = { anchor: string; mark: string; passage: Passage | null };

const ALL = 12; // the longest passage that is quoted in full, in words
const EDGE = 5; // words at each end of a longer passage
const AROUND = 3; // words of context before and after
const FRAGMENT = /^(?<anchor>[^:~]+)(?::(?<mark>[^~]*))?(?:~(?<passage>.*))?$/su; // p14:j76f3~a+b,-c

/**
 * Reads a link's fragment; returns null if it has no anchor.
 * @param hash such as `#p14:j76f3~a+b,-c`
 */
export function readFragment(hash: string): Target | null {
  const [own = ""] = decoded(hash).replace(/^#/u, "").split(":~:");
  const { anchor, mark = "", passage } = FRAGMENT.exec(own)?.groups ?? {};
  if (!anchor) return null;
  return { anchor, mark, passage: passage ? readPassage(passage) : null };
}

/** Returns the fragment, with its `#`. */
export function writeFragment({ anchor, mark, passage }: Target): string {
  const words = passage ? `~${writePassage(passage)}` : "";
  return `#${anchor}${mark && `:${mark}`}${words}`;
}

/**
 * Returns the passage between two offsets.
 * @param text the first paragraph
 * @param lastText the last paragraph, which may be the same
 * @param ends the last paragraph's anchor; empty if it is the same paragraph
 * @returns null if the passage contains no word
 */
export function passageOf(
  text: string,
  from: number,
  lastText: string,
  to: number,
  ends: string,
): Passage | null {
  const own = findWords(text);
  const other = ends ? findWords(lastText) : own;
  const start = own.findIndex((word) => word.to > from);
  const end = other.filter((word) => word.from < to).length - 1;
  if (start < 0 || end < 0 || (!ends && end < start)) return null;
  const isWhole = !ends && end - start < ALL;
  const first = own.slice(start, isWhole ? end + 1 : start + EDGE);
  const last = isWhole ? [] : other.slice(Math.max(end + 1 - EDGE, 0), end + 1);
  return {
    before: printed(text, own.slice(Math.max(start - AROUND, 0), start)),
    first: printed(text, first),
    last: printed(lastText, last),
    ends,
    after: printed(lastText, other.slice(end + 1, end + 1 + AROUND)),
  };
}

/**
 * Returns a browser's text fragment for the same passage: `:~:text=before-,first,last,-after`. Its
 * parts must match the text exactly and cannot span line breaks.
 * @returns empty if the passage contains no word
 */
export function textFragment(text: string, from: number, lastText: string, to: number): string {
  const own = findWords(text);
  const other = text === lastText ? own : findWords(lastText);
  const start = own.findIndex((word) => word.to > from);
  const end = other.filter((word) => word.from < to).length - 1;
  const [first, last] = [own[start], other[end]];
  if (!first || !last) return "";
  const stretch = text === lastText ? text.slice(first.from, last.to) : "";
  const isWhole = stretch !== "" && end - start < ALL && !stretch.includes("\n");
  const middle = isWhole
    ? [stretch]
    : [
        beforeLineEnd(text.slice(first.from, own[Math.min(start + EDGE, own.length) - 1]?.to)),
        afterLineEnd(lastText.slice(other[Math.max(end + 1 - EDGE, 0)]?.from, last.to)),
      ];
  const before = afterLineEnd(text.slice(own[Math.max(start - AROUND, 0)]?.from, first.from));
  const after = beforeLineEnd(
    lastText.slice(last.to, other[Math.min(end + AROUND, other.length - 1)]?.to),
  );
  const parts = middle.map(encoded);
  if (/\p{L}|\p{N}/u.test(before)) parts.unshift(`${encoded(before)}-`);
  if (/\p{L}|\p{N}/u.test(after)) parts.push(`-${encoded(after)}`);
  return `:~:text=${parts.join(",")}`;
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
  const parts = [first.map(encoded).join("+")];
  if (before.length) parts.unshift(`${before.map(encoded).join("+")}-`);
  if (last.length) parts.push((ends && `${ends}:`) + last.map(encoded).join("+"));
  if (after.length) parts.push(`-${after.map(encoded).join("+")}`);
  return parts.join(",");
}

function readWords(written: string): string[] {
  return written.split(/[+ ]/u).filter(Boolean);
}

function printed(text: string, words: readonly Word[]): string[] {
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
function encoded(text: string): string {
  const most = encodeURIComponent(text.replace(/\s+/gu, " "));
  return most.replace(
    /[-!'()*~._]/gu,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
