/** Links to selected text: what they contain, and what they find after an edit. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { findPassage } from "../../static/scripts/citations/find-passage.ts";
import {
  createPassage,
  readFragment,
  writeFragment,
} from "../../static/scripts/citations/passage-link.ts";
import { findWords } from "../../static/scripts/citations/selection-words.ts";

const TEXT =
  "Russia considers Afghanistan an important partner. We consistently advocate the development " +
  "of the IRA as a peaceful, independent and neutral state, free of terrorism and narcotic " +
  "drugs. We don’t discuss the status of bilateral relations with Kabul, and we don’t hide it.";
const SHORT = "advocate the development of the IRA";
const LONG =
  "consistently advocate the development of the IRA as a peaceful, independent and neutral " +
  "state, free of terrorism and narcotic drugs";

/** Returns the link to a part of a text. */
function linkTo(quoted: string, text: string): string {
  const from = text.indexOf(quoted);
  const passage = createPassage(text, from, text, from + quoted.length, "");
  return writeFragment({ anchor: "p14", fingerprint: "j76f3", passage });
}

/** Returns what a link to a part of one text finds in another; null for nothing. */
function follow(
  quoted: string,
  edited: string,
  text = TEXT,
): { found: string; start: number; isSame: boolean } | null {
  const passage = readFragment(linkTo(quoted, text))?.passage;
  const words = findWords(edited);
  const place =
    passage &&
    findPassage(
      words.map(({ word }) => word),
      passage,
    );
  const [first, last] = place ? [words[place.from], words[place.to - 1]] : [];
  if (!place || !first || !last) return null;
  const found = edited.slice(first.from, last.to);
  return { found, start: first.from, isSame: place.isSame };
}

const LINKS = {
  "a few words": [
    SHORT,
    "#p14:j76f3~partner+We+consistently-,advocate+the+development+of+the+IRA,-as+a+peaceful",
  ],
  many: [
    LONG,
    "#p14:j76f3~important+partner+We-,consistently+advocate+the+development+of" +
      ",of+terrorism+and+narcotic+drugs,-We+dont+discuss",
  ],
  "the first": ["Russia", "#p14:j76f3~Russia,-considers+Afghanistan+an"],
  "parts of words": [
    "nsiders Afghan",
    "#p14:j76f3~Russia-,considers+Afghanistan,-an+important+partner",
  ],
} as const;

for (const [name, [quoted, link]] of Object.entries(LINKS)) {
  test(`a link contains the passage and its context: ${name}`, () => {
    assert.equal(linkTo(quoted, TEXT), link);
  });
}

for (const quoted of [SHORT, LONG, "Russia", "hide it", "don’t hide"]) {
  test(`unchanged text is found exactly: ${quoted}`, () => {
    assert.deepEqual(follow(quoted, TEXT), {
      found: quoted,
      start: TEXT.indexOf(quoted),
      isSame: true,
    });
  });
}

test("text that occurs twice is found by its context", () => {
  const text = "We met in Moscow. They left Moscow. We love Moscow.";
  const edited = "Moscow is old. They left Moscow. We met in Moscow. We love Moscow.";
  assert.equal(follow("Moscow", edited, text)?.start, edited.indexOf("in Moscow") + 3);
  assert.equal(follow("love Moscow", edited, text)?.start, edited.indexOf("love Moscow"));
});

test("typography makes no difference", () => {
  const edited = TEXT.replaceAll("’", "'").replaceAll("Russia", "RUSSIA");
  const { found, isSame } = follow("we don’t hide it", edited) ?? {};
  assert.deepEqual([found, isSame], ["we don't hide it", true]);
});

const EDITS = {
  "a word inside": [
    SHORT,
    TEXT.replace(SHORT, "advocate the progress of the IRA"),
    "advocate the progress of the IRA",
  ],
  "the first word": [
    SHORT,
    TEXT.replace("advocate the", "support the"),
    "support the development of the IRA",
  ],
  "the last words": [
    SHORT,
    TEXT.replace(SHORT, "advocate the development of Afghanistan"),
    "advocate the development of Afghanistan",
  ],
  "all of them": [SHORT, TEXT.replace(SHORT, "will always be for it"), "will always be for it"],
  "words before": [SHORT, TEXT.replace("Russia considers", "As before, Russia considers"), SHORT],
  "the middle of a long one": [
    LONG,
    TEXT.replace("as a peaceful, independent", "as an independent"),
    LONG.replace("as a peaceful, independent", "as an independent"),
  ],
  "the end of a long one": [
    LONG,
    TEXT.replace("narcotic drugs", "drugs"),
    LONG.replace("narcotic drugs", "drugs"),
  ],
  "the beginning of a long one": [
    LONG,
    TEXT.replace("consistently advocate", "advocate"),
    LONG.replace("consistently ", ""),
  ],
} as const;

for (const [name, [quoted, edited, found]] of Object.entries(EDITS)) {
  test(`edited text is found in its place: ${name}`, () => {
    assert.equal(follow(quoted, edited)?.found, found);
  });
}

for (const quoted of [SHORT, LONG]) {
  test(`removed text is not found: ${quoted}`, () => {
    const edited =
      "The ministers met on Tuesday, and spoke of pipelines, grain and the railway to Termez.";
    assert.equal(follow(quoted, edited), null);
  });
}
