/** What a person typed, to what is looked for. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { isCommon, isCut, readQuery } from "../../static/scripts/search/parse-query.ts";
import type { Wish } from "../../static/scripts/search/parse-query.ts";

const FIELDS = ["text", "title", "speaker", "topic"];
const PLAIN: Omit<Wish, "written"> = {
  kind: "words",
  field: "",
  presence: "required",
  boost: 1,
  edits: 0,
  isLast: false,
};

const QUERIES: Record<string, (Partial<Wish> & { written: string })[]> = {
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
  "talks^3": [{ written: "talks", boost: 3, isLast: true }],
};

for (const [typed, wishes] of Object.entries(QUERIES)) {
  test(`“${typed}”`, () => {
    assert.deepEqual(readQuery(typed, { fields: FIELDS }), {
      wishes: wishes.map((wish) => ({ ...PLAIN, ...wish })),
      isEmpty: wishes.length === 0,
    });
  });
}

test("a query is cut after 40 words or 1,000 characters", () => {
  const words = (count: number) => Array<string>(count).fill("ab").join(" ");
  assert.equal(readQuery(words(41), { fields: FIELDS }).wishes.length, 40);
  assert.deepEqual([isCut(words(40)), isCut(words(41))], [false, true]);
  assert.deepEqual([isCut("a".repeat(1000)), isCut("a".repeat(1001))], [false, true]);
});

test("a stop word is common unless it is written in capitals", () => {
  assert.deepEqual(["us", "US", "border"].map(isCommon), [true, false, false]);
});
