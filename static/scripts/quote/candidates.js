/**
 * A quotation to the paragraphs that may hold it, by its rarest words and by runs of its words.
 *
 * The same definition stands in `onrecord/quotes/candidates.py`. Whole numbers only, so that Python
 * and the browser choose alike.
 */

/**
 * @typedef {import("./library.js").Library} Library
 * @typedef {import("./words.js").Token} Token
 *
 * Which paragraphs have each term, ascending.
 * @typedef {ReadonlyMap<string, Uint32Array>} Holders
 */

const STRETCH = 6; // terms
const STEP = 3;
const OF_WHOLE = 12; // paragraphs that are taken for the whole
const OF_STRETCH = 4;
const MOST = 40; // paragraphs in all
const READ = 30_000; // places of rare terms that are gone through before common terms only refine
const REFINED = 400;
const ASKED = 32; // runs of words that are looked up
const SHORTEST = 3; // words of a run
const COMMON = 4; // bits of rarity of a term that says nothing by itself
const LONGER = 3; // words by which a run is lengthened as long as it stands somewhere
const SHARED = 2; // words that a run may have with the one before it
const FREQUENT = 5000; // paragraphs with a run that are looked at
const OF_RUNS = 10; // paragraphs that are taken for all runs together
const OF_RUN = 4;
const BITS_OF_WORD = 3; // what a word in a run counts beside the rarity of terms

/**
 * The paragraphs that have its rare terms, the likeliest first; and how many are likeliest.
 * @param {readonly (readonly Token[])[]} parts
 * @param {Holders} holders
 * @param {number} count of all paragraphs
 * @returns {{likely: number[], likeliest: number}}
 */
export function findByTerms(parts, holders, count) {
  const terms = parts.map((part) =>
    part.flatMap(({ term, isBracketed }) => (term === null || isBracketed ? [] : [term])),
  );
  const everything = terms.flat();
  const ranks = best(everything, holders, count, OF_WHOLE);
  const chosen = ranks.map(([number]) => number);
  const lists = terms
    .flatMap(stretchesOf)
    .filter((stretch) => stretch.length < everything.length)
    .map((stretch) => best(stretch, holders, count, OF_STRETCH));
  for (let place = 0; place < OF_STRETCH; place += 1) {
    chosen.push(...lists.flatMap((list) => list[place]?.[0] ?? []));
  }
  const likeliest = ranks.filter(([, score]) => score === ranks[0]?.[1]).length;
  return { likely: [...new Set(chosen)].slice(0, MOST), likeliest };
}

/**
 * The paragraphs in which runs of its words stand, and those among them with most of both.
 * @param {string} text
 * @param {readonly (readonly Token[])[]} parts
 * @param {Holders} holders
 * @param {Library} library
 * @returns {Promise<number[]>}
 */
export async function findByRuns(text, parts, holders, library) {
  const runs = await findRuns(text, parts, holders, library);
  /** @type {Map<number, number>} */
  const scores = new Map();
  for (const { length, numbers } of runs) {
    for (const number of numbers) {
      scores.set(number, (scores.get(number) ?? 0) + length * BITS_OF_WORD);
    }
  }
  for (const having of holders.values()) {
    const rarity = rarityOf(having.length, library.count);
    for (const [number, score] of scores) {
      if (has(having, number)) {
        scores.set(number, score + rarity);
      }
    }
  }
  const scoreOf = (/** @type {number} */ number) => scores.get(number) ?? 0;
  const chosen = ranked(scores.keys(), scoreOf, OF_RUNS);
  for (const { numbers } of runs) {
    chosen.push(...ranked(numbers, scoreOf, OF_RUN));
  }
  return [...new Set(chosen)].slice(0, MOST);
}

/**
 * Whether so few paragraphs may have all of the terms that these can be gone through.
 * @param {Holders} holders
 * @param {number} count
 * @returns {boolean}
 */
export function isTelling(holders, count) {
  let bits = 0;
  for (const having of holders.values()) {
    bits += rarityOf(having.length, count) - 1;
  }
  return bits >= bitLength(count) + 2;
}

/**
 * How much a term says that so many of all paragraphs have: halving them adds one.
 * @param {number} holders
 * @param {number} count
 * @returns {number}
 */
export function rarityOf(holders, count) {
  return Math.max(1, bitLength(count) - bitLength(holders) + 1);
}

/**
 * How many words stand one after another, and in which paragraphs, as far as they can.
 * @param {string} text
 * @param {readonly (readonly Token[])[]} parts
 * @param {Holders} holders
 * @param {Library} library
 * @returns {Promise<{length: number, numbers: number[]}[]>}
 */
async function findRuns(text, parts, holders, library) {
  const asker = new Asker(text, library);
  const runs = [];
  for (const part of parts) {
    let start = 0;
    while (start + SHORTEST <= part.length && asker.left > 0) {
      let end = start + SHORTEST;
      const isTold = mayTell(part.slice(start, end), holders, library.count);
      const found = isTold ? await asker.ask(part, start, end) : [];
      if (found.length) {
        const run = await lengthen(asker, part, start, end, found);
        end = run.end;
        runs.push({ length: end - run.start, numbers: run.found.slice(0, FREQUENT) });
      }
      start = Math.max(start + 1, end - SHARED);
    }
  }
  return runs;
}

