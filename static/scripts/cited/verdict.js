/**
 * Whether the words that were cited still stand: plain values to a verdict.
 */

import { difference } from "./difference.js";
import { markOf, plainForm } from "./words.js";

/**
 * What was there before; `onrecord/addresses/history.py` says what is in it.
 * @typedef {object} Wording
 * @property {string} mark
 * @property {string} [text] not of what was withdrawn
 * @property {string} since
 * @property {string} until
 * @typedef {{ gone?: string, to?: string, earlier?: Wording[] }} Former
 *
 * What the page has where the address leads: its words, and those of the paragraphs after it.
 * @typedef {object} Present
 * @property {string} mark of the words that were cited
 * @property {boolean} isOwn whether the paragraph is the one cited, and not one that it went into
 * @property {string} words
 * @property {readonly string[]} following
 *
 * @typedef {import("./difference.js").Piece} Piece
 * @typedef {{ kind: "as cited" }
 *   | { kind: "unknown" }
 *   | { kind: "divided", until: string, paragraphs: number }
 *   | { kind: "joined", until: string }
 *   | { kind: "edited", until: string, pieces: Piece[] }} Verdict
 */

const MOST_PARTS = 5;

/**
 * Whether the page needs no history to answer.
 * @param {Present} present
 * @returns {boolean}
 */
export function isAsCited({ isOwn, mark, words }) {
  return isOwn && markOf(words) === mark;
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
  if (!present.isOwn && holds(present.words, cited)) return { kind: "joined", until };
  const parts = countParts(present, cited);
  if (parts) return { kind: "divided", until, paragraphs: parts };
  const pieces = difference(wording.text, present.words, plainForm);
  return { kind: "edited", until, pieces: present.isOwn ? pieces : cutOff(pieces) };
}

/**
 * Over how many paragraphs the words that were cited are divided, unchanged; 0 where they are not.
 * @param {Present} present
 * @param {string} cited
 */
function countParts({ words, following }, cited) {
  let all = words;
  for (const [place, next] of following.slice(0, MOST_PARTS - 1).entries()) {
    all += ` ${next}`;
    if (plainForm(all) === cited) return place + 2;
  }
  return 0;
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
