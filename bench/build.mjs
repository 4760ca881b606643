/**
 * Builds the index of MiniSearch or Pagefind; `pagefind-pages` has a page for each statement.
 * Usage: node build.mjs ENGINE PARAGRAPHS FOLDER. The paragraphs are lines of JSON.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import MiniSearch from "minisearch";
import * as pagefind from "pagefind";

const [engine, path, folder] = process.argv.slice(2);
const paragraphs = readFileSync(path, "utf8").trim().split("\n").map((line) => JSON.parse(line));

const ENGINES = {
  minisearch: async () => {
    const index = new MiniSearch({ fields: ["text", "title", "speaker", "topic"] });
    index.addAll(paragraphs.map((fields, id) => ({ id, ...fields })));
    writeFileSync(join(folder, "minisearch.json"), JSON.stringify(index));
  },
  pagefind: () => writePagefind(paragraphs),
  "pagefind-pages": () => {
    const pages = new Map();
    for (const { statement, title, text } of paragraphs) {
      const page = pages.get(statement) ?? { title, text: "" };
      pages.set(statement, { title, text: `${page.text}${text}\n` });
    }
    return writePagefind([...pages.values()]);
  },
};

/** @param {{ title: string, text: string }[]} records */
async function writePagefind(records) {
  const { index } = await pagefind.createIndex();
  for (const [number, { text, title }] of records.entries()) {
    await index.addCustomRecord({ url: `/p${number}`, content: text, language: "en", meta: { title } });
  }
  await index.writeFiles({ outputPath: join(folder, "pagefind") });
  await pagefind.close();
}

await ENGINES[engine]();
