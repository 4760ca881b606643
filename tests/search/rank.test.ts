/** Paragraphs that match clauses, with their scores, counts and order, over made-up postings. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { matchClauses } from "../../static/scripts/search/rank.ts";
import { SYNONYM } from "../../static/scripts/search/types.ts";
import type { Entry, Postings } from "../../static/scripts/search/postings.ts";
import type { Matches, Presence } from "../../static/scripts/search/types.ts";

/** Lunr's weight of a term in each paragraph that has it. */
type Weights = Record<number, number>;

const PARAGRAPHS = Uint32Array.of(1, 2, 3, 5, 8);
const END = 9;

const GATES = `${SYNONYM}gates`;

/** When each word first occurs in the collection, and its weights in each field. */
const INDEX: Record<string, { turn: number; fields: Record<string, Weights> }> = {
  gate: { turn: 1, fields: { text: { 1: 0.1, 3: 0.4, 8: 0.1 }, title: { 3: 0.5, 5: 0.5 } } },
  lake: { turn: 2, fields: { text: { 1: 0.2, 2: 0.4, 5: 0.2 } } },
  oak: { turn: 3, fields: { text: { 1: 0.3, 8: 0.4 } } },
  [GATES]: { turn: 4, fields: { text: { 1: 1, 8: 1 } } },
};

/** How often each word is in the text of the paragraphs that have it. */
const OFTEN = 3;

const ENTRIES = new Map<string, Entry>(
  Object.entries(INDEX).map(([term, { turn }]) => {
    const postings = async (field: string) => postingsOf(term, field);
    const loaded = new Map(["text", "title"].map((field) => [field, postingsOf(term, field)]));
    return [term, { term, piece: 0, place: 0, count: 0, rarity: 0, turn, postings, loaded }];
  }),
);

function postingsOf(term: string, field: string): Postings {
  const weights = INDEX[term]?.fields[field] ?? {};
  const paragraphs = Uint32Array.from(Object.keys(weights), Number);
  return {
    paragraphs,
    frequencies: paragraphs.map(() => OFTEN),
    lengths: paragraphs, // so that each has another
    weigh: (_, length) => weights[length]!,
  };
}

interface Options {
  fields?: string[];
  boost?: number;
  presence?: Presence;
}

function clause(
  words: string,
  { fields = ["text"], boost = 1, presence = "optional" }: Options = {},
) {
  const entries = words.split(" ").map((word) => ENTRIES.get(word)!);
  return { entries, fields, boost, presence };
}

function match(...clauses: ReturnType<typeof clause>[]): Matches {
  return matchClauses(clauses, PARAGRAPHS, END);
}

/** Returns the score of each match. */
function scoresOf({ paragraphs, scores }: Matches): Record<number, number | undefined> {
  return Object.fromEntries(Array.from(paragraphs, (one) => [one, scores.get(one)]));
}

/** Returns how often the words are in each match. */
function countsOf({ paragraphs, counts }: Matches): Record<number, number | undefined> {
  return Object.fromEntries(Array.from(paragraphs, (one) => [one, counts.get(one)]));
}

test("a paragraph matches if it has everything required and nothing prohibited", () => {
  const required = { presence: "required" } as const;
  const prohibited = { presence: "prohibited" } as const;
  assert.deepEqual([...match(clause("gate"), clause("lake")).paragraphs], [1, 2, 3, 5, 8]);
  assert.deepEqual([...match(clause("gate"), clause("oak", required)).paragraphs], [1, 8]);
  assert.deepEqual(
    [...match(clause("gate", required), clause("oak", required)).paragraphs],
    [1, 8],
  );
  assert.deepEqual([...match(clause("gate"), clause("lake", prohibited)).paragraphs], [3, 8]);
  assert.deepEqual([...match(clause("lake", prohibited)).paragraphs], [3, 8]);
});

