/**
 * lunr.js alone, as any other tool would use it.
 * Usage: node plain_lunr.mjs search INPUT OUTPUT, the last two JSON files.
 */
import { readFileSync, writeFileSync } from "node:fs";

import lunr from "lunr";

const [, input, output] = process.argv.slice(2);
const { index, query } = JSON.parse(readFileSync(input, "utf8"));
const hits = lunr.Index.load(index).search(query);
writeFileSync(output, JSON.stringify(hits.map(({ ref, score }) => [ref, score])));
