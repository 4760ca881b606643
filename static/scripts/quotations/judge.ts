/**
 * Gives the verdict on a quotation that has been aligned with the record.
 *
 * The constants below are those with which made quotations are judged best: `docs/quotes.md` says how
 * that is measured.
 */

import { CHANGED } from "./align.ts";
import { rarityOf } from "./candidates.ts";
import { findSpans } from "./quote-marks.ts";
import { endsSentence, isNegation, signsAtEnd, signsAtStart } from "./tokens.ts";
import type { Passage } from "../search/types.ts";
import type { Step, Way } from "./align.ts";
import type { Quotation } from "./extract.ts";
import type { Token } from "./tokens.ts";

/**
 * - `verbatim`: the record has exactly these words
 * - `altered`: it has other words, or more, or fewer
 * - `joined`: it has the parts in separate places
 * - `someone-else`: it has them as a question, as narration, or as another’s words
 * - `not-found`: it does not have them
 * - `short`: too few words to be anybody’s, of which it is counted how often they appear
 * - `too-common`: all of the words are nearly everywhere
 */
export type Verdict =
  "verbatim" | "altered" | "joined" | "someone-else" | "not-found" | "short" | "too-common";

/** Words that are the same, or that only the quotation has, or only the record. */
export interface Run {
  difference: "same" | "added" | "left-out";
  text: string;
}

/** A stretch of a paragraph. */
export interface Reach {
  passage: Passage;
  start: number;
  end: number;
  /** the words of whom the quotation is looked for */
  isOwn: boolean;
  /** they stand between quotation marks in a news report */
  isReported: boolean;
}

/** Where a quotation or a part of it stands: one paragraph, or several on end. */
export interface Place {
  reaches: readonly Reach[];
  runs: readonly Run[];
  /** the quotation says that something is left out before it */
  isAfterGap: boolean;
}

export interface Finding {
  quotation: Quotation;
  verdict: Verdict;
  /** as the words stand, whoever said them; else the verdict itself */
  how: Verdict;
  /** of `not-found` the nearest, if there is any */
  places: readonly Place[];
  remarks: readonly string[];
  /** of places where the same words stand */
  count: number;
}

/** Whose words a collection records; `wanted` is one of them, if only that one's count. */
export interface People {
  recorded: ReadonlySet<string>;
  wanted: string;
}

/** A quotation and what it is held against. */
interface Case {
  quotation: Quotation;
  /** all its parts */
  text: string;
  tokens: readonly Token[];
  /** for each word, what parts it from the one before */
  after: readonly string[];
  passages: readonly Passage[];
  /** the words of each passage */
  there: readonly (readonly Token[])[];
  people: People;
  /** how often a folded word stands in all paragraphs, in binary digits */
  sizes: ReadonlyMap<string, number>;
  /** of all paragraphs */
  count: number;
}

/** Steps that stand on end, of which the first and the last lay word on the same word. */
interface Stretch {
  steps: readonly Step[];
  /** what is before them and lays no word on the same */
  head: readonly Step[];
  /** and what is behind them */
  tail: readonly Step[];
  first: Step;
  last: Step;
}

// A quotation is in the record when the way to it costs so little, in per cent of one on which every
// word is changed; or a little more, but so many of its words are held, by weight; or fewer, but so
// many of them in a row.
const CHEAP = 27;
const DEARER = 36;
const PATCHED = 30; // the same of what is put together from several places and changed besides
const HELD = 60;
const HELD_BY_A_RUN = 40;
const RUN = 10;
const NEAR = 25; // per cent held that make a place worth showing where it is not enough
const LEFT_OUT = 12; // words: where more are left out, what is round them is joined
const FEWEST = 3; // words of a part that stands in a place of its own
const FEWEST_COMMON = 5; // and of one that has only stop words
const EDGE = 2; // words at an end of a quotation that stand in the place of others
const BEFORE = 4; // words before a quotation among which a negation is told
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

