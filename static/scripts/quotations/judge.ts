/**
 * Judges a quotation that has been aligned with the record.
 *
 * The constants below gave the best results on generated quotations; `docs/quotes.md` describes the
 * measurement.
 */

import { splitWhere } from "../shared/split-where.ts";
import { CHANGED } from "./align.ts";
import { rarityOf } from "./candidates.ts";
import { findSpans } from "./quote-marks.ts";
import { changesMeaning, endsSentence, isNegation, signsAtEnd, signsAtStart } from "./tokens.ts";
import type { Passage } from "../search/types.ts";
import type { Step, Way } from "./align.ts";
import type { Quotation } from "./extract.ts";
import type { Token } from "./tokens.ts";

/**
 * - `verbatim`: the record has exactly these words
 * - `altered`: it has other words, or more, or fewer
 * - `joined`: it has the parts in separate places
 * - `someone-else`: it has them as a question, as narration, or from another speaker than the one
 *   who is named
 * - `not-found`: it does not have them
 * - `short`: too few words to attribute; only their occurrences are counted
 * - `too-common`: every word is one of the most common
 */
export type Verdict =
  "verbatim" | "altered" | "joined" | "someone-else" | "not-found" | "short" | "too-common";

/** Words that both have, or only the quotation, or only the record. */
export interface Run {
  difference: "same" | "added" | "left-out";
  text: string;
}

/** A part of a paragraph. */
export interface Reach {
  passage: Passage;
  start: number;
  end: number;
  /** true if it was said by a speaker who counts */
  isOwn: boolean;
  /** true if a news report quotes it */
  isReported: boolean;
}

/**
 * A place where the quotation or a part of it occurs: one paragraph, or several consecutive ones.
 */
export interface Place {
  reaches: readonly Reach[];
  runs: readonly Run[];
  /** true if the quotation shows an omission before it */
  isAfterGap: boolean;
}

export interface Finding {
  quotation: Quotation;
  verdict: Verdict;
  /** the verdict on the wording, whoever said it; otherwise equal to `verdict` */
  how: Verdict;
  /** where it occurs; for `not-found`, the closest match, if any */
  places: readonly Place[];
  remarks: readonly string[];
  /** the number of places with the same words */
  count: number;
  /** the slug of the speaker who is named, by the reader or the article; empty for none */
  wanted: string;
}

/** Whose words count. */
export interface People {
  /** the slug of the only speaker who counts; empty for all who make statements or answer */
  wanted: string;
  /** for each speaker's slug, the usual name, then others */
  names: ReadonlyMap<string, readonly string[]>;
}

/** A quotation to compare with paragraphs. */
export interface Compared {
  quotation: Quotation;
  /** the text of all its parts */
  text: string;
  tokens: readonly Token[];
  /** for each word, what separates it from the previous one */
  after: readonly string[];
  people: People;
}

/** A quotation and the paragraphs it is compared with. */
interface Case extends Compared {
  passages: readonly Passage[];
  /** the words of each passage */
  there: readonly (readonly Token[])[];
  /** for each folded word, the number of binary digits of its frequency */
  sizes: ReadonlyMap<string, number>;
  /** the number of all paragraphs */
  count: number;
}

/** Consecutive steps. The first and the last pair equal words. */
interface Stretch {
  steps: readonly Step[];
  /** the steps before them that pair no equal words */
  head: readonly Step[];
  /** the steps after them that pair no equal words */
  tail: readonly Step[];
  first: Step;
  last: Step;
}

// A quotation is in the record if its way is cheap enough, as a percentage of the cost of changing
// every word; or somewhat dearer, but with enough of its words matched, by weight; or with fewer
// matched (NEAR), but enough of them in a row.
const MAX_COST = 27;
const MAX_COST_IF_MATCHED = 36;
// The limit for a quotation put together from several places and changed as well.
const MAX_COST_IF_PATCHED = 30;
const MATCHED = 60;
const RUN = 10;
const NEAR = 50; // the percentage of matched words from which a place is shown as the closest match
const MAX_OMITTED = 12; // words: a longer omission separates two places
const MIN_WORDS = 3; // words of a part in a place of its own
const MIN_STOP_WORDS = 5; // words of such a part if it has only stop words
const EDGE = 2; // words at an end of a quotation that may replace words of the record
const BEFORE = 4; // words before a quotation in which a negation is reported
const MOST_WAYS = 50;
const ORDER: readonly Verdict[] = [
  "verbatim",
  "someone-else",
  "joined",
  "altered",
  "not-found",
  "short",
  "too-common",
];

