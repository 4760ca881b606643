/** Looks terms up in the pieces of an index, with where they occur. */

import { Reader } from "./decode.ts";
import { onceEach } from "../shared/once.ts";
import { findIndex, findPiece } from "./piece-ranges.ts";
import { listApart } from "./pieces.ts";
import type { Pieces } from "./pieces.ts";

/** Where a term occurs in a field. */
export interface Postings {
  /** ascending */
  paragraphs: Uint32Array;
  /** how often the term occurs in each */
  frequencies: Uint32Array;
  /** the length of the field in each, in words; undefined if it is not loaded */
  lengths: Uint32Array | undefined;
  /** Returns Lunr's weight of the term where it occurs so often in a field of this length. */
  weigh: (frequency: number, length: number) => number;
}

/** A term of the index. */
export interface Entry {
  term: string;
  /** the number of its piece in the section `terms` */
  piece: number;
  /** its index in the piece */
  place: number;
  /** how many paragraphs contain it in their text */
  count: number;
  /** Lunr's inverse document frequency */
  rarity: number;
  /** greater than those of all terms that first occurred before it, in any field */
  turn: number;
  /** loads where it occurs in a field */
  postings: (field: string) => Promise<Postings>;
  /** by field, as far as loaded */
  loaded: Map<string, Postings>;
}

/** What is known of a field without loading pieces. */
interface Field {
  boost: number;
  /** the average length, in words */
  average: number;
  /** of its pieces */
  separators: readonly string[];
}

// Lunr's parameters: how soon repetitions of a word stop counting, and how much long fields are
// penalised.
const K1 = 1.2;
const B = 0.75;
const TEXT = "text";
const TURNS = 2 ** 32; // more than the terms of a statement
const NO_POSTINGS: Postings = {
  paragraphs: new Uint32Array(0),
  frequencies: new Uint32Array(0),
  lengths: undefined,
  weigh: () => 0,
};

/** Returns the piece of places that has the terms of a piece of terms; each has those of two. */
export function placesPiece(number: number): number {
  return number >> 1;
}

/** The terms of an index, loaded on demand. */
export class Terms {
  private readonly pieces: Pieces;
  private readonly fields: Map<string, Field>;
  /** by piece of terms, the piece that has the lengths of the texts for its only term */
  private readonly apart: Map<number, number>;

  constructor(pieces: Pieces) {
    const { fields, paragraphs } = pieces.manifest;
    this.pieces = pieces;
    this.fields = new Map(
      fields.map(([name, boost, total]) => {
        const separators = pieces.separators(`in-${name}`);
        return [name, { boost, average: total / paragraphs, separators }];
      }),
    );
    this.apart = new Map(listApart(pieces.manifest).map((number, place) => [number, place]));
  }

  /** Finds a term: the same entry each time. */
  readonly find = onceEach(async (term: string): Promise<Entry | undefined> => {
    const number = this.pieceOf(term);
    const piece = number < 0 ? undefined : await this.open("terms", number);
    const place = piece ? findIndex(piece.words, term) : -1;
    return piece && place >= 0 ? this.createEntry(piece, number, place) : undefined;
  });

  /** Returns the terms of a piece. */
  async listTerms(number: number): Promise<readonly string[]> {
    return (await this.open("terms", number)).words;
  }

  /** Loads the lengths of the texts that contain a term. */
  async loadLengths(entry: Entry): Promise<void> {
    const number = this.apart.get(entry.piece);
    const postings = await entry.postings(TEXT);
    if (number !== undefined && !postings.lengths) {
      const bytes = await this.pieces.piece("lengths", number);
      postings.lengths = new Reader(bytes).inner().numbers(entry.count);
    }
  }

  /** Returns about how many lengths must be loaded for terms besides their postings. */
  countLengths(terms: readonly string[]): number {
    const digits = terms.map((term) => this.pieces.manifest.lengths[this.pieceOf(term)]);
    return digits.reduce<number>((sum, each) => sum + (each ? 2 ** each : 0), 0);
  }

  /** Starts loading lengths, before it is known whether the term exists. */
  prefetchLengths(term: string): void {
    this.pieces.prefetch("lengths", this.apart.get(this.pieceOf(term)) ?? -1);
  }

