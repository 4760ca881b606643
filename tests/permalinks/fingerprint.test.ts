/** The fingerprint of a text; `test_fingerprint.py` tests the build with the same cases. */

import assert from "node:assert/strict";
import { test } from "node:test";

import fingerprints from "./fingerprints.json";
import {
  fingerprintText,
  combineFingerprints,
} from "../../static/scripts/permalinks/fingerprint.ts";

for (const [text, fingerprint] of Object.entries(fingerprints)) {
  test(`the fingerprint of “${text}”`, () => {
    assert.equal(fingerprintText(text), fingerprint);
  });
}

test("the mark of several paragraphs", () => {
  assert.equal(combineFingerprints(["j76f3", "tt72t"]), "n0dwm");
});
