/** Searches with lunr.js, which loads its whole index. */
import lunr from "lunr";

import { registerPipeline } from "../../static/scripts/shared/analysis.ts";

registerPipeline(lunr);

let opened;
globalThis.bench = {
  search: async (q) => {
    opened ??= fetch("lunr.json")
      .then((response) => response.json())
      .then((index) => lunr.Index.load(index));
    const required = q.split(" ").map((word) => `+text:${word}`);
    return (await opened).search(required.join(" ")).map(({ ref }) => ref);
  },
  show: async () => [],
};
