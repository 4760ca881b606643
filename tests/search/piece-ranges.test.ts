/** Which pieces have which words. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { placeOf, Stretches } from "../../static/scripts/search/piece-ranges.ts";

const pieces = new Stretches("afghan border borders talk");

test("a word is in the piece that begins with it or before it", () => {
  const words = ["aaa", "afghan", "bor", "border", "bordered", "borders", "zone"];
  assert.deepEqual(
    words.map((word) => pieces.find(word)),
    [-1, 0, 0, 1, 1, 2, 3],
  );
});

test("a beginning is in every piece that may have words that begin with it", () => {
  const beginnings = ["bo", "border", "borderz", "zone", "a", ""];
  assert.deepEqual(
    beginnings.map((beginning) => pieces.findAll(beginning)),
    [[0, 1, 2], [1, 2], [2], [3], [0], [0, 1, 2, 3]],
  );
});

test("where there is no piece, nothing is found", () => {
  const none = new Stretches(undefined);
  assert.deepEqual([none.find("border"), none.findAll("border")], [-1, []]);
});

test("a word has its place among words in order, or none", () => {
  const words = ["afghan", "border", "talk"];
  assert.deepEqual(
    ["afghan", "talk", "bored", "zone", "aaa"].map((word) => placeOf(words, word)),
    [0, 2, -1, -1, -1],
  );
});
