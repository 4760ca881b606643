/**
 * A pasted text to what is found out about each quotation in it.
 *
 * The same definition stands in `onrecord/quotations/lookup.py`.
 */

import { align, BRACKETED, CHANGED } from "./align.js";
import { ASKED, findByShingles, findByTerms, FIRST_ASKED } from "./candidates.js";
import { findingOf, isCheap, isOwn, judge } from "./judge.js";
import { readQuotations } from "./extract.js";
import { isShouted, readTokens } from "./tokens.js";

/**
 * @typedef {import("../search/types.js").Passage} Passage
 * @typedef {import("./judge.js").Finding} Finding
 * @typedef {import("./judge.js").People} People
 * @typedef {import("./library.js").Library} Library
 * @typedef {import("./extract.js").Quotation} Quotation
 * @typedef {import("./tokens.js").Token} Token
 */

const AT_ONCE = 12; // quotations that are looked up while others wait for what they load
const SHORT = 3; // words that are nobody's
const DEAR = 2 * CHANGED; // what a way costs when it may be worth to look for other places
const FAR = 50; // per cent of what it costs to change all words: then more places would not help
const LOST = 75; // the same of what hardly stands there
/** @type {ReadonlyMap<string, number>} */
const NO_SIZES = new Map();
const FIRST = 4; // paragraphs that are read before others
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
  const after = listAfter(quotation, parts);
  const held = { quotation, text, tokens, after, library, people };
  const few = await findByShingles(tokens, after, library, FIRST_ASKED);
  const likeliest = await layAlong(few.numbers.slice(0, few.likeliest), 0, held);
  const whole = findingIn(likeliest, held);
  if (whole.how === "verbatim") {
    return whole;
  }
  const isLost = likeliest.cost * 100 > tokens.length * CHANGED * LOST;
  if (!isLost) {
    const some = few.numbers.slice(0, Math.max(FIRST, few.likeliest));
    const laid = await layAlong(some, NEIGHBOURS, held);
    const finding = findingIn(laid, held);
    if (isCheap(laid.cost, tokens.length) && isSettled(finding, laid.cost)) {
      return finding;
    }
  }
  const weigh = async () => {
    const sizes = await sizesOf(tokens, library);
    return { sizes, likely: await findByTerms(tokens, sizes, library) };
  };
  // Where hardly anything is found, it loads while others are read.
  const begun = isLost ? weigh() : null;
  begun?.catch(() => {}); // what fails is told when it is waited for
  const many = await findByShingles(tokens, after, library, ASKED);
  const foremost = many.numbers.slice(0, many.foremost);
  const laid = await layAlong(foremost, NEIGHBOURS, held);
  const isDear = !isCheap(laid.cost, tokens.length);
  const finding = findingIn(laid, held, isDear ? await sizesOf(tokens, library) : NO_SIZES);
  if (isSettled(finding, laid.cost) || finding.how === "joined") {
    return finding;
  }
  if (!isDear) {
    return findingIn(await layAlong(many.numbers, NEIGHBOURS, held), held);
  }
  const { sizes, likely } = await (begun ?? weigh());
  const isFar = laid.cost * 100 > tokens.length * CHANGED * FAR;
  const numbers = [...(isFar ? foremost : many.numbers), ...likely];
  return findingIn(await layAlong(numbers, NEIGHBOURS, held), held, sizes);
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
  return (verdict === "altered" || verdict === "joined") && cost >= BRACKETED && cost <= DEAR;
}

/**
 * A quotation to be held against paragraphs.
 * @typedef {object} Held
 * @property {Quotation} quotation
 * @property {string} text all its parts
 * @property {readonly Token[]} tokens
 * @property {readonly string[]} after for each word, what parts it from the one before
 * @property {Library} library
 * @property {People} people
 *
 * The cheapest ways from some paragraphs to it.
 * @typedef {object} Laid
 * @property {Passage[]} passages
 * @property {Token[][]} there the words of each
 * @property {import("./align.js").Way[]} ways
 * @property {number} cost
 */

/**
 * @param {readonly number[]} numbers
 * @param {number} neighbours of how many of them the neighbours are read too
 * @param {Held} held
 * @returns {Promise<Laid>}
 */
async function layAlong(numbers, neighbours, { text, tokens, after, library, people }) {
  const passages = await read(numbers, neighbours, library, people);
  const there = passages.map((passage) => readTokens(passage.text, isShouted(text)));
  const windows = there.map((words, number) => ({
    tokens: words,
    follows: number > 0 && goesOn(passages[number - 1], passages[number]),
  }));
  const ways = passages.length ? align(tokens, after.map((each) => each !== ""), windows) : [];
  return { passages, there, ways, cost: ways[0]?.cost ?? tokens.length * CHANGED };
}

/**
 * What is found out about it along the ways; where these are dear, only the sizes of words tell.
 * @param {Laid} laid
 * @param {Held} held
 * @param {ReadonlyMap<string, number>} [sizes]
 * @returns {Finding}
 */
function findingIn({ passages, there, ways }, held, sizes = NO_SIZES) {
  return ways.length
    ? judge({ ...held, passages, there, sizes, count: held.library.count }, ways)
    : findingOf(held.quotation, "not-found");
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
 * @param {Quotation} quotation
 * @param {readonly (readonly Token[])[]} parts
 * @returns {string[]} for each word, what parts it from the one before
 */
function listAfter(quotation, parts) {
  return quotation.parts.flatMap((part, place) =>
    (parts[place] ?? []).map((_, word) => (word === 0 ? part.after : "")),
  );
}

/**
 * @param {readonly Token[]} tokens
 * @param {Library} library
 * @returns {Promise<Map<string, number>>} of folded words that have a term
 */
async function sizesOf(tokens, library) {
  const words = tokens.flatMap(({ term, folded }) => (term === null ? [] : [folded]));
  const sizes = [...new Set(words)].map(
    async (word) => /** @type {const} */ ([word, await library.size(word)]),
  );
  return new Map(await Promise.all(sizes));
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
