/** Lists of ascending numbers, short ones among long ones and the other way round. */

import assert from "node:assert/strict";
import { test } from "node:test";

import {
  findCommon,
  findUnion,
  locate,
  without,
} from "../../static/scripts/search/sorted-numbers.ts";

const FEW = Uint32Array.of(3, 8, 40);
const SOME = Uint32Array.of(0, 3, 7, 40, 41);
const MANY = Uint32Array.from({ length: 100 }, (_, number) => number * 2);

test("a number is located in a short list and in a long one", () => {
  assert.deepEqual([...locate(FEW, SOME)], [1, -1, 3]);
  assert.deepEqual([...locate(FEW, MANY)], [-1, 4, 20]);
  assert.deepEqual([...locate(Uint32Array.of(500), MANY)], [-1]);
});

test("common numbers are those that all lists have", () => {
  assert.deepEqual([...findCommon([MANY, SOME, FEW])], [40]);
  assert.deepEqual([...findCommon([])], []);
});

test("a union has each number once", () => {
  assert.deepEqual([...findUnion([FEW, SOME], 42)], [0, 3, 7, 8, 40, 41]);
  assert.deepEqual([...findUnion([], 42)], []);
});

test("excluded numbers are left out", () => {
  assert.deepEqual([...without(SOME, FEW)], [0, 7, 41]);
  assert.deepEqual([...without(SOME, new Uint32Array(0))], [...SOME]);
});
