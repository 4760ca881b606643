/** The short citation of a paragraph. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { citePassage } from "../../static/scripts/search/passage-citation.ts";
import type { Passage } from "../../static/scripts/search/types.ts";

const PASSAGE: Passage = {
  number: 13,
  id: "2021-02-26-atmar/p14",
  url: "statements/2021-02-26-atmar/#p14",
  statement: "2021-02-26-atmar",
  title: "News conference",
  date: "2021-02-06",
  kind: "answer",
  exchange: 2,
  question: "",
  speaker: "sergey-lavrov",
  speakerName: "Sergey Lavrov",
  quoted: [],
  topics: [],
  text: "I don’t",
};
const whole = (url: string) => `https://example.org/${url}`;

test("a citation names speaker, statement, date and place, and links with a fingerprint", () => {
  assert.equal(
    citePassage(PASSAGE, whole),
    "Sergey Lavrov, News conference, 6 February 2021, answer 2, paragraph 14. " +
      "https://example.org/statements/2021-02-26-atmar/#p14:j76f3",
  );
});

test("outside exchanges, a citation names no question or answer", () => {
  assert.equal(
    citePassage({ ...PASSAGE, kind: "statement", exchange: null }, whole),
    "Sergey Lavrov, News conference, 6 February 2021, paragraph 14. " +
      "https://example.org/statements/2021-02-26-atmar/#p14:j76f3",
  );
});

test("what a news report quotes is cited as the quoted person’s", () => {
  const report: Passage = {
    ...PASSAGE,
    kind: "report",
    exchange: null,
    title: "News report",
    speakerName: "Reporter",
    quoted: [["sergey-lavrov", "Sergey Lavrov"]],
  };
  const rest =
    "News report, 6 February 2021, paragraph 14. " +
    "https://example.org/statements/2021-02-26-atmar/#p14:j76f3";
  assert.equal(citePassage(report, whole), `Sergey Lavrov, as quoted in ${rest}`);
  assert.equal(citePassage(report, whole, { isQuoted: false }), `Reporter, ${rest}`);
});
