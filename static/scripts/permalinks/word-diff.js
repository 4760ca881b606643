/**
 * What an edit took out and put in, word by word.
 */

/**
 * @typedef {"same" | "removed" | "added"} Fate
 * @typedef {{ fate: Fate, text: string }} Piece
 */

const MOST = 4_000_000; // pairs of words; more are told as a whole

/**
 * The pieces of both texts in reading order; those that are the same are the present text's.
 * @param {string} before
 * @param {string} now
 * @param {(text: string) => string} form by which words are compared
 * @returns {Piece[]}
 */
export function difference(before, now, form) {
  const [olds, news] = [wordsIn(before), wordsIn(now)];
  const [oldForms, newForms] = [olds.map(form), news.map(form)];
  const start = countSame(oldForms, newForms);
  const end = countSame(oldForms.slice(start).reverse(), newForms.slice(start).reverse());
  const steps = [
    ...Array(start).fill("same"),
    ...align(oldForms.slice(start, olds.length - end), newForms.slice(start, news.length - end)),
    ...Array(end).fill("same"),
  ];
  return joined(steps, olds, news);
}

/**
 * The words with the spaces after them.
 * @param {string} text
 * @returns {string[]}
 */
function wordsIn(text) {
  return text.match(/\S+\s*/gu) ?? [];
}

/**
 * @param {readonly string[]} one
 * @param {readonly string[]} other
 * @returns {number} how many words they begin with together
 */
function countSame(one, other) {
  let count = 0;
  while (count < one.length && count < other.length && one[count] === other[count]) count += 1;
  return count;
}

/**
 * The longest common subsequence, as steps.
 * @param {readonly string[]} olds
 * @param {readonly string[]} news
 * @returns {Fate[]}
 */
function align(olds, news) {
  if (olds.length * news.length > MOST) return [...removed(olds), ...added(news)];
  const width = news.length + 1;
  const lengths = new Uint16Array((olds.length + 1) * width); // from each pair of places on
  for (let i = olds.length - 1; i >= 0; i -= 1) {
    for (let j = news.length - 1; j >= 0; j -= 1) {
      const at = i * width + j;
      const [below = 0, beside = 0] = [lengths[at + width], lengths[at + 1]];
      lengths[at] = olds[i] === news[j] ? (lengths[at + width + 1] ?? 0) + 1 : Math.max(below, beside);
    }
  }
  return walk(olds, news, lengths, width);
}

/**
 * @param {readonly string[]} olds
 * @param {readonly string[]} news
 * @param {Uint16Array} lengths
 * @param {number} width
 * @returns {Fate[]}
 */
function walk(olds, news, lengths, width) {
  /** @type {Fate[]} */
  const steps = [];
  let [i, j] = [0, 0];
  while (i < olds.length && j < news.length) {
    const at = i * width + j;
    if (olds[i] === news[j]) {
      steps.push("same");
      i += 1;
      j += 1;
    } else if ((lengths[at + width] ?? 0) >= (lengths[at + 1] ?? 0)) {
      steps.push("removed");
      i += 1;
    } else {
      steps.push("added");
      j += 1;
    }
  }
  return [...steps, ...removed(olds.slice(i)), ...added(news.slice(j))];
}

/**
 * @param {readonly string[]} words
 * @returns {Fate[]}
 */
function removed(words) {
  return words.map(() => "removed");
}

/**
 * @param {readonly string[]} words
 * @returns {Fate[]}
 */
function added(words) {
  return words.map(() => "added");
}

/**
 * @param {readonly Fate[]} steps
 * @param {readonly string[]} olds
 * @param {readonly string[]} news
 * @returns {Piece[]}
 */
function joined(steps, olds, news) {
  /** @type {Piece[]} */
  const pieces = [];
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
