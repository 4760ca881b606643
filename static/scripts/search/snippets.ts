/** Cuts a paragraph's text to a snippet and splits it into highlighted and plain runs. */

import { foldWord, tokenize } from "../shared/analysis.ts";

export interface Run {
  text: string;
  isMarked: boolean;
}

/** What to highlight. */
export interface Wanted {
  terms: ReadonlySet<string>;
  /** folded words */
  phrases: readonly (readonly string[])[];
}

const ROOM = 280;
const LEAD = 90;

/** Returns the whole text in runs. */
export function markText(text: string, wanted: Wanted): Run[] {
  return runsOf(text, findMarks(text, wanted), 0, text.length);
}

/** Returns the part of the text with the most matches, cut between words. */
export function cutSnippet(text: string, wanted: Wanted): Run[] {
  const marks = findMarks(text, wanted);
  if (text.length <= ROOM) {
    return runsOf(text, marks, 0, text.length);
  }
  const [start, end] = bestWindow(text, marks);
  const runs = runsOf(text, marks, start, end);
  const before = start > 0 ? [{ text: "… ", isMarked: false }] : [];
  const after = end < text.length ? [{ text: " …", isMarked: false }] : [];
  return [...before, ...runs, ...after];
}

/** Finds the matches: start, end, and the term or phrase that matched. */
export function findMarks(text: string, { terms, phrases }: Wanted): [number, number, string][] {
  const words = tokenize(text).map((word) => ({ ...word, folded: foldWord(word.word) }));
  const marks: [number, number, string][] = [];
  words.forEach((word, place) => {
    const phrase = phrases.find((folded) =>
      folded.every((wantedWord, step) => words[place + step]?.folded === wantedWord),
    );
    if (phrase) {
      const last = words[place + phrase.length - 1] ?? word;
      marks.push([word.start, last.end, phrase.join(" ")]);
    } else if (word.term !== null && terms.has(word.term)) {
      marks.push([word.start, word.end, word.term]);
    }
  });
  return withoutOverlaps(marks);
}

/** @param matches sorted by start */
function withoutOverlaps(marks: [number, number, string][]): [number, number, string][] {
  let reached = 0;
  return marks.filter(([start, end]) => {
    const isFree = start >= reached;
    reached = isFree ? end : reached;
    return isFree;
  });
}

function bestWindow(text: string, marks: readonly [number, number, string][]): [number, number] {
  let best = { start: 0, worth: -1 };
  for (const [first] of marks) {
    const inside = marks.filter(([start, end]) => start >= first && end <= first + ROOM - LEAD);
    const worth = new Set(inside.map(([, , thing]) => thing)).size * 100 + inside.length;
    best = worth > best.worth ? { start: first, worth } : best;
  }
  const from = sentenceBefore(text, best.start);
  const to = Math.min(text.length, from + ROOM);
  const start = from;
  const end = to === text.length ? to : Math.max(text.lastIndexOf(" ", to), best.start + 1);
  return [start, end];
}

/** Returns where the sentence around an offset begins, or a word not too far before it. */
function sentenceBefore(text: string, place: number): number {
  const before = text.slice(0, place);
  const sentence = Math.max(...[". ", "? ", "! "].map((end) => before.lastIndexOf(end))) + 2;
  const begin = sentence > 1 ? sentence : 0;
  if (place - begin <= LEAD) {
    return begin;
  }
  return before.indexOf(" ", place - LEAD) + 1;
}

function runsOf(
  text: string,
  marks: readonly [number, number, string][],
  from: number,
  to: number,
): Run[] {
  const runs: Run[] = [];
  let reached = from;
  for (const [start, end] of marks) {
    if (start >= from && end <= to) {
      runs.push({ text: text.slice(reached, start), isMarked: false });
      runs.push({ text: text.slice(start, end), isMarked: true });
      reached = end;
    }
  }
  runs.push({ text: text.slice(reached, to), isMarked: false });
  return runs.filter((run) => run.text !== "");
}