test("a paragraph's score is the weight of its word", () => {
  assert.deepEqual(scoresOf(match(clause("lake"))), { 1: 0.2, 2: 0.4, 5: 0.2 });
  assert.equal(match(clause("lake")).scores.get(3), undefined);
});

test("words are added up in the order of the collection, and divided by their length", () => {
  const length = Math.sqrt(3);
  const sum = (0.1 + 0.2 + 0.3) / length;
  assert.notEqual(sum, (0.3 + 0.2 + 0.1) / length);
  for (const words of ["gate lake oak", "oak lake gate", "lake oak gate"]) {
    assert.deepEqual(scoresOf(match(clause(words)))[1], sum);
  }
});

test("a word counts as much as its boost, and twice if it is written twice", () => {
  const boosted = (0.1 * 3 + 0.2) / Math.sqrt(10);
  assert.equal(scoresOf(match(clause("gate", { boost: 3 }), clause("lake")))[1], boosted);
  const twice = (0.1 * 2 + 0.2) / Math.sqrt(5);
  assert.equal(scoresOf(match(clause("gate"), clause("lake"), clause("gate")))[1], twice);
});

test("a word with a boost of nothing scores nothing", () => {
  assert.deepEqual(scoresOf(match(clause("lake", { boost: 0 }))), { 1: 0, 2: 0, 5: 0 });
});

test("a paragraph's fields are added up, each once", () => {
  const fields = ["text", "title"];
  assert.deepEqual(scoresOf(match(clause("gate", { fields }))), { 1: 0.1, 3: 0.9, 5: 0.5, 8: 0.1 });
  const length = Math.sqrt(2);
  assert.deepEqual(scoresOf(match(clause("gate lake", { fields }))), {
    1: (0.1 + 0.2) / length,
    2: 0.4 / length,
    3: 0.4 / length + 0.5 / length,
    5: 0.5 / length + 0.2 / length,
    8: 0.1 / length,
  });
});

test("the best come first; then those of the first word; then the first in the collection", () => {
  const ranking = match(clause("lake oak")).rank();
  // 1 has both words; 2 has as much of the lake as 8 of the oak.
  assert.deepEqual(ranking.slice(), [1, 2, 8, 5]);
  assert.deepEqual(match(clause("oak lake")).rank().slice(), [1, 8, 2, 5]);
  assert.deepEqual(match(clause("gate")).rank().slice(), [3, 1, 8]);
});

test("a part of the ranking is the same as of the whole, in whatever order it is asked for", () => {
  const ranking = match(clause("gate lake oak")).rank();
  assert.deepEqual(ranking.slice(0, 1), [1]);
  assert.deepEqual(ranking.slice(1, 3), ranking.slice().slice(1, 3));
  assert.equal(ranking.length, 5);
});

test("only what is kept is ranked", () => {
  const ranking = match(clause("lake oak")).rank((paragraph) => paragraph > 1);
  assert.equal(ranking.length, 3);
  assert.deepEqual(ranking.slice(), [2, 8, 5]);
});

test("without a wanted word, all have the same score and keep the order of the collection", () => {
  const matches = match(clause("oak", { presence: "prohibited" }));
  assert.deepEqual(scoresOf(matches), { 2: 0, 3: 0, 5: 0 });
  assert.deepEqual(matches.rank().slice(), [2, 3, 5]);
});

test("words are counted in the text, each of them once", () => {
  const fields = ["text", "title"];
  const all = match(clause("gate lake", { fields }), clause("gate"));
  assert.deepEqual(countsOf(all), { 1: 6, 2: 3, 3: 3, 5: 3, 8: 3 });
  const without = match(clause("gate"), clause("lake", { presence: "prohibited" }));
  assert.deepEqual(countsOf(without), { 3: 3, 8: 3 });
});

test("the names of a synonym term are not counted again", () => {
  assert.deepEqual(countsOf(match(clause(`gate ${GATES}`))), { 1: 3, 3: 0, 8: 3 });
});
