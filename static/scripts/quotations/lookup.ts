/** Finds the quotations in a pasted text and judges each of them. */

import { align, BRACKETED, CHANGED, JUMP } from "./align.ts";
import { countAsked, findByShingles, findByTerms, FIRST_ASKED } from "./candidates.ts";
import { findAttribution } from "./attribution.ts";
import { findingOf, isCheap, isOwn, judge } from "./judge.ts";
import { readQuotations } from "./extract.ts";
import { isShouted, readTokens } from "./tokens.ts";
import type { Passage } from "../search/types.ts";
import type { Way } from "./align.ts";
import type { Quotation } from "./extract.ts";
import type { Compared, Finding, People } from "./judge.ts";
import type { Library } from "./library.ts";
import type { Token } from "./tokens.ts";

const AT_ONCE = 12; // quotations checked concurrently
const SHORT = 3; // words: too few to attribute
const DEAR = 2 * CHANGED; // the cost above which other places may be better
// Per cent of the cost of changing all words, above which more places would not help.
const FAR = 50;
const LOST = 75; // the same, above which the quotation is hardly in these paragraphs
const NO_SIZES: ReadonlyMap<string, number> = new Map();
const FIRST = 4; // paragraphs that are read before the others
const SHOWN = 5; // places shown for a short quotation
const NEIGHBOURS = 3; // the number of paragraphs whose neighbours are read too

/**
 * Returns a finding for each quotation in the text, in order.
 * @param report called with each finding as soon as it is made
 * @param isOver returns true if the remaining findings are no longer wanted
 */
export async function lookUp(
  text: string,
  library: Library,
  people: People,
  report: (finding: Finding) => void = () => {},
  isOver: () => boolean = () => false,
): Promise<Finding[]> {
  const quotations = readQuotations(text);
  const begun: Promise<Finding>[] = [];
  const findings = [];
  for (let place = 0; place < quotations.length && !isOver(); place += 1) {
    for (const quotation of quotations.slice(begun.length, place + AT_ONCE)) {
      begun.push(lookUpQuotation(quotation, library, people));
      begun.at(-1)?.catch(() => {}); // errors surface when it is awaited
    }
    const finding = (await begun[place]) as Finding;
    const { holdsMarked } = finding.quotation;
    if (holdsMarked && finding.verdict === "not-found") continue;
    findings.push(finding);
    report(finding);
    if (holdsMarked) break;
  }
  return findings;
}

async function lookUpQuotation(
  quotation: Quotation,
  library: Library,
  everybody: People,
): Promise<Finding> {
  const wanted = everybody.wanted || findAttribution(quotation.around, everybody.names);
  const finding = await judgeQuotation(quotation, library, { ...everybody, wanted });
  return { ...finding, wanted };
}

async function judgeQuotation(
  quotation: Quotation,
  library: Library,
  people: People,
): Promise<Finding> {
  const { text, parts } = joinParts(quotation);
  const tokens = parts.flat();
  if (tokens.length <= SHORT) return countOccurrences(quotation, text, library, people);
  const after = listAfter(quotation, parts);
  const compared = { quotation, text, tokens, after, library, people };
  const few = await findByShingles(tokens, after, library, FIRST_ASKED);
  const likeliest = await alignParagraphs(few.numbers.slice(0, few.likeliest), 0, compared);
  const whole = judgeAlignment(likeliest, compared);
  if (whole.how === "verbatim") return whole;
  const isLost = likeliest.cost * 100 > tokens.length * CHANGED * LOST;
  if (!isLost) {
    const some = few.numbers.slice(0, Math.max(FIRST, few.likeliest));
    const alignment = await alignParagraphs(some, NEIGHBOURS, compared);
    const finding = judgeAlignment(alignment, compared);
    if (isCheap(alignment.cost, tokens.length) && isSettled(finding, alignment.cost)) {
      return finding;
    }
  }
  const weigh = async () => {
    const sizes = await sizesOf(tokens, library);
    return { sizes, likely: await findByTerms(tokens, sizes, library) };
  };
  // If hardly anything was found, this loads while other paragraphs are read.
  const begun = isLost ? weigh() : null;
  begun?.catch(() => {}); // errors surface when it is awaited
  const many = await findByShingles(tokens, after, library, countAsked(tokens.length));
  const foremost = many.numbers.slice(0, many.foremost);
  const alignment = await alignParagraphs(foremost, NEIGHBOURS, compared);
  const isDear = !isCheap(alignment.cost, tokens.length);
  const finding = judgeAlignment(
    alignment,
    compared,
    isDear ? await sizesOf(tokens, library) : NO_SIZES,
  );
  if (isSettled(finding, alignment.cost) || finding.how === "joined") return finding;
  if (!isDear) {
    return judgeAlignment(await alignParagraphs(many.numbers, NEIGHBOURS, compared), compared);
  }
  const { sizes, likely } = await (begun ?? weigh());
  const isFar = alignment.cost * 100 > tokens.length * CHANGED * FAR;
  const numbers = [...(isFar ? foremost : many.numbers), ...likely];
  return judgeAlignment(await alignParagraphs(numbers, NEIGHBOURS, compared), compared, sizes);
}