/** Judges a quotation by the best of several equally cheap ways. */
export function judge(held: Case, ways: readonly Way[]): Finding {
  const findings = ways.slice(0, MOST_WAYS).map((way) => judgeWay(held, way));
  const best = findings.reduce((one, other) =>
    ORDER.indexOf(other.verdict) < ORDER.indexOf(one.verdict) ? other : one,
  );
  if (best.how !== "verbatim") return best;
  const verbatim = findings.filter(({ how }) => how === "verbatim");
  const passages = new Set(verbatim.map(({ places }) => places[0]?.reaches[0]?.passage.id));
  return { ...best, count: passages.size };
}

/**
 * True if a way is so cheap that the frequencies of its words are not needed.
 * @param count the number of words
 */
export function isCheap(cost: number, count: number): boolean {
  return inPerCent(cost, count) <= MAX_COST;
}

/** Returns the cost of a way as a percentage of the cost of changing every word. */
function inPerCent(cost: number, count: number): number {
  return Math.floor((cost * 100) / (count * CHANGED));
}

/** True if a paragraph was said by a speaker who counts. */
export function isOwn(passage: Passage, people: People): boolean {
  return people.wanted
    ? passage.speaker === people.wanted
    : passage.kind === "statement" || passage.kind === "answer";
}

/** True if a report quotes a speaker who counts. */
function isQuoted({ quoted }: Passage, { wanted }: People): boolean {
  return !wanted || quoted.some(([slug]) => slug === wanted);
}

export function findingOf(
  quotation: Quotation,
  verdict: Verdict,
  places: readonly Place[] = [],
  count = 0,
): Finding {
  return { quotation, verdict, how: verdict, places, remarks: [], count, wanted: "" };
}

function judgeWay(held: Case, way: Way): Finding {
  const stretches = mergeStretches(
    held,
    splitAtJumps(held, way).filter((one) => isSignificant(held, one)),
  );
  const share = shareOf(held, stretches);
  if (stretches.length === 0 || (share < NEAR && !isCheap(way.cost, held.tokens.length))) {
    return findingOf(held.quotation, "not-found");
  }
  const places = stretches.map((_, number) => placeOf(held, stretches, number));
  if (!isEnough(held, way, stretches, share, isPatched(places))) {
    return findingOf(held.quotation, "not-found", places.slice(0, 1));
  }
  const how = judgeWording(places);
  const isOwnAnywhere = places.some(({ reaches }) => reaches.some((reach) => reach.isOwn));
  return {
    quotation: held.quotation,
    verdict: isOwnAnywhere ? how : "someone-else",
    how,
    places,
    remarks: remarksOn(held, places, stretches),
    count: 0,
    wanted: "",
  };
}

function judgeWording(places: readonly Place[]): Verdict {
  if (differencesIn(places).length) return "altered";
  return places.length > 1 ? "joined" : "verbatim";
}

function differencesIn(places: readonly Place[]): Run[] {
  return places.flatMap(({ runs }) => runs.filter(({ difference }) => difference !== "same"));
}

function remarksOn(held: Case, places: readonly Place[], stretches: readonly Stretch[]): string[] {
  const runs = differencesIn(places);
  const reaches = places.flatMap((place) => place.reaches);
  const isOfPunctuation = runs.length > 0 && places.every((place) => hasSameWords(place.runs));
  const isOfWords = !isOfPunctuation && runs.some(({ text }) => hasLetters(text));
  const isJoined = places.length > 1;
  const isSilent = places.slice(1).some(({ isAfterGap }) => !isAfterGap);
  const statements = new Set(reaches.map(({ passage }) => passage.statement)).size;
  const remarks = {
    "negation-before": stretches.some((stretch) => isNegated(held, stretch)),
    "punctuation-only": isOfPunctuation,
    "brackets-only": isOfWords && isInBrackets(held, stretches),
    "joined-silently": isJoined && isSilent,
    "joined-with-marks": isJoined && !isSilent,
    "several-statements": isJoined && statements > 1,
    "other-order": isJoined && statements === 1 && isInOtherOrder(places),
    reported: reaches.some(({ isReported }) => isReported),
    "partly-someone-else": new Set(reaches.map((reach) => reach.isOwn)).size > 1,
    "goes-on": continuesInRecord(held, stretches.at(-1)),
  };
  return Object.entries(remarks).flatMap(([remark, isTrue]) => (isTrue ? remark : []));
}

