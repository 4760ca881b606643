/** Decodes the numbers and words that `onrecord/search/encoding.py` encodes. */

const UTF_8 = new TextDecoder();

/** Reads bytes from start to end. */
export class Reader {
  private readonly bytes: Uint8Array;
  private at = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  byte(): number {
    const byte = this.bytes[this.at];
    if (byte === undefined) throw new RangeError("the bytes are cut off");
    this.at += 1;
    return byte;
  }

  number(): number {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.byte();
      if (byte < 0x80) return value + byte * scale;
      value += (byte - 0x80) * scale;
      scale *= 0x80;
    }
  }

  numbers(count: number): Uint32Array {
    const numbers = new Uint32Array(count);
    for (let place = 0; place < count; place += 1) {
      numbers[place] = this.number();
    }
    return numbers;
  }

  skip(count: number): void {
    for (let left = count; left > 0;) {
      left -= this.byte() < 0x80 ? 1 : 0;
    }
  }

  /** Reads a length and the bytes that follow. */
  part(): Uint8Array {
    const length = this.number();
    if (this.at + length > this.bytes.length) throw new RangeError("the bytes are cut off");
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  text(): string {
    return UTF_8.decode(this.part());
  }

  /** Reads the next part and returns a reader of it. */
  inner(): Reader {
    return new Reader(this.part());
  }

  /** Returns the remaining bytes. */
  rest(): Uint8Array {
    return this.bytes.subarray(this.at);
  }

  get isAtEnd(): boolean {
    return this.at >= this.bytes.length;
  }

  /**
   * Reads a list of words, each encoded by the number of letters it shares with the word before it.
   */
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

/**
 * Reads sorted words. Before each of them, a capital says how many letters it shares with the word
 * before, which are left out.
 */
export function readSeparators(written: string): string[] {
  let last = "";
  return Array.from(written.matchAll(/([A-Z])([^A-Z]*)/gu), ([, shared = "A", rest = ""]) => {
    last = last.slice(0, shared.charCodeAt(0) - "A".charCodeAt(0)) + rest;
    return last;
  });
}

/** Parses a piece that contains one JSON text. */
export function readJson(piece: Uint8Array): any {
  return JSON.parse(new Reader(piece).text());
}