/** What is found out; of ways that cost the same, by the one with the fewest differences. */
export function judge(held: Case, ways: readonly Way[]): Finding {
  const findings = ways.slice(0, MOST_WAYS).map((way) => judgeWay(held, way));
  const best = findings.reduce((one, other) =>
    ORDER.indexOf(other.verdict) < ORDER.indexOf(one.verdict) ? other : one,
  );
  if (best.how !== "verbatim") {
    return best;
  }
  const same = findings.filter(({ how }) => how === "verbatim");
  const passages = new Set(same.map(({ places }) => places[0]?.reaches[0]?.passage.id));
  return { ...best, count: passages.size };
}

/**
 * Whether a way costs so little that how rare its words are need not be known.
 * @param count of words
 */
export function isCheap(cost: number, count: number): boolean {
  return inPerCent(cost, count) <= CHEAP;
}

/** What a way to so many words costs beside one on which every word is changed. */
function inPerCent(cost: number, count: number): number {
  return Math.floor((cost * 100) / (count * CHANGED));
}

/** Whether a paragraph is the words of one whose words count. */
export function isOwn(passage: Passage, people: People): boolean {
  if (people.wanted) {
    return passage.speaker === people.wanted;
  }
  const isAnswer = passage.kind === "statement" || passage.kind === "answer";
  return isAnswer && people.recorded.has(passage.speaker);
}

export function findingOf(
  quotation: Quotation,
  verdict: Verdict,
  places: readonly Place[] = [],
  count = 0,
): Finding {
  return { quotation, verdict, how: verdict, places, remarks: [], count };
}

function judgeWay(held: Case, way: Way): Finding {
  const stretches = merge(
    held,
    stretchesOf(held, way).filter((one) => isWorthIt(held, one)),
  );
  const share = shareOf(held, stretches);
  if (stretches.length === 0 || (share < NEAR && !isCheap(way.cost, held.tokens.length))) {
    return findingOf(held.quotation, "not-found");
  }
  const places = stretches.map((_, number) => placeOf(held, stretches, number));
  if (!isEnough(held, way, stretches, share, isPatched(places))) {
    return findingOf(held.quotation, "not-found", places.slice(0, 1));
  }
  const how = howOf(places);
  const isOwnAnywhere = places.some(({ reaches }) => reaches.some((reach) => reach.isOwn));
  return {
    quotation: held.quotation,
    verdict: isOwnAnywhere ? how : "someone-else",
    how,
    places,
    remarks: remarksOn(held, places, stretches),
    count: 0,
  };
}

function howOf(places: readonly Place[]): Verdict {
  if (differencesIn(places).length) {
    return "altered";
  }
  return places.length > 1 ? "joined" : "verbatim";
}

function differencesIn(places: readonly Place[]): Run[] {
  return places.flatMap(({ runs }) => runs.filter(({ difference }) => difference !== "same"));
}

function remarksOn(held: Case, places: readonly Place[], stretches: readonly Stretch[]): string[] {
  const runs = differencesIn(places);
  const reaches = places.flatMap((place) => place.reaches);
  const remarks = [];
  if (runs.length && !runs.some(({ text }) => hasLetters(text))) {
    remarks.push("punctuation-only");
  } else if (runs.length && isInBrackets(held, stretches)) {
    remarks.push("brackets-only");
  }
  if (places.length > 1) {
    const isSilent = places.slice(1).some(({ isAfterGap }) => !isAfterGap);
    remarks.push(isSilent ? "joined-silently" : "joined-with-marks");
    if (new Set(reaches.map(({ passage }) => passage.statement)).size > 1) {
      remarks.push("several-statements");
    } else if (isInOtherOrder(places)) {
      remarks.push("other-order");
    }
  }
  if (reaches.some(({ isReported }) => isReported)) {
    remarks.push("reported");
  }
  if (new Set(reaches.map((reach) => reach.isOwn)).size > 1) {
    remarks.push("partly-someone-else");
  }
  if (stretches.some((stretch) => isNegated(held, stretch))) {
    remarks.push("negation-before");
  }
  if (goesOn(held, stretches.at(-1))) {
    remarks.push("goes-on");
  }
  return remarks;
}

/** Whether the record has a negation right before the words, in the same sentence. */
function isNegated(held: Case, { first }: Stretch): boolean {
  const there = held.there[first.window] ?? [];
  for (let place = first.there - 1; place >= first.there - BEFORE; place -= 1) {
    const token = there[place];
    if (!token || endsSentence(token.after)) {
      return false;
    }
    if (isNegation(token)) {
      return true;
    }
  }
  return false;
}

