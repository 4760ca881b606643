/**
 * Finds which piece of a section contains a word. Each piece covers a range of the sorted words.
 */

/** The ranges of words that the pieces of a section cover. */
export class PieceRanges {
  private readonly separators: readonly string[];

  /** @param separators the first word of each piece or its beginning */
  constructor(separators: readonly string[] = []) {
    this.separators = separators;
  }

  private get count(): number {
    return this.separators.length;
  }

  /** Returns the only piece that can contain a word; -1 if there is none. */
  find(word: string): number {
    return countUpTo(this.separators, word) - 1;
  }

  /** Returns the pieces that can contain words with this beginning. */
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

/** Returns the index of a word in a sorted list; -1 if it is missing. */
export function findIndex(words: readonly string[], word: string): number {
  const place = countUpTo(words, word) - 1;
  return words[place] === word ? place : -1;
}

/** Returns how many words of a sorted list come before a word or are equal to it. */
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
