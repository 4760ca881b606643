/** What a page says of an exchange that was cited. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { judgeExchange } from "../../static/scripts/permalinks/exchange-verdict.ts";
import { markOf, markOfAll } from "../../static/scripts/permalinks/fingerprint.ts";
import type { Marked } from "../../static/scripts/permalinks/exchange-verdict.ts";

/** Paragraphs with these texts. */
function marked(...texts: string[]): Marked[] {
  return texts.map((text, place) => ({ anchor: `p${place + 1}`, mark: markOf(text) }));
}

/** The history of an exchange that had these paragraphs. */
function historyOf(mark: string, paragraphs: Record<string, string>) {
  return { earlier: [{ mark, until: "2026-12-01", paragraphs }] };
}

test("an exchange is as cited when each of its paragraphs is", () => {
  const mark = markOfAll(marked("a", "b").map((one) => one.mark));
  const now = marked("a", "b");
  assert.deepEqual(judgeExchange(mark, now, now, undefined), { kind: "as cited", words: now });
  const turned = marked("b", "a");
  assert.deepEqual(judgeExchange(mark, turned, turned, undefined), { kind: "unknown" });
  assert.deepEqual(judgeExchange(mark, [], [], undefined), { kind: "unknown" });
});

test("an exchange that is within another one now is found there", () => {
  const mark = markOfAll([markOf("a"), markOf("b")]);
  const now = marked("x", "a", "b", "y");
  assert.deepEqual(judgeExchange(mark, now, now, undefined), {
    kind: "moved",
    words: now.slice(1, 3),
    from: 1,
    to: 2,
  });
});

test("of an edited exchange it says what changed and what was added", () => {
  const was = { p1: markOf("a"), p2: markOf("old"), p9: markOf("gone") };
  const mark = markOfAll(Object.values(was));
  const now = marked("a", "new", "more");
  assert.deepEqual(judgeExchange(mark, now, now, historyOf(mark, was)), {
    kind: "edited",
    words: [
      { anchor: "p1", mark: was.p1 },
      { anchor: "p2", mark: was.p2 },
      { anchor: "p9", mark: was.p9 },
    ],
    until: "2026-12-01",
    changed: [
      { anchor: "p2", mark: was.p2 },
      { anchor: "p9", mark: was.p9 },
    ],
    moved: [],
    added: ["p3"],
  });
});

test("of an exchange that went into another one it says which words are there", () => {
  const was = { p2: markOf("b"), p3: markOf("c"), p4: markOf("old") };
  const mark = markOfAll(Object.values(was));
  const whole = marked("a", "b", "c", "new");
  const words = Object.entries(was).map(([anchor, one]) => ({ anchor, mark: one }));
  assert.deepEqual(judgeExchange(mark, [], whole, historyOf(mark, was)), {
    kind: "edited",
    words,
    until: "2026-12-01",
    changed: words.slice(2),
    moved: words.slice(0, 2),
    added: [],
  });
});
