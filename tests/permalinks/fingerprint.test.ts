/** The short mark of a text; `test_mark.py` holds the build to the same cases. */

import assert from "node:assert/strict";
import { test } from "node:test";

import marks from "./marks.json";
import { markOf } from "../../static/scripts/permalinks/fingerprint.ts";

for (const [text, mark] of Object.entries(marks)) {
  test(`the mark of “${text}”`, () => {
    assert.equal(markOf(text), mark);
  });
}
