/** Looks terms up in the pieces of an index, with where they occur. */

import { Reader } from "./decode.ts";
import { findIndex, PieceRanges } from "./piece-ranges.ts";
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
  /** by field, as far as loaded */
  postings: Map<string, Promise<Postings>>;
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
  private readonly paragraphs: number;
  readonly ranges: PieceRanges;
  private readonly fields: Map<string, { boost: number; average: number; ranges: PieceRanges }>;
  private readonly opened: Map<string, Promise<TermPiece>>;
  private readonly entries: Map<string, Entry>;
  /** by piece of terms, the piece that has the lengths of the texts for its only term */
  private readonly apart: Map<number, number>;

  constructor(pieces: Pieces) {
    const { fields, paragraphs } = pieces.manifest;
    this.pieces = pieces;
    this.paragraphs = paragraphs;
    this.ranges = new PieceRanges(pieces.separators["terms"]);
    this.fields = new Map(
      fields.map(([name, boost, total]) => {
        const ranges = new PieceRanges(pieces.separators[`in-${name}`]);
        return [name, { boost, average: total / paragraphs, ranges }];
      }),
    );
    this.opened = new Map();
    this.entries = new Map();
    this.apart = new Map(listApart(pieces.manifest).map((number, place) => [number, place]));
  }

  async find(term: string): Promise<Entry | undefined> {
    const known = this.entries.get(term);
    const number = this.ranges.find(term);
    if (known || number < 0) {
      return known;
    }
    const piece = await this.open("terms", number);
    const place = findIndex(piece.words, term);
    if (place < 0) {
      return undefined;
    }
    const entry = this.entries.get(term) ?? this.createEntry(piece, number, place);
    this.entries.set(term, entry);
    return entry;
  }

  /** Returns the terms of a piece. */
  async listTerms(number: number): Promise<readonly string[]> {
    return (await this.open("terms", number)).words;
  }

  postings(entry: Entry, field: string): Promise<Postings> {
    const known = entry.postings.get(field);
    if (known) {
      return known;
    }
    const postings = this.readPostings(entry, field);
    entry.postings.set(field, postings);
    postings.catch(() => entry.postings.delete(field));
    return postings;
  }

  /** Loads the lengths of the texts that contain a term. */
  async loadLengths(entry: Entry): Promise<void> {
    const number = this.apart.get(entry.piece);
    const postings = await this.postings(entry, TEXT);
    if (number !== undefined && !postings.lengths) {
      const bytes = await this.pieces.piece("lengths", number);
      postings.lengths = new Reader(bytes).inner().numbers(entry.count);
    }
  }

  /** Returns about how many lengths must be loaded for terms besides their postings. */
  countLengths(terms: readonly string[]): number {
    const digits = terms.map((term) => this.pieces.manifest.lengths[this.ranges.find(term)]);
    return digits.reduce<number>((sum, each) => sum + (each ? 2 ** each : 0), 0);
  }

  /** Starts loading lengths, before it is known whether the term exists. */
  prefetchLengths(term: string): void {
    const number = this.apart.get(this.ranges.find(term));
    if (number !== undefined) {
      this.pieces.piece("lengths", number).catch(() => {}); // whoever awaits it gets the error
    }
  }

  private async readPostings(entry: Entry, name: string): Promise<Postings> {
    const field = this.fields.get(name);
    if (!field) {
      return NO_POSTINGS;
    }
    if (name === TEXT) {
      const piece = await this.open("terms", entry.piece);
      return { ...piece.postings(entry.place), weigh: weigherOf(entry, field) };
    }
    const number = field.ranges.find(entry.term);
    const piece = number < 0 ? undefined : await this.open(`in-${name}`, number);
    const place = piece ? findIndex(piece.words, entry.term) : -1;
    return piece && place >= 0
      ? { ...piece.postings(place), weigh: weigherOf(entry, field) }
      : NO_POSTINGS;
  }

  /** Starts loading a term's positions in the texts, which saves a phrase a round trip. */
  prefetchPositions(term: string): void {
    const number = this.ranges.find(term);
    if (number >= 0) {
      this.pieces.piece("places", placesPiece(number)).catch(() => {}); // whoever awaits it gets the error
    }
  }

  /** Starts loading a term's postings in a field, before it is known whether the term exists. */
  prefetch(term: string, name: string): void {
    const number = this.fields.get(name)?.ranges.find(term) ?? -1;
    if (number >= 0) {
      this.open(`in-${name}`, number).catch(() => {}); // whoever awaits it gets the error
    }
  }

  private open(section: string, number: number): Promise<TermPiece> {
    const name = `${section}-${number}`;
    const known = this.opened.get(name);
    if (known) {
      return known;
    }
    const opened = this.pieces
      .piece(section, number)
      .then((bytes) => new TermPiece(bytes, section === "terms"));
    this.opened.set(name, opened);
    opened.catch(() => this.opened.delete(name));
    return opened;
  }

  private createEntry(piece: TermPiece, number: number, place: number): Entry {
    const { count, elsewhere, turn } = piece.facts[place]!;
    const holders = count + elsewhere;
    const x = (this.paragraphs - holders + 0.5) / (holders + 0.5);
    return {
      term: piece.words[place]!,
      piece: number,
      place,
      count,
      rarity: Math.log(1 + Math.abs(x)),
      turn,
      postings: new Map(),
    };
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

/** The postings of all terms of a piece, concatenated. */
interface PostingColumns {
  /** the differences between successive paragraph numbers */
  gaps: Uint32Array;
  frequencies: Uint32Array;
  /** the lengths of the fields, in words; undefined if they are in another piece */
  lengths: Uint32Array | undefined;
}

class TermPiece {
  readonly words: string[];
  readonly facts: Facts[];
  private readonly gaps: Uint8Array;
  private readonly frequencies: Uint8Array;
  private readonly lengths: Uint8Array;
  /** where each term's postings begin among those of the piece */
  private readonly starts: Uint32Array;
  private columns: PostingColumns | undefined;

  /** @param isOfAll true if the piece has facts about all fields, not just one */
  constructor(bytes: Uint8Array, isOfAll: boolean) {
    const reader = new Reader(bytes);
    this.words = reader.words();
    const numbers = reader.inner();
    this.facts = this.words.map(() => readFacts(numbers, isOfAll));
    this.gaps = reader.part();
    this.frequencies = reader.part();
    this.lengths = reader.part();
    this.starts = new Uint32Array(this.words.length + 1);
    this.facts.forEach((facts, place) => {
      this.starts[place + 1] = this.starts[place]! + facts.count;
    });
    this.columns = undefined;
  }

  postings(place: number): Omit<Postings, "weigh"> {
    const [start, end] = [this.starts[place], this.starts[place + 1]];
    const { gaps, frequencies, lengths } = this.read();
    let last = 0;
    return {
      paragraphs: gaps.subarray(start, end).map((gap) => (last += gap)),
      frequencies: frequencies.subarray(start, end),
      lengths: lengths?.subarray(start, end),
    };
  }

  private read(): PostingColumns {
    const total = this.starts.at(-1)!;
    this.columns ??= {
      gaps: new Reader(this.gaps).numbers(total),
      frequencies: new Reader(this.frequencies).numbers(total),
      lengths: this.lengths.length ? new Reader(this.lengths).numbers(total) : undefined,
    };
    return this.columns;
  }
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
