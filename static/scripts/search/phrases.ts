/**
 * Finds the paragraphs that contain a phrase: its words in a row, in the same forms.
 *
 * Words match if they fold to the same text. A lower-case stop word also matches a name ("us
 * troops" finds "US troops"), but a name does not match a stop word.
 *
 * The index records where each word with a term occurs, in which form, and the stop words just
 * before and after it. As little of this as possible is loaded; as soon as the texts of the
 * remaining paragraphs take fewer bytes, they are read instead.
 */

import { onceEach } from "../shared/once.ts";
import { Reader, readJson } from "./decode.ts";
import { findCommon, locate } from "./sorted-numbers.ts";
import type { Pieces } from "./pieces.ts";
import { placesPiece } from "./postings.ts";
import type { Word } from "../shared/analysis.ts";
import type { Entry, Terms } from "./postings.ts";

/**
 * The words of a paragraph by position, as far as they are known: folded, with a space before a
 * stop word.
 */
type Known = Map<number, string>;

/** Where a term occurs in the texts. */
interface Places {
  forms: readonly string[];
  /** all positions, paragraph by paragraph */
  places: Uint32Array;
  /** the index of the form at each position */
  formOf: Uint32Array;
  /** where the positions in each paragraph of the postings begin, and where the last ones end */
  starts: Uint32Array;
  /** how many positions of other terms come before these in the piece */
  before: number;
  /** the stop words beside each position in the piece */
  runs: Record<Side, Uint8Array>;
}

type Side = "before" | "after";

/** The stop words on one side of each position of a term. */
interface StopWordRuns {
  bytes: Uint8Array;
  /** where each run begins, and where the last one ends */
  starts: Uint32Array;
}

/** The stop words to load for each term: those before it, those after it, or both. */
type Wanted = Map<Entry, Set<Side>>;

// Rough sizes in bytes: a piece, one posting in a piece, a piece of texts.
const PIECE = 9000;
const POSTING = 2;
const TEXTS = 4500;
// A position in the collection is a paragraph times this, and the place in it.
const SPAN = 2 ** 24;

export class Phrases {
  private readonly pieces: Pieces;
  private readonly terms: Terms;
  private readonly passages: (
    paragraphs: readonly number[],
  ) => Promise<{ number: number; text: string }[]>;
  private readonly tokenize: (text: string) => Word[];

  /** @param tokenize of `analysis.ts`, which only one of the search page's scripts contains */
  constructor(
    pieces: Pieces,
    terms: Terms,
    passages: (paragraphs: readonly number[]) => Promise<{ number: number; text: string }[]>,
    tokenize: (text: string) => Word[],
  ) {
    this.pieces = pieces;
    this.terms = terms;
    this.passages = passages;
    this.tokenize = tokenize;
  }

  /** Returns how often the phrase occurs in each paragraph that contains it. */
  async find(written: string): Promise<Map<number, number>> {
    const words = this.tokenize(written);
    const terms = [...new Set(words.flatMap(({ term }) => term ?? []))];
    const found = await Promise.all(terms.map((term) => this.terms.find(term)));
    const entries = new Map(found.flatMap((entry) => (entry ? [[entry.term, entry]] : [])));
    if (terms.length === 0 || entries.size < terms.length) return new Map();
    return this.narrow(words, [...entries.values()]);
  }

  /** Finds where the words are as far apart as in the phrase, rarest terms first. */
  private async narrow(
    words: readonly Word[],
    entries: readonly Entry[],
  ): Promise<Map<number, number>> {
    const rarestFirst = [...entries].sort((a, b) => a.count - b.count);
    const postings = await Promise.all(entries.map(({ postings }) => postings("text")));
    let holders = findCommon(postings.map(({ paragraphs }) => paragraphs));
    let starts: Float64Array | undefined;
    let read = 0;
    while (read < rarestFirst.length && holders.length) {
      const next = rarestFirst.slice(read, read + (read ? 1 : 2));
      if (this.isCheaperToRead(holders, rarestFirst.slice(read))) {
        return this.readTexts(words, holders);
      }
      for (const found of await Promise.all(
        next.map((entry) => this.findStarts(words, entry, holders)),
      )) {
        starts = starts ? keepCommon(starts, found) : found;
      }
      holders = paragraphsOf(starts!);
      read += next.length;
    }
    return words.some(({ term }) => term === null)
      ? this.checkStopWords(words, entries, holders)
      : countStarts(starts ?? new Float64Array(0), words.length);
  }