/** Whether the quotation ends a sentence where the record does not. */
function goesOn(held: Case, stretch: Stretch | undefined): boolean {
  if (stretch?.last.quoted !== held.tokens.length - 1) {
    return false;
  }
  const there = held.there[stretch.last.window] ?? [];
  return (
    endsSentence(held.tokens.at(-1)?.after ?? "") &&
    stretch.last.there < there.length - 1 &&
    !endsSentence(there[stretch.last.there]?.after ?? "")
  );
}

/** The way cut at its jumps; what does not begin or end with words that are held is cut off. */
function stretchesOf(held: Case, way: Way): Stretch[] {
  const pieces: Step[][] = [[]];
  for (const step of way.steps) {
    if (step.jumps) {
      pieces.push([]);
    }
    pieces.at(-1)?.push(step);
  }
  return pieces.flatMap((piece) => {
    const kept = piece.map((step) => holds(held, step));
    const [start, end] = [kept.indexOf(true), kept.lastIndexOf(true)];
    return start < 0
      ? []
      : [stretchOf(piece.slice(start, end + 1), piece.slice(0, start), piece.slice(end + 1))];
  });
}

function stretchOf(steps: readonly Step[], head: readonly Step[], tail: readonly Step[]): Stretch {
  return {
    steps,
    head,
    tail,
    first: steps[0]!,
    last: steps.at(-1)!,
  };
}

/** Whether it is more than words that stand together by chance. */
function isWorthIt(held: Case, { steps, first, last }: Stretch): boolean {
  const kept = steps.filter((step) => holds(held, step));
  const quoted = last.quoted - first.quoted + 1;
  const isAll = kept.length * 2 >= held.tokens.length;
  const isPart = held.after[first.quoted] !== "" && quoted === kept.length;
  const hasTerm = kept.some((step) => held.tokens[step.quoted]?.term !== null);
  const fewest = hasTerm ? FEWEST : FEWEST_COMMON;
  return isAll || (kept.length * 2 >= quoted && (isPart || kept.length >= fewest));
}

/** Stretches of one paragraph between which only a few words are left out are one. */
function merge(held: Case, stretches: readonly Stretch[]): Stretch[] {
  const merged: Stretch[] = [];
  for (const stretch of stretches) {
    const before = merged.at(-1);
    if (
      before &&
      isNear(before.last, stretch.first) &&
      !isParted(held, before.last, stretch.first)
    ) {
      const { window, quoted, there } = stretch.first;
      const left = numbersBetween(before.last.there + 1, there).map((place) => ({
        quoted: -1,
        window,
        there: place,
        jumps: false,
      }));
      const added = numbersBetween(before.last.quoted + 1, quoted).map((place) => ({
        quoted: place,
        window,
        there: -1,
        jumps: false,
      }));
      const steps = [...before.steps, ...left, ...added, ...stretch.steps];
      merged[merged.length - 1] = stretchOf(steps, before.head, stretch.tail);
    } else {
      merged.push(stretch);
    }
  }
  return merged;
}

function isNear(before: Step, following: Step): boolean {
  const gap = following.there - before.there - 1;
  return before.window === following.window && gap >= 0 && gap <= LEFT_OUT;
}

/** Whether the quotation itself parts the two words. */
function isParted(held: Case, before: Step, following: Step): boolean {
  return held.after.slice(before.quoted + 1, following.quoted + 1).some((after) => after !== "");
}

/** How much of the quotation's words is held, by weight, in per cent. */
function shareOf(held: Case, stretches: readonly Stretch[]): number {
  let kept = 0;
  for (const step of stretches.flatMap(({ steps }) => steps)) {
    if (holds(held, step)) {
      const weight = weightOf(held, tokenOf(held, step));
      kept += isSame(held, step) ? weight * 2 : weight;
    }
  }
  const total = held.tokens.reduce((sum, token) => sum + weightOf(held, token), 0);
  return Math.floor((kept * 50) / Math.max(total, 1));
}

/** Whether it is of several places and has other words than they have. */
function isPatched(places: readonly Place[]): boolean {
  return places.length > 1 && differencesIn(places).some(({ text }) => hasLetters(text));
}

