/**
 * Whether the words that were cited still stand: plain values to a verdict.
 */

import { difference } from "./word-diff.js";
import { markOf, plainForm } from "./fingerprint.js";

/**
 * What was there before; `onrecord/permalinks/history.py` says what is in it.
 * @typedef {object} Wording
 * @property {string} mark
 * @property {string} [text] not of what was withdrawn
 * @property {string} [by] who was said to have said it, where that is another than now
 * @property {string} since
 * @property {string} until
 * @typedef {{ gone?: string, to?: string, earlier?: Wording[] }} Former
 *
 * What the page has where the address leads.
 * @typedef {object} Present
 * @property {string} mark of the words that were cited
 * @property {boolean} isOwn whether the paragraph is the one cited, and not one that it went into
 * @property {readonly string[]} paragraphs the words of all of them, in reading order
 * @property {number} place of the paragraph among them
 *
 * @typedef {import("./word-diff.js").Piece} Piece
 * @typedef {{ kind: "as cited" }
 *   | { kind: "unknown" }
 *   | { kind: "divided", from: number, to: number }
 *   | { kind: "joined", until: string }
 *   | { kind: "edited", until: string, pieces: Piece[] }} Verdict
 */

const MOST_PARTS = 5;

/**
 * Whether the page needs no history to answer.
 * @param {Present} present
 * @returns {boolean}
 */
export function isAsCited({ isOwn, mark, paragraphs, place }) {
  return isOwn && markOf(paragraphs[place] ?? "") === mark;
}

/**
 * @param {Present} present
 * @param {Former | undefined} former what is known of the paragraph that was cited
 * @returns {Verdict}
 */
export function judge(present, former) {
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
 * @param {string} mark of the words
 * @param {Former | undefined} former what is known of their paragraph
 * @returns {{ by: string, until: string }[]}
 */
export function speakersBefore(mark, former) {
  const wordings = (former?.earlier ?? []).filter((one) => one.mark === mark);
  return wordings.flatMap(({ by, until }) => (by ? [{ by, until }] : []));
}

/**
 * The first and the last of the paragraphs over which the words that were cited are divided,
 * unchanged; null where they are not.
 * @param {Present} present
 * @param {string} cited
 * @returns {[number, number] | null}
 */
function findParts({ paragraphs, place }, cited) {
  for (let from = Math.max(0, place - MOST_PARTS + 1); from <= place; from += 1) {
    for (let to = Math.max(place, from + 1); to < from + MOST_PARTS; to += 1) {
      if (plainForm(paragraphs.slice(from, to + 1).join(" ")) === cited) return [from, to];
    }
  }
  return null;
}

/**
 * @param {string} words
 * @param {string} cited
 */
function holds(words, cited) {
  return ` ${plainForm(words)} `.includes(` ${cited} `);
}

/**
 * The pieces without what stands before and after the words that were cited.
 * @param {readonly Piece[]} pieces
 * @returns {Piece[]}
 */
function cutOff(pieces) {
  return pieces.map((piece, place) => {
    const isOutside = piece.fate === "added" && (place === 0 || place === pieces.length - 1);
    return isOutside ? { fate: "same", text: " … " } : piece;
  });
}
