/** Compares two texts word by word. */

type Fate = "same" | "removed" | "added";

export type Piece = { fate: Fate; text: string };

// Pairs of words; longer texts are shown as one deletion and one insertion.
const MAX_PAIRS = 4_000_000;

/**
 * Returns the pieces of both texts in reading order. Unchanged pieces are taken from the present
 * text.
 * @param form normalizes a word for comparison
 */
export function diffWords(
  before: string,
  now: string,
  normalize: (text: string) => string,
): Piece[] {
  const [olds, news] = [splitWords(before), splitWords(now)];
  const [oldForms, newForms] = [olds.map(normalize), news.map(normalize)];
  const start = countSame(oldForms, newForms);
  const end = countSame(oldForms.slice(start).reverse(), newForms.slice(start).reverse());
  const steps = [
    ...Array(start).fill("same"),
    ...align(oldForms.slice(start, olds.length - end), newForms.slice(start, news.length - end)),
    ...Array(end).fill("same"),
  ];
  return mergeSteps(steps, olds, news);
}

/** Splits a text into words, each with the spaces after it. */
function splitWords(text: string): string[] {
  return text.match(/\S+\s*/gu) ?? [];
}

/** Returns how many words the two lists have in common at the start. */
function countSame(one: readonly string[], other: readonly string[]): number {
  let count = 0;
  while (count < one.length && count < other.length && one[count] === other[count]) count += 1;
  return count;
}

/** Returns the longest common subsequence, as steps. */
function align(olds: readonly string[], news: readonly string[]): Fate[] {
  if (olds.length * news.length > MAX_PAIRS) {
    return [...olds.map((): Fate => "removed"), ...news.map((): Fate => "added")];
  }
  const width = news.length + 1;
  // Of the common subsequence from each pair of positions.
  const lengths = new Uint16Array((olds.length + 1) * width);
  for (let i = olds.length - 1; i >= 0; i -= 1) {
    for (let j = news.length - 1; j >= 0; j -= 1) {
      const at = i * width + j;
      const [below = 0, beside = 0] = [lengths[at + width], lengths[at + 1]];
      lengths[at] =
        olds[i] === news[j] ? (lengths[at + width + 1] ?? 0) + 1 : Math.max(below, beside);
    }
  }
  const steps: Fate[] = [];
  let [i, j] = [0, 0];
  while (i < olds.length || j < news.length) {
    const at = i * width + j;
    const [below = 0, beside = 0] = [lengths[at + width], lengths[at + 1]];
    const isRemoved = i < olds.length && (j === news.length || below >= beside);
    const fate = olds[i] === news[j] ? "same" : isRemoved ? "removed" : "added";
    steps.push(fate);
    if (fate !== "added") i += 1;
    if (fate !== "removed") j += 1;
  }
  return steps;
}

function mergeSteps(
  steps: readonly Fate[],
  olds: readonly string[],
  news: readonly string[],
): Piece[] {
  const pieces: Piece[] = [];
  let [i, j] = [0, 0];
  for (const fate of steps) {
    const text = (fate === "removed" ? olds[i] : news[j]) ?? "";
    i += fate === "added" ? 0 : 1;
    j += fate === "removed" ? 0 : 1;
    const last = pieces.at(-1);
    if (last?.fate === fate) last.text += text;
    else pieces.push({ fate, text });
  }
  return pieces;
}