function hasLetters(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}

/** Whether it is this quotation, and not another that has words in common with it. */
function isEnough(
  held: Case,
  way: Way,
  stretches: readonly Stretch[],
  share: number,
  isPutTogether: boolean,
): boolean {
  const cost = inPerCent(way.cost, held.tokens.length);
  if (cost <= CHEAP || held.quotation.holdsMarked) {
    return cost <= CHEAP;
  }
  if (cost <= (isPutTogether ? PATCHED : DEARER) && share >= HELD) {
    return true;
  }
  return share >= HELD_BY_A_RUN && stretches.some((stretch) => longestRun(held, stretch) >= RUN);
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
  if (isBracketed) {
    return 0;
  }
  return term === null ? 2 : 4 + rarityOf(sizes.get(folded) ?? 0, count);
}

function placeOf(held: Case, stretches: readonly Stretch[], number: number): Place {
  const stretch = stretches[number]!;
  const before = stretches[number - 1]?.last;
  const next = stretches[number + 1]?.first.quoted ?? held.tokens.length;
  return {
    reaches: reachesOf(held, stretch),
    runs: [
      ...edge(held, stretch, before ? stretch.first.quoted : 0, stretch.first.quoted),
      ...runsOf(held, stretch),
      ...edge(held, stretch, stretch.last.quoted + 1, next),
    ],
    isAfterGap:
      before !== undefined &&
      held.after.slice(before.quoted + 1, stretch.first.quoted + 1).includes("ellipsis"),
  };
}

function reachesOf(held: Case, { steps }: Stretch): Reach[] {
  return windowsOf(steps).flatMap((window) => {
    const tokens = steps.flatMap((step) =>
      step.window === window && step.there >= 0 ? [wordThere(held, step)] : [],
    );
    const passage = held.passages[window];
    const [first, last] = [tokens[0], tokens.at(-1)];
    return passage && first && last ? [reachOf(held, passage, first.start, last.end)] : [];
  });
}

function windowsOf(steps: readonly Step[]): number[] {
  return [...new Set(steps.map(({ window }) => window))].sort((a, b) => a - b);
}

function reachOf({ people }: Case, passage: Passage, start: number, end: number): Reach {
  const isReported =
    passage.kind === "report" &&
    findSpans(passage.text).some((span) => span.start <= start && end <= span.end);
  return { passage, start, end, isOwn: isReported || isOwn(passage, people), isReported };
}

/**
 * What the quotation has before or behind what is held, and what the record has for it. Of more
 * words than a few, or of another sentence's, nobody knows which of the record's they stand for.
 */
function edge(held: Case, { head, tail, first, last }: Stretch, start: number, end: number): Run[] {
  const isHead = end === first.quoted;
  const beside = isHead ? first : last;
  const block = (isHead ? head : tail).filter(({ quoted }) => start <= quoted && quoted < end);
  const there = block.filter((step) => step.there >= 0);
  const isWithin = there.every((step) => {
    const { before, after } = wordThere(held, step);
    return step.window === beside.window && !endsSentence(isHead ? after : before);
  });
  const isWhole = block.length === end - start && block.length <= EDGE;
  return there.length && isWithin && isWhole ? different(held, block) : added(held, start, end);
}

/** What the quotation has from the word `start` to the word `end`, if anything. */
function added(held: Case, start: number, end: number): Run[] {
  const tokens = held.tokens.slice(start, end);
  const text = held.text.slice(tokens[0]?.start, tokens.at(-1)?.end);
  return tokens.length ? [{ difference: "added", text }] : [];
}

/** What is the same and what is not, in order. */
function runsOf(held: Case, { steps, first, last }: Stretch): Run[] {
  const runs = differing(
    signsAtStart(wordThere(held, first).before),
    signsAtStart(tokenOf(held, first).before),
  );
  let start = 0;
  while (start < steps.length) {
    const [isAlike, end] = blockFrom(held, steps, start);
    const block = steps.slice(start, end);
    runs.push(...(isAlike ? same(held, block) : different(held, block)));
    if (isAlike && end < steps.length) {
      runs.push(...marksBetween(held, steps, end));
    }
    start = end;
  }
  return [
    ...runs,
    ...differing(signsAtEnd(wordThere(held, last).after), signsAtEnd(tokenOf(held, last).after)),
  ];
}

