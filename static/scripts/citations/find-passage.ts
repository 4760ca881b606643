/** Finds the passage that a link quotes, even if the text has been edited since. */

import { fold } from "./selection-words.ts";
import type { Passage } from "./passage-link.ts";

/**
 * The index of the first word and of the one after the last. `isSame` is true if the wording is
 * that of the link.
 */
export type Place = { from: number; to: number; isSame: boolean };

type Words = readonly string[];
/** The folded words of a passage and around it. */
type Quoted = { before: Words; first: Words; last: Words; after: Words };

const MIN_SHARE = 0.5; // the share of a passage's words that must still be there
const MIN_CONTEXT = 4; // how many words of context are enough to recognise a passage's place
const MAX_EXTRA = 3; // how many extra words an edited passage may have, beyond twice its length

/**
 * Returns the best match for a passage; null if there is none.
 * @param text folded words
 * @param within the index of the first word of the paragraph in which the passage must end
 */
export function findPassage(text: Words, passage: Passage, within = 0): Place | null {
  const folded = {
    before: passage.before.map(fold),
    first: passage.first.map(fold),
    last: passage.last.map(fold),
    after: passage.after.map(fold),
  };
  return (
    findSame(text, folded, within) ??
    (folded.last.length
      ? findEnds(text, folded, within)
      : (findEdited(text, folded) ?? findBetween(text, folded)))
  );
}

/** Finds an exact match. If there are several, returns the one whose context agrees best. */
function findSame(text: Words, passage: Quoted, within: number): Place | null {
  const { before, first, last, after } = passage;
  let best: (Place & { score: number }) | null = null;
  for (const from of findOccurrences(text, first)) {
    const ends = last.length
      ? findOccurrences(text, last).filter((at) => at >= from && at >= within)
      : [from];
    for (const at of ends) {
      const to = at + (last.length || first.length);
      if (to < from + first.length) continue;
      const score =
        countCommon([...before].reverse(), text.slice(0, from).reverse()) +
        countCommon(after, text.slice(to));
      if (!best || score > best.score) best = { from, to, isSame: true, score };
    }
  }
  return best && { from: best.from, to: best.to, isSame: true };
}

function findOccurrences(text: Words, words: Words): number[] {
  return [...text.keys()].filter((at) => words.every((word, n) => text[at + n] === word));
}

/** Returns how many words the two lists have in common at the start. */
function countCommon(one: Words, other: Words): number {
  const differs = one.findIndex((word, n) => other[n] !== word);
  return differs < 0 ? one.length : differs;
}

/** Finds an edited passage, if the link quotes all its words. */
function findEdited(text: Words, { before, first: words, after }: Quoted): Place | null {
  const places = align([...before, ...words, ...after], text);
  const own = places.slice(before.length, before.length + words.length);
  const found = own.filter((place) => place >= 0);
  const left = places.slice(0, before.length).at(-1) ?? -1;
  const right = places[before.length + words.length] ?? -1;
  const from = left >= 0 ? left + 1 : (found[0] ?? -1);
  const to = right >= 0 ? right : (found.at(-1) ?? -2) + 1;
  if (from < 0 || to <= from) return null;
  const isLong = to - from > 2 * words.length + MAX_EXTRA;
  const isAnchored = left >= 0 && right >= 0 && before.length + after.length >= MIN_CONTEXT;
  const isEnough = found.length >= MIN_SHARE * words.length;
  return !isLong && (isEnough || isAnchored) ? { from, to, isSame: false } : null;
}

/** Finds the text that now lies between the words before a passage and those after it. */
function findBetween(text: Words, { before, first: words, after }: Quoted): Place | null {
  if (before.length + after.length < MIN_CONTEXT) return null;
  for (const from of findOccurrences(text, before).map((at) => at + before.length)) {
    const to = findOccurrences(text, after).find((at) => at > from);
    const isNear = to !== undefined && to - from <= 2 * words.length + MAX_EXTRA;
    if (isNear && before.length && after.length) return { from, to, isSame: false };
  }
  return null;
}

/** Finds a passage of which the link quotes both ends, one or both edited. */
function findEnds(text: Words, passage: Quoted, within: number): Place | null {
  const start = { ...passage, last: [], after: [] };
  const end = { ...passage, before: [], first: passage.last, last: [] };
  const head = findEdited(text, start) ?? findSame(text, start, 0);
  if (!head) return null;
  const place = Math.max(head.from, within);
  const rest = text.slice(place);
  const tail = findSame(rest, end, 0) ?? findEdited(rest, end);
  return tail && { from: head.from, to: place + tail.to, isSame: false };
}

/**
 * Returns, for each word of a pattern, its index in the text in the best local alignment of the
 * two; -1 if it has none. Words added to the text or missing from it lower the score.
 */
function align(pattern: Words, text: Words): number[] {
  const width = text.length + 1;
  const scores = new Int32Array((pattern.length + 1) * width);
  let best = 0;
  for (let row = 1; row <= pattern.length; row += 1) {
    for (let column = 1; column < width; column += 1) {
      const at = row * width + column;
      const score = Math.max(
        0,
        scoreAt(scores, at - width - 1) + (pattern[row - 1] === text[column - 1] ? 2 : -1),
        scoreAt(scores, at - width) - 1,
        scoreAt(scores, at - 1) - 1,
      );
      scores[at] = score;
      if (score > scoreAt(scores, best)) best = at;
    }
  }
  const places = pattern.map(() => -1);
  for (let at = best; scoreAt(scores, at) > 0;) {
    const [row, column] = [Math.floor(at / width), at % width];
    const isSame = pattern[row - 1] === text[column - 1];
    if (scoreAt(scores, at) === scoreAt(scores, at - width - 1) + (isSame ? 2 : -1)) {
      if (isSame) places[row - 1] = column - 1;
      at -= width + 1;
    } else {
      at -= scoreAt(scores, at) === scoreAt(scores, at - width) - 1 ? width : 1;
    }
  }
  return places;
}

function scoreAt(scores: Int32Array, at: number): number {
  return scores[at] ?? 0;
}
