/**
 * Bytes to the numbers and words that `onrecord/search/encoding.py` wrote.
 */

const UTF_8 = new TextDecoder();

/** Reads from the beginning of its bytes to their end. */
export class Reader {
  private readonly bytes: Uint8Array;
  private at: number;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.at = 0;
  }

  byte(): number {
    const byte = this.bytes[this.at];
    if (byte === undefined) {
      throw new RangeError("the bytes are cut off");
    }
    this.at += 1;
    return byte;
  }

  number(): number {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.byte();
      if (byte < 0x80) {
        return value + byte * scale;
      }
      value += (byte - 0x80) * scale;
      scale *= 0x80;
    }
  }

  numbers(count: number): Uint32Array {
    return new Uint32Array(count).map(() => this.number());
  }

  /** What follows after its length. */
  part(): Uint8Array {
    const length = this.number();
    if (this.at + length > this.bytes.length) {
      throw new RangeError("the bytes are cut off");
    }
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  text(): string {
    return UTF_8.decode(this.part());
  }

  /** @returns of the part that follows */
  inner(): Reader {
    return new Reader(this.part());
  }

  /** @returns what is left */
  rest(): Uint8Array {
    return this.bytes.subarray(this.at);
  }

  /** @returns the byte that comes next, unless the end does */
  get next(): number {
    return this.bytes[this.at]!;
  }

  get isAtEnd(): boolean {
    return this.at >= this.bytes.length;
  }

  /** @returns words, of which each says what it shares with the one before */
  words(): string[] {
    const numbers = this.inner();
    const rests = this.text();
    const words: string[] = [];
    let last = "";
    let start = 0;
    while (!numbers.isAtEnd) {
      const shared = numbers.number();
      const length = numbers.number();
      last = last.slice(0, shared) + rests.slice(start, start + length);
      words.push(last);
      start += length;
    }
    return words;
  }
}

/** @param piece of one part, which is JSON */
export function readJson(piece: Uint8Array): any {
  return JSON.parse(new Reader(piece).text());
}