/** True if no run has other words, or other punctuation that changes what is said. */
function hasSameWords(runs: readonly Run[]): boolean {
  const textOf = (place: number, difference: Run["difference"]) =>
    runs[place]?.difference === difference ? runs[place].text : "";
  return runs.every((run, place) => {
    const there = textOf(place, "left-out") || textOf(place - 1, "left-out");
    const quoted = textOf(place, "added") || textOf(place + 1, "added");
    return run.difference === "same" || (!hasLetters(run.text) && !changesMeaning(there, quoted));
  });
}

/** True if the record has a negation just before the words, in the same sentence. */
function isNegated(held: Case, { first }: Stretch): boolean {
  const there = held.there[first.window] ?? [];
  const before = there.slice(Math.max(first.there - BEFORE, 0), first.there);
  const ends = before.map(({ after }) => endsSentence(after));
  return before.slice(ends.lastIndexOf(true) + 1).some(isNegation);
}

/** True if the quotation ends a sentence where the record does not. */
function continuesInRecord(held: Case, stretch: Stretch | undefined): boolean {
  if (stretch?.last.quoted !== held.tokens.length - 1) return false;
  const { last } = stretch;
  const isLast = last.there === held.there[last.window]!.length - 1;
  const [quoted, there] = [tokenOf(held, last), wordThere(held, last)];
  return endsSentence(quoted.after) && !isLast && !endsSentence(there.after);
}

/** Splits a way at its jumps, and trims each part to begin and end with matched words. */
function splitAtJumps(held: Case, way: Way): Stretch[] {
  const pieces = splitWhere(way.steps, ({ jumps }) => jumps);
  return pieces.flatMap((piece) => {
    const kept = piece.map((step) => isMatched(held, step));
    const [start, end] = [kept.indexOf(true), kept.lastIndexOf(true)];
    const [head, steps, tail] = [
      piece.slice(0, Math.max(start, 0)),
      piece.slice(start, end + 1),
      piece.slice(end + 1),
    ];
    return start < 0 ? [] : [{ head, steps, tail, first: steps[0]!, last: steps.at(-1)! }];
  });
}

/** True if the match is unlikely to be a coincidence. */
function isSignificant(held: Case, { steps, first, last }: Stretch): boolean {
  const kept = steps.filter((step) => isMatched(held, step));
  const quoted = last.quoted - first.quoted + 1;
  const isAll = kept.length * 2 >= held.tokens.length;
  const isPart = held.after[first.quoted] !== "" && quoted === kept.length;
  const hasTerm = kept.some((step) => held.tokens[step.quoted]?.term !== null);
  const fewest = hasTerm ? MIN_WORDS : MIN_STOP_WORDS;
  return isAll || (kept.length * 2 >= quoted && (isPart || kept.length >= fewest));
}

/** Merges stretches of one paragraph that are separated by only a few omitted words. */
function mergeStretches(held: Case, stretches: readonly Stretch[]): Stretch[] {
  const merged: Stretch[] = [];
  for (const stretch of stretches) {
    const before = merged.at(-1);
    const [last, { first }] = [before?.last, stretch];
    if (before && last && isNear(last, first) && !isSeparated(held, last, first)) {
      const step = { quoted: -1, window: first.window, there: -1, jumps: false };
      const left = numbersBetween(last.there + 1, first.there);
      const added = numbersBetween(last.quoted + 1, first.quoted);
      const steps = [
        ...before.steps,
        ...left.map((there) => ({ ...step, there })),
        ...added.map((quoted) => ({ ...step, quoted })),
        ...stretch.steps,
      ];
      merged[merged.length - 1] = { ...before, steps, tail: stretch.tail, last: stretch.last };
    } else {
      merged.push(stretch);
    }
  }
  return merged;
}

function isNear(before: Step, following: Step): boolean {
  const gap = following.there - before.there - 1;
  return before.window === following.window && gap >= 0 && gap <= MAX_OMITTED;
}

/** True if the quotation itself separates the two words. */
function isSeparated(held: Case, before: Step, following: Step): boolean {
  return held.after.slice(before.quoted + 1, following.quoted + 1).some((after) => after !== "");
}

