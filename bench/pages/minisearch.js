/** Searches with MiniSearch, which loads its whole index. */
import MiniSearch from "minisearch";

let opened;
globalThis.bench = {
  search: async (q) => {
    opened ??= fetch("minisearch.json")
      .then((response) => response.text())
      .then((text) => MiniSearch.loadJSON(text, { fields: ["text", "title", "speaker", "topic"] }));
    return (await opened).search(q, { combineWith: "AND", fields: ["text"] }).map(({ id }) => id);
  },
  show: async () => [],
};
