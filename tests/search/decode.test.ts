/** Decoding numbers and words that `encoding.py` encodes. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { Reader, readJson, readSeparators } from "../../static/scripts/search/decode.ts";

/** Returns the bytes of a text, preceded by their number. */
function part(text: string): number[] {
  const bytes = [...new TextEncoder().encode(text)];
  return [bytes.length, ...bytes];
}

test("a number has seven bits in each byte, the lowest first", () => {
  const reader = new Reader(Uint8Array.of(0, 127, 0x80, 1, 0xff, 0xff, 0xff, 0xff, 0x0f, 5));
  assert.deepEqual([...reader.numbers(4)], [0, 127, 128, 2 ** 32 - 1]);
  assert.deepEqual([reader.isAtEnd, reader.byte(), reader.isAtEnd], [false, 5, true]);
});

test("numbers are skipped", () => {
  const reader = new Reader(Uint8Array.of(0, 0x80, 1, 5));
  reader.skip(2);
  assert.equal(reader.number(), 5);
});

test("a word is encoded with the number of letters it shares with the word before", () => {
  const shared = [0, 6, 6, 1, 3, 2]; // border, border|s, bor|ne
  const reader = new Reader(Uint8Array.from([shared.length, ...shared, ...part("bordersne"), 9]));
  assert.deepEqual(reader.words(), ["border", "borders", "borne"]);
  assert.deepEqual([...reader.rest()], [9]);
});

test("a separator has a capital for the number of letters it shares with the one before", () => {
  assert.deepEqual(readSeparators("AborderGedDneAtalk"), ["border", "bordered", "borne", "talk"]);
  assert.deepEqual(readSeparators("A"), [""]);
});

test("a part is a text or JSON", () => {
  assert.equal(new Reader(Uint8Array.from(part("été"))).text(), "été");
  assert.deepEqual(readJson(Uint8Array.from(part('{"a": [1, null]}'))), { a: [1, null] });
});

test("truncated bytes are an error", () => {
  const expected = { name: "RangeError", message: "the bytes are cut off" };
  assert.throws(() => new Reader(Uint8Array.of(0x80)).number(), expected);
  assert.throws(() => new Reader(Uint8Array.of(3, 65, 66)).text(), expected);
});