  private async readPostings(entry: Entry, name: string): Promise<Postings> {
    const field = this.fields.get(name);
    if (!field) return NO_POSTINGS;
    if (name === TEXT) {
      const piece = await this.open("terms", entry.piece);
      return { ...piece.postings(entry.place), weigh: weigherOf(entry, field) };
    }
    const number = findPiece(field.separators, entry.term);
    const piece = number < 0 ? undefined : await this.open(`in-${name}`, number);
    const place = piece ? findIndex(piece.words, entry.term) : -1;
    return piece && place >= 0
      ? { ...piece.postings(place), weigh: weigherOf(entry, field) }
      : NO_POSTINGS;
  }

  /** Starts loading a term's positions in the texts, which saves a phrase a round trip. */
  prefetchPositions(term: string): void {
    this.pieces.prefetch("places", placesPiece(this.pieceOf(term)));
  }

  /** Starts loading a term's postings in a field, before it is known whether the term exists. */
  prefetch(term: string, name: string): void {
    const { separators = [] } = this.fields.get(name) ?? {};
    this.pieces.prefetch(`in-${name}`, findPiece(separators, term));
  }

  private pieceOf(term: string): number {
    return findPiece(this.pieces.separators("terms"), term);
  }

  private open(section: string, number: number): Promise<TermPiece> {
    return this.pieces.read(section, number, (reader) => readTerms(reader, section === "terms"));
  }

  private createEntry(piece: TermPiece, number: number, place: number): Entry {
    const { count, elsewhere, turn } = piece.facts[place]!;
    const holders = count + elsewhere;
    const x = (this.pieces.manifest.paragraphs - holders + 0.5) / (holders + 0.5);
    const entry: Entry = {
      term: piece.words[place]!,
      piece: number,
      place,
      count,
      rarity: Math.log(1 + Math.abs(x)),
      turn,
      postings: onceEach(async (field) => {
        const postings = await this.readPostings(entry, field);
        entry.loaded.set(field, postings);
        return postings;
      }),
      loaded: new Map(),
    };
    return entry;
  }
}

/** What a piece records about a term. */
interface Facts {
  /** the number of paragraphs that contain it in this field */
  count: number;
  /** the number of paragraphs in all other fields together */
  elsewhere: number;
  turn: number;
}

interface TermPiece {
  words: readonly string[];
  facts: readonly Facts[];
  /** Returns the postings of the term with an index. */
  postings: (place: number) => Omit<Postings, "weigh">;
}

/** @param isOfAll true if the piece has facts about all fields, not just one */
function readTerms(reader: Reader, isOfAll: boolean): TermPiece {
  const words = reader.words();
  const numbers = reader.inner();
  const facts = words.map(() => readFacts(numbers, isOfAll));
  let total = 0;
  const starts = [0, ...facts.map(({ count }) => (total += count))];
  // The postings of all terms, one after the other.
  const gaps = reader.inner().numbers(total);
  const frequencies = reader.inner().numbers(total);
  const held = reader.inner();
  const lengths = held.isAtEnd ? undefined : held.numbers(total); // they may be in another piece
  const postings = (place: number) => {
    const [start, end] = [starts[place], starts[place + 1]];
    let last = 0;
    return {
      paragraphs: gaps.subarray(start, end).map((gap) => (last += gap)),
      frequencies: frequencies.subarray(start, end),
      lengths: lengths?.subarray(start, end),
    };
  };
  return { words, facts, postings };
}

function readFacts(numbers: Reader, isOfAll: boolean): Facts {
  const count = numbers.number();
  return isOfAll
    ? { count, elsewhere: numbers.number(), turn: numbers.number() * TURNS + numbers.number() }
    : { count, elsewhere: 0, turn: 0 };
}

/** Computes the same weights as `lunr.Builder.createFieldVectors`, to the last digit. */
function weigherOf(
  { rarity }: Entry,
  { boost, average }: { boost: number; average: number },
): Postings["weigh"] {
  return (frequency, length) => {
    const damped = K1 * (1 - B + B * (length / average)) + frequency;
    const score = (rarity * ((K1 + 1) * frequency)) / damped;
    return Math.round(score * boost * 1000) / 1000;
  };
}