/** Where the steps end that are all the same, or all not, from one of them on. */
function blockFrom(held: Case, steps: readonly Step[], start: number): [boolean, number] {
  const isAlike = isSame(held, steps[start]);
  let end = start + 1;
  while (
    end < steps.length &&
    isSame(held, steps[end]) === isAlike &&
    !(isAlike && marksBetween(held, steps, end).length)
  ) {
    end += 1;
  }
  return [isAlike, end];
}

/** The record's own words, paragraph by paragraph. */
function same(held: Case, block: readonly Step[]): Run[] {
  const texts = windowsOf(block).map((window) => {
    const tokens = block
      .filter((step) => step.window === window)
      .map((step) => wordThere(held, step));
    return held.passages[window]?.text.slice(tokens[0]?.start, tokens.at(-1)?.end) ?? "";
  });
  return [{ difference: "same", text: texts.join(" ") }];
}

function different(held: Case, block: readonly Step[]): Run[] {
  const left = block.filter(({ there }) => there >= 0);
  const quoted = block.filter((step) => step.quoted >= 0);
  const runs: Run[] = [];
  const [first] = left;
  if (first) {
    const tokens = left
      .filter(({ window }) => window === first.window)
      .map((step) => wordThere(held, step));
    const text =
      held.passages[first.window]?.text.slice(tokens[0]?.start, tokens.at(-1)?.end) ?? "";
    runs.push({ difference: "left-out", text });
  }
  const [from, to] = [quoted[0], quoted.at(-1)];
  return from && to ? [...runs, ...added(held, from.quoted, to.quoted + 1)] : runs;
}

/**
 * How the marks differ between two words that are the same, where both stand on end.
 * @param place of the second
 */
function marksBetween(held: Case, steps: readonly Step[], place: number): Run[] {
  const step = steps[place - 1]!;
  const following = steps[place]!;
  const isOnEnd =
    following.quoted === step.quoted + 1 &&
    following.there === step.there + 1 &&
    following.window === step.window;
  if (!isOnEnd || !isSame(held, following) || held.after[following.quoted]) {
    return [];
  }
  return differing(wordThere(held, step).after, tokenOf(held, step).after);
}

function differing(there: string, quoted: string): Run[] {
  if (there === quoted) {
    return [];
  }
  const runs: Run[] = [
    { difference: "left-out", text: there },
    { difference: "added", text: quoted },
  ];
  return runs.filter(({ text }) => text);
}

/** Whether a word is laid on the same word, or on another form of it. */
function holds(held: Case, step: Step): boolean {
  if (step.quoted < 0 || step.there < 0) {
    return false;
  }
  const [quoted, there] = [tokenOf(held, step), wordThere(held, step)];
  return quoted.key === there.key || (quoted.term !== null && quoted.term === there.term);
}

function isSame(held: Case, step: Step | undefined): boolean {
  if (!step || step.quoted < 0 || step.there < 0) {
    return false;
  }
  return tokenOf(held, step).key === wordThere(held, step).key;
}

/** Whether all that differs is what the quotation puts in square brackets. */
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
  const blocks: Step[][] = [[]];
  for (const step of steps) {
    if (isSame(held, step)) {
      blocks.push([]);
    } else {
      blocks.at(-1)?.push(step);
    }
  }
  return blocks.filter(({ length }) => length > 0);
}

function isInOtherOrder(places: readonly Place[]): boolean {
  const order = places.map(({ reaches: [reach] }) => ({
    number: reach?.passage.number ?? 0,
    start: reach?.start ?? 0,
  }));
  return order.some(({ number, start }, place) => {
    const before = order[place - 1];
    return before && (before.number > number || (before.number === number && before.start > start));
  });
}

function numbersBetween(start: number, end: number): number[] {
  return Array.from({ length: Math.max(0, end - start) }, (_, step) => start + step);
}

/** @returns the quotation's word */
function tokenOf(held: Case, { quoted }: Step): Token {
  return held.tokens[quoted]!;
}

/** @returns the record's word */
function wordThere(held: Case, { window, there }: Step): Token {
  return held.there[window]?.[there] as Token;
}
