/** Headline capitals, which are an option of citations. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { listForms } from "../../static/scripts/citations/copy-forms.ts";
import { hasHeadlines, toHeadline } from "../../static/scripts/citations/headline.ts";
import cases from "./cases.json" with { type: "json" };

const TITLES: [string, string, string][] = [
  [
    "Foreign minister’s answers to the media at a joint news conference",
    "Foreign Minister’s Answers to the Media at a Joint News Conference",
    "Foreign Minister’s Answers to the Media at a Joint News Conference",
  ],
  ["walking through the park", "Walking Through the Park", "Walking through the Park"],
  ["what we stand for", "What We Stand For", "What We Stand For"],
  ["remarks: the way on", "Remarks: The Way On", "Remarks: The Way On"],
  ["a two-year plan by iPhone, 3rd part", "A Two-Year Plan by iPhone, 3rd Part", ""],
  ["élan “and” doubt", "Élan “and” Doubt", ""],
];

for (const [title, chicago, mla] of TITLES) {
  test(`capitals of a headline: ${title}`, () => {
    assert.equal(toHeadline(title, "chicago"), chicago);
    assert.equal(toHeadline(title, "mla"), mla || chicago);
  });
}

test("only English has headline capitals", () => {
  assert.deepEqual(["en", "en-GB", "fr", "enm"].map(hasHeadlines), [true, true, false, false]);
});

test("headline capitals are in Chicago and MLA only, and only if they are asked for", () => {
  const { is_report: isReport, ...known } = cases[0]!.citation;
  const citation = { ...known, isReport, title: "what we stand for", whole: undefined };
  const titled = (isHeadline: boolean) =>
    listForms({ name: "", citation: citation as never, quote: [], link: "" }, isHeadline)
      .filter(({ text }) => text.includes("What We Stand For"))
      .map(({ name }) => name);
  assert.deepEqual(titled(false), []);
  assert.deepEqual(titled(true), ["Chicago", "MLA", "Markdown", "HTML"]);
});
