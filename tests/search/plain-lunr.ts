/** Searches with lunr.js alone, as any other tool would. */

import lunr from "lunr";

import { runTask } from "../support/run-task.ts";

await runTask({
  search: ({ index, query }: { index: object; query: string }) =>
    lunr.Index.load(index)
      .search(query)
      .map(({ ref, score }) => [ref, score]),
});