/** Asks for runs of words, but not for too many. */
class Asker {
  /**
   * @param {string} text
   * @param {Library} library
   */
  constructor(text, library) {
    this.text = text;
    this.library = library;
    this.left = ASKED;
  }

  /**
   * @param {readonly Token[]} part
   * @param {number} start
   * @param {number} end
   * @returns {Promise<number[]>} the paragraphs in which the words stand
   */
  ask(part, start, end) {
    this.left -= 1;
    return this.library.phrase(this.text.slice(part[start]?.start, part[end - 1]?.end));
  }
}

/**
 * The run as far as it stands to the right, and to the left while many paragraphs have it.
 * @param {Asker} asker
 * @param {readonly Token[]} part
 * @param {number} first
 * @param {number} last
 * @param {number[]} numbers
 * @returns {Promise<{start: number, end: number, found: number[]}>}
 */
async function lengthen(asker, part, first, last, numbers) {
  let [start, end, found] = [first, last, numbers];
  let longer = Math.min(LONGER, part.length - end);
  while (longer > 0 && asker.left > 0) {
    const more = await asker.ask(part, start, end + longer);
    if (more.length) {
      [found, end] = [more, end + longer];
      longer = Math.min(longer, part.length - end);
    } else {
      longer -= 1;
    }
  }
  longer = Math.min(LONGER, start);
  while (longer > 0 && asker.left > 0 && found.length > OF_RUN) {
    const more = await asker.ask(part, start - longer, end);
    if (more.length) {
      [found, start] = [more, start - longer];
      longer = Math.min(longer, start);
    } else {
      longer -= 1;
    }
  }
  return { start, end, found };
}

/**
 * Whether one of the words is not in nearly every text.
 * @param {readonly Token[]} tokens
 * @param {Holders} holders
 * @param {number} count
 * @returns {boolean}
 */
function mayTell(tokens, holders, count) {
  return tokens.some(
    ({ term }) => term !== null && rarityOf(holders.get(term)?.length ?? 0, count) > COMMON,
  );
}

/**
 * @param {readonly string[]} terms of a part
 * @returns {string[][]}
 */
function stretchesOf(terms) {
  const last = Math.max(terms.length - STRETCH, 0);
  const starts = [];
  for (let start = 0; start < last; start += STEP) {
    starts.push(start);
  }
  return [...starts, last].map((start) => terms.slice(start, start + STRETCH));
}

/**
 * The paragraphs that have most of the terms with their scores, and of equals the first.
 * @param {readonly string[]} terms
 * @param {Holders} holders
 * @param {number} count
 * @param {number} most
 * @returns {[number, number][]}
 */
function best(terms, holders, count, most) {
  const lists = [...new Set(terms)]
    .sort()
    .map((term) => holders.get(term) ?? new Uint32Array(0))
    .filter(({ length }) => length > 0)
    .sort((a, b) => a.length - b.length);
  const scores = new Uint32Array(count);
  /** @type {number[]} */
  const scored = [];
  let read = 0;
  let place = 0;
  for (; place < lists.length; place += 1) {
    const numbers = /** @type {Uint32Array} */ (lists[place]);
    if (read > 0 && read + numbers.length > READ) {
      break;
    }
    read += numbers.length;
    const rarity = rarityOf(numbers.length, count);
    for (const number of numbers) {
      if (scores[number] === 0) {
        scored.push(number);
      }
      scores[number] = (scores[number] ?? 0) + rarity;
    }
  }
  const refined = ranked(scored, (number) => scores[number] ?? 0, REFINED);
  for (const numbers of lists.slice(place)) {
    const rarity = rarityOf(numbers.length, count);
    for (const number of refined) {
      if (has(numbers, number)) {
        scores[number] = (scores[number] ?? 0) + rarity;
      }
    }
  }
  return ranked(refined, (number) => scores[number] ?? 0, most).map((number) => [
    number,
    scores[number] ?? 0,
  ]);
}

/**
 * Those with the highest scores first, and of equals those with the lowest numbers.
 * @param {Iterable<number>} numbers
 * @param {(number: number) => number} scoreOf
 * @param {number} most
 * @returns {number[]}
 */
function ranked(numbers, scoreOf, most) {
  /** @type {Map<number, number[]>} */
  const byScore = new Map();
  for (const number of numbers) {
    const score = scoreOf(number);
    const equal = byScore.get(score);
    if (equal) {
      equal.push(number);
    } else {
      byScore.set(score, [number]);
    }
  }
  /** @type {number[]} */
  const first = [];
  for (const score of [...byScore.keys()].sort((a, b) => b - a)) {
    if (first.length >= most) {
      break;
    }
    first.push(...Uint32Array.from(byScore.get(score) ?? []).sort().subarray(0, most));
  }
  return first.slice(0, most);
}

/**
 * @param {Uint32Array} numbers ascending
 * @param {number} wanted
 * @returns {boolean}
 */
function has(numbers, wanted) {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (/** @type {number} */ (numbers[middle]) < wanted) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return numbers[low] === wanted;
}

/**
 * @param {number} number
 * @returns {number} how many binary digits it has
 */
function bitLength(number) {
  return 32 - Math.clz32(number);
}
