/**
 * The way from the record to a quotation, to what is found out about it.
 *
 * The same definition stands in `onrecord/quotations/judge.py`, with what the verdicts mean in
 * `onrecord/quotations/findings.py`.
 */

import { CHANGED } from "./align.js";
import { rarityOf } from "./candidates.js";
import { findSpans } from "./quote-marks.js";
import { endsSentence, isNegation, signsAtEnd, signsAtStart } from "./tokens.js";

/**
 * @typedef {import("../search/types.js").Passage} Passage
 * @typedef {import("./align.js").Step} Step
 * @typedef {import("./align.js").Way} Way
 * @typedef {import("./extract.js").Quotation} Quotation
 * @typedef {import("./tokens.js").Token} Token
 *
 * @typedef {"verbatim" | "altered" | "joined" | "someone-else" | "not-found" | "short"
 *   | "too-common"} Verdict
 *
 * Words that are the same, or that only the quotation has, or only the record.
 * @typedef {object} Run
 * @property {"same" | "added" | "left-out"} difference
 * @property {string} text
 *
 * A stretch of a paragraph.
 * @typedef {object} Reach
 * @property {Passage} passage
 * @property {number} start
 * @property {number} end
 * @property {boolean} isOwn the words of whom the quotation is looked for
 * @property {boolean} isReported they stand between quotation marks in a news report
 *
 * Where a quotation or a part of it stands: one paragraph, or several on end.
 * @typedef {object} Place
 * @property {readonly Reach[]} reaches
 * @property {readonly Run[]} runs
 * @property {boolean} isAfterGap the quotation says that something is left out before it
 *
 * @typedef {object} Finding
 * @property {Quotation} quotation
 * @property {Verdict} verdict
 * @property {Verdict} how as the words stand, whoever said them; else the verdict itself
 * @property {readonly Place[]} places of `not-found` the nearest, if there is any
 * @property {readonly string[]} remarks
 * @property {number} count of places where the same words stand
 *
 * Whose words a collection records; `wanted` is one of them, if only that one's count.
 * @typedef {object} People
 * @property {ReadonlySet<string>} recorded
 * @property {string} wanted
 *
 * A quotation and what it is held against.
 * @typedef {object} Case
 * @property {Quotation} quotation
 * @property {string} text all its parts
 * @property {readonly Token[]} tokens
 * @property {readonly string[]} after for each word, what parts it from the one before
 * @property {readonly Passage[]} passages
 * @property {readonly (readonly Token[])[]} there the words of each passage
 * @property {People} people
 * @property {ReadonlyMap<string, number>} sizes how often a folded word stands in all paragraphs, in
 *   binary digits
 * @property {number} count of all paragraphs
 *
 * Steps that stand on end, of which the first and the last lay word on the same word.
 * @typedef {object} Stretch
 * @property {readonly Step[]} steps
 * @property {readonly Step[]} head what is before them and lays no word on the same
 * @property {readonly Step[]} tail and what is behind them
 * @property {Step} first
 * @property {Step} last
 */

const CHEAP = 27;
const DEARER = 36;
const PATCHED = 30; // the same of what is put together from several places and changed besides
const HELD = 60;
const HELD_BY_A_RUN = 40;
const RUN = 10;
const NEAR = 25;
const LEFT_OUT = 12; // words: where more are left out, what is round them is joined
const FEWEST = 3; // words of a part that stands in a place of its own
const FEWEST_COMMON = 5; // and of one that has only stop words
const EDGE = 2; // words at an end of a quotation that stand in the place of others
const BEFORE = 4; // words before a quotation among which a negation is told
const MOST_WAYS = 50;
/** @type {readonly Verdict[]} */
const ORDER = ["verbatim", "someone-else", "joined", "altered", "not-found", "short", "too-common"];

/**
 * What is found out; of ways that cost the same, by the one with the fewest differences.
 * @param {Case} held
 * @param {readonly Way[]} ways
 * @returns {Finding}
 */
