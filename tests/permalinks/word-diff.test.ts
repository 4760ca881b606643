/** What an edit took out and put in. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { difference } from "../../static/scripts/permalinks/word-diff.ts";

/** The pieces as one text: `{-removed-}`, `{+added+}`. */
function written(before: string, now: string, form = (word: string) => word): string {
  const marks = { same: ["", ""], removed: ["{-", "-}"], added: ["{+", "+}"] };
  return difference(before, now, form)
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

test("words that have the same form are the same, as they are written now", () => {
  const form = (word: string) => word.trim().toLowerCase();
  assert.equal(written("one Two", "One  two three", form), "One  two {+three+}");
});
