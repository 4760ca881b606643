/**
 * Which pieces of a section words stand in: each piece holds a stretch of all words in order.
 */

/** The beginnings that part the pieces of a section. */
export class Stretches {
  private readonly separators: string[];

  /** @param separators with spaces between; nothing when there is no piece */
  constructor(separators: string | undefined) {
    this.separators = separators?.split(" ") ?? [];
  }

  /** How many pieces there are. */
  private get count(): number {
    return this.separators.length;
  }

  /** The piece that a word stands in if it stands anywhere; -1 when there is none. */
  find(word: string): number {
    return countUpTo(this.separators, word) - 1;
  }

  /** The pieces with words that begin so. */
  findAll(beginning: string): number[] {
    const first = Math.max(0, this.find(beginning));
    const found: number[] = [];
    for (let place = first; place < this.count; place += 1) {
      const separator = this.separators[place] ?? "";
      if (place > first && separator > beginning && !separator.startsWith(beginning)) {
        break;
      }
      found.push(place);
    }
    return found;
  }
}

/** The place of a word among words in order; -1 when it is not among them. */
export function placeOf(words: readonly string[], word: string): number {
  const place = countUpTo(words, word) - 1;
  return words[place] === word ? place : -1;
}

/** How many of the words in order come before the word or are it. */
function countUpTo(words: readonly string[], word: string): number {
  let low = 0;
  let high = words.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (words[middle]! <= word) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
