/**
 * A pasted text to what is found out about each quotation in it.
 *
 * The same definition stands in `onrecord/quotes/lookup.py`.
 */

import { align } from "./align.js";
import { findByRuns, findByTerms, isTelling } from "./candidates.js";
import { findingOf, isOwn, judge } from "./judge.js";
import { readQuotations } from "./reading.js";
import { isShouted, readTokens } from "./words.js";

/**
 * @typedef {import("../search/types.js").Passage} Passage
 * @typedef {import("./judge.js").Finding} Finding
 * @typedef {import("./judge.js").People} People
 * @typedef {import("./library.js").Library} Library
 * @typedef {import("./reading.js").Quotation} Quotation
 * @typedef {import("./words.js").Token} Token
 */

const AT_ONCE = 12; // quotations that are looked up while others wait for what they load
const SHORT = 3; // words that are nobody's
const DEAR = 8; // what a way costs when it may be worth to look for runs of words
const FIRST = 4; // paragraphs that are read before others
const OF_PHRASE = 12; // paragraphs that are taken of those with the whole
const STRETCH = 4; // words that may be of another place
const OF_STRETCH = 4; // paragraphs that are taken of those with such a stretch
const SHOWN = 5; // places of a short quotation
const NEIGHBOURS = 3; // paragraphs whose neighbours are read too

/**
 * A finding for each quotation in the text, in order.
 * @param {string} text
 * @param {Library} library
 * @param {People} people
 * @param {(finding: Finding) => void} [tell] called for each as it is found
 * @param {() => boolean} [isOver] whether the rest is no longer wanted
 * @returns {Promise<Finding[]>}
 */
export async function lookUp(text, library, people, tell = () => {}, isOver = () => false) {
  const quotations = readQuotations(text);
  /** @type {Promise<Finding>[]} */
  const begun = [];
  const findings = [];
  for (let place = 0; place < quotations.length && !isOver(); place += 1) {
    for (const quotation of quotations.slice(begun.length, place + AT_ONCE)) {
      begun.push(lookUpQuotation(quotation, library, people));
      begun.at(-1)?.catch(() => {}); // what fails is told when its turn comes
    }
    const finding = /** @type {Finding} */ (await begun[place]);
    const { holdsMarked } = finding.quotation;
    const isWhole = holdsMarked && finding.verdict !== "not-found";
    if (isWhole || !holdsMarked) {
      findings.push(finding);
      tell(finding);
    }
    if (isWhole) {
      break;
    }
  }
  return findings;
}

/**
 * What is found out about one quotation.
 * @param {Quotation} quotation
 * @param {Library} library
 * @param {People} people
 * @returns {Promise<Finding>}
 */
export async function lookUpQuotation(quotation, library, people) {
  const { text, parts } = joined(quotation);
  const tokens = parts.flat();
  if (tokens.length <= SHORT) {
    return count(quotation, text, library, people);
  }
  if (tokens.every(({ term }) => term === null)) {
    return findingOf(quotation, "too-common");
  }
  const holders = await holdersOf(tokens, library);
  const { likely, likeliest } = findByTerms(parts, holders, library.count);
  /** @type {number[]} */
  let known = [];
  if (!isTelling(holders, library.count)) {
    const whole = await library.phrase(text.slice(tokens[0]?.start, tokens.at(-1)?.end));
    known = whole.slice(0, OF_PHRASE);
  }
  const against = (/** @type {readonly number[]} */ some, neighbours = NEIGHBOURS) =>
    holdAgainst(some, neighbours, { quotation, text, parts, holders }, library, people);
  let { finding, cost } = await against([...known, ...likely.slice(0, likeliest)], 0);
  if (finding.how === "verbatim") {
    return finding;
  }
  const first = likely.slice(0, Math.max(FIRST, likeliest));
  ({ finding, cost } = await against([...known, ...first]));
  if (isSettled(finding, cost)) {
    return finding;
  }
  let numbers = [...known, ...likely];
  const runs = findByRuns(text, parts, holders, library); // loads while others are read
  runs.catch(() => {}); // what fails is told when it is waited for
  ({ finding, cost } = await against(numbers));
  if (isSettled(finding, cost) || finding.how === "joined") {
    return finding;
  }
  numbers = [...(await runs), ...numbers];
  ({ finding } = await against(numbers));
  const missing = await findMissing(finding, library);
  return missing.length ? (await against([...missing, ...numbers])).finding : finding;
}

/**
 * Whether nothing nearer to the quotation is to be expected elsewhere.
 * @param {Finding} finding
 * @param {number} cost
 * @returns {boolean}
 */
function isSettled({ quotation, verdict, how }, cost) {
  if (how === "verbatim") {
    return true;
  }
  if (quotation.parts.length > 1) {
    return verdict === "joined";
  }
  // Where only marks differ, the same words may stand elsewhere with the same marks.
  return (verdict === "altered" || verdict === "joined") && cost > 0 && cost <= DEAR;
}

/**
 * Paragraphs with words that only the quotation has so far, each stretch by itself.
 * @param {Finding} finding
 * @param {Library} library
 * @returns {Promise<number[]>}
 */
async function findMissing({ places }, library) {
  const stretches = places.flatMap(({ runs }) =>
    runs.flatMap(({ difference, text }) => (difference === "added" ? stretchesOf(text) : [])),
  );
  const found = await Promise.all(stretches.map((stretch) => library.phrase(stretch)));
  return [...new Set(found.flatMap((numbers) => numbers.slice(0, OF_STRETCH)))];
}