  /** Returns where the phrase may start, by all places of a term in it. */
  private async findStarts(
    words: readonly Word[],
    entry: Entry,
    holders: Uint32Array,
  ): Promise<Float64Array> {
    const [{ paragraphs }, { forms, places, formOf, starts }] = await Promise.all([
      entry.postings("text"),
      this.places(entry),
    ]);
    const indexes = locate(holders, paragraphs);
    const found = words.flatMap(({ term, folded }, step) => {
      const form = forms.indexOf(folded);
      if (term !== entry.term) return [];
      const begun: number[] = [];
      holders.forEach((paragraph, holder) => {
        const index = indexes[holder]!;
        for (let next = starts[index]!; next < starts[index + 1]!; next += 1) {
          if (formOf[next] === form && places[next]! >= step) {
            begun.push(paragraph * SPAN + places[next]! - step);
          }
        }
      });
      return [Float64Array.from(begun) as Float64Array];
    });
    return found.reduce((one, other) => keepCommon(one, other));
  }

  private async checkStopWords(
    words: readonly Word[],
    entries: readonly Entry[],
    holders: Uint32Array,
  ): Promise<Map<number, number>> {
    const wanted = runsWanted(words, new Map(entries.map((entry) => [entry.term, entry])));
    const [list, names] = readJson(await this.pieces.piece("stop-words", 0));
    const asNames = words.flatMap(({ folded, term }) =>
      term === null && names.includes(folded) ? folded : [],
    );
    const found = await Promise.all([...new Set(asNames)].map((name) => this.terms.find(name)));
    const added = found.flatMap((entry) => (entry && !entries.includes(entry) ? [entry] : []));
    for (const entry of found) {
      if (entry) wanted.set(entry, new Set(["before", "after"]));
    }
    if (added.length && this.isCheaperToRead(holders, added)) return this.readTexts(words, holders);
    const known = new Map<number, Known>(
      Array.from(holders, (paragraph) => [paragraph, new Map()]),
    );
    await Promise.all(
      [...entries, ...added].map((entry) =>
        this.fill(known, holders, entry, [...(wanted.get(entry) ?? [])], list),
      ),
    );
    return countAll(known, words);
  }

  /**
   * True if reading the paragraphs' texts takes fewer bytes than reading the places of the terms.
   */
  private isCheaperToRead(paragraphs: Uint32Array, entries: readonly Entry[]): boolean {
    const numbers = new Set(entries.map(({ piece }) => piece));
    const postings = entries.reduce((sum, { count }) => sum + count, 0);
    const bytes = Math.max(numbers.size * PIECE, postings * POSTING);
    const { inBlock } = this.pieces.manifest;
    const blocks = new Set(Array.from(paragraphs, (number) => Math.floor(number / inBlock)));
    return blocks.size * TEXTS <= bytes;
  }

  private async readTexts(
    words: readonly Word[],
    paragraphs: Uint32Array,
  ): Promise<Map<number, number>> {
    const known = new Map<number, Known>();
    for (const { number, text } of await this.passages([...paragraphs])) {
      const encoded = this.tokenize(text).map(({ folded, term }) =>
        encodeWord(folded, term === null),
      );
      known.set(number, new Map(encoded.entries()));
    }
    return countAll(known, words);
  }

  /**
   * Records where a term occurs in the paragraphs, and the stop words on the given sides of it.
   * @param stopWords by number, from 1
   */
  private async fill(
    known: ReadonlyMap<number, Known>,
    holders: Uint32Array,
    entry: Entry,
    sides: readonly Side[],
    stopWords: readonly string[],
  ): Promise<void> {
    const [{ paragraphs }, { forms, places, formOf, starts, before, runs }] = await Promise.all([
      entry.postings("text"),
      this.places(entry),
    ]);
    const beside = sides.map((side) => findRuns(runs[side], before, places.length));
    locate(holders, paragraphs).forEach((index, holder) => {
      const paragraph = known.get(holders[holder]!)!;
      for (
        let next = index < 0 ? 0 : starts[index]!;
        index >= 0 && next < starts[index + 1]!;
        next += 1
      ) {
        const place = places[next]!;
        paragraph.set(place, forms[formOf[next]!]!);
        sides.forEach((side, number) => {
          const run = readRun(beside[number]!, next);
          const start = side === "before" ? place - run.length : place + 1;
          run.forEach((word, step) => {
            paragraph.set(start + step, encodeWord(stopWords[word - 1] ?? "", true));
          });
        });
      }
    });
  }

