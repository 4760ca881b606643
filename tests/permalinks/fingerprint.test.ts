/** The short mark of a text; `test_mark.py` holds the build to the same cases. */

import assert from "node:assert/strict";
import { test } from "node:test";

import marks from "./marks.json";
import { markOf, markOfAll } from "../../static/scripts/permalinks/fingerprint.ts";

for (const [text, mark] of Object.entries(marks)) {
  test(`the mark of “${text}”`, () => {
    assert.equal(markOf(text), mark);
  });
}

test("the mark of several paragraphs", () => {
  assert.equal(markOfAll(["j76f3", "tt72t"]), "n0dwm");
});
