import { strict as assert } from "node:assert";
import { test } from "node:test";

import { findPlaying } from "../../static/scripts/recordings/beginnings.ts";

const BEGINNINGS = [{ seconds: 2 }, { seconds: 4 }, { seconds: 4 }, { seconds: 6.5 }];

test("the paragraph that is played is the last one that has begun", () => {
  assert.equal(findPlaying(BEGINNINGS, 2), BEGINNINGS[0]);
  assert.equal(findPlaying(BEGINNINGS, 3.9), BEGINNINGS[0]);
  assert.equal(findPlaying(BEGINNINGS, 5), BEGINNINGS[2]);
  assert.equal(findPlaying(BEGINNINGS, 100), BEGINNINGS[3]);
});

test("a seek that lands a little earlier is at the paragraph that it was for", () => {
  assert.equal(findPlaying(BEGINNINGS, 6.46), BEGINNINGS[3]);
  assert.equal(findPlaying(BEGINNINGS, 6.4), BEGINNINGS[2]);
});

test("before the first time nothing is played", () => {
  assert.equal(findPlaying(BEGINNINGS, 0), undefined);
  assert.equal(findPlaying([], 1), undefined);
});
