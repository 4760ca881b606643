/** Parsing what a person typed. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { isCommon, isCut, parseQuery } from "../../static/scripts/search/parse-query.ts";
import type { QueryPart } from "../../static/scripts/search/parse-query.ts";

const FIELDS = ["text", "title", "speaker", "topic"];
const PLAIN: Omit<QueryPart, "written"> = {
  kind: "words",
  field: "",
  presence: "required",
  boost: 1,
  edits: 0,
  isLast: false,
  isAlternative: false,
};

const QUERIES: Record<string, (Partial<QueryPart> & { written: string })[]> = {
  "": [],
  "… — !": [],
  'border ""': [{ written: "border" }],
  "border talks": [{ written: "border" }, { written: "talks", isLast: true }],
  "border talks ": [{ written: "border" }, { written: "talks" }],
  "border -talks": [
    { written: "border" },
    { written: "talks", presence: "prohibited", isLast: true },
  ],
  "border +talks": [
    { written: "border", presence: "optional" },
    { written: "talks", isLast: true },
  ],
  "“Moscow format” talks": [
    { written: "Moscow format", kind: "phrase" },
    { written: "talks", isLast: true },
  ],
  '"not closed': [{ written: "not closed", kind: "phrase" }],
  "-topic:Syria": [{ written: "Syria", field: "topic", presence: "prohibited", isLast: true }],
  "time:noon": [{ written: "time:noon", isLast: true }],
  "Reconcil*": [{ written: "reconcil*", kind: "pattern" }],
  "re*": [{ written: "re*", isLast: true }],
  "Lavrov~1^2": [{ written: "Lavrov", kind: "near", edits: 1, boost: 2 }],
  "border OR talks": [
    { written: "border" },
    { written: "talks", isLast: true, isAlternative: true },
  ],
  'a OR "b c" OR d e': [
    { written: "a" },
    { written: "b c", kind: "phrase", isAlternative: true },
    { written: "d", isAlternative: true },
    { written: "e", isLast: true },
  ],
  "OR border or talks OR": [{ written: "border" }, { written: "or" }, { written: "talks" }],
  'border "OR" talks': [
    { written: "border" },
    { written: "OR", kind: "phrase" },
    { written: "talks", isLast: true },
  ],
  "-border OR -talks": [
    { written: "border", presence: "prohibited" },
    { written: "talks", presence: "prohibited", isLast: true },
  ],
  "talks^3": [{ written: "talks", boost: 3, isLast: true }],
};

for (const [typed, parts] of Object.entries(QUERIES)) {
  test(`“${typed}”`, () => {
    assert.deepEqual(parseQuery(typed, { fields: FIELDS }), {
      parts: parts.map((part) => ({ ...PLAIN, ...part })),
    });
  });
}

test("a query is cut after 40 words or 1,000 characters", () => {
  const words = (count: number) => Array<string>(count).fill("ab").join(" ");
  assert.equal(parseQuery(words(41), { fields: FIELDS }).parts.length, 40);
  assert.deepEqual([isCut(words(40)), isCut(words(41))], [false, true]);
  assert.deepEqual([isCut("a".repeat(1000)), isCut("a".repeat(1001))], [false, true]);
});

test("a stop word is common unless it is written in capitals", () => {
  assert.deepEqual(["us", "US", "border"].map(isCommon), [true, false, false]);
});
