/** Cuts a paragraph's text to a snippet and splits it into highlighted and plain runs. */

import { tokenize } from "../shared/analysis.ts";

export interface Run {
  text: string;
  isHighlighted: boolean;
}

/** What to highlight. */
export interface HighlightTargets {
  terms: ReadonlySet<string>;
  /** folded words */
  phrases: readonly (readonly string[])[];
}

const MAX_LENGTH = 280;
const MAX_BEFORE = 90;

/** Returns the whole text in runs. */
export function highlightText(text: string, targets: HighlightTargets): Run[] {
  return runsOf(text, findMatches(text, targets), 0, text.length);
}

/** Returns the part of the text with the most matches, cut between words. */
export function cutSnippet(text: string, targets: HighlightTargets): Run[] {
  const matches = findMatches(text, targets);
  if (text.length <= MAX_LENGTH) return runsOf(text, matches, 0, text.length);
  const [start, end] = bestWindow(text, matches);
  const runs = runsOf(text, matches, start, end);
  const before = start > 0 ? [{ text: "…\u00a0", isHighlighted: false }] : [];
  const after = end < text.length ? [{ text: "\u00a0…", isHighlighted: false }] : [];
  return [...before, ...runs, ...after];
}

/** Finds the matches: start, end, and the term or phrase that matched. */
export function findMatches(
  text: string,
  { terms, phrases }: HighlightTargets,
): [number, number, string][] {
  const words = tokenize(text);
  const matches: [number, number, string][] = [];
  words.forEach((word, place) => {
    const phrase = phrases.find((folded) =>
      folded.every((expected, step) => words[place + step]?.folded === expected),
    );
    if (phrase) {
      const last = words[place + phrase.length - 1] ?? word;
      matches.push([word.start, last.end, phrase.join(" ")]);
    } else if (word.term !== null && terms.has(word.term)) {
      matches.push([word.start, word.end, word.term]);
    }
  });
  return withoutOverlaps(matches);
}

/** @param matches sorted by start */
function withoutOverlaps(matches: [number, number, string][]): [number, number, string][] {
  let reached = 0;
  return matches.filter(([start, end]) => {
    const isFree = start >= reached;
    reached = isFree ? end : reached;
    return isFree;
  });
}

function bestWindow(text: string, matches: readonly [number, number, string][]): [number, number] {
  let best = { start: 0, worth: -1 };
  for (const [first] of matches) {
    const inside = matches.filter(
      ([start, end]) => start >= first && end <= first + MAX_LENGTH - MAX_BEFORE,
    );
    const worth = new Set(inside.map(([, , target]) => target)).size * 100 + inside.length;
    best = worth > best.worth ? { start: first, worth } : best;
  }
  const start = sentenceBefore(text, best.start);
  const to = Math.min(text.length, start + MAX_LENGTH);
  const end = to === text.length ? to : Math.max(text.lastIndexOf(" ", to), best.start + 1);
  return [start, end];
}

/** Returns where the sentence around an offset begins, or a word not too far before it. */
function sentenceBefore(text: string, place: number): number {
  const before = text.slice(0, place);
  const sentence = Math.max(...[". ", "? ", "! "].map((end) => before.lastIndexOf(end))) + 2;
  const begin = sentence > 1 ? sentence : 0;
  if (place - begin <= MAX_BEFORE) return begin;
  return before.indexOf(" ", place - MAX_BEFORE) + 1;
}

/**
 * Returns a part of a text in runs.
 * @param parts what to highlight of the text, sorted by start
 */
export function runsOf(
  text: string,
  parts: readonly (readonly [number, number, ...unknown[]])[],
  from: number,
  to: number,
): Run[] {
  const runs: Run[] = [];
  let reached = from;
  for (const [begin, end] of parts) {
    const start = Math.max(begin, reached);
    if (start < end && end <= to) {
      runs.push({ text: text.slice(reached, start), isHighlighted: false });
      runs.push({ text: text.slice(start, end), isHighlighted: true });
      reached = end;
    }
  }
  runs.push({ text: text.slice(reached, to), isHighlighted: false });
  return runs.filter((run) => run.text !== "");
}
