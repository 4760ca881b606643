/** Addresses with a fingerprint, intact and damaged. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { readCitation } from "../../static/scripts/permalinks/fragment.ts";

const CITED = { anchor: "p14", fingerprint: "3fa2k" };
const DAMAGED = { anchor: "p14", fingerprint: "" };
const FRAGMENTS = {
  "#p14:3fa2k": CITED,
  "#answer-2:3fa2k": { anchor: "answer-2", fingerprint: "3fa2k" },
  "#p14:3fa2k,more": CITED,
  "#p14": null,
  "#p14:3fa2": DAMAGED,
  "#p14:3fa2kk": DAMAGED,
  "#p14:3FA2K": DAMAGED,
  "#p14:3fa2l": DAMAGED,
  "#p014:3fa2k": null,
  "#x14:3fa2k": null,
  "#p14:~:text=a": null,
  "": null,
  "#p14:3fa2k:~:text=a": CITED,
  "#p14%3A3fa2k": CITED,
  "%23p14%253A3fa2k": CITED,
  "#p14%3A3fa2k%7Ea%2Cb%": CITED,
};

for (const [hash, cited] of Object.entries(FRAGMENTS)) {
  test(`the citation in ${hash || "an empty fragment"}`, () => {
    assert.deepEqual(readCitation(hash), cited);
  });
}
