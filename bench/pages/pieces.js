/** Searches with our engine, as the search page does. */
import { evaluateQuery } from "../../static/scripts/search/evaluate.ts";
import { openIndex } from "../../static/scripts/search/engine.ts";
import { parseQuery } from "../../static/scripts/search/parse-query.ts";
import { sourceAt } from "../../static/scripts/search/pieces.ts";
import { loadSibling } from "../../static/scripts/shared/sibling-scripts.ts";

async function loadExtras() {
  await loadSibling("search-extras.js");
  return /** @type {any} */ (globalThis).onRecordSearchExtras;
}

/** @type {Promise<import("../../static/scripts/search/engine.ts").Engine> | undefined} */
let opened;
globalThis.bench = {
  search: async (q) => {
    opened ??= openIndex(sourceAt("pieces/index.json"), loadExtras);
    const engine = await opened;
    const spans = engine.spans(); // by which the page groups the hits
    const answer = await evaluateQuery(parseQuery(q, engine.facts), engine);
    await spans;
    return answer.paragraphs.slice();
  },
  show: async (hits) => (await (await opened).passages(hits)).map(({ text }) => text),
};
