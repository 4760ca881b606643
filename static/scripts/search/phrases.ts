/**
 * A phrase to the paragraphs in which its words stand one after the other, as they are written.
 *
 * Words are alike when they are folded alike. A word in small letters that is a stop word may stand
 * for a name too ("us troops" for "US troops"), but a name does not stand for a stop word.
 *
 * The index says where each word with a term stands and in which form, and which stop words are
 * right before it and right after it. It is asked for as little as will do; as soon as reading the
 * texts of what is left takes fewer bytes, they are read.
 */

import { foldWord, tokenize } from "../shared/analysis.ts";
import { Reader, readJson } from "./decode.ts";
import type { Pieces } from "./pieces.ts";
import type { Entry, Terms } from "./postings.ts";

interface PhraseWord {
  folded: string;
  /** null for a stop word */
  term: string | null;
}

/**
 * What stands at each place of a paragraph, as far as it is known: folded, a stop word after a
 * space.
 */
type Known = Map<number, string>;

/** Where a term stands in the texts. */
interface Places {
  forms: readonly string[];
  /** all of them, paragraph by paragraph */
  places: Uint32Array;
  /** each place */
  formOf: Uint32Array;
  /** how many places other terms have before these in the piece */
  before: number;
}

/** What to load of a term: `isWhole` its places, and which of the stop words round them. */
type Wanted = Map<Entry, Set<"before" | "after">>;

// Bytes, roughly: of a piece, of what a piece needs for one posting, of a piece of texts.
const PIECE = 2500;
const POSTING = 1;
const TEXTS = 2500;

export class Phrases {
  private readonly pieces: Pieces;
  private readonly terms: Terms;
  private readonly passages: (
    paragraphs: readonly number[],
  ) => Promise<{ number: number; text: string }[]>;

  constructor(
    pieces: Pieces,
    terms: Terms,
    passages: (paragraphs: readonly number[]) => Promise<{ number: number; text: string }[]>,
  ) {
    this.pieces = pieces;
    this.terms = terms;
    this.passages = passages;
  }

  /** Begins to load what a phrase needs, before it is known whether its words are there. */
  expect(written: string): void {
    for (const { term } of tokenize(written)) {
      if (term === null) {
        this.pieces.piece("stop-words", 0).catch(() => {}); // whoever needs it hears of it
      } else {
        this.terms.find(term).catch(() => {});
        this.terms.expectPlaces(term);
      }
    }
  }

  /** How often the words stand so in each paragraph where they do. */
  async find(written: string): Promise<Map<number, number>> {
    const words = tokenize(written).map(({ word, term }) => ({ folded: foldWord(word), term }));
    const terms = [...new Set(words.flatMap(({ term }) => term ?? []))];
    const found = await Promise.all(terms.map((term) => this.terms.find(term)));
    const entries = new Map(found.flatMap((entry) => (entry ? [[entry.term, entry]] : [])));
    if (terms.length === 0 || entries.size < terms.length) {
      return new Map();
    }
    const holders = await this.holdersOfAll([...entries.values()]);
    return this.narrow(words, entries, holders);
  }

  /**
   * @param entries by term
   * @param holders paragraphs that have all terms
   */
  private async narrow(
    words: readonly PhraseWord[],
    entries: ReadonlyMap<string, Entry>,
    holders: ReadonlySet<number>,
  ): Promise<Map<number, number>> {
    const rarestFirst = [...entries.values()].sort((a, b) => a.count - b.count);
    let known: Map<number, Known> = new Map(
      Array.from(holders, (paragraph) => [paragraph, new Map()]),
    );
    let read = 0;
    while (read < rarestFirst.length) {
      const next = rarestFirst.slice(read, read + (read ? 1 : 2));
      if (this.isCheaperToRead(known, rarestFirst.slice(read), 1)) {
        return this.readTexts(words, known.keys());
      }
      await Promise.all(next.map((entry) => this.fill(known, entry, [], [])));
      read += next.length;
      const terms = new Set(rarestFirst.slice(0, read).map(({ term }) => term));
      known = keepPossible(known, words, terms);
    }
    return words.some(({ term }) => term === null)
      ? this.checkStopWords(words, entries, known)
      : countAll(known, words);
  }

