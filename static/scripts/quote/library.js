/**
 * What quotations are looked up in: the search's engine, asked for what a lookup needs.
 */

/**
 * @typedef {import("../search/types.js").Engine} Engine
 * @typedef {import("../search/types.js").Passage} Passage
 *
 * @typedef {object} Library
 * @property {number} count of all paragraphs
 * @property {(term: string) => Promise<Uint32Array>} holders the paragraphs that have a term,
 *   ascending
 * @property {(written: string) => Promise<number[]>} phrase the paragraphs in which the words stand
 *   one after the other, ascending
 * @property {(numbers: readonly number[]) => Promise<Passage[]>} passages
 */

/**
 * @param {Engine} engine
 * @returns {Library}
 */
export function libraryOf(engine) {
  const holders = remember((/** @type {string} */ term) => holdersOf(engine, term));
  const phrase = remember(async (/** @type {string} */ written) =>
    [...(await engine.phrase(written)).keys()].sort((a, b) => a - b),
  );
  return {
    count: engine.facts.paragraphs,
    holders,
    phrase,
    passages: (numbers) => engine.passages(numbers),
  };
}

/**
 * @param {Engine} engine
 * @param {string} term
 * @returns {Promise<Uint32Array>}
 */
async function holdersOf(engine, term) {
  const { paragraphs } = await engine.match([
    { terms: [term], fields: ["text"], boost: 1, presence: "optional" },
  ]);
  return Uint32Array.from(paragraphs).sort();
}

/**
 * Asks for each answer once; one that did not come is asked for again.
 * @template T
 * @param {(question: string) => Promise<T>} ask
 * @returns {(question: string) => Promise<T>}
 */
function remember(ask) {
  /** @type {Map<string, Promise<T>>} */
  const known = new Map();
  return (question) => {
    const answer = known.get(question) ?? ask(question);
    known.set(question, answer);
    answer.catch(() => known.delete(question));
    return answer;
  };
}
