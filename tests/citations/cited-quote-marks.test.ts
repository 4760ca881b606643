/** Quotations inside a quotation: quotation marks change, words never do. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { quoteParagraphs } from "../../static/scripts/citations/cited-quote-marks.ts";

const QUOTED = {
  "The “message” to them is no secret.": "“The ‘message’ to them is no secret.”",
  "“All of it.”": "“‘All of it.’”",
  'He said "so", and "no".': "“He said 'so', and 'no'.”",
  "Don’t say ‘never’.": "“Don’t say ‘never’.”",
  "He said “I won’t.”": "“He said ‘I won’t.’”",
  'A pipe of 6" and one of 8" burst.': '“A pipe of 6" and one of 8" burst.”',
  "Er sagte „nein“.": "“Er sagte ‚nein‘.”",
  "Il a dit « non ».": "“Il a dit « non ».”",
};

test("inner quotation marks become single if they are unambiguous", () => {
  const quoted = Object.keys(QUOTED).map((text) => quoteParagraphs([text]));
  assert.deepEqual(quoted, Object.values(QUOTED));
  assert.deepEqual(quoted.map(lettersOf), Object.keys(QUOTED).map(lettersOf));
});

test("each paragraph begins with a quotation mark, and the last ends with one", () => {
  assert.equal(
    quoteParagraphs(["First.", "“Second,” he said.", "Third."]),
    "“First.\n\n“‘Second,’ he said.\n\n“Third.”",
  );
});

function lettersOf(text: string): string {
  return text.replace(/[^\p{L}\p{N}_\s]/gu, "").trim();
}
