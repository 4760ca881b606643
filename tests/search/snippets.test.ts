/** Snippets of paragraphs and the highlights in them. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { cutSnippet, highlightText } from "../../static/scripts/search/snippets.ts";
import type { Run } from "../../static/scripts/search/snippets.ts";

/** Returns the runs as one text, with highlights in brackets. */
function written(runs: readonly Run[]): string {
  return runs.map(({ text, isHighlighted }) => (isHighlighted ? `[${text}]` : text)).join("");
}

const targets = { terms: new Set(["border", "talk"]), phrases: [["moscow", "format"]] };

test("every form of a wanted term is highlighted", () => {
  assert.equal(
    written(highlightText("Talks at the border; borders talked.", targets)),
    "[Talks] at the [border]; [borders] [talked].",
  );
});

test("a phrase is highlighted as a whole, and its separate words are not", () => {
  assert.equal(
    written(highlightText("The Moscow Format talks: format, Moscow.", targets)),
    "The [Moscow Format] [talks]: format, Moscow.",
  );
});

test("a short text is shown in full", () => {
  assert.equal(written(cutSnippet("Nothing that is wanted.", targets)), "Nothing that is wanted.");
});

test("a long text is cut to the sentence with the most matches", () => {
  const filler = "We said nothing new about it this time. ".repeat(10);
  const text = `${filler}The talks ended. ${filler}The border talks began. ${filler}`.trim();
  const shown = written(cutSnippet(text, targets));
  assert.equal(
    shown,
    "…\u00a0The [border] [talks] began. " +
      "We said nothing new about it this time. ".repeat(6).trimEnd() +
      " We said nothing\u00a0…",
  );
});

test("a long text without matches is cut to its beginning", () => {
  const text = "abcd ".repeat(100).trim();
  assert.equal(
    written(cutSnippet(text, { terms: new Set(), phrases: [] })),
    `${"abcd ".repeat(56).trimEnd()}\u00a0…`,
  );
});
