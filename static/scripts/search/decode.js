/**
 * Bytes to the numbers and words that `onrecord/search/encoding.py` wrote.
 */

const UTF_8 = new TextDecoder();

/** Reads from the beginning of its bytes to their end. */
export class Reader {
  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  /** @returns {number} */
  byte() {
    const byte = this.bytes[this.at];
    if (byte === undefined) {
      throw new RangeError("the bytes are cut off");
    }
    this.at += 1;
    return byte;
  }

  /** @returns {number} */
  number() {
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

  /**
   * @param {number} count
   * @returns {Uint32Array}
   */
  numbers(count) {
    return new Uint32Array(count).map(() => this.number());
  }

  /**
   * What follows after its length.
   * @returns {Uint8Array}
   */
  part() {
    const length = this.number();
    if (this.at + length > this.bytes.length) {
      throw new RangeError("the bytes are cut off");
    }
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  /** @returns {string} */
  text() {
    return UTF_8.decode(this.part());
  }

  /** @returns {Reader} of the part that follows */
  inner() {
    return new Reader(this.part());
  }

  /** @returns {Uint8Array} what is left */
  rest() {
    return this.bytes.subarray(this.at);
  }

  /** @returns {number} the byte that comes next, unless the end does */
  get next() {
    return /** @type {number} */ (this.bytes[this.at]);
  }

  /** @returns {boolean} */
  get isAtEnd() {
    return this.at >= this.bytes.length;
  }

  /** @returns {string[]} words, of which each says what it shares with the one before */
  words() {
    const numbers = this.inner();
    const rests = this.text();
    /** @type {string[]} */
    const words = [];
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
 * @param {Uint8Array} piece of one part, which is JSON
 * @returns {any}
 */
export function readJson(piece) {
  return JSON.parse(new Reader(piece).text());
}