/** Returns the percentage of the quotation's words that are matched, by weight. */
function shareOf(held: Case, stretches: readonly Stretch[]): number {
  const matched = stretches
    .flatMap(({ steps }) => steps)
    .filter((step) => isMatched(held, step))
    .map((step) => weightOf(held, tokenOf(held, step)) * (isSame(held, step) ? 2 : 1));
  const total = sum(held.tokens.map((token) => weightOf(held, token)));
  return total && Math.floor((sum(matched) * 50) / total);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** True if the quotation combines several places and also differs from them. */
function isPatched(places: readonly Place[]): boolean {
  return places.length > 1 && differencesIn(places).some(({ text }) => hasLetters(text));
}

function hasLetters(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}

/** True if the match is good enough to be this quotation, not another with words in common. */
function isEnough(
  held: Case,
  way: Way,
  stretches: readonly Stretch[],
  share: number,
  isPutTogether: boolean,
): boolean {
  const cost = inPerCent(way.cost, held.tokens.length);
  if (cost <= MAX_COST || held.quotation.holdsMarked) return cost <= MAX_COST;
  if (cost <= (isPutTogether ? MAX_COST_IF_PATCHED : MAX_COST_IF_MATCHED) && share >= MATCHED) {
    return true;
  }
  return stretches.some((stretch) => longestRun(held, stretch) >= RUN);
}

function longestRun(held: Case, { steps }: Stretch): number {
  let longest = 0;
  let run = 0;
  for (const step of steps) {
    run = isSame(held, step) ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
}

function weightOf({ sizes, count }: Case, { term, folded, isBracketed }: Token): number {
  if (isBracketed) return 0;
  return term === null ? 2 : 4 + rarityOf(sizes.get(folded) ?? 0, count);
}

function placeOf(held: Case, stretches: readonly Stretch[], number: number): Place {
  const stretch = stretches[number]!;
  const before = stretches[number - 1]?.last;
  const next = stretches[number + 1]?.first.quoted ?? held.tokens.length;
  return {
    reaches: reachesOf(held, stretch),
    runs: [
      ...compareEnd(held, stretch, before ? stretch.first.quoted : 0, stretch.first.quoted),
      ...runsOf(held, stretch),
      ...compareEnd(held, stretch, stretch.last.quoted + 1, next),
    ],
    isAfterGap:
      before !== undefined &&
      held.after.slice(before.quoted + 1, stretch.first.quoted + 1).includes("ellipsis"),
  };
}

function reachesOf(held: Case, { steps }: Stretch): Reach[] {
  return partsOf(held, steps).map(({ passage, start, end }) => {
    const isReported =
      passage.kind === "report" &&
      findSpans(passage.text).some((span) => span.start <= start && end <= span.end);
    const isTheirs = isReported ? isQuoted(passage, held.people) : isOwn(passage, held.people);
    return { passage, start, end, isOwn: isTheirs, isReported };
  });
}

/** Returns the part of each paragraph that has the record's words of the steps, in order. */
function partsOf(
  held: Case,
  steps: readonly Step[],
): { passage: Passage; start: number; end: number }[] {
  const paired = steps.filter(({ there }) => there >= 0);
  return [...new Set(paired.map(({ window }) => window))].map((window) => {
    const own = paired.filter((step) => step.window === window);
    const [first, last] = [wordThere(held, own[0]!), wordThere(held, own.at(-1)!)];
    return { passage: held.passages[window]!, start: first.start, end: last.end };
  });
}

/**
 * Returns the difference at an end of the match. If it is more than a few words, or crosses a
 * sentence, the record's words cannot be paired with the quotation's and only those of the
 * quotation are returned.
 */
function compareEnd(
  held: Case,
  { head, tail, first, last }: Stretch,
  start: number,
  end: number,
): Run[] {
  const isHead = end === first.quoted;
  const beside = isHead ? first : last;
  const block = (isHead ? head : tail).filter(({ quoted }) => quoted >= 0);
  const there = block.filter((step) => step.there >= 0);
  const isWithin = there.every((step) => {
    const { before, after } = wordThere(held, step);
    return step.window === beside.window && !endsSentence(isHead ? after : before);
  });
  const isWhole = block.length === end - start && block.length <= EDGE;
  return there.length && isWithin && isWhole
    ? replaceWords(held, block)
    : addWords(held, start, end);
}

/** Returns the quotation's words from `start` to `end` as added, if there are any. */
function addWords(held: Case, start: number, end: number): Run[] {
  const tokens = held.tokens.slice(start, end);
  const text = held.text.slice(tokens[0]?.start, tokens.at(-1)?.end);
  return tokens.length ? [{ difference: "added", text }] : [];
}

/** Returns what is the same and what differs, in order. */
function runsOf(held: Case, { steps, first, last }: Stretch): Run[] {
  const start = [wordThere(held, first), tokenOf(held, first)].map(({ before }) => before);
  const end = [wordThere(held, last), tokenOf(held, last)].map(({ after }) => after);
  const blocks = splitWhere(steps, (step, before) => {
    const isPunctuated = comparePunctuationBetween(held, before, step).length > 0;
    return isPunctuated || isSame(held, step) !== isSame(held, before);
  });
  const runs = blocks.flatMap((block, number) => {
    const next = blocks[number + 1]?.[0];
    if (!isSame(held, block[0]!)) return replaceWords(held, block);
    const between = next ? comparePunctuationBetween(held, block.at(-1)!, next) : [];
    return [...keepWords(held, block), ...between];
  });
  return [
    ...comparePunctuation(signsAtStart(start[0]!), signsAtStart(start[1]!)),
    ...runs,
    ...comparePunctuation(signsAtEnd(end[0]!), signsAtEnd(end[1]!)),
  ];
}

/** Returns the record's own words, paragraph by paragraph. */
function keepWords(held: Case, block: readonly Step[]): Run[] {
  return [{ difference: "same", text: textsThere(held, block).join(" ") }];
}

function replaceWords(held: Case, block: readonly Step[]): Run[] {
  const [text] = textsThere(held, block);
  const left: Run[] = text === undefined ? [] : [{ difference: "left-out", text }];
  const quoted = block.filter((step) => step.quoted >= 0);
  const from = quoted[0]?.quoted ?? 0;
  return [...left, ...addWords(held, from, from + quoted.length)];
}

/** Returns the record's words of the steps, a text for each paragraph. */
function textsThere(held: Case, steps: readonly Step[]): string[] {
  return partsOf(held, steps).map(({ passage, start, end }) => passage.text.slice(start, end));
}

/** Returns how the punctuation differs between two equal words that are consecutive in both texts. */
function comparePunctuationBetween(held: Case, step: Step, following: Step): Run[] {
  const isOnEnd =
    following.quoted === step.quoted + 1 &&
    following.there === step.there + 1 &&
    following.window === step.window;
  if (!isOnEnd || !isSame(held, step) || !isSame(held, following) || held.after[following.quoted]) {
    return [];
  }
  return comparePunctuation(wordThere(held, step).after, tokenOf(held, step).after);
}

function comparePunctuation(there: string, quoted: string): Run[] {
  if (there === quoted) return [];
  const runs: Run[] = [
    { difference: "left-out", text: there },
    { difference: "added", text: quoted },
  ];
  return runs.filter(({ text }) => text);
}

/** True if the step pairs a word with an equal one or another form of it. */
function isMatched(held: Case, step: Step): boolean {
  if (isSame(held, step)) return true;
  const term = held.tokens[step.quoted]?.term ?? null;
  return term !== null && term === held.there[step.window]?.[step.there]?.term;
}

/** True if the step pairs a word with an equal one. */
function isSame(held: Case, { quoted, window, there }: Step): boolean {
  const key = held.tokens[quoted]?.key;
  return key !== undefined && key === held.there[window]?.[there]?.key;
}

/** True if the only differences are words that the quotation puts in square brackets. */
function isInBrackets(held: Case, stretches: readonly Stretch[]): boolean {
  const steps = stretches.flatMap((stretch) => stretch.steps);
  const alike = new Set(steps.filter((step) => isSame(held, step)).map(({ quoted }) => quoted));
  const others = held.tokens.filter((_, number) => !alike.has(number));
  return (
    others.every(({ isBracketed }) => isBracketed) &&
    stretches.every((stretch) =>
      differentBlocks(held, stretch).every((block) => block.some(({ quoted }) => quoted >= 0)),
    )
  );
}

function differentBlocks(held: Case, { steps }: Stretch): Step[][] {
  const blocks = splitWhere(steps, (step, before) => isSame(held, step) !== isSame(held, before));
  return blocks.filter(([first]) => !isSame(held, first!));
}

function isInOtherOrder(places: readonly Place[]): boolean {
  const starts = places.map(({ reaches }) => reaches[0]!);
  return starts.slice(1).some(({ passage, start }, place) => {
    const before = starts[place]!;
    return (before.passage.number - passage.number || before.start - start) > 0;
  });
}

function numbersBetween(start: number, end: number): number[] {
  return Array.from({ length: Math.max(0, end - start) }, (_, step) => start + step);
}

/** Returns the quotation's word. */
function tokenOf(held: Case, { quoted }: Step): Token {
  return held.tokens[quoted]!;
}

/** Returns the record's word. */
function wordThere(held: Case, { window, there }: Step): Token {
  return held.there[window]![there]!;
}
