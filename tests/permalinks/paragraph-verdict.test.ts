/** What a page says of a paragraph that was cited. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { markOf } from "../../static/scripts/permalinks/fingerprint.ts";
import { judge } from "../../static/scripts/permalinks/paragraph-verdict.ts";
import type { Former, Verdict } from "../../static/scripts/permalinks/paragraph-verdict.ts";

const OLD = "We have discussed the border at length, and “nothing” else.";
const FORMER = {
  earlier: [
    { mark: markOf(OLD), text: OLD, since: "2026-11-22", until: "2026-12-01" },
    { mark: markOf("Short."), text: "Short.", since: "2026-12-01", until: "2026-12-05" },
  ],
};

interface Present {
  place?: number;
  isOwn?: boolean;
  former?: Former | undefined;
}

/** The verdict on a cited text where the page has these paragraphs now. */
function verdictOn(cited: string, paragraphs: string[], present: Present = {}): Verdict {
  const { place = 0, isOwn = true, former } = { former: FORMER, ...present };
  return judge({ mark: markOf(cited), isOwn, paragraphs, place }, former);
}

test("words that have not changed are as cited, whatever the form of their quotes", () => {
  const now = 'We have discussed the border at length, and "nothing"\nelse.';
  assert.deepEqual(verdictOn(OLD, [now]), { kind: "as cited" });
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

test("the wording that was cited is compared, and no other", () => {
  assert.deepEqual(verdictOn("Short.", ["Long."]), {
    kind: "edited",
    until: "2026-12-05",
    pieces: [
      { fate: "removed", text: "Short." },
      { fate: "added", text: "Long." },
    ],
  });
});

test("words that went into another paragraph whole are as cited", () => {
  const now = `First this. ${OLD} And that.`;
  assert.deepEqual(verdictOn(OLD, [now], { isOwn: false }), {
    kind: "joined",
    until: "2026-12-01",
  });
});

test("of another paragraph only what was cited is shown", () => {
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
  test(`words that were divided are found before and after, from part ${place}`, () => {
    const parts = ["Before.", "We have discussed", "the border at length,", "and “nothing” else."];
    assert.deepEqual(verdictOn(OLD, [...parts, "x"], { place }), {
      kind: "divided",
      from: 1,
      to: 3,
    });
  });
}

test("what is in no history is not guessed", () => {
  assert.deepEqual(verdictOn("Never said.", [OLD]), { kind: "unknown" });
  assert.deepEqual(verdictOn(OLD, ["New."], { former: undefined }), { kind: "unknown" });
});

test("a very long paragraph is compared as a whole", () => {
  const [old, now] = ["a", "b"].map((letter) =>
    Array.from({ length: 3000 }, (_, number) => `${letter}${number}`).join(" "),
  ) as [string, string];
  const former = { earlier: [{ mark: markOf(old), text: old, since: "", until: "" }] };
  assert.deepEqual(verdictOn(old, [now], { former }), {
    kind: "edited",
    until: "",
    pieces: [
      { fate: "removed", text: old },
      { fate: "added", text: now },
    ],
  });
});