export function judge(held, ways) {
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
 * @param {number} cost
 * @param {number} count of words
 * @returns {boolean}
 */
export function isCheap(cost, count) {
  return inPerCent(cost, count) <= CHEAP;
}

/**
 * What a way to so many words costs beside one on which every word is changed.
 * @param {number} cost
 * @param {number} count
 * @returns {number}
 */
function inPerCent(cost, count) {
  return Math.floor((cost * 100) / (count * CHANGED));
}

/**
 * Whether a paragraph is the words of one whose words count.
 * @param {Passage} passage
 * @param {People} people
 * @returns {boolean}
 */
export function isOwn(passage, people) {
  if (people.wanted) {
    return passage.speaker === people.wanted;
  }
  const isAnswer = passage.kind === "statement" || passage.kind === "answer";
  return isAnswer && people.recorded.has(passage.speaker);
}

/**
 * @param {Quotation} quotation
 * @param {Verdict} verdict
 * @param {readonly Place[]} [places]
 * @param {number} [count]
 * @returns {Finding}
 */
export function findingOf(quotation, verdict, places = [], count = 0) {
  return { quotation, verdict, how: verdict, places, remarks: [], count };
}

/**
 * @param {Case} held
 * @param {Way} way
 * @returns {Finding}
 */
function judgeWay(held, way) {
  const stretches = merge(held, stretchesOf(held, way).filter((one) => isWorthIt(held, one)));
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

/**
 * @param {readonly Place[]} places
 * @returns {Verdict}
 */
function howOf(places) {
  if (differencesIn(places).length) {
    return "altered";
  }
  return places.length > 1 ? "joined" : "verbatim";
}

/**
 * @param {readonly Place[]} places
 * @returns {Run[]}
 */
function differencesIn(places) {
  return places.flatMap(({ runs }) => runs.filter(({ difference }) => difference !== "same"));
}

/**
 * @param {Case} held
 * @param {readonly Place[]} places
 * @param {readonly Stretch[]} stretches
 * @returns {string[]}
 */
function remarksOn(held, places, stretches) {
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

/**
 * Whether the record has a negation right before the words, in the same sentence.
 * @param {Case} held
 * @param {Stretch} stretch
 * @returns {boolean}
 */
function isNegated(held, { first }) {
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

/**
 * Whether the quotation ends a sentence where the record does not.
 * @param {Case} held
 * @param {Stretch | undefined} stretch
 * @returns {boolean}
 */
function goesOn(held, stretch) {
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

/**
 * The way cut at its jumps; what does not begin or end with words that are held is cut off.
 * @param {Case} held
 * @param {Way} way
 * @returns {Stretch[]}
 */
function stretchesOf(held, way) {
  /** @type {Step[][]} */
  const pieces = [[]];
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

/**
 * @param {readonly Step[]} steps
 * @param {readonly Step[]} head
 * @param {readonly Step[]} tail
 * @returns {Stretch}
 */
function stretchOf(steps, head, tail) {
  return {
    steps,
    head,
    tail,
    first: /** @type {Step} */ (steps[0]),
    last: /** @type {Step} */ (steps.at(-1)),
  };
}

/**
 * Whether it is more than words that stand together by chance.
 * @param {Case} held
 * @param {Stretch} stretch
 * @returns {boolean}
 */
function isWorthIt(held, { steps, first, last }) {
  const kept = steps.filter((step) => holds(held, step));
  const quoted = last.quoted - first.quoted + 1;
  const isAll = kept.length * 2 >= held.tokens.length;
  const isPart = held.after[first.quoted] !== "" && quoted === kept.length;
  const hasTerm = kept.some((step) => held.tokens[step.quoted]?.term !== null);
  const fewest = hasTerm ? FEWEST : FEWEST_COMMON;
  return isAll || (kept.length * 2 >= quoted && (isPart || kept.length >= fewest));
}

/**
 * Stretches of one paragraph between which only a few words are left out are one.
 * @param {Case} held
 * @param {readonly Stretch[]} stretches
 * @returns {Stretch[]}
 */
function merge(held, stretches) {
  /** @type {Stretch[]} */
  const merged = [];
  for (const stretch of stretches) {
    const before = merged.at(-1);
    if (before && isNear(before.last, stretch.first) && !isParted(held, before.last, stretch.first)) {
      const { window, quoted, there } = stretch.first;
      const left = numbersBetween(before.last.there + 1, there).map((place) =>
        ({ quoted: -1, window, there: place, jumps: false }));
      const added = numbersBetween(before.last.quoted + 1, quoted).map((place) =>
        ({ quoted: place, window, there: -1, jumps: false }));
      const steps = [...before.steps, ...left, ...added, ...stretch.steps];
      merged[merged.length - 1] = stretchOf(steps, before.head, stretch.tail);
    } else {
      merged.push(stretch);
    }
  }
  return merged;
}

/**
 * @param {Step} before
 * @param {Step} following
 * @returns {boolean}
 */
function isNear(before, following) {
  const gap = following.there - before.there - 1;
  return before.window === following.window && gap >= 0 && gap <= LEFT_OUT;
}

/**
 * Whether the quotation itself parts the two words.
 * @param {Case} held
 * @param {Step} before
 * @param {Step} following
 * @returns {boolean}
 */
function isParted(held, before, following) {
  return held.after.slice(before.quoted + 1, following.quoted + 1).some((after) => after !== "");
}

/**
 * How much of the quotation's words is held, by weight, in per cent.
 * @param {Case} held
 * @param {readonly Stretch[]} stretches
 * @returns {number}
 */
function shareOf(held, stretches) {
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

/**
 * Whether it is of several places and has other words than they have.
 * @param {readonly Place[]} places
 * @returns {boolean}
 */
function isPatched(places) {
  return places.length > 1 && differencesIn(places).some(({ text }) => hasLetters(text));
}

/**
 * @param {string} text
 * @returns {boolean}
 */
function hasLetters(text) {
  return /[\p{L}\p{N}]/u.test(text);
}

/**
 * Whether it is this quotation, and not another that has words in common with it.
 * @param {Case} held
 * @param {Way} way
 * @param {readonly Stretch[]} stretches
 * @param {number} share
 * @param {boolean} isPutTogether
 * @returns {boolean}
 */
function isEnough(held, way, stretches, share, isPutTogether) {
  const cost = inPerCent(way.cost, held.tokens.length);
  if (cost <= CHEAP || held.quotation.holdsMarked) {
    return cost <= CHEAP;
  }
  if (cost <= (isPutTogether ? PATCHED : DEARER) && share >= HELD) {
    return true;
  }
  return share >= HELD_BY_A_RUN && stretches.some((stretch) => longestRun(held, stretch) >= RUN);
}

/**
 * @param {Case} held
 * @param {Stretch} stretch
 * @returns {number}
 */
function longestRun(held, { steps }) {
  let longest = 0;
  let run = 0;
  for (const step of steps) {
    run = isSame(held, step) ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
}

/**
 * @param {Case} held
 * @param {Token} token
 * @returns {number}
 */
function weightOf({ sizes, count }, { term, folded, isBracketed }) {
  if (isBracketed) {
    return 0;
  }
  return term === null ? 2 : 4 + rarityOf(sizes.get(folded) ?? 0, count);
}

/**
 * @param {Case} held
 * @param {readonly Stretch[]} stretches
 * @param {number} number
 * @returns {Place}
 */
function placeOf(held, stretches, number) {
  const stretch = /** @type {Stretch} */ (stretches[number]);
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

/**
 * @param {Case} held
 * @param {Stretch} stretch
 * @returns {Reach[]}
 */
function reachesOf(held, { steps }) {
  return windowsOf(steps).flatMap((window) => {
    const tokens = steps.flatMap((step) =>
      step.window === window && step.there >= 0 ? [wordThere(held, step)] : [],
    );
    const passage = held.passages[window];
    const [first, last] = [tokens[0], tokens.at(-1)];
    return passage && first && last ? [reachOf(held, passage, first.start, last.end)] : [];
  });
}

/**
 * @param {readonly Step[]} steps
 * @returns {number[]}
 */
function windowsOf(steps) {
  return [...new Set(steps.map(({ window }) => window))].sort((a, b) => a - b);
}

/**
 * @param {Case} held
 * @param {Passage} passage
 * @param {number} start
 * @param {number} end
 * @returns {Reach}
 */
function reachOf({ people }, passage, start, end) {
  const isReported =
    passage.kind === "report" &&
    findSpans(passage.text).some((span) => span.start <= start && end <= span.end);
  return { passage, start, end, isOwn: isReported || isOwn(passage, people), isReported };
}

/**
 * What the quotation has before or behind what is held, and what the record has for it. Of more
 * words than a few, or of another sentence's, nobody knows which of the record's they stand for.
 * @param {Case} held
 * @param {Stretch} stretch
 * @param {number} start
 * @param {number} end
 * @returns {Run[]}
 */
function edge(held, { head, tail, first, last }, start, end) {
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

/**
 * What the quotation has from the word `start` to the word `end`, if anything.
 * @param {Case} held
 * @param {number} start
 * @param {number} end
 * @returns {Run[]}
 */
function added(held, start, end) {
  const tokens = held.tokens.slice(start, end);
  const text = held.text.slice(tokens[0]?.start, tokens.at(-1)?.end);
  return tokens.length ? [{ difference: "added", text }] : [];
}

/**
 * What is the same and what is not, in order.
 * @param {Case} held
 * @param {Stretch} stretch
 * @returns {Run[]}
 */
function runsOf(held, { steps, first, last }) {
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

/**
 * Where the steps end that are all the same, or all not, from one of them on.
 * @param {Case} held
 * @param {readonly Step[]} steps
 * @param {number} start
 * @returns {[boolean, number]}
 */
function blockFrom(held, steps, start) {
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

/**
 * The record's own words, paragraph by paragraph.
 * @param {Case} held
 * @param {readonly Step[]} block
 * @returns {Run[]}
 */
function same(held, block) {
  const texts = windowsOf(block).map((window) => {
    const tokens = block.filter((step) => step.window === window).map((step) => wordThere(held, step));
    return held.passages[window]?.text.slice(tokens[0]?.start, tokens.at(-1)?.end) ?? "";
  });
  return [{ difference: "same", text: texts.join(" ") }];
}

/**
 * @param {Case} held
 * @param {readonly Step[]} block
 * @returns {Run[]}
 */
function different(held, block) {
  const left = block.filter(({ there }) => there >= 0);
  const quoted = block.filter((step) => step.quoted >= 0);
  /** @type {Run[]} */
  const runs = [];
  const [first] = left;
  if (first) {
    const tokens = left
      .filter(({ window }) => window === first.window)
      .map((step) => wordThere(held, step));
    const text = held.passages[first.window]?.text.slice(tokens[0]?.start, tokens.at(-1)?.end) ?? "";
    runs.push({ difference: "left-out", text });
  }
  const [from, to] = [quoted[0], quoted.at(-1)];
  return from && to ? [...runs, ...added(held, from.quoted, to.quoted + 1)] : runs;
}

/**
 * How the marks differ between two words that are the same, where both stand on end.
 * @param {Case} held
 * @param {readonly Step[]} steps
 * @param {number} place of the second
 * @returns {Run[]}
 */
function marksBetween(held, steps, place) {
  const step = /** @type {Step} */ (steps[place - 1]);
  const following = /** @type {Step} */ (steps[place]);
  const isOnEnd =
    following.quoted === step.quoted + 1 &&
    following.there === step.there + 1 &&
    following.window === step.window;
  if (!isOnEnd || !isSame(held, following) || held.after[following.quoted]) {
    return [];
  }
  return differing(wordThere(held, step).after, tokenOf(held, step).after);
}

/**
 * @param {string} there
 * @param {string} quoted
 * @returns {Run[]}
 */
function differing(there, quoted) {
  if (there === quoted) {
    return [];
  }
  /** @type {Run[]} */
  const runs = [
    { difference: "left-out", text: there },
    { difference: "added", text: quoted },
  ];
  return runs.filter(({ text }) => text);
}

/**
 * Whether a word is laid on the same word, or on another form of it.
 * @param {Case} held
 * @param {Step} step
 * @returns {boolean}
 */
function holds(held, step) {
  if (step.quoted < 0 || step.there < 0) {
    return false;
  }
  const [quoted, there] = [tokenOf(held, step), wordThere(held, step)];
  return quoted.key === there.key || (quoted.term !== null && quoted.term === there.term);
}

/**
 * @param {Case} held
 * @param {Step | undefined} step
 * @returns {boolean}
 */
function isSame(held, step) {
  if (!step || step.quoted < 0 || step.there < 0) {
    return false;
  }
  return tokenOf(held, step).key === wordThere(held, step).key;
}

/**
 * Whether all that differs is what the quotation puts in square brackets.
 * @param {Case} held
 * @param {readonly Stretch[]} stretches
 * @returns {boolean}
 */
function isInBrackets(held, stretches) {
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

/**
 * @param {Case} held
 * @param {Stretch} stretch
 * @returns {Step[][]}
 */
function differentBlocks(held, { steps }) {
  /** @type {Step[][]} */
  const blocks = [[]];
  for (const step of steps) {
    if (isSame(held, step)) {
      blocks.push([]);
    } else {
      blocks.at(-1)?.push(step);
    }
  }
  return blocks.filter(({ length }) => length > 0);
}

/**
 * @param {readonly Place[]} places
 * @returns {boolean}
 */
function isInOtherOrder(places) {
  const order = places.map(({ reaches: [reach] }) => ({
    number: reach?.passage.number ?? 0,
    start: reach?.start ?? 0,
  }));
  return order.some(({ number, start }, place) => {
    const before = order[place - 1];
    return before && (before.number > number || (before.number === number && before.start > start));
  });
}

/**
 * @param {number} start
 * @param {number} end
 * @returns {number[]}
 */
function numbersBetween(start, end) {
  return Array.from({ length: Math.max(0, end - start) }, (_, step) => start + step);
}

/**
 * @param {Case} held
 * @param {Step} step
 * @returns {Token} the quotation's word
 */
function tokenOf(held, { quoted }) {
  return /** @type {Token} */ (held.tokens[quoted]);
}

/**
 * @param {Case} held
 * @param {Step} step
 * @returns {Token} the record's word
 */
function wordThere(held, { window, there }) {
  return /** @type {Token} */ (held.there[window]?.[there]);
}
