/**
 * Which pieces of a section words stand in: each piece holds a stretch of all words in order.
 */

/** The beginnings that part the pieces of a section. */
export class Stretches {
  /** @param {string | undefined} separators with spaces between; nothing when there is no piece */
  constructor(separators) {
    this.separators = separators?.split(" ") ?? [];
  }

  /** @returns {number} how many pieces there are */
  get count() {
    return this.separators.length;
  }

  /**
   * The piece that a word stands in if it stands anywhere; -1 when there is none.
   * @param {string} word
   * @returns {number}
   */
  find(word) {
    return countUpTo(this.separators, word) - 1;
  }

  /**
   * The pieces with words that begin so.
   * @param {string} beginning
   * @returns {number[]}
   */
  findAll(beginning) {
    const first = Math.max(0, this.find(beginning));
    /** @type {number[]} */
    const found = [];
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

/**
 * The place of a word among words in order; -1 when it is not among them.
 * @param {readonly string[]} words
 * @param {string} word
 * @returns {number}
 */
export function placeOf(words, word) {
  const place = countUpTo(words, word) - 1;
  return words[place] === word ? place : -1;
}

/**
 * How many of the words in order come before the word or are it.
 * @param {readonly string[]} words
 * @param {string} word
 * @returns {number}
 */
function countUpTo(words, word) {
  let low = 0;
  let high = words.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (/** @type {string} */ (words[middle]) <= word) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
