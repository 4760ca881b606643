/** What is shown of a paragraph among results, and what is marked in it. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { cutSnippet, markText } from "../../static/scripts/search/snippets.ts";
import type { Run } from "../../static/scripts/search/snippets.ts";

/** The runs as one text, the marked ones in brackets. */
function written(runs: readonly Run[]): string {
  return runs.map(({ text, isMarked }) => (isMarked ? `[${text}]` : text)).join("");
}

const wanted = { terms: new Set(["border", "talk"]), phrases: [["moscow", "format"]] };

test("words with a wanted term are marked, in every form", () => {
  assert.equal(
    written(markText("Talks at the border; borders talked.", wanted)),
    "[Talks] at the [border]; [borders] [talked].",
  );
});

test("a phrase is marked as a whole, and its words by themselves are not", () => {
  assert.equal(
    written(markText("The Moscow Format talks: format, Moscow.", wanted)),
    "The [Moscow Format] [talks]: format, Moscow.",
  );
});

test("a short text is shown whole", () => {
  assert.equal(written(cutSnippet("Nothing that is wanted.", wanted)), "Nothing that is wanted.");
});

test("of a long text, the sentence with most of what is wanted is shown", () => {
  const filler = "We said nothing new about it this time. ".repeat(10);
  const text = `${filler}The talks ended. ${filler}The border talks began. ${filler}`.trim();
  const shown = written(cutSnippet(text, wanted));
  assert.equal(
    shown,
    "… The [border] [talks] began. " +
      "We said nothing new about it this time. ".repeat(6).trimEnd() +
      " We said nothing …",
  );
});

test("without anything wanted, the beginning of a long text is shown", () => {
  const text = "abcd ".repeat(100).trim();
  assert.equal(
    written(cutSnippet(text, { terms: new Set(), phrases: [] })),
    `${"abcd ".repeat(56)}…`,
  );
});
