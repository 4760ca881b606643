/** Highlights the words of a search in the paragraph or exchange that the address points to. */

import { analyse, findTerm, foldWord, tokenize } from "../shared/analysis.ts";
import { readAnchor } from "../permalinks/fragment.ts";
import { readQuery } from "../search/parse-query.ts";
import { findMarks } from "../search/snippets.ts";
import { markPart, textNodes } from "../shared/text-nodes.ts";
import type { Wanted } from "../search/snippets.ts";

/** Returns what to highlight for a query, as far as this is known without the index. */
function wantedOf(q: string): Wanted {
  const wishes = readQuery(q, { fields: ["text", "title", "speaker", "topic"] }).wishes.filter(
    ({ presence, field }) => presence !== "prohibited" && (field === "" || field === "text"),
  );
  const words = wishes.filter(({ kind }) => kind !== "phrase");
  const phrases = wishes.filter(({ kind }) => kind === "phrase");
  const isAlone = wishes.length === 1;
  return {
    terms: new Set(
      words.flatMap(({ written }) =>
        tokenize(written).flatMap(({ word }) =>
          isAlone || findTerm(word) !== null ? analyse(word) : [],
        ),
      ),
    ),
    phrases: phrases.map(({ written }) => tokenize(written).map(({ word }) => foldWord(word))),
  };
}

/** Highlights the matches in the text below an element. */
function markWords(place: Element, wanted: Wanted): number {
  const nodes = textNodes(place);
  const marks = findMarks(nodes.map(({ data }) => data).join(""), wanted);
  let start = 0;
  for (const node of nodes) {
    const end = start + node.data.length;
    const inside = marks
      .filter(([from, to]) => from < end && to > start)
      .map(([from, to]): [number, number] => [
        Math.max(from, start) - start,
        Math.min(to, end) - start,
      ]);
    for (const [from, to] of inside.reverse()) markPart(node, from, to);
    start = end;
  }
  return marks.length;
}

/** Highlights the place that the address points to. */
function main(): void {
  const target = document.getElementById(readAnchor(location.hash));
  const q = document.documentElement.dataset["search"] ?? "";
  const places = target?.matches(".paragraph, .exchange") ? target.querySelectorAll(".words") : [];
  for (const place of places) {
    markWords(place, wantedOf(q));
  }
}

main();