  private async checkStopWords(
    words: readonly PhraseWord[],
    entries: ReadonlyMap<string, Entry>,
    known: Map<number, Known>,
  ): Promise<Map<number, number>> {
    const wanted = runsWanted(words, entries);
    if (this.isCheaperToRead(known, [...wanted.keys()], 1)) {
      return this.readTexts(words, known.keys());
    }
    const [list, names] = readJson(await this.pieces.piece("stop-words", 0));
    const asNames = words.flatMap(({ folded, term }) =>
      term === null && names.includes(folded) ? folded : [],
    );
    const found = await Promise.all([...new Set(asNames)].map((name) => this.terms.find(name)));
    for (const entry of found) {
      if (entry) {
        wanted.set(entry, new Set(["before", "after"]));
      }
    }
    if (this.isCheaperToRead(known, [...wanted.keys()], 2)) {
      return this.readTexts(words, known.keys());
    }
    await Promise.all(
      Array.from(wanted, ([entry, sides]) => this.fill(known, entry, [...sides], list)),
    );
    return countAll(known, words);
  }

  /** Whether the texts of the paragraphs are fewer bytes than so many sections about the terms. */
  private isCheaperToRead(
    known: ReadonlyMap<number, Known>,
    entries: readonly Entry[],
    sections: number,
  ): boolean {
    const numbers = new Set(entries.map(({ piece }) => piece));
    const postings = entries.reduce((sum, { count }) => sum + count, 0);
    const bytes = sections * Math.max(numbers.size * PIECE, postings * POSTING);
    const { inBlock } = this.pieces.manifest;
    return (
      new Set(Array.from(known.keys(), (one) => Math.floor(one / inBlock))).size * TEXTS <= bytes
    );
  }

  /** @returns paragraphs that have all of them */
  private async holdersOfAll(entries: readonly Entry[]): Promise<Set<number>> {
    const all = await Promise.all(entries.map((entry) => this.terms.postings(entry, "text")));
    const [rarest, ...others] = all.sort((a, b) => a.paragraphs.length - b.paragraphs.length);
    let holders = new Set(rarest?.paragraphs);
    for (const { paragraphs } of others) {
      const rest = new Set<number>();
      for (const paragraph of paragraphs) {
        if (holders.has(paragraph)) {
          rest.add(paragraph);
        }
      }
      holders = rest;
    }
    return holders;
  }

  private async readTexts(
    words: readonly PhraseWord[],
    paragraphs: Iterable<number>,
  ): Promise<Map<number, number>> {
    const known = new Map<number, Known>();
    for (const { number, text } of await this.passages([...paragraphs])) {
      const signs = tokenize(text).map(({ word, term }) => sign(foldWord(word), term === null));
      known.set(number, new Map(signs.entries()));
    }
    return countAll(known, words);
  }

  /**
   * Writes down where a term stands in the paragraphs, and the stop words on these sides of it.
   * @param stopWords by their numbers, from 1
   */
  private async fill(
    known: ReadonlyMap<number, Known>,
    entry: Entry,
    sides: readonly ("before" | "after")[],
    stopWords: readonly string[],
  ): Promise<void> {
    const [{ paragraphs, frequencies }, { forms, places, formOf, before }, ...pieces] =
      await Promise.all([
        this.terms.postings(entry, "text"),
        this.places(entry),
        ...sides.map((side) => this.pieces.piece(side, entry.piece)),
      ]);
    const runs = pieces.map((piece) => new Reader(piece).inner());
    runs.forEach((reader) => skipRuns(reader, before));
    let next = 0;
    for (let holder = 0; holder < paragraphs.length; holder += 1) {
      const paragraph = known.get(paragraphs[holder]!);
      const end = next + frequencies[holder]!;
      for (; next < end; next += 1) {
        const place = places[next]!;
        paragraph?.set(place, forms[formOf[next]!]!);
        sides.forEach((side, index) => {
          const run = readRun(runs[index]!);
          const start = side === "before" ? place - run.length : place + 1;
          run.forEach((number, step) => {
            paragraph?.set(start + step, sign(stopWords[number - 1] ?? "", true));
          });
        });
      }
    }
  }

