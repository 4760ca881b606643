/** Loads the rest of the answer, or of the turn, that contains a hit. */

import type { Passage } from "./types.ts";

/** Loads those of the paragraphs that exist, in the same order. */
export type LoadPassages = (paragraphs: readonly number[]) => Promise<Passage[]>;

const STEP = 8;
const MAX_PARAGRAPHS = 200; // the most paragraphs loaded on either side

/**
 * Returns every paragraph of the passage's exchange in reading order; outside exchanges, its
 * neighbours up to the next exchange or the ends of the statement.
 */
export async function loadWholeAnswer(
  passage: Passage,
  loadPassages: LoadPassages,
): Promise<Passage[]> {
  const before = await loadNeighbours(passage, loadPassages, -1);
  const after = await loadNeighbours(passage, loadPassages, 1);
  return [...before.reverse(), passage, ...after];
}

/** Returns the paragraphs of the same exchange in one direction from the passage, nearest first. */
async function loadNeighbours(
  passage: Passage,
  loadPassages: LoadPassages,
  direction: 1 | -1,
): Promise<Passage[]> {
  const found: Passage[] = [];
  for (let distance = 1; distance < MAX_PARAGRAPHS; distance += STEP) {
    const numbers = Array.from(
      { length: STEP },
      (_, step) => passage.number + direction * (distance + step),
    );
    const loaded = await loadPassages(numbers);
    const other = loaded.findIndex((one) => !isSameAnswer(one, passage));
    found.push(...(other < 0 ? loaded : loaded.slice(0, other)));
    if (other >= 0 || loaded.length < STEP) break;
  }
  return found;
}

function isSameAnswer(one: Passage, other: Passage): boolean {
  return one.statement === other.statement && one.exchange === other.exchange;
}