/** True if no better match is to be expected elsewhere. */
function isSettled({ quotation, verdict, how }: Finding, cost: number): boolean {
  if (how === "verbatim") return true;
  if (quotation.parts.length > 1) return verdict === "joined";
  // If only punctuation differs, the same words may occur elsewhere with the same punctuation.
  // A paragraph with more of the words in a row would have been among the first.
  const most = verdict === "joined" ? JUMP : DEAR;
  return (verdict === "altered" || verdict === "joined") && cost >= BRACKETED && cost <= most;
}

interface ComparedIn extends Compared {
  library: Library;
}

/** The cheapest ways from some paragraphs to a quotation. */
interface Alignment {
  passages: Passage[];
  /** the words of each passage */
  there: Token[][];
  ways: Way[];
  cost: number;
}

/**
 * Aligns a quotation with paragraphs.
 * @param neighbours the number of paragraphs whose neighbours are read too
 */
async function alignParagraphs(
  numbers: readonly number[],
  neighbours: number,
  { text, tokens, after, library, people }: ComparedIn,
): Promise<Alignment> {
  const passages = await readPassages(numbers, neighbours, library, people);
  const there = passages.map((passage) => readTokens(passage.text, isShouted(text)));
  const windows = there.map((words, number) => ({
    tokens: words,
    follows: number > 0 && continues(passages[number - 1]!, passages[number]!),
  }));
  const marked = after.map((each) => each !== "");
  const ways = passages.length ? align(tokens, marked, windows) : [];
  return { passages, there, ways, cost: ways[0]?.cost ?? tokens.length * CHANGED };
}

/** Judges a quotation by its ways. If these are dear, the frequencies of its words are needed. */
function judgeAlignment(
  { passages, there, ways }: Alignment,
  compared: ComparedIn,
  sizes: ReadonlyMap<string, number> = NO_SIZES,
): Finding {
  return ways.length
    ? judge({ ...compared, passages, there, sizes, count: compared.library.count }, ways)
    : findingOf(compared.quotation, "not-found");
}

/** Returns all parts as one text, and the words of each part with their offsets in it. */
function joinParts(quotation: Quotation): { text: string; parts: Token[][] } {
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

/** Returns, for each word, what separates it from the previous one. */
function listAfter(quotation: Quotation, parts: readonly (readonly Token[])[]): string[] {
  return quotation.parts.flatMap((part, place) =>
    (parts[place] ?? []).map((_, word) => (word === 0 ? part.after : "")),
  );
}

/** Returns the sizes of the folded words that have a term. */
async function sizesOf(tokens: readonly Token[], library: Library): Promise<Map<string, number>> {
  const words = tokens.flatMap(({ term, folded }) => (term === null ? [] : [folded]));
  const sizes = [...new Set(words)].map(async (word) => [word, await library.size(word)] as const);
  return new Map(await Promise.all(sizes));
}

/** Counts how often a very short quotation occurs. */
async function countOccurrences(
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
  const places = passages.map((passage) => {
    const located = { passage, ...locateWords(text, passage) };
    const reach = { ...located, isOwn: isOwn(passage, people), isReported: false };
    return { reaches: [reach], runs: [], isAfterGap: false };
  });
  return findingOf(quotation, numbers.length ? "short" : "not-found", places, numbers.length);
}

/** Returns where the words first occur in a paragraph. */
function locateWords(text: string, passage: Passage): { start: number; end: number } {
  const wanted = readTokens(text);
  const there = readTokens(passage.text);
  const start = there.findIndex((_, place) =>
    wanted.every(({ folded }, step) => there[place + step]?.folded === folded),
  );
  const [first, last] = [there[start], there[start + wanted.length - 1]];
  return { start: first?.start ?? 0, end: last?.end ?? passage.text.length };
}

/** Reads paragraphs and some neighbours, in reading order, those of speakers who count first. */
async function readPassages(
  numbers: readonly number[],
  neighbours: number,
  library: Library,
  people: People,
): Promise<Passage[]> {
  const near = numbers.slice(0, neighbours).flatMap((number) => [number - 1, number + 1]);
  const wanted = [...new Set([...numbers, ...near])].sort((a, b) => a - b);
  const passages = await library.passages(wanted);
  return passages.sort((a, b) => rank(a, people) - rank(b, people) || a.number - b.number);
}

function rank(passage: Passage, people: People): number {
  if (isOwn(passage, people)) return 0;
  return passage.kind === "report" ? 1 : 2;
}

function continues(passage: Passage, following: Passage): boolean {
  return (
    following.number === passage.number + 1 &&
    following.statement === passage.statement &&
    following.speaker === passage.speaker
  );
}
