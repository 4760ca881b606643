/** Highlights the words of a search in the paragraph or exchange that the address points to. */

import { analyse, findTerm, foldWord, tokenize } from "../shared/analysis.ts";
import { readAnchor } from "../permalinks/fragment.ts";
import { parseQuery } from "../search/parse-query.ts";
import { findMatches } from "../search/snippets.ts";
import { highlightPart, listTextNodes } from "../shared/text-nodes.ts";
import type { HighlightTargets } from "../search/snippets.ts";

/** Returns what to highlight for a query, as far as this is known without the index. */
function readTargets(q: string): HighlightTargets {
  const parts = parseQuery(q, { fields: ["text", "title", "speaker", "topic"] }).parts.filter(
    ({ presence, field }) => presence !== "prohibited" && (field === "" || field === "text"),
  );
  const words = parts.filter(({ kind }) => kind !== "phrase");
  const phrases = parts.filter(({ kind }) => kind === "phrase");
  const isAlone = parts.length === 1;
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
function highlightWords(place: Element, targets: HighlightTargets): number {
  const nodes = listTextNodes(place);
  const matches = findMatches(nodes.map(({ data }) => data).join(""), targets);
  let start = 0;
  for (const node of nodes) {
    const end = start + node.data.length;
    const inside = matches
      .filter(([from, to]) => from < end && to > start)
      .map(([from, to]): [number, number] => [
        Math.max(from, start) - start,
        Math.min(to, end) - start,
      ]);
    for (const [from, to] of inside.reverse()) highlightPart(node, from, to);
    start = end;
  }
  return matches.length;
}

/** Highlights the place that the address points to. */
function main(): void {
  const target = document.getElementById(readAnchor(location.hash));
  const q = document.documentElement.dataset["search"] ?? "";
  const places = target?.matches(".paragraph, .exchange") ? target.querySelectorAll(".words") : [];
  for (const place of places) {
    highlightWords(place, readTargets(q));
  }
}

main();
