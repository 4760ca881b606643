/** Which pieces can contain which words. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { findIndex, findPiece, findPieces } from "../../static/scripts/search/piece-ranges.ts";

const SEPARATORS = ["afghan", "border", "borders", "talk"];

test("a word is in the last piece that begins with it or before it", () => {
  const words = ["aaa", "afghan", "bor", "border", "bordered", "borders", "zone"];
  assert.deepEqual(
    words.map((word) => findPiece(SEPARATORS, word)),
    [-1, 0, 0, 1, 1, 2, 3],
  );
});

test("a prefix is in every piece that may contain words with it", () => {
  const beginnings = ["bo", "border", "borderz", "zone", "a", ""];
  assert.deepEqual(
    beginnings.map((beginning) => findPieces(SEPARATORS, beginning)),
    [[0, 1, 2], [1, 2], [2], [3], [0], [0, 1, 2, 3]],
  );
});

test("nothing is found if there is no piece", () => {
  assert.deepEqual([findPiece([], "border"), findPieces([], "border")], [-1, []]);
});

test("a word is found in a sorted list, or is missing", () => {
  const words = ["afghan", "border", "talk"];
  assert.deepEqual(
    ["afghan", "talk", "bored", "zone", "aaa"].map((word) => findIndex(words, word)),
    [0, 2, -1, -1, -1],
  );
});