  private readonly places = onceEach(async (entry: Entry): Promise<Places> => {
    const [{ frequencies }, piece] = await Promise.all([
      entry.postings("text"),
      this.pieces.piece("places", placesPiece(entry.piece)),
    ]);
    const reader = new Reader(piece);
    const counts = reader.inner();
    const termsBefore = counts.number();
    const term = entry.place + (entry.piece % 2 ? termsBefore : 0);
    const totals: number[] = [];
    while (!counts.isAtEnd) {
      totals.push(counts.number());
    }
    const formCounts = reader.inner().numbers(totals.length);
    const allForms = reader.words();
    const places = reader.inner();
    const formNumbers = reader.inner();
    const runs = { before: reader.part(), after: reader.part() };
    const total = totals[term]!;
    const before = sum(totals.slice(0, term));
    const formsBefore = sum(formCounts.subarray(0, term));
    const formCount = formCounts[term]!;
    places.skip(before);
    formNumbers.skip(sum(totals.filter((_, place) => place < term && formCounts[place]! > 1)));
    let end = 0;
    return {
      forms: allForms.slice(formsBefore, formsBefore + formCount),
      places: places.numbers(total),
      formOf: formCount > 1 ? formNumbers.numbers(total) : new Uint32Array(total),
      starts: Uint32Array.from([0, ...frequencies], (frequency) => (end += frequency)),
      before,
      runs,
    };
  });
}

/**
 * Returns which stop words to load: for each run of them in the phrase, those beside its rarer
 * neighbour.
 */
function runsWanted(words: readonly Word[], entries: ReadonlyMap<string, Entry>): Wanted {
  const wanted: Wanted = new Map();
  const entryAt = (place: number) => entries.get(words[place]?.term ?? "");
  words.forEach(({ term }, place) => {
    if (term !== null || (place > 0 && words[place - 1]?.term === null)) return;
    const length = words.slice(place).findIndex((word) => word.term !== null);
    const left = entryAt(place - 1);
    const right = length < 0 ? undefined : entryAt(place + length);
    const isLeft = left && (!right || left.count <= right.count);
    const entry = isLeft ? left : right;
    if (entry) wanted.set(entry, (wanted.get(entry) ?? new Set()).add(isLeft ? "after" : "before"));
  });
  return wanted;
}

/** Returns the starts that both lists have, which are ascending. */
function keepCommon(one: Float64Array, other: Float64Array): Float64Array {
  let place = 0;
  return one.filter((start) => {
    while (other[place]! < start) {
      place += 1;
    }
    return other[place] === start;
  });
}

function paragraphsOf(starts: Float64Array): Uint32Array {
  const paragraphs = Uint32Array.from(starts, (start) => Math.floor(start / SPAN));
  return paragraphs.filter((paragraph, place) => paragraph !== paragraphs[place - 1]);
}

/** Counts how often a phrase of so many words starts in each paragraph, without overlaps. */
function countStarts(starts: Float64Array, length: number): Map<number, number> {
  const counts = new Map<number, number>();
  let end = 0;
  for (const start of starts) {
    if (start >= end) {
      const paragraph = Math.floor(start / SPAN);
      counts.set(paragraph, (counts.get(paragraph) ?? 0) + 1);
      end = start + length;
    }
  }
  return counts;
}

/** Returns how often the phrase occurs in each paragraph that contains it. */
function countAll(known: ReadonlyMap<number, Known>, words: readonly Word[]): Map<number, number> {
  const counts = Array.from(
    known,
    ([paragraph, places]) => [paragraph, countIn(places, words)] as const,
  );
  return new Map(counts.filter(([, count]) => count > 0));
}

/** Counts how often the phrase occurs in a paragraph; overlapping occurrences count once. */
function countIn(known: Known, words: readonly Word[]): number {
  let count = 0;
  let end = 0;
  for (const start of [...known.keys()].sort((a, b) => a - b)) {
    if (start >= end && words.every((word, step) => isSame(word, known.get(start + step)))) {
      count += 1;
      end = start + words.length;
    }
  }
  return count;
}

function isSame({ folded, term }: Word, found: string | undefined): boolean {
  return found === folded || (term === null && found === encodeWord(folded, true));
}

function encodeWord(folded: string, isStopWord: boolean): string {
  return isStopWord ? ` ${folded}` : folded;
}

function sum(numbers: Iterable<number>): number {
  let total = 0;
  for (const number of numbers) {
    total += number;
  }
  return total;
}

/**
 * Finds where runs of stop words begin. All stop words of a run but the first have the eighth bit
 * set.
 * @param before how many runs to skip
 */
function findRuns(bytes: Uint8Array, before: number, count: number): StopWordRuns {
  const starts = new Uint32Array(count + 1);
  let run = -before;
  for (let place = 0; place < bytes.length && run <= count; place += 1) {
    if (bytes[place]! < 0x80) {
      if (run >= 0) starts[run] = place;
      run += 1;
    }
  }
  if (run <= count) starts[count] = bytes.length;
  return { bytes, starts };
}

/** Returns the numbers of the stop words in a run; 0 is an empty run. */
function readRun({ bytes, starts }: StopWordRuns, run: number): number[] {
  const words = Array.from(bytes.subarray(starts[run], starts[run + 1]), (byte) => byte & 0x7f);
  return words[0] === 0 ? [] : words;
}