/**
 * @param {string} text
 * @returns {string[]} all of it, and without the first word, and without the last
 */
function stretchesOf(text) {
  const tokens = readTokens(text);
  return [tokens, tokens.slice(1), tokens.slice(0, -1)]
    .filter(({ length }) => length >= STRETCH)
    .map((some) => text.slice(some[0]?.start, some.at(-1)?.end));
}

/**
 * What is found out about it in some paragraphs, and what the way to it costs.
 * @param {readonly number[]} numbers
 * @param {number} neighbours of how many of them the neighbours are read too
 * @param {object} asked
 * @param {Quotation} asked.quotation
 * @param {string} asked.text
 * @param {readonly (readonly Token[])[]} asked.parts
 * @param {ReadonlyMap<string, Uint32Array>} asked.holders
 * @param {Library} library
 * @param {People} people
 * @returns {Promise<{finding: Finding, cost: number}>}
 */
async function holdAgainst(numbers, neighbours, { quotation, text, parts, holders }, library, people) {
  const passages = await read(numbers, neighbours, library, people);
  if (passages.length === 0) {
    return { finding: findingOf(quotation, "not-found"), cost: DEAR + 1 };
  }
  const there = passages.map((passage) => readTokens(passage.text, isShouted(text)));
  const after = quotation.parts.flatMap((part, place) =>
    (parts[place] ?? []).map((_, word) => (word === 0 ? part.after : "")),
  );
  const windows = there.map((words, number) => ({
    tokens: words,
    follows: number > 0 && goesOn(passages[number - 1], passages[number]),
  }));
  const tokens = parts.flat();
  const ways = align(tokens, after.map((each) => each !== ""), windows);
  const held = { quotation, text, tokens, after, passages, there, people, holders, count: library.count };
  return { finding: judge(held, ways), cost: ways[0]?.cost ?? 0 };
}

/**
 * All parts as one text, and the words of each as they stand in it.
 * @param {Quotation} quotation
 * @returns {{text: string, parts: Token[][]}}
 */
function joined(quotation) {
  const text = quotation.parts.map((part) => part.text).join(" ");
  const tokens = readTokens(text, isShouted(text));
  let start = 0;
  const parts = quotation.parts.map((part) => {
    const [from, end] = [start, start + part.text.length];
    start = end + 1;
    return tokens.filter((token) => from <= token.start && token.start < end);
  });
  return { text, parts };
}

/**
 * @param {readonly Token[]} tokens
 * @param {Library} library
 * @returns {Promise<Map<string, Uint32Array>>}
 */
async function holdersOf(tokens, library) {
  const terms = [...new Set(tokens.flatMap(({ term }) => term ?? []))];
  const lists = await Promise.all(terms.map((term) => library.holders(term)));
  return new Map(terms.map((term, place) => [term, lists[place] ?? new Uint32Array(0)]));
}

/**
 * Of a few words, only how often they stand here.
 * @param {Quotation} quotation
 * @param {string} text
 * @param {Library} library
 * @param {People} people
 * @returns {Promise<Finding>}
 */
async function count(quotation, text, library, people) {
  const numbers = await library.phrase(text);
  if (numbers.length === 0 && readTokens(text).every(({ term }) => term === null)) {
    return findingOf(quotation, "too-common");
  }
  const passages = await library.passages(numbers.slice(0, SHOWN));
  const places = passages.map((passage) => ({
    reaches: [
      {
        passage,
        ...where(text, passage),
        isOwn: isOwn(passage, people),
        isReported: false,
      },
    ],
    runs: [],
    isAfterGap: false,
  }));
  return findingOf(quotation, numbers.length ? "short" : "not-found", places, numbers.length);
}

/**
 * Where the words first stand in the paragraph.
 * @param {string} text
 * @param {Passage} passage
 * @returns {{start: number, end: number}}
 */
function where(text, passage) {
  const wanted = readTokens(text);
  const there = readTokens(passage.text);
  const start = there.findIndex((_, place) =>
    wanted.every(({ folded }, step) => there[place + step]?.folded === folded),
  );
  const [first, last] = [there[start], there[start + wanted.length - 1]];
  return { start: first?.start ?? 0, end: last?.end ?? passage.text.length };
}

/**
 * The paragraphs and some neighbours: the words of those who count first, in reading order.
 * @param {readonly number[]} numbers
 * @param {number} neighbours
 * @param {Library} library
 * @param {People} people
 * @returns {Promise<Passage[]>}
 */
async function read(numbers, neighbours, library, people) {
  const near = numbers.slice(0, neighbours).flatMap((number) => [number - 1, number + 1]);
  const wanted = [...new Set([...numbers, ...near])]
    .filter((number) => number >= 0 && number < library.count)
    .sort((a, b) => a - b);
  const passages = await library.passages(wanted);
  return passages.sort((a, b) => rank(a, people) - rank(b, people) || a.number - b.number);
}

/**
 * @param {Passage} passage
 * @param {People} people
 * @returns {number}
 */
function rank(passage, people) {
  if (isOwn(passage, people)) {
    return 0;
  }
  return passage.kind === "report" ? 1 : 2;
}

/**
 * @param {Passage | undefined} passage
 * @param {Passage | undefined} following
 * @returns {boolean}
 */
function goesOn(passage, following) {
  return (
    passage !== undefined &&
    following !== undefined &&
    following.number === passage.number + 1 &&
    following.statement === passage.statement &&
    following.speaker === passage.speaker
  );
}
