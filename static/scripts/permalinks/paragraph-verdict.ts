/** Decides whether a cited paragraph is unchanged. Works on plain values, without the DOM. */

import { diffWords } from "./word-diff.ts";
import { fingerprintText, normalizeText } from "./fingerprint.ts";
import type { Piece } from "./word-diff.ts";

/** An earlier wording, as `onrecord/permalinks/history.py` writes it. */
interface Wording {
  mark: string;
  /** missing if the paragraph was withdrawn */
  text?: string;
  /** the speaker at that time, if different from now */
  by?: string;
  since: string;
  until: string;
}

export type Former = { gone?: string; to?: string; earlier?: Wording[] };

/** The page around the place that the address leads to. */
export interface Present {
  /** of the text that was cited */
  fingerprint: string;
  /** true if this is the cited paragraph, false if that was merged into this one */
  isOwn: boolean;
  /** the text of all paragraphs on the page, in reading order */
  paragraphs: readonly string[];
  /** the index of this paragraph among them */
  place: number;
}

export type Verdict =
  | { kind: "unchanged" }
  | { kind: "unknown" }
  | { kind: "divided"; from: number; to: number }
  | { kind: "joined"; until: string }
  | { kind: "edited"; until: string; pieces: Piece[] };

const MAX_PARTS = 5;

/** True if the paragraph is unchanged, so that no history is needed. */
function isAsCited({ isOwn, fingerprint, paragraphs, place }: Present): boolean {
  return isOwn && fingerprintText(paragraphs[place] ?? "") === fingerprint;
}

/**
 * Compares a cited paragraph with the page.
 * @param former the earlier wordings of the cited paragraph
 */
export function judgeParagraph(present: Present, former: Former | undefined): Verdict {
  if (isAsCited(present)) return { kind: "unchanged" };
  const wording = [...(former?.earlier ?? [])]
    .reverse()
    .find(({ mark }) => mark === present.fingerprint);
  if (wording?.text === undefined) return { kind: "unknown" };
  const { until } = wording;
  const cited = normalizeText(wording.text);
  const text = present.paragraphs[present.place] ?? "";
  if (!present.isOwn && containsText(text, cited)) return { kind: "joined", until };
  const parts = findParts(present, cited);
  if (parts) return { kind: "divided", from: parts[0], to: parts[1] };
  const pieces = diffWords(wording.text, text, normalizeText);
  return { kind: "edited", until, pieces: present.isOwn ? pieces : trimContext(pieces) };
}

/**
 * Returns the earlier speakers of a text, if they differ from now, and the date until when.
 * @param fingerprint of the text
 * @param former the earlier wordings of its paragraph
 */
export function findFormerSpeakers(
  fingerprint: string,
  former: Former | undefined,
): { by: string; until: string }[] {
  const wordings = (former?.earlier ?? []).filter((one) => one.mark === fingerprint);
  return wordings.flatMap(({ by, until }) => (by ? [{ by, until }] : []));
}

/**
 * Returns the first and the last of the paragraphs that the cited text was split into, unchanged;
 * null if it was not split.
 */
function findParts({ paragraphs, place }: Present, cited: string): [number, number] | null {
  for (let from = Math.max(0, place - MAX_PARTS + 1); from <= place; from += 1) {
    for (let to = Math.max(place, from + 1); to < from + MAX_PARTS; to += 1) {
      if (normalizeText(paragraphs.slice(from, to + 1).join(" ")) === cited) return [from, to];
    }
  }
  return null;
}

function containsText(text: string, cited: string): boolean {
  return ` ${normalizeText(text)} `.includes(` ${cited} `);
}

/** Replaces the text before and after the cited text with an ellipsis. */
function trimContext(pieces: readonly Piece[]): Piece[] {
  return pieces.map((piece, place) => {
    const isOutside = piece.fate === "added" && (place === 0 || place === pieces.length - 1);
    return isOutside ? { fate: "same", text: " … " } : piece;
  });
}
