// What the page's own modules say: `marks` of texts, or `verdicts` on cited paragraphs or exchanges.
import { readFileSync } from "node:fs";
import { readCited } from "../../static/scripts/permalinks/fragment.js";
import { judgeExchange } from "../../static/scripts/permalinks/exchange-verdict.js";
import { judge } from "../../static/scripts/permalinks/paragraph-verdict.js";
import { markOf } from "../../static/scripts/permalinks/fingerprint.js";

const [task, path] = process.argv.slice(2);
const given = JSON.parse(readFileSync(path, "utf8"));
const tasks = {
  marks: (text) => markOf(text),
  addresses: (hash) => readCited(hash),
  verdicts: ({ cited, own = true, paragraphs, place = 0, former }) =>
    judge({ mark: markOf(cited), isOwn: own, paragraphs, place }, former),
  exchanges: ({ cited, own, all, former }) => judgeExchange(cited, own, all, former),
};
console.log(JSON.stringify(given.map(tasks[task])));