  private async places(entry: Entry): Promise<Places> {
    const [totals, piece] = await Promise.all([
      this.terms.listTotals(entry),
      this.pieces.piece("places", entry.piece),
    ]);
    const reader = new Reader(piece);
    const formCounts = reader.inner().numbers(totals.length);
    const allForms = reader.words();
    const places = reader.inner();
    const formNumbers = reader.inner();
    const total = totals[entry.place]!;
    const before = sum(totals.slice(0, entry.place));
    const formsBefore = sum(formCounts.subarray(0, entry.place));
    const formCount = formCounts[entry.place]!;
    places.numbers(before);
    formNumbers.numbers(
      sum(totals.filter((_, place) => place < entry.place && formCounts[place]! > 1)),
    );
    return {
      forms: allForms.slice(formsBefore, formsBefore + formCount),
      places: places.numbers(total),
      formOf: formCount > 1 ? formNumbers.numbers(total) : new Uint32Array(total),
      before,
    };
  }
}

/** Which stop words to load: those of each run in the phrase from its rarer neighbour. */
function runsWanted(words: readonly PhraseWord[], entries: ReadonlyMap<string, Entry>): Wanted {
  const wanted: Wanted = new Map();
  const entryAt = (place: number) => entries.get(words[place]?.term ?? "");
  words.forEach(({ term }, place) => {
    if (term !== null || (place > 0 && words[place - 1]?.term === null)) {
      return;
    }
    const length = words.slice(place).findIndex((word) => word.term !== null);
    const left = entryAt(place - 1);
    const right = length < 0 ? undefined : entryAt(place + length);
    const isLeft = left && (!right || left.count <= right.count);
    const entry = isLeft ? left : right;
    if (entry) {
      wanted.set(entry, (wanted.get(entry) ?? new Set()).add(isLeft ? "after" : "before"));
    }
  });
  return wanted;
}

/** The paragraphs in which the words with these terms stand as far apart as in the phrase. */
function keepPossible(
  known: ReadonlyMap<number, Known>,
  words: readonly PhraseWord[],
  terms: ReadonlySet<string>,
): Map<number, Known> {
  const isKnown = words.map(({ term }) => term !== null && terms.has(term));
  return new Map(Array.from(known).filter(([, places]) => countIn(places, words, isKnown) > 0));
}

/** @returns how often, for each paragraph that has the phrase */
function countAll(
  known: ReadonlyMap<number, Known>,
  words: readonly PhraseWord[],
): Map<number, number> {
  const isAsked = words.map(() => true);
  const counts = Array.from(
    known,
    ([paragraph, places]) => [paragraph, countIn(places, words, isAsked)] as const,
  );
  return new Map(counts.filter(([, count]) => count > 0));
}

/**
 * How often the words that are asked for stand in a paragraph as they do in the phrase; one does
 * not begin inside the other.
 */
function countIn(known: Known, words: readonly PhraseWord[], isAsked: readonly boolean[]): number {
  const anchor = isAsked.indexOf(true);
  let count = 0;
  let end = 0;
  for (const place of [...known.keys()].sort((a, b) => a - b)) {
    const start = place - anchor;
    const isThere = words.every(
      (word, step) => !isAsked[step] || isSame(word, known.get(start + step)),
    );
    if (start >= end && isThere) {
      count += 1;
      end = start + words.length;
    }
  }
  return count;
}

function isSame({ folded, term }: PhraseWord, found: string | undefined): boolean {
  return found === folded || (term === null && found === sign(folded, true));
}

function sign(folded: string, isStopWord: boolean): string {
  return isStopWord ? ` ${folded}` : folded;
}

function sum(numbers: Iterable<number>): number {
  let total = 0;
  for (const number of numbers) {
    total += number;
  }
  return total;
}

/** The numbers of stop words, all but the first with the eighth bit set; none for 0. */
function readRun(reader: Reader): number[] {
  const run = [reader.byte()];
  while (!reader.isAtEnd && reader.next >= 0x80) {
    run.push(reader.byte() - 0x80);
  }
  return run[0] === 0 ? [] : run;
}

function skipRuns(reader: Reader, count: number): void {
  for (let skipped = 0; skipped < count; skipped += 1) {
    readRun(reader);
  }
}
