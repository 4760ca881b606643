/**
 * Whether the words that were cited still stand: plain values to a verdict.
 */

import { difference } from "./word-diff.ts";
import { markOf, plainForm } from "./fingerprint.ts";
import type { Piece } from "./word-diff.ts";

/** What was there before; `onrecord/permalinks/history.py` says what is in it. */
interface Wording {
  mark: string;
  /** not of what was withdrawn */
  text?: string;
  /** who was said to have said it, where that is another than now */
  by?: string;
  since: string;
  until: string;
}

export type Former = { gone?: string; to?: string; earlier?: Wording[] };

/** What the page has where the address leads. */
export interface Present {
  /** of the words that were cited */
  mark: string;
  /** whether the paragraph is the one cited, and not one that it went into */
  isOwn: boolean;
  /** the words of all of them, in reading order */
  paragraphs: readonly string[];
  /** of the paragraph among them */
  place: number;
}

export type Verdict =
  | { kind: "as cited" }
  | { kind: "unknown" }
  | { kind: "divided"; from: number; to: number }
  | { kind: "joined"; until: string }
  | { kind: "edited"; until: string; pieces: Piece[] };

const MOST_PARTS = 5;

/** Whether the page needs no history to answer. */
export function isAsCited({ isOwn, mark, paragraphs, place }: Present): boolean {
  return isOwn && markOf(paragraphs[place] ?? "") === mark;
}

/** @param former what is known of the paragraph that was cited */
export function judge(present: Present, former: Former | undefined): Verdict {
  if (isAsCited(present)) return { kind: "as cited" };
  const wording = [...(former?.earlier ?? [])].reverse().find(({ mark }) => mark === present.mark);
  if (wording?.text === undefined) return { kind: "unknown" };
  const { until } = wording;
  const cited = plainForm(wording.text);
  const words = present.paragraphs[present.place] ?? "";
  if (!present.isOwn && holds(words, cited)) return { kind: "joined", until };
  const parts = findParts(present, cited);
  if (parts) return { kind: "divided", from: parts[0], to: parts[1] };
  const pieces = difference(wording.text, words, plainForm);
  return { kind: "edited", until, pieces: present.isOwn ? pieces : cutOff(pieces) };
}

/**
 * Who was said to have said these words, until when, where that was another than now.
 * @param mark of the words
 * @param former what is known of their paragraph
 */
export function speakersBefore(
  mark: string,
  former: Former | undefined,
): { by: string; until: string }[] {
  const wordings = (former?.earlier ?? []).filter((one) => one.mark === mark);
  return wordings.flatMap(({ by, until }) => (by ? [{ by, until }] : []));
}

/**
 * The first and the last of the paragraphs over which the words that were cited are divided,
 * unchanged; null where they are not.
 */
function findParts({ paragraphs, place }: Present, cited: string): [number, number] | null {
  for (let from = Math.max(0, place - MOST_PARTS + 1); from <= place; from += 1) {
    for (let to = Math.max(place, from + 1); to < from + MOST_PARTS; to += 1) {
      if (plainForm(paragraphs.slice(from, to + 1).join(" ")) === cited) return [from, to];
    }
  }
  return null;
}

function holds(words: string, cited: string): boolean {
  return ` ${plainForm(words)} `.includes(` ${cited} `);
}

/** The pieces without what stands before and after the words that were cited. */
function cutOff(pieces: readonly Piece[]): Piece[] {
  return pieces.map((piece, place) => {
    const isOutside = piece.fate === "added" && (place === 0 || place === pieces.length - 1);
    return isOutside ? { fate: "same", text: " … " } : piece;
  });
}
