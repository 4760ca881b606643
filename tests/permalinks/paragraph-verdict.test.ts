/** Verdicts on cited paragraphs. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { fingerprintText } from "../../static/scripts/permalinks/fingerprint.ts";
import { judgeParagraph } from "../../static/scripts/permalinks/paragraph-verdict.ts";
import type { Former, Verdict } from "../../static/scripts/permalinks/paragraph-verdict.ts";

const OLD = "We have discussed the border at length, and “nothing” else.";
const FORMER = {
  earlier: [
    { mark: fingerprintText(OLD), text: OLD, since: "2026-11-22", until: "2026-12-01" },
    { mark: fingerprintText("Short."), text: "Short.", since: "2026-12-01", until: "2026-12-05" },
  ],
};

interface Present {
  place?: number;
  isOwn?: boolean;
  former?: Former | undefined;
}

/** Returns the verdict on a cited text, given the page's paragraphs now. */
function verdictOn(cited: string, paragraphs: string[], present: Present = {}): Verdict {
  const { place = 0, isOwn = true, former } = { former: FORMER, ...present };
  return judgeParagraph({ fingerprint: fingerprintText(cited), isOwn, paragraphs, place }, former);
}

test("unchanged text is as cited, whatever the style of its quotation marks", () => {
  const now = 'We have discussed the border at length, and "nothing"\nelse.';
  assert.deepEqual(verdictOn(OLD, [now]), { kind: "unchanged" });
});

test("an edit is shown word by word", () => {
  const now = "We have not discussed the border, and “nothing” else.";
  assert.deepEqual(verdictOn(OLD, [now]), {
    kind: "edited",
    until: "2026-12-01",
    pieces: [
      { fate: "same", text: "We have " },
      { fate: "added", text: "not " },
      { fate: "same", text: "discussed the " },
      { fate: "removed", text: "border at length, " },
      { fate: "added", text: "border, " },
      { fate: "same", text: "and “nothing” else." },
    ],
  });
});

test("only the cited wording is compared", () => {
  assert.deepEqual(verdictOn("Short.", ["Long."]), {
    kind: "edited",
    until: "2026-12-05",
    pieces: [
      { fate: "removed", text: "Short." },
      { fate: "added", text: "Long." },
    ],
  });
});

test("text merged unchanged into another paragraph is as cited", () => {
  const now = `First this. ${OLD} And that.`;
  assert.deepEqual(verdictOn(OLD, [now], { isOwn: false }), {
    kind: "joined",
    until: "2026-12-01",
  });
});

test("after a merge, only the cited part of the paragraph is shown", () => {
  const now = "First this. We have discussed the border at length, and “nothing” more. And that.";
  assert.deepEqual(verdictOn(OLD, [now], { isOwn: false }), {
    kind: "edited",
    until: "2026-12-01",
    pieces: [
      { fate: "same", text: " … " },
      { fate: "same", text: "We have discussed the border at length, and “nothing” " },
      { fate: "removed", text: "else." },
      { fate: "same", text: " … " },
    ],
  });
});

for (const place of [1, 2, 3]) {
  test(`text that was split is found around its part ${place}`, () => {
    const parts = ["Before.", "We have discussed", "the border at length,", "and “nothing” else."];
    assert.deepEqual(verdictOn(OLD, [...parts, "x"], { place }), {
      kind: "divided",
      from: 1,
      to: 3,
    });
  });
}

test("a wording that is not in the history is unknown", () => {
  assert.deepEqual(verdictOn("Never said.", [OLD]), { kind: "unknown" });
  assert.deepEqual(verdictOn(OLD, ["New."], { former: undefined }), { kind: "unknown" });
});

test("a very long paragraph is compared as a whole", () => {
  const [old, now] = ["a", "b"].map((letter) =>
    Array.from({ length: 3000 }, (_, number) => `${letter}${number}`).join(" "),
  ) as [string, string];
  const former = { earlier: [{ mark: fingerprintText(old), text: old, since: "", until: "" }] };
  assert.deepEqual(verdictOn(old, [now], { former }), {
    kind: "edited",
    until: "",
    pieces: [
      { fate: "removed", text: old },
      { fate: "added", text: now },
    ],
  });
});
