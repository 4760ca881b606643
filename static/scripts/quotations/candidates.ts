/**
 * Finds the paragraphs that may contain a quotation, by its shingles and its rarest words. Scores
 * are integers, so that every browser makes the same choice.
 */

import { shinglesOf, WORDS } from "../search/shingles.ts";
import { countUpTo } from "../search/sorted-numbers.ts";
import type { Library } from "./library.ts";
import type { Token } from "./tokens.ts";

/** A run of consecutive shingles in a paragraph, and its score. */
interface Run {
  /** number of the paragraph */
  number: number;
  start: number;
  end: number;
  score: number;
}

export const FIRST_ASKED = 4; // shingles, enough for a verbatim quotation
const PER_SHINGLE = 4; // words, for a quotation that was not found verbatim
const MOST_ASKED = 32; // shingles in all
const OF_WHOLE = 12; // paragraphs with the best total scores
const FOREMOST = 2; // of these, read first
const OF_RUNS = 4; // paragraphs for each shingle, with the longest runs around it
const MOST = 40; // paragraphs in all
const RAREST = 6; // rare terms that are looked up
const OF_TERMS = 8; // paragraphs with the best scores for rare terms
// Postings of rare terms to read before the remaining terms only refine the scores.
const READ = 30_000;
const REFINED = 400;
const NUMBERS = 2 ** 32; // more than the number of any paragraph

/** Paragraphs, most likely first. */
interface Candidates {
  numbers: number[];
  /** how many share the highest score */
  likeliest: number;
  /** how many are needed to cover every shingle */
  foremost: number;
}

/**
 * Returns the paragraphs that contain most of the quotation's shingles, and those with the longest
 * runs of them.
 * @param after for each word, what separates it from the one before; no shingle spans an ellipsis
 * @param asked the number of shingles to look up
 */
export async function findByShingles(
  tokens: readonly Token[],
  after: readonly string[],
  library: Library,
  asked: number,
): Promise<Candidates> {
  const hashes = shinglesOf(tokens.map(({ folded }) => folded));
  const whole = [...hashes.keys()].filter((place) => isWhole(tokens, after, place));
  const places = choose(tokens, whole, asked);
  const lists = await Promise.all(places.map((place) => library.shingleHolders(hashes[place]!)));
  const rarities = lists.map(({ length }) => rarityOf(bitLength(length), library.count));
  const scores = new Scores();
  lists.forEach((numbers, place) => scores.add(numbers, rarities[place]!));
  const best = scores.rank(OF_WHOLE);
  const likeliest = best.filter((number) => scores.of(number) === scores.of(best[0]!)).length;
  const runs = rankRuns(findRuns(lists, rarities), scores);
  const foremost = new Set([
    ...best.slice(0, Math.max(likeliest, FOREMOST)),
    ...cover(runs, lists.length, 1),
  ]);
  const chosen = new Set([...foremost, ...best, ...cover(runs, lists.length, OF_RUNS)]);
  return { numbers: [...chosen].slice(0, MOST), likeliest, foremost: foremost.size };
}

/**
 * Returns the paragraphs that contain most of the quotation's rarest terms, weighted by rarity.
 * @param sizesOfWords the number of binary digits of each word's frequency
 */
export async function findByTerms(
  tokens: readonly Token[],
  sizesOfWords: ReadonlyMap<string, number>,
  library: Library,
): Promise<number[]> {
  const sizes = new Map<string, number>();
  for (const { term, folded, isBracketed } of tokens) {
    if (term !== null && !isBracketed) sizes.set(term, sizesOfWords.get(folded) ?? 0);
  }
  const rarest = [...sizes]
    .sort(([one, a], [other, b]) => a - b || (one < other ? -1 : 1))
    .slice(0, RAREST);
  const lists = await Promise.all(rarest.map(([term]) => library.holders(term)));
  lists.sort((a, b) => a.length - b.length);
  return best(
    lists.filter(({ length }) => length > 0),
    library.count,
  );
}

/**
 * Returns the weight of something that occurs in so many paragraphs, in binary digits; half as many
 * add one.
 */
export function rarityOf(bits: number, count: number): number {
  return Math.max(1, bitLength(count) - bits + 1);
}

/**
 * Returns the number of shingles to look up for any other quotation. It is doubled until it is
 * enough, so that those that were looked up first are among them.
 */
