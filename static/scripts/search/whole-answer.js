/**
 * The rest of the answer, or of the turn, that a hit stands in.
 */

/**
 * @typedef {import("./types.js").Engine} Engine
 * @typedef {import("./types.js").Passage} Passage
 */

const STEP = 8;
const MOST = 200; // paragraphs on either side

/**
 * Every paragraph of the exchange that the passage belongs to; outside exchanges, those between
 * its statement's ends and the first exchange.
 * @param {Passage} passage
 * @param {Engine} engine
 * @returns {Promise<Passage[]>} in reading order
 */
export async function wholeAnswer(passage, engine) {
  const before = await walk(passage, engine, -1);
  const after = await walk(passage, engine, 1);
  return [...before.reverse(), passage, ...after];
}

/**
 * The paragraphs of the same exchange from the passage onwards, or backwards.
 * @param {Passage} passage
 * @param {Engine} engine
 * @param {1 | -1} direction
 * @returns {Promise<Passage[]>} the nearest first
 */
async function walk(passage, engine, direction) {
  /** @type {Passage[]} */
  const found = [];
  for (let away = 1; away < MOST; away += STEP) {
    const numbers = Array.from({ length: STEP }, (_, step) => passage.number + direction * (away + step));
    const inside = numbers.filter((number) => number >= 0 && number < engine.facts.paragraphs);
    const loaded = await engine.passages(inside);
    const other = loaded.findIndex((one) => !isSameAnswer(one, passage));
    found.push(...(other < 0 ? loaded : loaded.slice(0, other)));
    if (other >= 0 || loaded.length < STEP) {
      break;
    }
  }
  return found;
}

/**
 * @param {Passage} one
 * @param {Passage} other
 * @returns {boolean}
 */
function isSameAnswer(one, other) {
  return one.statement === other.statement && one.exchange === other.exchange;
}
