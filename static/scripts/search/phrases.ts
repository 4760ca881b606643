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
  /** how many positions of other terms come before these in the piece */
  before: number;
}

/** The stop words to load for each term: those before it, those after it, or both. */
type Wanted = Map<Entry, Set<"before" | "after">>;

// Rough sizes in bytes: a piece, one posting in a piece, a piece of texts.
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

  /** Starts loading what a phrase needs, before it is known whether its words occur. */
  prefetch(written: string): void {
    for (const { term } of tokenize(written)) {
      if (term === null) {
        this.pieces.piece("stop-words", 0).catch(() => {}); // whoever awaits it gets the error
      } else {
        this.terms.find(term).catch(() => {});
        this.terms.prefetchPositions(term);
      }
    }
  }

  /** Returns how often the phrase occurs in each paragraph that contains it. */
  async find(written: string): Promise<Map<number, number>> {
    const words = tokenize(written).map(({ word, term }) => ({ folded: foldWord(word), term }));
    const terms = [...new Set(words.flatMap(({ term }) => term ?? []))];
    const found = await Promise.all(terms.map((term) => this.terms.find(term)));
    const entries = new Map(found.flatMap((entry) => (entry ? [[entry.term, entry]] : [])));
    if (terms.length === 0 || entries.size < terms.length) {
      return new Map();
    }
    const holders = await this.findHolders([...entries.values()]);
    return this.narrow(words, entries, holders);
  }

  /**
   * Narrows the candidates down, rarest terms first.
   * @param entries by term
   * @param holders paragraphs that contain all terms
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

  /**
   * True if reading the paragraphs' texts takes fewer bytes than reading so many sections of the
   * terms' pieces.
   */
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

  /** Returns the paragraphs that contain all terms. */
  private async findHolders(entries: readonly Entry[]): Promise<Set<number>> {
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
      const encoded = tokenize(text).map(({ word, term }) =>
        encodeWord(foldWord(word), term === null),
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
            paragraph?.set(start + step, encodeWord(stopWords[number - 1] ?? "", true));
          });
        });
      }
    }
  }

  private async places(entry: Entry): Promise<Places> {
    const [totals, piece] = await Promise.all([
      this.terms.countOccurrences(entry),
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

/**
 * Returns which stop words to load: for each run of them in the phrase, those beside its rarer
 * neighbour.
 */
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

/** Keeps the paragraphs in which the words with these terms are as far apart as in the phrase. */
function keepPossible(
  known: ReadonlyMap<number, Known>,
  words: readonly PhraseWord[],
  terms: ReadonlySet<string>,
): Map<number, Known> {
  const isKnown = words.map(({ term }) => term !== null && terms.has(term));
  return new Map(Array.from(known).filter(([, places]) => countIn(places, words, isKnown) > 0));
}

/** Returns how often the phrase occurs in each paragraph that contains it. */
function countAll(
  known: ReadonlyMap<number, Known>,
  words: readonly PhraseWord[],
): Map<number, number> {
  const isRequired = words.map(() => true);
  const counts = Array.from(
    known,
    ([paragraph, places]) => [paragraph, countIn(places, words, isRequired)] as const,
  );
  return new Map(counts.filter(([, count]) => count > 0));
}

/**
 * Counts how often the required words occur in a paragraph in the same positions as in the phrase.
 * Overlapping occurrences count once.
 */
function countIn(
  known: Known,
  words: readonly PhraseWord[],
  isRequired: readonly boolean[],
): number {
  const anchor = isRequired.indexOf(true);
  let count = 0;
  let end = 0;
  for (const place of [...known.keys()].sort((a, b) => a - b)) {
    const start = place - anchor;
    const isThere = words.every(
      (word, step) => !isRequired[step] || isSame(word, known.get(start + step)),
    );
    if (start >= end && isThere) {
      count += 1;
      end = start + words.length;
    }
  }
  return count;
}

function isSame({ folded, term }: PhraseWord, found: string | undefined): boolean {
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
 * Reads the numbers of a run of stop words. All but the first have the eighth bit set; 0 is an
 * empty run.
 */
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
