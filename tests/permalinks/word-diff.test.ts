/** Comparing two texts word by word. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { diffWords } from "../../static/scripts/permalinks/word-diff.ts";

/** Returns the pieces as one text: `{-removed-}`, `{+added+}`. */
function written(before: string, now: string, form = (word: string) => word): string {
  const marks = { same: ["", ""], removed: ["{-", "-}"], added: ["{+", "+}"] };
  return diffWords(before, now, form)
    .map(({ fate, text }) => marks[fate].join(text))
    .join("");
}

const EDITS = [
  ["One two three.", "One two three.", "One two three."],
  ["", "New words.", "{+New words.+}"],
  ["Old words.", "", "{-Old words.-}"],
  ["One two three.", "One three.", "One {-two -}three."],
  ["One three.", "One two three.", "One {+two +}three."],
  ["a b c d", "a x c y", "a {-b -}{+x +}c {-d-}{+y+}"],
  ["a b a b", "b a b", "{-a -}b a b"],
] as const;

for (const [before, now, pieces] of EDITS) {
  test(`from “${before}” to “${now}”`, () => {
    assert.equal(written(before, now), pieces);
  });
}

test("words with the same normalized form are unchanged, and shown as written now", () => {
  const form = (word: string) => word.trim().toLowerCase();
  assert.equal(written("one Two", "One  two three", form), "One  two {+three+}");
});
