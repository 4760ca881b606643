/**
 * Finds the quotations in a pasted text and judges each of them.
 */

import { align, BRACKETED, CHANGED } from "./align.ts";
import { ASKED, findByShingles, findByTerms, FIRST_ASKED } from "./candidates.ts";
import { findingOf, isCheap, isOwn, judge } from "./judge.ts";
import { readQuotations } from "./extract.ts";
import { isShouted, readTokens } from "./tokens.ts";
import type { Passage } from "../search/types.ts";
import type { Way } from "./align.ts";
import type { Quotation } from "./extract.ts";
import type { Finding, People } from "./judge.ts";
import type { Library } from "./library.ts";
import type { Token } from "./tokens.ts";

const AT_ONCE = 12; // quotations that are looked up while others wait for what they load
const SHORT = 3; // words that are nobody's
const DEAR = 2 * CHANGED; // what a way costs when it may be worth to look for other places
const FAR = 50; // per cent of what it costs to change all words: then more places would not help
const LOST = 75; // the same of what hardly stands there
const NO_SIZES: ReadonlyMap<string, number> = new Map();
const FIRST = 4; // paragraphs that are read before others
const SHOWN = 5; // places of a short quotation
const NEIGHBOURS = 3; // paragraphs whose neighbours are read too

/**
 * A finding for each quotation in the text, in order.
 * @param tell called for each as it is found
 * @param isOver whether the rest is no longer wanted
 */
export async function lookUp(
  text: string,
  library: Library,
  people: People,
  tell: (finding: Finding) => void = () => {},
  isOver: () => boolean = () => false,
): Promise<Finding[]> {
  const quotations = readQuotations(text);
  const begun: Promise<Finding>[] = [];
  const findings = [];
  for (let place = 0; place < quotations.length && !isOver(); place += 1) {
    for (const quotation of quotations.slice(begun.length, place + AT_ONCE)) {
      begun.push(lookUpQuotation(quotation, library, people));
      begun.at(-1)?.catch(() => {}); // what fails is told when its turn comes
    }
    const finding = (await begun[place]) as Finding;
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

/** What is found out about one quotation. */
export async function lookUpQuotation(
  quotation: Quotation,
  library: Library,
  people: People,
): Promise<Finding> {
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

/** Whether nothing nearer to the quotation is to be expected elsewhere. */
function isSettled({ quotation, verdict, how }: Finding, cost: number): boolean {
  if (how === "verbatim") {
    return true;
  }
  if (quotation.parts.length > 1) {
    return verdict === "joined";
  }
  // Where only marks differ, the same words may stand elsewhere with the same marks.
  return (verdict === "altered" || verdict === "joined") && cost >= BRACKETED && cost <= DEAR;
}

/** A quotation to be held against paragraphs. */
interface Held {
  quotation: Quotation;
  /** all its parts */
  text: string;
  tokens: readonly Token[];
  /** for each word, what parts it from the one before */
  after: readonly string[];
  library: Library;
  people: People;
}

/** The cheapest ways from some paragraphs to it. */
interface Laid {
  passages: Passage[];
  /** the words of each */
  there: Token[][];
  ways: Way[];
  cost: number;
}

/** @param neighbours of how many of them the neighbours are read too */
async function layAlong(
  numbers: readonly number[],
  neighbours: number,
  { text, tokens, after, library, people }: Held,
): Promise<Laid> {
  const passages = await read(numbers, neighbours, library, people);
  const there = passages.map((passage) => readTokens(passage.text, isShouted(text)));
  const windows = there.map((words, number) => ({
    tokens: words,
    follows: number > 0 && goesOn(passages[number - 1], passages[number]),
  }));
  const ways = passages.length
    ? align(
        tokens,
        after.map((each) => each !== ""),
        windows,
      )
    : [];
  return { passages, there, ways, cost: ways[0]?.cost ?? tokens.length * CHANGED };
}

/**
 * What is found out about it along the ways; where these are dear, only the sizes of words tell.
 */
function findingIn(
  { passages, there, ways }: Laid,
  held: Held,
  sizes: ReadonlyMap<string, number> = NO_SIZES,
): Finding {
  return ways.length
    ? judge({ ...held, passages, there, sizes, count: held.library.count }, ways)
    : findingOf(held.quotation, "not-found");
}

/** All parts as one text, and the words of each as they stand in it. */
function joined(quotation: Quotation): { text: string; parts: Token[][] } {
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

/** @returns for each word, what parts it from the one before */
function listAfter(quotation: Quotation, parts: readonly (readonly Token[])[]): string[] {
  return quotation.parts.flatMap((part, place) =>
    (parts[place] ?? []).map((_, word) => (word === 0 ? part.after : "")),
  );
}

/** @returns of folded words that have a term */
async function sizesOf(tokens: readonly Token[], library: Library): Promise<Map<string, number>> {
  const words = tokens.flatMap(({ term, folded }) => (term === null ? [] : [folded]));
  const sizes = [...new Set(words)].map(async (word) => [word, await library.size(word)] as const);
  return new Map(await Promise.all(sizes));
}

/** Of a few words, only how often they stand here. */
async function count(
  quotation: Quotation,
  text: string,
  library: Library,
  people: People,
): Promise<Finding> {
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

/** Where the words first stand in the paragraph. */
function where(text: string, passage: Passage): { start: number; end: number } {
  const wanted = readTokens(text);
  const there = readTokens(passage.text);
  const start = there.findIndex((_, place) =>
    wanted.every(({ folded }, step) => there[place + step]?.folded === folded),
  );
  const [first, last] = [there[start], there[start + wanted.length - 1]];
  return { start: first?.start ?? 0, end: last?.end ?? passage.text.length };
}

/** The paragraphs and some neighbours: the words of those who count first, in reading order. */
async function read(
  numbers: readonly number[],
  neighbours: number,
  library: Library,
  people: People,
): Promise<Passage[]> {
  const near = numbers.slice(0, neighbours).flatMap((number) => [number - 1, number + 1]);
  const wanted = [...new Set([...numbers, ...near])]
    .filter((number) => number >= 0 && number < library.count)
    .sort((a, b) => a - b);
  const passages = await library.passages(wanted);
  return passages.sort((a, b) => rank(a, people) - rank(b, people) || a.number - b.number);
}

function rank(passage: Passage, people: People): number {
  if (isOwn(passage, people)) {
    return 0;
  }
  return passage.kind === "report" ? 1 : 2;
}

function goesOn(passage: Passage | undefined, following: Passage | undefined): boolean {
  return (
    passage !== undefined &&
    following !== undefined &&
    following.number === passage.number + 1 &&
    following.statement === passage.statement &&
    following.speaker === passage.speaker
  );
}