export function countAsked(words: number): number {
  let asked = 2 * FIRST_ASKED;
  while (asked < MOST_ASKED && asked * PER_SHINGLE < words) {
    asked *= 2;
  }
  return asked;
}

/** True if the three words can be consecutive in the record. */
function isWhole(tokens: readonly Token[], after: readonly string[], start: number): boolean {
  const isCut = after.slice(start + 1, start + WORDS).includes("ellipsis");
  return !isCut && !tokens.slice(start, start + WORDS).some(({ isBracketed }) => isBracketed);
}

/** Chooses places spread over the whole quotation, each with the longest words nearby. */
function choose(tokens: readonly Token[], places: readonly number[], most: number): number[] {
  if (places.length <= most) return [...places];
  const boundOf = (step: number) => Math.floor((places.length * step) / most);
  return Array.from({ length: most }, (_, step) =>
    places
      .slice(boundOf(step), boundOf(step + 1))
      .reduce((one, other) => (weightOf(tokens, other) > weightOf(tokens, one) ? other : one)),
  );
}

/** Returns the number of letters in the words that are not stop words. */
function weightOf(tokens: readonly Token[], place: number): number {
  return tokens
    .slice(place, place + WORDS)
    .reduce((sum, { term, folded }) => sum + (term === null ? 0 : Array.from(folded).length), 0);
}

function findRuns(lists: readonly Uint32Array[], rarities: readonly number[]): Run[] {
  const found: Run[] = [];
  let going = new Map<number, Run>();
  [...lists, new Uint32Array(0)].forEach((numbers, place) => {
    const next = new Map<number, Run>();
    for (const number of numbers) {
      const run = going.get(number) ?? { number, start: place, end: place, score: 0 };
      going.delete(number);
      run.end = place + 1;
      run.score += rarities[place] ?? 0;
      next.set(number, run);
    }
    for (const run of going.values()) found.push(run);
    going = next;
  });
  return found;
}

/** Sorts runs by score, then by the score of their paragraphs. */
function rankRuns(runs: Run[], scores: Scores): Run[] {
  return runs.sort(
    (a, b) =>
      b.score - a.score ||
      scores.of(b.number) - scores.of(a.number) ||
      a.number - b.number ||
      a.start - b.start,
  );
}

/** Returns, for each shingle, the first few paragraphs with a run that contains it. */
function cover(runs: readonly Run[], count: number, each: number): number[] {
  const left = new Array(count).fill(each);
  const chosen: number[] = [];
  for (const { number, start, end } of runs) {
    if (left.slice(start, end).some((few) => few > 0)) {
      chosen.push(number);
      for (let place = start; place < end; place += 1) {
        left[place] = Math.max(0, left[place] - 1);
      }
      if (left.every((few) => few === 0)) break;
    }
  }
  return chosen;
}

/** Returns the paragraphs that are in most of the lists, which are sorted by length. */
function best(lists: readonly Uint32Array[], count: number): number[] {
  const scores = new Scores();
  let refined: number[] | undefined;
  let read = 0;
  for (const numbers of lists) {
    if (read > 0 && read + numbers.length > READ) refined ??= scores.rank(REFINED);
    read += numbers.length;
    const wanted = refined?.filter((number) => has(numbers, number)) ?? numbers;
    scores.add(wanted, rarityOf(bitLength(numbers.length), count));
  }
  return scores.rank(OF_TERMS, refined);
}

/** The scores of paragraphs. */
class Scores {
  private readonly scores = new Map<number, number>();

  add(numbers: Iterable<number>, score: number): void {
    for (const number of numbers) this.scores.set(number, this.of(number) + score);
  }

  of(number: number): number {
    return this.scores.get(number) ?? 0;
  }

  /** Returns the numbers with the highest scores; equal scores by number. */
  rank(most: number, numbers: Iterable<number> = this.scores.keys()): number[] {
    // As one number each, because there may be many: typed arrays are sorted without comparing.
    const keys = Float64Array.from(numbers, (number) => number - this.of(number) * NUMBERS).sort();
    return Array.from(keys.subarray(0, most), (key) => key - Math.floor(key / NUMBERS) * NUMBERS);
  }
}

/** @param numbers ascending */
function has(numbers: Uint32Array, wanted: number): boolean {
  return numbers[countUpTo(numbers, wanted) - 1] === wanted;
}

/** Returns the number of binary digits. */
function bitLength(number: number): number {
  return 32 - Math.clz32(number);
}
